r"""Cells of rows that hold markup: read as pages, each character with the bytes of the cell it was written with.

Only the way from a page in a cell to its row belongs here: which cells are pages, and where positions of the page
stand. What a page shows is read in `html_text`, and what is an escape in a row is said in `escapes`.

    {"content": "\u003cp\u003e投资4.2亿元\u003c/p\u003e"}     one run, 投资4.2亿元, with the bytes between the escapes
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reading.cells.escapes import CellLines, Unescaped
from pipelines.reading.collector import Document, Piece, Run
from pipelines.reading.decoding.lines import Lines
from pipelines.reading.decoding.places import Places
from pipelines.reading.markup import html_text

HTML = "html"  # what `text_format` of sources.toml says of a column of pages
# What follows the kind of the record in `media_type`.
AS_PAGE = "; text=html"
_ELEMENT = (
    r"html|head|body|main|div|p|span|article|section|header|h[1-6]|table|tbody|tr|td|ul|ol|li|dl|blockquote|figure|pre|"
    r"font|center|strong|b|em|i|a|img|br|hr"
)
_BEGINS = re.compile(rf"(?i)[\s\ufeff]*<(?:!doctype\s+html|!--|(?:{_ELEMENT})(?:\s[^<>]*)?/?)>?")
_ELEMENTS = re.compile(rf"(?i)</(?:{_ELEMENT})\s*>|<(?:br|hr|img)(?:\s[^<>]*)?/?>")


def is_page(text: str, text_format: str | None) -> bool:
    """Whether a text is markup: where nobody says so, it begins with a tag of HTML and holds an element."""
    if text_format is not None:
        return text_format == HTML and bool(text)
    return bool(_BEGINS.match(text)) and bool(_ELEMENTS.search(text))


@dataclass(frozen=True, slots=True)
class Placed:
    """The text of a cell and where it stands.

    Attributes:
        cell: Its characters, and which of them are written as escapes.
        lines: Its lines.
        first_line: Number of the first of them in the document.
        base: Byte offset of its first character.
        encoding: Encoding of its bytes.
    """

    cell: Unescaped
    lines: Lines
    first_line: int
    base: int
    encoding: str


class _Places(Places):
    """Translates positions of a cell."""

    def __init__(self, placed: Placed) -> None:
        super().__init__(placed.cell.text, placed.lines, placed.encoding, placed.base, placed.first_line)
        self._placed = placed
        self._ascii = len("n".encode(placed.encoding))  # escapes are written in ASCII

    def bytes(self, positions: Iterable[int]) -> list[int]:
        """Return the byte offsets of positions of which none is before the last one."""
        return self.onward(0, self._placed.base, positions)

    def onward(self, at: int, byte: int, positions: Iterable[int]) -> list[int]:
        """Return the byte offsets of positions behind one whose offset is known."""
        text, escapes, lengths = self._placed.cell.text, self._placed.cell.escapes, self._placed.cell.lengths
        escape = bisect_left(escapes, at)
        found: list[int] = []
        for position in positions:
            while escape < len(escapes) and escapes[escape] < position:
                byte += len(text[at : escapes[escape]].encode(self._placed.encoding)) + lengths[escape] * self._ascii
                at, escape = escapes[escape] + 1, escape + 1
            if position > at:
                byte += len(text[at:position].encode(self._placed.encoding))
                at = position
            found.append(byte)
        return found


def read(placed: Placed, title: CellLines | None, document: Document) -> None:
    """Read the text of a row as a page: fills the runs, pieces, hints and parts of its document.

    Args:
        placed: The text.
        title: The headline, where it is not part of the text.
        document: A document that has its lines, the hints of its columns and the part `other columns`.
    """
    places = _Places(placed)
    page = html_text.read(placed.cell.text, places)
    runs, pieces = _runs_of(title) if title else ([], [])
    first = len(runs)
    document.runs = [*runs, *(run._replace(run_no=run.run_no + first) for run in page.runs)]
    document.pieces = [
        *pieces,
        *(
            cut._replace(run_no=cut.run_no + first)
            for piece in page.pieces
            for cut in _at_escapes(piece, placed, places)
        ),
    ]
    document.hints = (*document.hints, *page.hints)
    document.media_type += AS_PAGE
    for part, size in page.parts.items():
        document.parts[part] = document.parts.get(part, 0) + size


def _runs_of(title: CellLines) -> tuple[list[Run], list[Piece]]:
    """Return each line of a headline as a run of its own."""
    runs: list[Run] = []
    pieces: list[Piece] = []
    for line_no, (text, span) in enumerate(zip(title.lines.texts, title.places, strict=True), 1):
        if not text.strip():
            continue
        number = len(runs)
        own = [piece._replace(run_no=number) for piece in title.pieces if piece.line_no == line_no]
        runs.append(Run(number, text, "", block_break=True, in_link=False))
        pieces += own or [Piece(number, 0, len(text), line_no, 0, len(text), *span, "copy")]
    return runs, pieces


def _at_escapes(piece: Piece, placed: Placed, places: _Places) -> Iterator[Piece]:
    """Cut a copied piece at the characters that are written as escapes."""
    start = places.starts[piece.line_no - placed.first_line] + piece.char_start
    end = start + piece.char_end - piece.char_start
    escapes = placed.cell.escapes
    escaped = set(escapes[bisect_left(escapes, start) : bisect_left(escapes, end)])
    if piece.how != "copy" or not escaped:
        yield piece
        return
    cuts = sorted({start, end, *escaped, *(escape + 1 for escape in escaped)})
    for (at, byte), (stop, byte_end) in pairwise(
        zip(cuts, places.onward(start, piece.byte_start or 0, cuts), strict=True)
    ):
        run_start, char_start, length = piece.run_start + at - start, piece.char_start + at - start, stop - at
        yield piece._replace(
            run_start=run_start,
            run_end=run_start + length,
            char_start=char_start,
            char_end=char_start + length,
            byte_start=byte,
            byte_end=byte_end,
            how="entity" if at in escaped else "copy",
        )
