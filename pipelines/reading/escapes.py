r"""Cells that are written with escapes: their characters, and the bytes of each.

Only the bookkeeping of escapes belongs here (`\"`, `\u5143` in JSON, `""` in CSV); which stretch of a row is a cell
is decided by its format. Every escape is ASCII and stands for exactly one code point. A cell becomes lines; a line that
holds escapes gets pieces, so that every character leads to the bytes it was written with.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.reading.collector import Piece
from pipelines.reading.lines import Lines, split


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        text: Its characters, un-escaped.
        start: Where its source begins in the row, without the quotes around it, in code points.
        escapes: Positions in `text` of the characters that are written as escapes.
        lengths: How many code points each escape takes in the source.
    """

    text: str
    start: int
    escapes: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines of a cell, the byte range of each, and pieces of those that hold escapes.

    Attributes:
        end: Byte offset of the end of the cell.
    """

    lines: Lines
    places: list[tuple[int, int]]
    pieces: list[Piece]
    end: int


def unescape(source: str, start: int, escape: re.Pattern[str], meaning: Callable[[str], str]) -> Cell:
    """Un-escape a cell.

    Args:
        source: How it is written.
        start: Where it begins in the row.
        escape: What an escape looks like.
        meaning: Escape → the one character it stands for.
    """
    escapes: list[int] = []
    lengths: list[int] = []
    parts: list[str] = []
    at = longer = 0
    for found in escape.finditer(source):
        first, end = found.span()
        parts += (source[at:first], meaning(found[0]))
        escapes.append(first - longer)
        lengths.append(end - first)
        longer += end - first - 1
        at = end
    parts.append(source[at:])
    return Cell("".join(parts), start, escapes, lengths)


def lay_out(cell: Cell, base: int, encoding: str, first_line: int) -> CellLines:
    """Split a cell into lines and count the bytes of each.

    Args:
        cell: The cell.
        base: Byte offset of its source.
        encoding: Encoding of the row.
        first_line: Number of its first line in the document.
    """
    lines = split(cell.text)
    places: list[tuple[int, int]] = []
    pieces: list[Piece] = []
    walk = _Walk(cell, base, encoding)
    for line_no, (text, gap) in enumerate(zip(lines.texts, lines.gaps, strict=True), first_line):
        start = walk.byte
        if walk.has_escape(len(text)):
            pieces += walk.pieces(len(text), line_no)
        else:
            walk.plain(len(text))
        places.append((start, walk.byte))
        walk.pieces(len(gap), line_no)
    return CellLines(lines, places, pieces, walk.byte)


class _Walk:
    """Goes over a cell stretch by stretch and counts the bytes that it is written with.

    Attributes:
        byte: Offset of the next character.
    """

    def __init__(self, cell: Cell, base: int, encoding: str) -> None:
        self._cell = cell
        self._encoding = encoding
        self._ascii = len("n".encode(encoding))  # escapes are written in ASCII
        self._at = 0
        self._escape = 0  # index of the next escape
        self.byte = base

    def has_escape(self, length: int) -> bool:
        """Tell whether one of the next characters is written as an escape."""
        escapes = self._cell.escapes
        return self._escape < len(escapes) and escapes[self._escape] < self._at + length

    def plain(self, length: int) -> None:
        """Pass over characters none of which is written as an escape."""
        self.byte += len(self._cell.text[self._at : self._at + length].encode(self._encoding))
        self._at += length

    def pieces(self, length: int, line_no: int) -> list[Piece]:
        """Pass over characters; return a piece for each escape and for each stretch between them."""
        found: list[Piece] = []
        first, end = self._at, self._at + length
        while self._at < end:
            start, byte = self._at, self.byte
            how = "copy"
            if not self.has_escape(end - start):
                self.plain(end - start)
            elif self._cell.escapes[self._escape] > start:
                self.plain(self._cell.escapes[self._escape] - start)
            else:
                how = "entity"
                self.byte += self._cell.lengths[self._escape] * self._ascii
                self._at += 1
                self._escape += 1
            span = (start - first, self._at - first)
            found.append(Piece(line_no, *span, line_no, *span, byte, self.byte, how))
        return found
