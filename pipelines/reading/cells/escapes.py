r"""Cells that are written with escapes: their characters, and the bytes of each.

Only the bookkeeping of escapes belongs here (`\"`, `\u5143` in JSON, `""` in CSV); which stretch of a row is a cell
is decided by its format. Every escape is ASCII and stands for exactly one code point. A cell becomes lines; a line that
holds escapes gets pieces, so that every character leads to the bytes it was written with.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.reading.collector import Piece
from pipelines.reading.decoding.lines import Lines, split


@dataclass(frozen=True, slots=True)
class Syntax:
    """How escapes are written.

    Attributes:
        escape: What an escape looks like.
        meaning: Escape → the one character it stands for.
        mark: What every escape begins with, and nothing else holds.
        line_end: The escape for a line feed; empty where it is written as it is.
    """

    escape: re.Pattern[str]
    meaning: Callable[[str], str]
    mark: str
    line_end: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        source: How it is written, without the quotes around it.
        start: Where that begins in the row, in code points.
        syntax: How escapes are written in it; None where nothing is one.
    """

    source: str
    start: int
    syntax: Syntax | None = None

    @property
    def end(self) -> int:
        """Where it ends in the row."""
        return self.start + len(self.source)

    @property
    def text(self) -> str:
        """Its characters."""
        return unescape(self).text


@dataclass(frozen=True, slots=True)
class Unescaped:
    """The characters of a cell.

    Attributes:
        text: All of them.
        escapes: Positions of those that are written as escapes.
        lengths: How many code points each escape takes in the source.
    """

    text: str
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


def unescape(cell: Cell) -> Unescaped:
    """Un-escape a cell."""
    source, syntax = cell.source, cell.syntax
    if syntax is None or syntax.mark not in source:
        return Unescaped(source)
    escapes: list[int] = []
    lengths: list[int] = []
    parts: list[str] = []
    at = longer = 0
    for found in syntax.escape.finditer(source):
        first, end = found.span()
        parts += (source[at:first], syntax.meaning(found[0]))
        escapes.append(first - longer)
        lengths.append(end - first)
        longer += end - first - 1
        at = end
    parts.append(source[at:])
    return Unescaped("".join(parts), escapes, lengths)


def lay_out(cell: Cell, base: int, encoding: str, first_line: int) -> CellLines:
    """Split a cell into lines and count the bytes of each.

    Args:
        cell: The cell.
        base: Byte offset of its source.
        encoding: Encoding of the row.
        first_line: Number of its first line in the document.
    """
    unescaped = unescape(cell)
    lines = split(unescaped.text)
    places: list[tuple[int, int]] = []
    pieces: list[Piece] = []
    walk = _Walk(unescaped, base, encoding)
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

    def __init__(self, cell: Unescaped, base: int, encoding: str) -> None:
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
