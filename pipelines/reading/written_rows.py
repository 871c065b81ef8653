r"""Rows whose cells are written as they read: most rows of JSON lines and CSV, laid out a chunk at a time.

Only what needs no look at a single row belongs here: the lines and bytes of all of them are columns. A row is left to
`row_documents`, which says of others exactly the same one by one, if anything about it is odd: a character that is
written as an escape (a line end excepted), markup, another encoding than UTF-8, signs of a wrong step before delivery.
"""

from itertools import chain
from typing import NamedTuple

import polars as pl

from pipelines.reading.cells.escapes import Cell
from pipelines.reading.collector import Collector, Hint, Tables, documents_of, end_to_end
from pipelines.reading.decoding import mojibake
from pipelines.reading.decoding.encodings import Decision
from pipelines.reading.limits import MIB
from pipelines.reading.plain import lay_out
from schemas.manifests import Record

TOGETHER = 2 * MIB  # of rows that are laid out at once
LINE_FEED = "\n"


class Written(NamedTuple):
    """A row whose cells are written as they read; a tuple, because there are very many.

    Attributes:
        cells: Of each that is read, where it begins in the bytes, and its characters as they are written.
        line_end: How a line end is written in them.
        encoding_from, media_type: As in `documents`.
        hints: What its other columns say.
    """

    cells: list[tuple[int, str]]
    line_end: str
    encoding_from: str
    media_type: str
    hints: tuple[Hint, ...]


def line_end(cells: list[Cell], decision: Decision) -> str | None:
    """Return how a line end is written in cells that are written as they read; None if they are not."""
    if decision.encoding != "utf-8":
        return None
    end = LINE_FEED
    for cell in cells:
        source, syntax = cell.source, cell.syntax
        if syntax is not None:
            end = syntax.line_end or end
            marks = source.count(syntax.mark)
            # As many marks as line ends: none is left for another escape.
            if marks and not (syntax.line_end and source.count(end) == marks):
                return None
        if "\r" in source or "\u2028" in source or mojibake.may_be_found(source):
            return None
    return end


class Rows:
    """Gathers rows of a chunk until there are enough of them to be laid out at once."""

    def __init__(self, collector: Collector) -> None:
        """Begin with none; their tables go to `collector`."""
        self._collector = collector
        self._waiting: dict[str, list[tuple[int, Record, Written]]] = {}
        self._size = 0

    def add(self, nth: int, record: Record, row: Written) -> None:
        """Take a row, with the place of its record in the chunk."""
        self._waiting.setdefault(row.line_end, []).append((nth, record, row))
        self._size += record.bytes
        if self._size >= TOGETHER:
            self.lay_out()

    def lay_out(self) -> None:
        """Make tables of the rows that were taken."""
        for end, rows in self._waiting.items():
            self._collector.add_tables(_tables(rows, end))
        self._waiting.clear()
        self._size = 0


def _tables(rows: list[tuple[int, Record, Written]], end: str) -> Tables:
    """Lay the cells of rows out in lines, and count their bytes."""
    text, size = pl.col("text"), pl.col("bytes")
    documents = documents_of([nth for nth, _, _ in rows], [record for _, record, _ in rows]).with_columns(
        encoding=pl.lit("utf-8"),
        encoding_from=pl.Series([row.encoding_from for _, _, row in rows], dtype=pl.String),
        media_type=pl.Series([row.media_type for _, _, row in rows], dtype=pl.String),
    )
    of = pl.Series([n for n, (_, _, row) in enumerate(rows) for _ in row.cells], dtype=pl.UInt32)
    starts, texts = zip(*chain.from_iterable(row.cells for _, _, row in rows), strict=True)
    cells = documents.select(pl.col("nth", "doc_id").gather(of)).with_columns(
        start=pl.Series(starts, dtype=pl.Int64), text=pl.Series(texts, dtype=pl.String)
    )
    counted = cells.group_by("nth", maintain_order=True).agg(
        lines=(text.str.count_matches(end, literal=True) + ((text != "") & ~text.str.ends_with(end)))
        .sum()
        .cast(pl.Int64),
        text=text.str.len_bytes().sum().cast(pl.Int64),
    )
    documents = documents.hstack(counted.select("lines"))
    parts = documents.select("nth", "doc_id", counted["text"], (size - counted["text"]).alias("other columns"))
    hints = [[(no, *hint) for no, hint in enumerate(row.hints)] for _, _, row in rows]
    return Tables(
        documents,
        lay_out(cells, end),
        parts.unpivot(index=["nth", "doc_id"], variable_name="part", value_name="bytes")
        .filter(size > 0)
        .sort("nth", maintain_order=True),
        end_to_end("hints", documents, hints),
    )
