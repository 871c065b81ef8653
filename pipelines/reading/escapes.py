r"""Cells that are written with escapes: their characters, and the bytes of each.

Only the bookkeeping of escapes belongs here (`\"`, `\u5143` in JSON, `""` in CSV); which stretch of a row is a cell
is decided by its format. Every escape stands for exactly one code point, so the place of a character in the source is
its place in the text plus what the escapes before it are longer. A cell becomes lines; a line that holds escapes gets
pieces, so that every character leads to the bytes it was written with.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.reading.collector import Piece
from pipelines.reading.lines import Lines, split


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        text: Its characters, un-escaped.
        source: How it is written, without the quotes around it.
        start: Where `source` begins in the row, in code points.
        escapes: Positions in `text` of the characters that are written as escapes.
        longer: How many code points the source is ahead of the text, before the first escape, after it, after the
            second …
    """

    text: str
    source: str
    start: int
    escapes: list[int] = field(default_factory=list)
    longer: list[int] = field(default_factory=lambda: [0])

    def source_position(self, position: int) -> int:
        """Return where in `source` a position of `text` stands."""
        return position + self.longer[bisect_left(self.escapes, position)]


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines of a cell, the byte range of each, and pieces of those that hold escapes."""

    lines: Lines
    places: list[tuple[int, int]]
    pieces: list[Piece]


def unescape(source: str, start: int, escape: re.Pattern[str], meaning: Callable[[str], str]) -> Cell:
    """Un-escape a cell.

    Args:
        source: How it is written.
        start: Where it begins in the row.
        escape: What an escape looks like.
        meaning: Escape → the one character it stands for.
    """
    escapes: list[int] = []
    longer = [0]
    parts: list[str] = []
    at = 0
    for found in escape.finditer(source):
        parts += (source[at : found.start()], meaning(found[0]))
        escapes.append(found.start() - longer[-1])
        longer.append(longer[-1] + len(found[0]) - 1)
        at = found.end()
    parts.append(source[at:])
    return Cell("".join(parts), source, start, escapes, longer)


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
    bytes_at = _ByteCounter(cell.source, base, encoding)
    for line_no, (start, text) in enumerate(zip(lines.starts(), lines.texts, strict=True), first_line):
        end = start + len(text)
        inside = cell.escapes[bisect_left(cell.escapes, start) : bisect_left(cell.escapes, end)]
        first = bytes_at(cell.source_position(start))
        if inside:
            cuts = _cuts(start, end, inside)
            offsets = [first, *(bytes_at(cell.source_position(cut)) for cut in cuts[1:])]
            escaped = set(inside)
            pieces += (
                Piece(line_no, a - start, b - start, line_no, a - start, b - start, from_, to, _how(a, escaped))
                for a, b, from_, to in zip(cuts, cuts[1:], offsets, offsets[1:], strict=False)
            )
            places.append((first, offsets[-1]))
        else:
            places.append((first, bytes_at(cell.source_position(end))))
    return CellLines(lines, places, pieces)


class _ByteCounter:
    """Byte offsets of positions that only grow, each stretch encoded once."""

    def __init__(self, source: str, base: int, encoding: str) -> None:
        self._source = source
        self._encoding = encoding
        self._position = 0
        self._offset = base

    def __call__(self, position: int) -> int:
        self._offset += len(self._source[self._position : position].encode(self._encoding))
        self._position = position
        return self._offset


def _cuts(start: int, end: int, escapes: list[int]) -> list[int]:
    """Return the positions where a piece of a line begins or ends."""
    edges = {start, end}
    edges.update(escapes)
    edges.update(position + 1 for position in escapes)
    return sorted(edges)


def _how(position: int, escapes: set[int]) -> str:
    return "entity" if position in escapes else "copy"
