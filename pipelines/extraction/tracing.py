"""Tracing: from a span of a block to where its characters stand in the source.

Belongs here: `block_map`, lines and bytes. A block without rows in `block_map` is one whole line. A fact is stored
with its first piece; its id also needs the last one.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.grammar.points import Ints, Points

COPY = "copy"


@dataclass(frozen=True)
class Blocks:
    """The blocks of a chunk, ready for tracing.

    Attributes:
        frame: doc_id, block_no, text, first_line, in order.
        points: Their characters.
        pieces: block (row in `frame`), block_start, block_end, line_no, char_start, char_end, byte_start, byte_end,
            how; sorted.
        source: The text of the line of each piece that is no plain copy, else null.
        encoded: Bytes before each character of the blocks, in the encoding of their documents.
    """

    frame: pl.DataFrame
    points: Points
    pieces: pl.DataFrame
    encoded: Ints


def prepare(documents: pl.DataFrame, lines: pl.DataFrame, blocks: pl.DataFrame, block_map: pl.DataFrame) -> Blocks:
    """Lay out the blocks and their pieces."""
    frame = blocks.with_row_index("block").with_columns(pl.col("block").cast(pl.Int64))
    points = Points(frame["text"])
    text_lines = lines.select("doc_id", "line_no", line="text", line_start="byte_start", line_end="byte_end")
    whole = (
        frame.join(block_map.select("doc_id", "block_no").unique(), on=["doc_id", "block_no"], how="anti")
        .join(text_lines, left_on=["doc_id", "first_line"], right_on=["doc_id", "line_no"], how="left")
        .select(
            "block",
            block_start=pl.lit(0, pl.Int64),
            block_end=pl.col("text").str.len_chars().cast(pl.Int64),
            line_no="first_line",
            char_start=pl.lit(0, pl.Int64),
            char_end=pl.col("text").str.len_chars().cast(pl.Int64),
            byte_start="line_start",
            byte_end="line_end",
            how=pl.lit(COPY),
            source=pl.lit(None, pl.String),
        )
    )
    mapped = (
        block_map.join(frame.select("doc_id", "block_no", "block"), on=["doc_id", "block_no"], how="inner")
        .join(text_lines, on=["doc_id", "line_no"], how="left")
        .select(*(c for c in whole.columns if c != "source"), source=pl.when(pl.col("how") != COPY).then("line"))
    )
    pieces = pl.concat([whole, mapped]).sort("block", "block_start")
    encodings = frame.join(documents.select("doc_id", "encoding"), on="doc_id", how="left", maintain_order="left")[
        "encoding"
    ]
    return Blocks(frame, points, pieces, points.encoded([e or "utf-8" for e in encodings.to_list()]))


def trace(blocks: Blocks, rows: pl.Series, starts: pl.Series, ends: pl.Series) -> pl.DataFrame:
    """Where spans of blocks stand in the source.

    Args:
        blocks: As `prepare` gives them.
        rows: For each span, the row of its block in `blocks.frame`.
        starts: Its first code point in the block.
        ends: Its end, exclusive.

    Returns:
        For each span surface (characters of the block); line_no, char_start, char_end, byte_start, byte_end and quote
        of its first piece; and last_line, last_end of its last piece.
    """
    row, start, end = (s.to_numpy().astype(np.int64) for s in (rows, starts, ends))
    pieces = blocks.pieces
    columns = {
        name: pieces[name].to_numpy()
        for name in ("block", "block_start", "block_end", "line_no", "char_start", "char_end")
    }
    copied = (pieces["how"] == COPY).to_numpy()
    base = blocks.points.offsets[row]
    piece_key = (
        blocks.points.offsets[columns["block"]] + columns["block"] + columns["block_start"]  # + block: it may be empty
    )
    key = base + row
    first = np.searchsorted(piece_key, key + start, side="right") - 1
    last = np.searchsorted(piece_key, key + end - 1, side="right") - 1

    def into(piece: Ints, offset: Ints) -> Ints:
        """Characters of the line before an offset of the block that lies in a copied piece."""
        moved: Ints = columns["char_start"][piece] + offset - columns["block_start"][piece]
        return moved

    cut = np.minimum(end, columns["block_end"][first])
    char_start = np.where(copied[first], into(first, start), columns["char_start"][first])
    char_end = np.where(copied[first], into(first, cut), columns["char_end"][first])
    last_end = np.where(copied[last], into(last, end), columns["char_end"][last])
    before = blocks.encoded[base + start] - blocks.encoded[base + columns["block_start"][first]]
    inside = blocks.encoded[base + cut] - blocks.encoded[base + start]
    first_pieces = pieces[first] if len(first) else pieces.clear()
    copied_first = pl.Series(copied[first], dtype=pl.Boolean)
    byte_start = first_pieces["byte_start"] + pl.Series(before)
    return pl.DataFrame(
        {
            "surface": blocks.points.slices(row, start, end),
            "line_no": columns["line_no"][first],
            "char_start": char_start,
            "char_end": char_end,
            "copied": copied_first,
            "exact_start": byte_start,
            "exact_end": byte_start + pl.Series(inside),
            "piece_start": first_pieces["byte_start"],
            "piece_end": first_pieces["byte_end"],
            "copied_quote": blocks.points.slices(row, start, cut),
            "source": first_pieces["source"],
            "last_line": columns["line_no"][last],
            "last_end": last_end,
        }
    ).select(
        "surface",
        "line_no",
        "char_start",
        "char_end",
        byte_start=pl.when("copied").then("exact_start").otherwise("piece_start"),
        byte_end=pl.when("copied").then("exact_end").otherwise("piece_end"),
        quote=pl.when("copied")
        .then("copied_quote")
        .otherwise(pl.col("source").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))),
        last_line="last_line",
        last_end="last_end",
    )
