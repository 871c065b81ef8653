r"""Plain texts in UTF-8 that are files of their own: most of what is delivered, read a chunk at a time.

Only what needs no look at a single document belongs here: the characters, lines and bytes of all of them are columns.
A text about which anything is odd (another encoding, a byte order mark, other line ends than `\n`, NUL, signs of a
wrong step before delivery) is left to `documents`, which says of the others exactly the same, one by one (a test
compares the two).
"""

from dataclasses import dataclass

import polars as pl

from pipelines.reading import mojibake
from pipelines.reading.collector import Tables, documents_of
from pipelines.reading.formats import Format
from schemas.manifests import Record

FORMS = frozenset({Format.TEXT, Format.MARKDOWN})
ODD = "[\x00\r\u2028]"
MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class File:
    """A file that is one plain text.

    Attributes:
        nth: Place of its record in the chunk.
        record: What was planned.
        form: What it is.
        data: Its bytes.
    """

    nth: int
    record: Record
    form: Format
    data: bytes


def read(files: list[File]) -> tuple[Tables, list[File]]:
    """Return the tables of those files that are nothing but text in UTF-8, and the other files."""
    text = pl.col("text")
    odd = text.str.contains(ODD) | text.str.starts_with(MARK) | mojibake.is_suspicious(text)
    texts = _decoded(pl.Series("text", [file.data for file in files], dtype=pl.Binary))
    sifted = texts.to_frame().with_columns(plain=~odd.fill_null(value=True))
    plain = sifted["plain"].to_list()
    chosen = [file for file, taken in zip(files, plain, strict=True) if taken]
    left = [file for file, taken in zip(files, plain, strict=True) if not taken]
    return _tables(chosen, sifted.filter("plain")["text"]), left


def _decoded(data: pl.Series) -> pl.Series:
    """Decode UTF-8, null where it is none: all at once, and by halves where something in it is not."""
    try:
        return data.cast(pl.String)
    except pl.exceptions.PolarsError:
        if len(data) == 1:
            return pl.Series(data.name, [None], dtype=pl.String)
        half = len(data) // 2
        return pl.concat([_decoded(data[:half]), _decoded(data[half:])])


def _tables(files: list[File], texts: pl.Series) -> Tables:
    """Lay texts out in lines, and count characters and bytes."""
    text, size = pl.col("text"), pl.col("bytes")
    documents = documents_of([file.nth for file in files], [file.record for file in files]).with_columns(
        encoding=pl.lit("utf-8"),
        encoding_from=pl.lit("valid"),
        media_type=pl.Series([file.form for file in files], dtype=pl.String),
    )
    frame = documents.select("nth", "doc_id", "bytes", texts)
    # A terminator at the very end opens no further line, and an empty text has none.
    cut = frame.filter(size > 0).with_columns(text.str.strip_suffix("\n").str.split("\n"))
    counted = frame.with_columns(ends=text.str.count_matches("\n", literal=True).cast(pl.Int64))
    lines = pl.when(size > 0).then(pl.col("ends") + ~text.str.ends_with("\n")).otherwise(0)
    parts = counted.select("nth", "doc_id", pl.col("ends").alias("line ends"), text=size - pl.col("ends"))
    return Tables(
        documents.with_columns(counted.select(lines=lines)["lines"]),
        _lines(cut.select("nth", "doc_id", "text")),
        parts.unpivot(index=["nth", "doc_id"], variable_name="part", value_name="bytes")
        .filter(size > 0)
        .sort("nth", maintain_order=True),
    )


def _lines(cut: pl.DataFrame) -> pl.DataFrame:
    """Number lines, and count the bytes of each."""
    size = pl.col("text").str.len_bytes().cast(pl.Int64)
    return (
        cut.explode("text")
        .with_columns(
            line_no=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("nth"),
            byte_end=(size + 1).cum_sum().over("nth") - 1,
        )
        .with_columns(byte_start=pl.col("byte_end") - size)
    )
