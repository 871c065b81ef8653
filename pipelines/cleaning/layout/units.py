"""From lines and HTML runs to units: the texts that become blocks, one each, with the way back to their source.

Only cutting and joining belong here; what a unit is, is decided later. Nearly all lines of a chunk are units as they
stand, and those are taken all at once; only the rows of tables and the lines of wrapped paragraphs are laid out singly.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

import polars as pl

from pipelines.cleaning.layout import placing, stretches
from pipelines.cleaning.layout.placing import Piece, Source
from pipelines.cleaning.layout.stretches import Table
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
PLACE = list(MAP)[2:]
OF_PIECES = dict(zip(PLACE, ("run_start", "run_end", *PLACE[2:]), strict=True))
# Where a unit that is laid out singly stands: the position of its first line in the chunk, its place among that line's.
AT = {"at": pl.Int64(), "nth": pl.Int64()}


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a chunk.

    Attributes:
        rows: Columns of UNITS, documents and units in order.
        places: Columns of MAP: pieces of the units that are not one whole line.
    """

    rows: pl.DataFrame
    places: pl.DataFrame


class Unit(NamedTuple):
    """A unit that is laid out singly: a cell, or a paragraph joined from lines.

    Attributes:
        at: Position of its first line in the chunk.
        nth: Its place among the units of that line, from 0.
        text: Its characters.
        pieces: Where they stand.
        last: Position of its last line in the chunk.
        grid: Number of its table in the document, None outside of tables.
        row: Row of its table, from 0.
    """

    at: int
    nth: int
    text: str
    pieces: Sequence[Piece]
    last: int
    grid: int | None = None
    row: int | None = None


def of_lines(lines: pl.DataFrame, pieces: pl.DataFrame, encodings: Sequence[str]) -> Units:
    """Lay out documents that are plain lines.

    Args:
        lines: Their lines with the column doc, the number of the document in the chunk.
        pieces: Pieces that reading made of lines that hold escapes, with the column doc.
        encodings: Encoding of each document of the chunk.
    """
    text = pl.col("text")
    sized = lines.select("doc", "text", chars=text.str.len_chars(), filled=text.str.strip_chars() != "")
    found = stretches.tables(sized)
    joined = stretches.paragraphs(sized, found)
    whole = _whole(lines)
    if not found and not joined:
        rows = whole.with_columns(unit="first_line")
        return Units(rows.select(list(UNITS)), _of_whole_lines(rows, pieces))
    taken = pl.Series(
        [
            *(row for table in found for row, cells in table.grid.rows.items() if cells),
            *(row for span in joined for row in range(*span)),
        ],
        dtype=pl.Int64,
    )
    sources = dict(zip(taken, _sources(lines[taken], pieces, encodings), strict=True))
    single = [*_cells(found, sources), *(_paragraph(first, last, sources) for first, last in joined)]
    left = whole.with_columns(at=pl.int_range(pl.len(), dtype=pl.Int64), nth=pl.lit(0, pl.Int64()))
    left = left.filter(~pl.col("at").is_in(taken.implode()))
    rows = (
        pl.concat([left, _rows(single, lines).select(left.columns)])
        .sort("at", "nth")
        .with_columns(unit=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("doc"))
    )
    pieces_of = pl.DataFrame(
        [(unit.at, unit.nth, *astuple(piece)) for unit in single for piece in unit.pieces],
        schema={**AT, **{name: MAP[name] for name in PLACE}},
        orient="row",
    )
    places = pieces_of.join(rows.select("at", "nth", "doc", "unit"), on=["at", "nth"], how="left").select(list(MAP))
    of_lines = _of_whole_lines(rows.filter(pl.col("at").is_in(left["at"].implode())), pieces)
    return Units(rows.select(list(UNITS)), pl.concat([places, of_lines]).sort("doc", "unit", "block_start"))


def _whole(lines: pl.DataFrame) -> pl.DataFrame:
    """Take each line as a unit."""
    columns = {name: pl.lit(None, UNITS[name]) for name in ("tag", "grid", "row", "cell")}
    return lines.select("doc", "text", first_line="line_no", last_line="line_no", link=pl.lit(0.0), **columns)


def _of_whole_lines(rows: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """Return the pieces of those units that are one whole line with escapes."""
    if pieces.is_empty():
        return pl.DataFrame(schema=MAP)
    units = rows.select("doc", "unit", run_no="first_line")
    return pieces.join(units, on=["doc", "run_no"], maintain_order="left").select(
        "doc", "unit", **{name: pl.col(run_name) for name, run_name in OF_PIECES.items()}
    )


def _sources(lines: pl.DataFrame, pieces: pl.DataFrame, encodings: Sequence[str]) -> Iterator[Source]:
    """Yield lines with the pieces that reading made of some of them."""
    made: defaultdict[tuple[int, int], list[Piece]] = defaultdict(list)
    wanted = pieces.join(lines.select("doc", run_no="line_no"), on=["doc", "run_no"], how="semi", maintain_order="left")
    for doc, run, *piece in wanted.select("doc", "run_no", *OF_PIECES.values()).iter_rows():
        made[doc, run].append(Piece(*piece))
    for doc, line_no, text, start, end in lines.select("doc", "line_no", "text", "byte_start", "byte_end").iter_rows():
        yield Source(line_no, text, start, end, encodings[doc], tuple(made.get((doc, line_no), ())))


def _cells(found: Sequence[Table], sources: Mapping[int, Source]) -> Iterator[Unit]:
    """Yield the cells of tables; a line that only draws a rule has none, and stays a line."""
    for table in found:
        for row, (line, cells) in enumerate(table.grid.rows.items()):
            for nth, (start, end) in enumerate(cells):
                source = sources[line]
                yield Unit(line, nth, source.text[start:end], placing.cut(source, start, end), line, table.number, row)


def _paragraph(first: int, last: int, sources: Mapping[int, Source]) -> Unit:
    """Join the lines of a paragraph: white space at a break becomes the joint."""
    text, pieces = "", []
    for i in range(first, last):
        source = sources[i]
        start = 0 if i == first else len(source.text) - len(source.text.lstrip())
        end = len(source.text) if i + 1 == last else max(start, len(source.text.rstrip()))
        pieces += placing.cut(source, start, end, len(text))
        text += source.text[start:end]
        if i + 1 < last:
            pieces.append(placing.joint(source, sources[i + 1], len(text)))
            text += "\n"
    return Unit(first, 0, text, pieces, last - 1)


def _rows(single: Sequence[Unit], lines: pl.DataFrame) -> pl.DataFrame:
    """Return units that are laid out singly as rows."""
    first, last = [unit.at for unit in single], [unit.last for unit in single]
    return pl.DataFrame(
        {
            "at": pl.Series(first, dtype=pl.Int64),
            "nth": pl.Series([unit.nth for unit in single], dtype=pl.Int64),
            "doc": lines["doc"].gather(first),
            "text": pl.Series([unit.text for unit in single], dtype=pl.String),
            "first_line": lines["line_no"].gather(first),
            "last_line": lines["line_no"].gather(last),
            "link": pl.repeat(0.0, len(single), eager=True),
            "tag": pl.repeat(None, len(single), dtype=pl.String, eager=True),
            "grid": pl.Series([unit.grid for unit in single], dtype=pl.Int64),
            "row": pl.Series([unit.row for unit in single], dtype=pl.Int64),
            "cell": pl.Series([None if unit.grid is None else unit.nth for unit in single], dtype=pl.Int64),
        }
    )
