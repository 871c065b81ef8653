"""From lines and HTML runs to units: the texts that become blocks, one each, with the way back to their source.

Only cutting and joining belong here; what a unit is, is decided later. Nearly all documents of a chunk are plain lines,
and those are taken as they are, all at once; a document with wrapped lines, tables or escapes is laid out on its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.cleaning import grids, placing, wrapping
from pipelines.cleaning.placing import Piece, Source
from schemas import tables

UNITS = {
    "doc": pl.Int64(),
    "unit": pl.Int64(),
    "text": pl.String(),
    "first_line": pl.Int64(),
    "last_line": pl.Int64(),
    "link": pl.Float64(),
    "tag": pl.String(),
    "grid": pl.Int64(),
    "row": pl.Int64(),
    "cell": pl.Int64(),
}
MAP = {"doc": pl.Int64(), "unit": pl.Int64(), **tables.SCHEMAS["block_map"]}
del MAP["doc_id"], MAP["block_no"]
# What makes a second look worth while: lines of nearly one width, which could be wrapped; marks that could set cells
# apart.
LIKE = 6
MARKS = r"[\t|｜│┃]|\S[ \u3000]{2,}\S"
MAYBE = r"[\t|｜│┃]|  |\u3000\u3000"  # the same without a look at what stands around: found much faster
LONGEST_ROW = 400


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that becomes a block.

    Attributes:
        text: Its characters.
        pieces: Where they stand; empty for one whole line.
        first_line: First line it stands on.
        last_line: Last line it stands on.
        grid: Number of its table in the document, None outside of tables.
        row: Row of its table, from 0.
        cell: Cell of its row, from 0.
    """

    text: str
    pieces: tuple[Piece, ...]
    first_line: int
    last_line: int
    grid: int | None = None
    row: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a chunk.

    Attributes:
        rows: Columns of UNITS, documents and units in order.
        places: Columns of MAP: pieces of the units that are not one whole line.
    """

    rows: pl.DataFrame
    places: pl.DataFrame


def of_lines(lines: pl.DataFrame, pieces: pl.DataFrame, encodings: Sequence[str]) -> Units:
    """Lay out documents that are plain lines.

    Args:
        lines: Their lines with the column doc, the number of the document in the chunk.
        pieces: Pieces that reading made of lines that hold escapes, with the column doc.
        encodings: Encoding of each document of the chunk.
    """
    special = _special(lines, pieces)
    plain = lines.filter(~pl.col("doc").is_in(special.implode())).select(
        "doc",
        unit=pl.col("line_no"),
        text="text",
        first_line="line_no",
        last_line="line_no",
        link=pl.lit(0.0),
        tag=pl.lit(None, pl.String()),
        grid=pl.lit(None, pl.Int64()),
        row=pl.lit(None, pl.Int64()),
        cell=pl.lit(None, pl.Int64()),
    )
    if special.is_empty():
        return Units(plain, pl.DataFrame(schema=MAP))
    rows, places = [], []
    chosen = lines.filter(pl.col("doc").is_in(special.implode()))
    made = _made(pieces)
    for part in chosen.partition_by("doc", maintain_order=True):
        number = int(part["doc"][0])
        laid_out = lay_out(_sources(part, made.get(number, {}), encodings[number]))
        for i, unit in enumerate(laid_out, 1):
            rows.append(
                (number, i, unit.text, unit.first_line, unit.last_line, 0.0, None, unit.grid, unit.row, unit.cell)
            )
            places += _place_rows(number, i, unit.pieces)
    return Units(
        pl.concat([plain, pl.DataFrame(rows, schema=UNITS, orient="row")]).sort("doc", "unit"),
        pl.DataFrame(places, schema=MAP, orient="row"),
    )


def lay_out(sources: Sequence[Source]) -> list[Unit]:
    """Return the units of one document: cells of tables, joined paragraphs, and all other lines as they are."""
    # No line of a table and none that was broken at a margin is long; a very long one is not even looked at.
    texts = [source.text if len(source.text) <= LONGEST_ROW else "" for source in sources]
    row_of = {
        line: (number, row, cells)
        for number, grid in enumerate(grids.find(texts))
        for row, (line, cells) in enumerate(grid.rows.items())
    }
    masked = ["" if i in row_of else text for i, text in enumerate(texts)]
    joined = dict(wrapping.paragraphs(masked))
    units: list[Unit] = []
    i = 0
    while i < len(sources):
        if i in row_of:
            number, row, cells = row_of[i]
            units += _cells(sources[i], number, row, cells)
            i += 1
        elif i in joined:
            units.append(_paragraph(sources[i : joined[i]]))
            i = joined[i]
        else:
            units.append(_line(sources[i]))
            i += 1
    return units


def _special(lines: pl.DataFrame, pieces: pl.DataFrame) -> pl.Series:
    """Return the documents that must be looked at line by line."""
    text = pl.col("text")
    # Columns of a line, a wide character taking two: a character of three bytes in UTF-8 is wide.
    columns = (text.str.len_chars() + (text.str.len_bytes() - text.str.len_chars()) // 2).cast(pl.Int64)
    within = columns.is_between(wrapping.NARROWEST - LIKE, wrapping.WIDEST)
    open_end = ~text.str.tail(1).str.contains(wrapping.ENDING.pattern)
    alike = (
        within & open_end & ((columns - columns.shift(-1)).abs() <= LIKE) & (pl.col("doc") == pl.col("doc").shift(-1))
    )
    maybe = (columns <= LONGEST_ROW) & text.str.contains(MAYBE)
    marked = pl.when(maybe).then(text).otherwise(pl.lit("")).str.contains(MARKS)
    marks = marked & (marked.shift(-1) | marked.shift(1)).fill_null(value=False)
    seen = lines.select("doc", alike=alike, marks=marks).with_columns(
        run=pl.col("alike") & pl.col("alike").shift(1) & pl.col("alike").shift(2)
    )
    worth = seen.filter("run" if not seen.is_empty() else pl.lit(value=False))["doc"]
    marked_up = seen.group_by("doc").agg(pl.col("marks").sum()).filter(pl.col("marks") > 1)["doc"]
    return pl.concat([worth, marked_up, pieces["doc"]]).unique()


def _made(pieces: pl.DataFrame) -> dict[int, dict[int, list[Piece]]]:
    """Return document → line → the pieces that reading made of it."""
    made: dict[int, dict[int, list[Piece]]] = {}
    columns = ("run_start", "run_end", "line_no", "char_start", "char_end", "byte_start", "byte_end", "how")
    for doc, run, *piece in pieces.select("doc", "run_no", *columns).iter_rows():
        made.setdefault(doc, {}).setdefault(run, []).append(Piece(*piece))
    return made


def _sources(lines: pl.DataFrame, made: dict[int, list[Piece]], encoding: str) -> list[Source]:
    """Return the lines of one document with the pieces that reading made of some of them."""
    return [
        Source(line_no, text, start, end, encoding, tuple(made.get(line_no, ())))
        for line_no, text, start, end in lines.select("line_no", "text", "byte_start", "byte_end").iter_rows()
    ]


def _line(source: Source) -> Unit:
    return Unit(source.text, source.pieces, source.line_no, source.line_no)


def _cells(source: Source, grid: int, row: int, cells: Iterable[tuple[int, int]]) -> list[Unit]:
    """Return the cells of a row; a line that only draws a rule stays a line."""
    units = [
        Unit(source.text[a:b], tuple(placing.cut(source, a, b)), source.line_no, source.line_no, grid, row, cell)
        for cell, (a, b) in enumerate(cells)
    ]
    return units or [_line(source)]


def _paragraph(sources: Sequence[Source]) -> Unit:
    """Join the lines of a paragraph: white space at a break becomes the joint."""
    text, pieces = "", []
    for i, source in enumerate(sources):
        start = 0 if i == 0 else len(source.text) - len(source.text.lstrip())
        end = len(source.text) if i + 1 == len(sources) else max(start, len(source.text.rstrip()))
        pieces += placing.cut(source, start, end, len(text))
        text += source.text[start:end]
        if i + 1 < len(sources):
            pieces.append(placing.joint(source, sources[i + 1], len(text)))
            text += "\n"
    return Unit(text, tuple(pieces), sources[0].line_no, sources[-1].line_no)


def _place_rows(doc: int, unit: int, pieces: Iterable[Piece]) -> list[tuple[object, ...]]:
    """Return the pieces of a unit as rows of MAP."""
    return [
        (doc, unit, p.start, p.end, p.line_no, p.char_start, p.char_end, p.byte_start, p.byte_end, p.how)
        for p in pieces
    ]
