r"""Plain texts in UTF-8 that are files of their own: most of what is delivered, read a chunk at a time.

Only what needs no look at a single document belongs here: the characters, lines and bytes of all of them are columns.
A text about which anything is odd (another encoding, a byte order mark, other line ends than `\n`, NUL, signs of a
wrong step before delivery) is left to `documents`, which says of the others exactly the same, one by one (a test
compares the two).
"""

from dataclasses import dataclass

import polars as pl

from pipelines.reading import mojibake
from pipelines.reading.collector import DOCUMENT, Tables, document_row
from pipelines.reading.formats import Format
from schemas.manifests import Record

FORMS = frozenset({Format.TEXT, Format.MARKDOWN})
ODD = "[\x00\r\u2028]|^\ufeff"


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
    suspicious = text.str.head(mojibake.SAMPLE).str.contains(mojibake.SUSPICIOUS.pattern)
    texts = _decoded(pl.Series("text", [file.data for file in files], dtype=pl.Binary))
    sifted = texts.to_frame().with_columns(plain=~(text.str.contains(ODD) | suspicious).fill_null(value=True))
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
    frame = pl.DataFrame(
        {
            "nth": pl.Series([file.nth for file in files], dtype=pl.Int64),
            "doc_id": pl.Series([file.record.doc_id for file in files], dtype=pl.String),
            "bytes": pl.Series([file.record.bytes for file in files], dtype=pl.Int64),
            "text": texts,
        }
    )
    text = pl.col("text")
    # A terminator at the very end opens no further line, and an empty text has none.
    cut = frame.filter(pl.col("bytes") > 0).with_columns(text.str.strip_suffix("\n").str.split("\n"))
    ends = frame.select(text.str.count_matches("\n", literal=True).cast(pl.Int64)).to_series()
    counts = frame.select(pl.when(pl.col("bytes") > 0).then(ends + ~text.str.ends_with("\n")).otherwise(0)).to_series()
    rows = zip(files, counts, strict=True)
    documents = [(file.nth, *document_row(file.record, "utf-8", "valid", file.form, count)) for file, count in rows]
    parts = frame.select("nth", "doc_id", ends.alias("line ends"), text=pl.col("bytes") - ends)
    return Tables(
        pl.DataFrame(documents, schema=DOCUMENT, orient="row"),
        _lines(cut.select("nth", "doc_id", "text")),
        parts.unpivot(index=["nth", "doc_id"], variable_name="part", value_name="bytes")
        .filter(pl.col("bytes") > 0)
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
