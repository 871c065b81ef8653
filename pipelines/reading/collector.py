"""Gathers what was read of a chunk's records, column by column, and makes the tables of it.

Only the bookkeeping of columns belongs here. Lists grow record by record; the frames are made once a chunk, and the
byte offsets of plain lines come from one cumulative sum over all of them.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, replace
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from pipelines.reading.lines import Lines
from pipelines.reading.outcomes import SetAside
from pipelines.reading.paths import shown
from schemas.manifests import Record
from schemas.tables import SCHEMAS, conform

MOJIBAKE = "R01"


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
    byte_start: int
    byte_end: int
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
    places: list[tuple[int, int]] | None = None
    runs: Sequence[Run] = ()
    pieces: Sequence[Piece] = ()
    hints: Sequence[Hint] = ()
    parts: dict[str, int] = field(default_factory=dict)
    mojibake: str | None = None


class Collector:
    """Takes documents one by one; `tables` gives the frames of all of them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: dict[str, list[tuple[Any, ...]]] = {
            name: [] for name in ("documents", "texts", "text_pieces", "hints", "findings", "set_aside", "parts")
        }
        self._documents: list[tuple[str, Document]] = []

    def add(self, record: Record, document: Document) -> None:
        """Take one document."""
        doc_id = record.doc_id
        self._documents.append((doc_id, document))
        rows = self._rows
        rows["documents"].append(_document_row(record, document))
        if document.runs:
            rows["texts"] += ((doc_id, *run) for run in document.runs)
        if document.pieces:
            rows["text_pieces"] += ((doc_id, *piece) for piece in document.pieces)
        if document.hints:
            rows["hints"] += ((doc_id, hint_no, *hint) for hint_no, hint in enumerate(document.hints))
        rows["parts"] += ((doc_id, part, size) for part, size in document.parts.items() if size)
        if document.mojibake is not None:
            rows["findings"].append(_mojibake_row(doc_id, document))

    def set_aside(self, row: SetAside) -> None:
        """Take a record that could not be read."""
        self._rows["set_aside"].append(astuple(row))

    def tables(self) -> Read:
        """Make the frames."""
        return Read(
            documents=_frame("documents", self._rows["documents"], DOCUMENT_COLUMNS),
            lines=self._lines(),
            texts=_frame("texts", self._rows["texts"]),
            text_pieces=_frame("text_pieces", self._rows["text_pieces"]),
            hints=_frame("hints", self._rows["hints"]),
            findings=_frame("findings", self._rows["findings"]),
            set_aside=_frame("set_aside", self._rows["set_aside"]),
            parts=_frame("parts", self._rows["parts"]),
        )

    def _lines(self) -> pl.DataFrame:
        """Lay the lines of all documents end to end, and count bytes once."""
        ids = [doc_id for doc_id, document in self._documents for _ in document.lines.texts]
        numbers = [number for _, document in self._documents for number in range(1, len(document.lines.texts) + 1)]
        texts = pl.Series("text", list(chain.from_iterable(d.lines.texts for _, d in self._documents)), pl.String)
        gaps = pl.Series("gap", list(chain.from_iterable(d.lines.gaps for _, d in self._documents)), pl.String)
        lengths = texts.str.len_bytes().to_numpy().astype(np.int64)
        after = np.cumsum(lengths + gaps.str.len_bytes().to_numpy())
        starts = np.concatenate([np.zeros(1, np.int64), after[:-1]]) if len(after) else after.astype(np.int64)
        ends = starts + lengths
        known = np.ones(len(texts), bool)
        first = 0
        for _, document in self._documents:
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
                "doc_id": pl.Series(ids, dtype=pl.String),
                "line_no": pl.Series(numbers, dtype=pl.Int64),
                "byte_start": pl.Series(starts, dtype=pl.Int64),
                "byte_end": pl.Series(ends, dtype=pl.Int64),
                "text": texts,
            }
        )
        if not known.all():
            mask = pl.Series(known)
            frame = frame.with_columns(pl.when(mask).then(pl.col("byte_start", "byte_end")))
        return conform("lines", frame)


DOCUMENT_COLUMNS = (
    "doc_id",
    "seed",
    "record",
    "sha256",
    "bytes",
    "encoding",
    "encoding_from",
    "media_type",
    "lines",
    "duplicate_of",
)


def _document_row(record: Record, document: Document) -> tuple[Any, ...]:
    """Fill what reading knows of a document, in the order of DOCUMENT_COLUMNS."""
    return (
        record.doc_id,
        shown(record.path),
        record.record,
        record.sha256,
        record.bytes,
        document.encoding,
        document.encoding_from,
        document.media_type,
        len(document.lines.texts),
        replace(record, n=0).doc_id if record.n else None,
    )


def _mojibake_row(doc_id: str, document: Document) -> tuple[Any, ...]:
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
        document.mojibake,
        f"the text went through a wrong encoding before it was delivered: {document.mojibake}; get the original",
    )


def _frame(name: str, rows: list[tuple[Any, ...]], columns: tuple[str, ...] | None = None) -> pl.DataFrame:
    """Make a table of `schemas` from rows; columns that are not given are null."""
    schema = SCHEMAS[name]
    given = {column: schema[column] for column in columns or schema}
    return conform(name, pl.DataFrame(rows, schema=given, orient="row"))
