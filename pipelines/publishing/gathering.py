"""The pass over all documents: what SQL cannot compare is fetched some documents at a time, and compared.

Only the fetching belongs here; what is sound and what is not is decided in `comparing`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import polars as pl

from pipelines.publishing.comparing import (
    Data,
    Document,
    Line,
    Mention,
    Piece,
    Row,
    Stretch,
    byte_break,
    differing,
    mention_break,
    piece_break,
)
from pipelines.publishing.text_pages import PAGE

BATCH_BYTES = 32 << 20
ROWS = 100_000
MANY = 1000  # from here on it is quicker to compare all at once

#: (seed, record) → the bytes its offsets count in; raises GoneError. They are let go before others are asked for.
Deliver = Callable[[str, str], Data]

LINES = "select doc_id, line_no, text, byte_start, byte_end from lines semi join batch using (doc_id)"
BLOCKS = "select doc_id, block_no, text from blocks semi join batch using (doc_id)"
PIECES = (
    "select doc_id, block_no, block_start, block_end, line_no, char_start, char_end, byte_start, byte_end, how "
    "from block_map semi join batch using (doc_id)"
)
FACT_BYTES = """
select batch.doc_id, 'facts' as of_table, fact_id::varchar as key, byte_start, byte_end, quote as characters
from batch left join facts on facts.doc_id = batch.doc_id and byte_start is not null
order by position
"""
LONG_QUOTES = f"""
select doc_id, 'facts', fact_id::varchar, line_no, char_start, char_end, quote
from facts semi join batch using (doc_id) where char_end - char_start > {PAGE}
union all
select doc_id, 'rejects', block_no || '/' || block_start, line_no, char_start, char_end, quote
from rejects semi join batch using (doc_id) where char_end - char_start > {PAGE}
union all
select doc_id, 'inheritances', fact_id || '/' || attribute, line_no, char_start, char_end, quote
from inheritances semi join batch using (doc_id) where char_end - char_start > {PAGE}
"""  # noqa: S608  a number of ours
LONG_SURFACES = f"""
select doc_id, 'facts', fact_id::varchar, block_no, block_start, block_end, surface
from facts semi join batch using (doc_id) where block_end - block_start > {PAGE}
union all
select doc_id, 'rejects', block_no || '/' || block_start, block_no, block_start, block_end, surface
from rejects semi join batch using (doc_id) where block_end - block_start > {PAGE}
"""  # noqa: S608


class GoneError(Exception):
    """Delivered bytes are no longer there: nothing that was read from them can be shown to be true."""


@dataclass(slots=True)
class Breaks:
    """What was found to differ, by what it is."""

    quotes: list[Row] = field(default_factory=list)
    surfaces: list[Row] = field(default_factory=list)
    pieces: list[Row] = field(default_factory=list)
    bytes: list[Row] = field(default_factory=list)


def find_breaks(con: duckdb.DuckDBPyConnection, deliver: Deliver | None) -> Breaks:
    """Compare long mentions, pieces of blocks and delivered bytes; about 32 MB of source are in memory at a time."""
    breaks = Breaks()
    for batch in _batches(con):
        ids = pl.DataFrame({"doc_id": list(batch)}, schema={"doc_id": pl.String})
        con.register("batch", ids.with_row_index("position").to_arrow())
        for doc_id, number, *rest in _rows(con, LINES):
            batch[doc_id].lines[number] = Line(*rest)
        for doc_id, number, text in _rows(con, BLOCKS):
            batch[doc_id].blocks[number] = text
        for doc_id, *rest in _rows(con, PIECES):
            batch[doc_id].pieces.append(Piece(*rest))
        _compare_characters(con, batch, breaks)
        if deliver is not None:
            for doc_id, facts in groupby(_facts(con), itemgetter(0)):
                breaks.bytes += _byte_breaks(batch[doc_id], (frame for _, frame in facts), deliver)
        con.unregister("batch")
    return breaks


def _compare_characters(con: duckdb.DuckDBPyConnection, batch: dict[str, Document], breaks: Breaks) -> None:
    """Compare what stands in lines and blocks."""
    for doc_id, *rest in _rows(con, LONG_QUOTES):
        document, mention = batch[doc_id], Mention(*rest)
        line = document.lines.get(mention.number)
        breaks.quotes += _some(mention_break(document, mention, line.text if line else None))
    for doc_id, *rest in _rows(con, LONG_SURFACES):
        document, mention = batch[doc_id], Mention(*rest)
        breaks.surfaces += _some(mention_break(document, mention, document.blocks.get(mention.number)))
    for document in batch.values():
        for piece in document.pieces:
            breaks.pieces += _some(piece_break(document, piece))


def _byte_breaks(document: Document, facts: Iterable[pl.DataFrame], deliver: Deliver) -> Iterator[Row]:
    """Compare what stands in the delivered bytes of a document, and let go of them."""
    try:
        data = deliver(document.seed, document.record)
    except GoneError as error:
        yield "documents", document.doc_id, document.doc_id, document.seed, 0, 0, "the delivered bytes", str(error)
        return
    for stretch in _stretches(document):
        yield from _some(byte_break(document, data, stretch))
    for frame in facts:
        suspect = differing(data, frame) if document.is_utf8 and frame.height >= MANY else frame
        for row in suspect.iter_rows():
            yield from _some(byte_break(document, data, Stretch(*row)))


def _stretches(document: Document) -> Iterator[Stretch]:
    """Yield what of lines and blocks stands in the delivered bytes."""
    for number, line in document.lines.items():
        yield Stretch("lines", str(number), line.byte_start, line.byte_end, line.text)
    for piece in document.pieces:
        source = document.source(piece)
        if source is not None and piece.how in {"copy", "entity"}:
            key = f"{piece.block_no}/{piece.block_start}"
            yield Stretch("block_map", key, piece.byte_start, piece.byte_end, source)


def _facts(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield the facts of each document of a batch, without holding them all; nulls for one that has none."""
    for rows in con.execute(FACT_BYTES).to_arrow_reader(ROWS):
        frame = pl.DataFrame(pl.from_arrow(rows))
        told, at = frame.drop("doc_id"), 0
        for run in frame["doc_id"].rle().to_list():  # slices: grouping costs more, and the rows are in order
            yield run["value"], told.slice(at, run["len"])
            at += run["len"]


def _some(row: Row | None) -> list[Row]:
    """A row as a list, nothing as an empty one."""
    return [] if row is None else [row]


def _batches(con: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Document]]:
    """Group the documents by their size, in the order they were loaded."""
    batch: dict[str, Document] = {}
    held = 0
    listed = con.execute("select doc_id, seed, record, encoding, media_type, bytes from documents order by rowid")
    for *described, size in listed.fetchall():
        if batch and held + size > BATCH_BYTES:
            yield batch
            batch, held = {}, 0
        document = Document(*described)
        batch[document.doc_id] = document
        held += size
    if batch:
        yield batch


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query without holding them all."""
    result = con.execute(query)
    while rows := result.fetchmany(ROWS):
        yield from rows
