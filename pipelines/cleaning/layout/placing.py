"""Where the characters of a block stand in the delivered record: the rows of `block_map`.

Only offsets belong here. A piece is cut out of a line, or out of the pieces that reading already made of a line or of a
run of HTML text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

COPY, JOINT = "copy", "joint"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a block and its source.

    Attributes:
        start: First code point in the block.
        end: Code point after the last one in the block.
        line_no: Line of the source.
        char_start: First code point in the line.
        char_end: Code point after the last one in the line.
        byte_start: First byte in the delivered record, None where it has none.
        byte_end: Byte after the last one.
        how: copy, joint, entity or markup.
    """

    start: int
    end: int
    line_no: int
    char_start: int
    char_end: int
    byte_start: int | None
    byte_end: int | None
    how: str = COPY


@dataclass(frozen=True, slots=True)
class Source:
    """A line as delivered.

    Attributes:
        line_no: Its number.
        text: Its characters.
        byte_start: Its first byte, None where the record has no bytes.
        byte_end: The byte after its last one.
        encoding: Encoding of its bytes.
        pieces: Pieces that reading made of it, where its bytes are not simply its characters encoded; else empty.
    """

    line_no: int
    text: str
    byte_start: int | None
    byte_end: int | None
    encoding: str
    pieces: tuple[Piece, ...] = ()

    def bytes_at(self, char: int) -> int | None:
        """Return the byte at which a code point of the line begins."""
        if self.byte_start is None:
            return None
        return self.byte_start + len(self.text[:char].encode(self.encoding, "surrogateescape"))


def cut(source: Source, start: int, end: int, at: int = 0) -> list[Piece]:
    """Return the pieces of the code points [start, end) of a line, placed at `at` in a block.

    A piece that stands for an escape cannot be divided and is taken whole.
    """
    if not source.pieces:
        return [
            Piece(
                at, at + end - start, source.line_no, start, end, source.bytes_at(start), source.bytes_at(end)
            )
        ]  # fmt: skip
    found = []
    for piece in source.pieces:
        a, b = max(piece.start, start), min(piece.end, end)
        if a >= b:
            continue
        part = piece
        if piece.how == COPY and (a, b) != (piece.start, piece.end):
            part = _inside(source, piece, a, b)
        found.append(replace(part, start=a - start + at, end=b - start + at))
    return found


def joint(source: Source, after: Source, at: int) -> Piece:
    """Return the line feed between two lines of a paragraph: an empty slice at the end of the first one."""
    end = len(source.text)
    return Piece(at, at + 1, source.line_no, end, end, source.byte_end, after.byte_start, JOINT)


def _inside(source: Source, piece: Piece, start: int, end: int) -> Piece:
    """Cut a piece in which bytes are simply the characters encoded."""
    first, last = piece.char_start + start - piece.start, piece.char_start + end - piece.start
    if piece.byte_start is None:
        return replace(piece, char_start=first, char_end=last)
    before = source.text[piece.char_start : first].encode(source.encoding, "surrogateescape")
    inside = source.text[first:last].encode(source.encoding, "surrogateescape")
    byte = piece.byte_start + len(before)
    return replace(piece, char_start=first, char_end=last, byte_start=byte, byte_end=byte + len(inside))


def locate(pieces: Sequence[Piece], start: int, end: int) -> tuple[int, int, int] | None:
    """Return (line, first code point, code point after the last) of a span of a block that stands on one line."""
    inside = [piece for piece in pieces if piece.start < end and piece.end > start and piece.how != JOINT]
    if not inside or inside[0].line_no != inside[-1].line_no:
        return None
    first, last = inside[0], inside[-1]
    begin = first.char_start + (start - first.start if first.how == COPY and start > first.start else 0)
    finish = last.char_end - (last.end - end if last.how == COPY and end < last.end else 0)
    return first.line_no, begin, finish
