"""What is compared item by item: long quotes and surfaces, the pieces of blocks, the delivered bytes.

Pure functions: each returns the row that an audit will report, or nothing. SQL does the rest: `warehouse/sql/audits`.
"""

import html
import json
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

SHOWN = 200
ESCAPED = ("application/jsonl", "text/csv")
UTF8 = ("utf-8", "utf_8", "utf8", "ascii")

Data = bytes | memoryview
Row = tuple[str | int | None, ...]


class Line(NamedTuple):
    """A line, as stored."""

    text: str
    byte_start: int | None
    byte_end: int | None


class Piece(NamedTuple):
    """A row of block_map."""

    block_no: int
    block_start: int
    block_end: int
    line_no: int
    char_start: int
    char_end: int
    byte_start: int | None
    byte_end: int | None
    how: str


class Mention(NamedTuple):
    """Characters that say where they stand: in a line (a quote) or in a block (a surface)."""

    of_table: str
    key: str
    number: int
    start: int
    end: int
    characters: str


class Stretch(NamedTuple):
    """Characters that say at which bytes they stand."""

    of_table: str
    key: str
    byte_start: int | None
    byte_end: int | None
    characters: str


@dataclass(slots=True)
class Document:
    """A document in memory.

    Attributes:
        doc_id: Its id.
        seed: Its seed.
        record: Where in the seed.
        encoding: Encoding of its bytes.
        media_type: Says whether its bytes hold escapes; what its text is may follow after a semicolon.
        lines: By number.
        blocks: Their texts by number.
        pieces: Of all blocks.
    """

    doc_id: str
    seed: str
    record: str
    encoding: str
    media_type: str
    lines: dict[int, Line] = field(default_factory=dict)
    blocks: dict[int, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    def source(self, piece: Piece) -> str | None:
        """The slice of the line that a piece names; None where there is no such line."""
        line = self.lines.get(piece.line_no)
        return None if line is None else line.text[piece.char_start : piece.char_end]

    @property
    def is_utf8(self) -> bool:
        """Whether its bytes are its characters in UTF-8, but for escapes."""
        return self.encoding in UTF8


# --- characters -----------------------------------------------------------------------------------------


def mention_break(document: Document, mention: Mention, text: str | None) -> Row | None:
    """Compare a mention with the text it stands in."""
    found = None if text is None else text[mention.start : mention.end]
    if found == mention.characters:
        return None
    place = (mention.number, mention.start, mention.end)
    return mention.of_table, mention.key, document.doc_id, *place, mention.characters[:SHOWN], _shown(found)


def piece_break(document: Document, piece: Piece) -> Row | None:
    """Compare a piece of a block with the slice of the line it stands for."""
    block = document.blocks.get(piece.block_no, "")[piece.block_start : piece.block_end]
    fault = _piece_fault(piece.how, block, document.source(piece))
    return None if fault is None else (document.doc_id, piece.block_no, fault, piece.block_start)


def _piece_fault(how: str, block: str, source: str | None) -> str | None:
    """Say what is wrong with a piece, if anything."""
    if source is None:
        return "its line is not there"
    sound = {
        "copy": block == source,
        # an escape of JSON or CSV stands in the line as the character it means; white space of a page is one space
        "entity": block in {source, html.unescape(source)} or (block == " " and not html.unescape(source).strip()),
        "joint": block == "\n" and not source.strip(),
        "markup": block == "",
    }
    return None if sound[how] else f"{how}: block has {block[:SHOWN]!r}, line has {source[:SHOWN]!r}"


# --- bytes ----------------------------------------------------------------------------------------------


def byte_break(document: Document, data: Data, stretch: Stretch) -> Row | None:
    """Compare characters with the bytes they claim to stand at; Parquet has no bytes."""
    start, end, expected = stretch.byte_start, stretch.byte_end, stretch.characters
    if start is None or end is None:
        return None
    found = _decode(data, start, end, document.encoding)
    kind = document.media_type.partition(";")[0]
    if found == expected or (kind in ESCAPED and _unescaped(found, kind) == expected):
        return None
    place = (document.doc_id, document.seed, start, end)
    return stretch.of_table, stretch.key, *place, expected[:SHOWN], _shown(found)


def differing(data: Data, stretches: pl.DataFrame) -> pl.DataFrame:
    """Return the stretches that differ from their bytes, all compared at once, as UTF-8 without escapes.

    Args:
        data: The delivered bytes.
        stretches: byte_start · byte_end · characters and what else is to be kept.
    """
    starts, ends = (stretches[name].to_numpy() for name in ("byte_start", "byte_end"))
    characters = stretches["characters"].to_arrow().cast(pa.large_binary())
    offsets = np.frombuffer(characters.buffers()[1], np.int64)[characters.offset :][: len(characters) + 1]
    widths = np.diff(offsets)
    sound = (starts >= 0) & (ends <= len(data)) & (ends - starts == widths)
    compared = np.flatnonzero(sound & (widths > 0))
    if compared.size:
        values = np.frombuffer(characters.buffers()[2], np.uint8)
        wanted = values[_indices(offsets[compared], widths[compared])]
        given = np.frombuffer(data, np.uint8)[_indices(starts[compared], widths[compared])]
        firsts = np.concatenate(([0], np.cumsum(widths[compared])[:-1]))
        sound[compared] = ~np.logical_or.reduceat(wanted != given, firsts)
    return stretches.filter(pl.Series(~sound))


def _indices(starts: npt.NDArray[np.int64], widths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return start, start + 1 … of each stretch, one after the other."""
    ends = np.cumsum(widths)
    indices: npt.NDArray[np.int64] = np.arange(ends[-1]) + np.repeat(starts - (ends - widths), widths)
    return indices


def _decode(data: Data, start: int, end: int, encoding: str) -> str | None:
    """Decode a range of bytes; None where it does not decode."""
    try:
        return str(data[start:end], encoding)
    except UnicodeDecodeError:
        return None


def _unescaped(text: str | None, media_type: str) -> str | None:
    """Undo the escapes of JSON or CSV; None where that is not possible."""
    if text is None:
        return None
    if media_type == "text/csv":
        return text.replace('""', '"')
    try:
        return str(json.loads(f'"{text}"'))
    except json.JSONDecodeError:
        return None


def _shown(found: str | None) -> str | None:
    """Shorten what was found for a message."""
    return None if found is None else found[:SHOWN]
