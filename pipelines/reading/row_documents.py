"""One row of JSON lines, CSV or Parquet → one document.

Only the composition of rows belongs here: the headline column and the text column become the lines, in this order;
the date, publisher, address and id columns become hints; all else is counted as other columns. A text that is markup is
read as a page, in `markup_cells`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.reading import written_rows
from pipelines.reading.cells import columns, csv_cells, json_cells, markup_cells
from pipelines.reading.cells.columns import read_columns
from pipelines.reading.cells.escapes import Cell, CellLines, Unescaped, lay_out, unescape
from pipelines.reading.cells.markup_cells import Placed
from pipelines.reading.collector import Document, Hint
from pipelines.reading.containers.leaves import Leaf
from pipelines.reading.decoding import encodings, mojibake
from pipelines.reading.decoding.encodings import Decision
from pipelines.reading.decoding.lines import Lines, split
from pipelines.reading.outcomes import Refused, around
from pipelines.reading.written_rows import Written
from schemas.sources import Source


def json_line(leaf: Leaf, data: bytes, source: Source) -> Document | Written:
    """Read a line of JSON lines.

    Raises:
        Refused: It is no valid object, or its text is no text.
    """
    row, decision = _row(leaf, data)
    found = json_cells.read(row)
    chosen = columns.roles(tuple(found.values), source)
    text = chosen["text"]
    if not isinstance(found.values[text], str) or isinstance(found.values[text], json_cells.Number):
        raise Refused("not_a_string", context=f"{text}: {found.values[text]!r}")
    read = {name: found.values[name] for name in chosen.values()}
    values = {name: str(value) for name, value in read.items() if isinstance(value, str)}
    return _compose(_Row(leaf, row, decision, chosen, values, found.cell), source)


def csv_row(leaf: Leaf, data: bytes, source: Source) -> Document | Written:
    """Read a row of CSV.

    Raises:
        Refused: Its cells do not fit the header, or a quoted cell does not end.
    """
    row, decision = _row(leaf, data)
    cells = csv_cells.cells(row, leaf.delimiter)
    if len(cells) != len(leaf.columns):
        raise Refused("csv_ragged", context=f"{len(cells)} cells under {len(leaf.columns)} columns")
    named = dict(zip(leaf.columns, cells, strict=True))
    chosen = columns.roles(leaf.columns, source)
    values = {name: named[name].text for name in chosen.values()}
    return _compose(_Row(leaf, row, decision, chosen, values, named.__getitem__), source)


def parquet_row(leaf: Leaf, data: bytes, source: Source) -> Document:
    """Read a row of Parquet: its bytes are the lines that the container made of its columns."""
    chosen = columns.roles(tuple(leaf.values), source)
    lines = split(data.decode())
    document = Document(
        encoding="utf-8",
        encoding_from="declared",
        media_type=str(leaf.form),
        lines=lines,
        base=None,
        hints=_hints(chosen, leaf.values),
        parts={"text": len(data)},
    )
    text = leaf.values[chosen["text"]]
    if markup_cells.is_page(text, source.text_format):
        _page_of_parquet(document, text)
    document.mojibake = mojibake.find(_shown(document))
    return document


def _page_of_parquet(document: Document, text: str) -> None:
    """Read the text of a row of Parquet, its last lines, as a page: its characters have lines, and no bytes."""
    lines = split(text)
    above = len(document.lines.texts) - len(lines.texts)
    title = CellLines(Lines(document.lines.texts[:above], []), [(0, 0)] * above, [], 0)
    document.parts["text"] -= len(text.encode())
    markup_cells.read(Placed(Unescaped(text), lines, above + 1, 0, document.encoding), title, document)
    document.pieces = [piece._replace(byte_start=None, byte_end=None) for piece in document.pieces]


def _row(leaf: Leaf, data: bytes) -> tuple[str, Decision]:
    """Decode a row with the encoding of its container."""
    decision = leaf.decision
    if decision is None:
        raise AssertionError("the container decides the encoding of its rows")
    try:
        row = data.decode(decision.encoding)
    except UnicodeDecodeError as error:
        raise Refused("not_decodable", error.start, f"{decision.encoding}: {around(data, error.start)}") from error
    encodings.require_reversible(row, decision, len(data))
    return row, decision


@dataclass(frozen=True, slots=True)
class _Row:
    """What a line of JSON lines and a row of CSV have in common."""

    leaf: Leaf
    text: str
    decision: Decision
    chosen: dict[str, str]
    values: dict[str, str]
    cell: Callable[[str], Cell]


def _compose(row: _Row, source: Source) -> Document | Written:
    """Lay the headline and the text out in lines, or leave this to who does it for many rows."""
    cells = [row.cell(column) for column in read_columns(row.chosen, row.values)]
    page = markup_cells.is_page(row.values[row.chosen["text"]], source.text_format)
    base = row.leaf.base or 0
    if not page and (line_end := written_rows.line_end(cells, row.decision)):
        written = [(base + _size(row.text[: cell.start], row.decision), cell.source) for cell in cells]
        hints = _hints(row.chosen, row.values)
        return Written(written, line_end, row.decision.decided_by, str(row.leaf.form), hints)
    return _one_by_one(row, cells, page=page)


def _one_by_one(row: _Row, cells: Sequence[Cell], *, page: bool) -> Document:
    """Lay cells out in lines in which each character has to be looked at."""
    used = sum(_size(cell.source, row.decision) for cell in cells)
    parts = {"text": used, "other columns": _size(row.text, row.decision) - used}
    document = Document(
        encoding=row.decision.encoding,
        encoding_from=row.decision.decided_by,
        media_type=str(row.leaf.form),
        lines=Lines([], []),
        hints=_hints(row.chosen, row.values),
        parts=parts,
    )
    laid = _lay_out(row, cells, document)
    if page:
        *title, text = laid
        first_line = len(document.lines.texts) - len(text.lines.texts) + 1
        base = text.places[0][0]
        document.parts["text"] -= text.end - base
        placed = Placed(unescape(cells[-1]), text.lines, first_line, base, document.encoding)
        markup_cells.read(placed, title[0] if title else None, document)
    else:
        document.pieces = [piece for cell in laid for piece in cell.pieces]
    document.mojibake = mojibake.find(_shown(document))
    return document


def _lay_out(row: _Row, cells: Sequence[Cell], document: Document) -> list[CellLines]:
    """Lay cells out in lines, character by character where something is written as an escape."""
    laid: list[CellLines] = []
    places: list[tuple[int, int]] = []
    for cell in cells:
        base = (row.leaf.base or 0) + _size(row.text[: cell.start], row.decision)
        own = lay_out(cell, base, row.decision.encoding, len(places) + 1)
        document.lines.texts.extend(own.lines.texts)
        document.lines.gaps.extend(own.lines.gaps)
        places += own.places
        laid.append(own)
    document.places = places
    return laid


def _shown(document: Document) -> str:
    """Return what a reader of the document sees."""
    return "\n".join([run.text for run in document.runs] or document.lines.texts)


def _hints(chosen: dict[str, str], values: dict[str, str]) -> tuple[Hint, ...]:
    """Say what the other columns say; the headline is also the first line."""
    found: list[Hint] = []
    for role, column in chosen.items():
        value = values.get(column, "").strip()
        if value and role == "title":
            size = len(value if value.isprintable() else split(value).texts[0])  # what is printable ends no line
            found.append(Hint("field:title", value, 1, 0, size))
        elif value and role in columns.HINTS:
            found.append(Hint(f"field:{role}", value))
    return tuple(found)


def _size(text: str, decision: Decision) -> int:
    return len(text.encode(decision.encoding))
