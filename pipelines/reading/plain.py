r"""Plain texts in UTF-8 that are files of their own: most of what is delivered, read a chunk at a time.

Only what needs no look at a single document belongs here: the characters, lines and bytes of all of them are columns.
A text about which anything is odd (another encoding, a byte order mark, other line ends than `\n`, NUL, signs of a
wrong step before delivery) is left to `documents`, which says of the others exactly the same, one by one (a test
compares the two).
"""

from typing import NamedTuple

import polars as pl

from pipelines.reading.collector import NTH, Tables, documents_of
from pipelines.reading.containers.formats import Format
from pipelines.reading.decoding import mojibake
from schemas.manifests import Record
from schemas.tables import SCHEMAS

FORMS = frozenset({Format.TEXT, Format.MARKDOWN})
ODD = "[\x00\r\u2028]"
MARK = "\ufeff"


class File(NamedTuple):
    """A file that is one plain text; a tuple, because there are very many.

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
    """Return the tables of those files that are nothing but text in UTF-8, and the other files.

    The list is emptied: a chunk's bytes are not held twice.
    """
    text = pl.col("text")
    odd = text.str.contains(ODD) | text.str.starts_with(MARK) | mojibake.is_suspicious(text)
    texts = _decoded(pl.Series("text", [file.data for file in files], dtype=pl.Binary))
    plain = texts.to_frame().select(~odd.fill_null(value=True)).to_series()
    known = pl.DataFrame({"media_type": pl.Series([file.form for file in files], dtype=pl.String)})
    documents = documents_of([file.nth for file in files], [file.record for file in files]).hstack(known)
    left = [files[nth] for nth in (~plain).arg_true()]
    files.clear()
    return _tables(documents.filter(plain), texts.filter(plain)), left


def _decoded(data: pl.Series) -> pl.Series:
    """Decode UTF-8, null where it is none: all at once, and by halves where something in it is not."""
    try:
        return data.cast(pl.String)
    except pl.exceptions.PolarsError:
        if len(data) == 1:
            return pl.Series(data.name, [None], dtype=pl.String)
        half = len(data) // 2
        return pl.concat([_decoded(data[:half]), _decoded(data[half:])])


def _tables(documents: pl.DataFrame, texts: pl.Series) -> Tables:
    """Lay texts out in lines, and count characters and bytes."""
    text, size, ends = pl.col("text"), pl.col("bytes"), pl.col("line ends")
    frame = documents.select("nth", "doc_id", "bytes", texts)
    counted = frame.select(
        "nth",
        "doc_id",
        text.str.count_matches("\n", literal=True).cast(pl.Int64).alias("line ends"),
        text=size - text.str.count_matches("\n", literal=True),
        lines=pl.when(size > 0).then(~text.str.ends_with("\n")).otherwise(pl.lit(value=False)),
    )
    return Tables(
        documents.with_columns(
            counted.select(lines=ends + pl.col("lines"))["lines"],
            encoding=pl.lit("utf-8"),
            encoding_from=pl.lit("valid"),
        ),
        lay_out(frame.select("nth", "doc_id", "text", start=pl.lit(0, pl.Int64)), "\n"),
        counted.drop("lines")
        .unpivot(index=["nth", "doc_id"], variable_name="part", value_name="bytes")
        .filter(size > 0)
        .sort("nth", maintain_order=True),
        pl.DataFrame(schema={**NTH, **SCHEMAS["hints"]}),
    )


def lay_out(cells: pl.DataFrame, end: str) -> pl.DataFrame:
    """Cut texts into lines, number these, and count the bytes of each.

    Args:
        cells: Columns nth, doc_id, text, and start, the byte offset of the text; a document may have several.
        end: What ends a line.

    Returns:
        Columns of the table `lines`, and nth.
    """
    nth, text, start, at = pl.col("nth"), pl.col("text"), pl.col("start"), pl.int_range(pl.len(), dtype=pl.Int64)
    size = text.str.len_bytes().cast(pl.Int64)
    lines = cells.with_row_index("cell").with_columns(text.str.split(end)).explode("text")
    first, last = ((pl.col("cell") != pl.col("cell").shift(by)).fill_null(value=True) for by in (1, -1))
    # A terminator at the very end opens no further line, and an empty text has none.
    lines = lines.filter(~last | (text != ""))
    before = (size + len(end)).cum_sum() - size - len(end)
    new = (nth != nth.shift(1)).fill_null(value=True)
    return lines.select(
        nth,
        "doc_id",
        (at + 1 - pl.when(new).then(at).forward_fill()).alias("line_no"),
        (start + before - pl.when(first).then(before).forward_fill()).alias("byte_start"),
        text,
    ).with_columns(byte_end=pl.col("byte_start") + size)
