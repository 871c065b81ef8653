"""Units of HTML pages: the runs of a block element put together, with the share of their text that stands in links.

Only putting together belongs here; reading has already decided what is visible and where blocks begin.
"""

import polars as pl

from pipelines.cleaning.layout.units import MAP, UNITS, Units

# A table that holds data, not the layout of a page: at least so many cells, few of them long, many with a digit.
LEAST_CELLS = 4
LONGEST_CELL = 40
SHORT_SHARE = 0.9
DIGIT_SHARE = 0.3
# What a page says of itself is laid out in a table too, with as many labels: 发布日期：, 文号：.
LABEL_SHARE = 0.3
HEADING = r"(?:^|/)(h[1-6])(?:/|$)"
INNERMOST_TABLE = r"^(.*table\[\d+\])"


def of_texts(texts: pl.DataFrame, pieces: pl.DataFrame) -> Units:
    """Lay out HTML pages.

    Args:
        texts: Text runs with the column doc, the number of the document in the chunk.
        pieces: Their pieces, with the column doc.
    """
    if texts.is_empty():
        return Units(pl.DataFrame(schema=UNITS), pl.DataFrame(schema=MAP))
    runs = texts.with_columns(
        unit=pl.col("block_break").cast(pl.Int64).cum_sum().over("doc")
        + (~pl.col("block_break").first().over("doc")).cast(pl.Int64),
        size=pl.col("text").str.len_chars().cast(pl.Int64),
    ).with_columns(offset=pl.col("size").cum_sum().over("doc", "unit") - pl.col("size"))
    places = (
        pieces.join(runs.select("doc", "run_no", "unit", "offset"), on=["doc", "run_no"], maintain_order="left")
        .with_columns(
            block_start=pl.col("run_start") + pl.col("offset"),
            block_end=pl.col("run_end") + pl.col("offset"),
        )
        .sort("doc", "unit", "block_start")
    )
    linked = pl.col("size").filter(pl.col("in_link")).sum() / pl.col("size").sum().clip(1)
    units = runs.group_by("doc", "unit", maintain_order=True).agg(
        pl.col("text").str.join(""),
        link=linked,
        path=pl.col("path").first(),
    )
    lines = places.group_by("doc", "unit").agg(first_line=pl.col("line_no").min(), last_line=pl.col("line_no").max())
    rows = _grids(units).join(lines, on=["doc", "unit"], how="left", maintain_order="left")
    return Units(rows.select(list(UNITS)).cast(UNITS), places.select(list(MAP)).cast(MAP))  # type: ignore[arg-type]


def _grids(units: pl.DataFrame) -> pl.DataFrame:
    """Add table, row and cell to the units that are cells of a table of data."""
    marked = units.with_columns(
        table=pl.col("path").str.extract(INNERMOST_TABLE),
        row=pl.col("path").str.extract(r".*/tr\[(\d+)\]").cast(pl.Int64) - 1,
        cell=pl.col("path").str.extract(r".*/t[dh]\[(\d+)\]").cast(pl.Int64) - 1,
        tag=pl.col("path").str.extract(HEADING),
    )
    text = pl.col("text")
    data = (
        marked.filter(pl.col("table").is_not_null() & pl.col("cell").is_not_null())
        .group_by("doc", "table", maintain_order=True)
        .agg(
            cells=pl.len(),
            rows=pl.col("row").n_unique(),
            short=(text.str.len_chars() <= LONGEST_CELL).mean(),
            digits=text.str.contains(r"\d").mean(),
            labels=text.str.contains(r"[:：]\s*$").mean(),
        )
        .filter(
            (pl.col("cells") >= LEAST_CELLS)
            & (pl.col("rows") > 1)
            & (pl.col("short") >= SHORT_SHARE)
            & (pl.col("digits") >= DIGIT_SHARE)
            & (pl.col("labels") < LABEL_SHARE)
        )
        .select("doc", "table", grid=pl.int_range(pl.len(), dtype=pl.Int64))
    )
    joined = marked.join(data, on=["doc", "table"], how="left", maintain_order="left")
    inside = pl.col("grid").is_not_null() & pl.col("cell").is_not_null()
    return joined.with_columns(pl.when(inside).then(pl.col(name)).alias(name) for name in ("grid", "row", "cell"))
