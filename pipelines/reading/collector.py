"""Gathers what was read of a chunk's records, column by column, and makes the tables of it.

Only the bookkeeping of columns belongs here. Lists grow record by record; frames are made some times a chunk, and the
byte offsets of plain lines come from one cumulative sum over all of them.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.reading.decoding.lines import Lines
from pipelines.reading.limits import MIB
from pipelines.reading.outcomes import SetAside
from pipelines.reading.paths import shown
from schemas.manifests import Record
from schemas.tables import SCHEMAS, conform

MOJIBAKE = "R01"
NTH = {"nth": pl.Int64()}
# Of documents that come one by one, so many bytes are held as objects before frames are made of them: as objects they
# take many times the memory.
AT_ONCE = 2 * MIB


@dataclass(frozen=True, slots=True)
class Read:
    """The tables of one chunk, as the package docstring describes them."""

    documents: pl.DataFrame
    lines: pl.DataFrame
    texts: pl.DataFrame
    text_pieces: pl.DataFrame
    hints: pl.DataFrame
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    parts: pl.DataFrame


class Piece(NamedTuple):
    """A stretch of a line, or of a text run, and where it comes from; the fields are the columns of `text_pieces`."""

    run_no: int
    run_start: int
    run_end: int
    line_no: int
    char_start: int
    char_end: int
    byte_start: int | None
    byte_end: int | None
    how: str


class Run(NamedTuple):
    """A text node of a page; the fields are the columns of `texts`."""

    run_no: int
    text: str
    path: str
    block_break: bool
    in_link: bool


class Hint(NamedTuple):
    """What a record says of itself outside its text; the place is null where it has none in the lines."""

    source: str
    value: str
    line_no: int | None = None
    char_start: int | None = None
    char_end: int | None = None


@dataclass(slots=True)
class Document:
    """One record as it was read.

    Attributes:
        encoding, encoding_from, media_type: As in `documents`.
        lines: Its physical lines.
        base: Byte offset of the first line; None where lines have no bytes.
        places: Byte range of each line where a sum over the lines does not give it (escapes, encodings other than
            UTF-8), otherwise None.
    """

    encoding: str
    encoding_from: str
    media_type: str
    lines: Lines
    base: int | None = 0
    places: list[tuple[int, int]] | NDArray[np.int64] | None = None
    runs: Sequence[Run] = ()
    pieces: Sequence[Piece] = ()
    hints: Sequence[Hint] = ()
    parts: dict[str, int] = field(default_factory=dict)
    mojibake: str | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of some documents of a chunk; each with the column `nth`, the place of the record in the chunk."""

    documents: pl.DataFrame
    lines: pl.DataFrame
    parts: pl.DataFrame
    hints: pl.DataFrame


class Collector:
    """Takes documents one by one, or tables of them; `tables` gives the frames of all, in the order of the records."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: dict[str, list[tuple[Any, ...]]] = {"findings": [], "set_aside": []}
        self._documents: list[tuple[int, Record, Document]] = []
        self._size = 0
        self._made: dict[str, list[pl.DataFrame]] = {table.name: [] for table in fields(Read)}

    def add(self, nth: int, record: Record, document: Document) -> None:
        """Take one document."""
        self._documents.append((nth, record, document))
        if document.mojibake is not None:
            self._rows["findings"].append((nth, *_mojibake_row(record.doc_id, document.mojibake)))
        self._size += record.bytes
        if self._size >= AT_ONCE:
            self._lay_out()

    def add_tables(self, tables: Tables) -> None:
        """Take many documents."""
        for table in fields(tables):
            self._made[table.name].append(getattr(tables, table.name))

    def set_aside(self, nth: int, row: SetAside) -> None:
        """Take a record that could not be read."""
        self._rows["set_aside"].append((nth, *astuple(row)))

    def tables(self) -> Read:
        """Give the frames."""
        self._lay_out()
        return Read(**{name: _in_order(name, frames) for name, frames in self._made.items()})

    def _lay_out(self) -> None:
        """Make frames of what was taken one by one."""
        documents = self._documents_read()
        self._made["documents"].append(documents)
        self._made["lines"].append(self._lines(documents))
        read = [document for _, _, document in self._documents]
        of_each: dict[str, Sequence[Sequence[tuple[Any, ...]]]] = {
            "texts": [document.runs for document in read],
            "text_pieces": [document.pieces for document in read],
            "hints": [[(no, *hint) for no, hint in enumerate(document.hints)] for document in read],
            "parts": [[(part, size) for part, size in document.parts.items() if size] for document in read],
        }
        for name, rows_of_each in of_each.items():
            self._made[name].append(end_to_end(name, documents, rows_of_each))
        for name, rows in self._rows.items():
            self._made[name].append(pl.DataFrame(rows, schema={**NTH, **SCHEMAS[name]}, orient="row"))
            rows.clear()
        self._documents.clear()
        self._size = 0

    def _documents_read(self) -> pl.DataFrame:
        """Return the documents that were taken one by one."""
        documents = [document for _, _, document in self._documents]
        known = documents_of([nth for nth, _, _ in self._documents], [record for _, record, _ in self._documents])
        columns = {
            "encoding": [document.encoding for document in documents],
            "encoding_from": [document.encoding_from for document in documents],
            "media_type": [document.media_type for document in documents],
            "lines": [len(document.lines.texts) for document in documents],
        }
        schema = {name: SCHEMAS["documents"][name] for name in columns}
        return known.hstack(pl.DataFrame(columns, schema=schema))

    def _lines(self, numbered: pl.DataFrame) -> pl.DataFrame:
        """Lay the lines of all documents end to end, and count bytes once."""
        documents = [document for _, _, document in self._documents]
        counts = np.array([len(document.lines.texts) for document in documents], np.int64)
        of = np.repeat(np.arange(len(documents)), counts)
        texts = pl.Series("text", list(chain.from_iterable(d.lines.texts for d in documents)), pl.String)
        gaps = pl.Series("gap", list(chain.from_iterable(d.lines.gaps for d in documents)), pl.String)
        lengths = texts.str.len_bytes().to_numpy().astype(np.int64)
        after = np.cumsum(lengths + gaps.str.len_bytes().to_numpy())
        starts = np.concatenate([np.zeros(1, np.int64), after[:-1]]) if len(after) else after.astype(np.int64)
        ends = starts + lengths
        known = np.ones(len(texts), bool)
        first = 0
        for document in documents:
            rows = slice(first, first + len(document.lines.texts))
            first = rows.stop
            if document.places is not None:
                places = np.asarray(document.places, np.int64).reshape(-1, 2)
                starts[rows], ends[rows] = places[:, 0], places[:, 1]
            elif document.base is None:
                known[rows] = False
            elif rows.start < rows.stop:
                shift = document.base - int(starts[rows.start])
                starts[rows] += shift
                ends[rows] += shift
        frame = pl.DataFrame(
            {
                "nth": numbered["nth"].gather(of),
                "doc_id": numbered["doc_id"].gather(of),
                "line_no": np.arange(1, len(of) + 1) - np.repeat(np.cumsum(counts) - counts, counts),
                "byte_start": starts,
                "byte_end": ends,
                "text": texts,
            }
        )
        if not known.all():
            mask = pl.Series(known)
            frame = frame.with_columns(pl.when(mask).then(pl.col("byte_start", "byte_end")))
        return frame


def end_to_end(name: str, numbered: pl.DataFrame, rows_of_each: Sequence[Sequence[tuple[Any, ...]]]) -> pl.DataFrame:
    """Return a table of the rows of each document: column by column, which is faster than row by row."""
    of = np.repeat(np.arange(len(rows_of_each)), [len(rows) for rows in rows_of_each])
    columns = list(zip(*chain.from_iterable(rows_of_each), strict=True))
    schema = {column: dtype for column, dtype in SCHEMAS[name].items() if column != "doc_id"}
    frame = pl.DataFrame({"nth": numbered["nth"].gather(of), "doc_id": numbered["doc_id"].gather(of)})
    return frame.with_columns(
        pl.Series(column, columns[n] if columns else (), dtype) for n, (column, dtype) in enumerate(schema.items())
    )


def documents_of(nths: Sequence[int], records: Sequence[Record]) -> pl.DataFrame:
    """Return what is known of documents before they are read: a table with some of the columns of `documents`."""
    columns: dict[str, list[Any]] = {
        "doc_id": [record.doc_id for record in records],
        "seed": [shown(record.path) for record in records],
        "record": [record.record for record in records],
        "sha256": [record.sha256 for record in records],
        "bytes": [record.bytes for record in records],
        "duplicate_of": [replace(record, n=0).doc_id if record.n else None for record in records],
    }
    known = {name: pl.Series(name, values, SCHEMAS["documents"][name]) for name, values in columns.items()}
    return pl.DataFrame({"nth": pl.Series(nths, dtype=pl.Int64), **known})


def _in_order(name: str, frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Put tables together in the order of the chunk's records."""
    together = pl.concat([frame.select(frames[0].columns) for frame in frames])
    if not together["nth"].is_sorted():
        together = together.sort("nth", maintain_order=True)
    return conform(name, together.drop("nth"))


def _mojibake_row(doc_id: str, mojibake: str) -> tuple[Any, ...]:
    """Say that a text went through a wrong encoding before it was delivered."""
    finding_id = sha256(f"{MOJIBAKE}:{doc_id}".encode()).hexdigest()[:32]
    return (
        finding_id,
        MOJIBAKE,
        "warning",
        doc_id,
        None,
        None,
        "text as it was written",
        mojibake,
        f"the text went through a wrong encoding before it was delivered: {mojibake}; get the original",
    )
