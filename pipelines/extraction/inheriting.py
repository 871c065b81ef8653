"""Inheriting: what a fact took from elsewhere, and where that is printed.

Belongs here: rows of `inheritances`. The chain is read from the fact outwards: `year<dateline<page` is a year taken
from the dateline of the article, which took it from the date line of the page. What is printed nowhere in the lines
(a default, an address, a file name) has a rule that ends in `source_…`.
"""

import polars as pl

from schemas.tables import SCHEMAS

_PLACE = ("doc_id", "line_no", "char_start", "char_end")


def from_dates(facts: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """What dates took from the dateline of their article or from the date before them.

    Args:
        facts: fact_id, doc_id, article_no, inherited (`year<published` …), previous (row of the fact that lent), and
            the place of each fact.
        articles: With the places of their dates.

    Returns:
        fact_id, attribute, doc_id, line_no, char_start, char_end, rule; no quotes yet.
    """
    taken = (
        facts.with_row_index("index")
        .filter(pl.col("inherited").list.len() > 0)
        .explode("inherited")
        .with_columns(
            attribute=pl.col("inherited").str.split("<").list.get(0),
            lender=pl.col("inherited").str.split("<").list.get(1),
        )
    )
    places = (
        facts.drop("previous")
        .with_row_index("previous")
        .select(pl.col("previous").cast(pl.Int64), **{f"previous_{name}": name for name in _PLACE[1:]})
    )
    joined = taken.join(places, on="previous", how="left", maintain_order="left").join(
        articles, on=["doc_id", "article_no"], how="left", suffix="_article", maintain_order="left"
    )
    year_elsewhere = (pl.col("attribute") == "year") & pl.col("year_line_no").is_not_null()
    lent, printed = pl.col("lender") == "previous", pl.col("line_no_article").is_not_null()
    origin = pl.col("published_from").fill_null("unknown")
    return joined.select(
        "fact_id",
        "attribute",
        "doc_id",
        line_no=pl.when(lent)
        .then("previous_line_no")
        .when(year_elsewhere)
        .then("year_line_no")
        .otherwise("line_no_article"),
        char_start=pl.when(lent)
        .then("previous_char_start")
        .when(year_elsewhere)
        .then("year_char_start")
        .otherwise("char_start_article"),
        char_end=pl.when(lent)
        .then("previous_char_end")
        .when(year_elsewhere)
        .then("year_char_end")
        .otherwise("char_end_article"),
        rule=pl.when(lent)
        .then(pl.col("attribute") + "<previous")
        .when(year_elsewhere)
        .then(pl.col("attribute") + "<dateline<page")
        .when(printed)
        .then(pl.col("attribute") + "<" + origin)
        .otherwise(pl.col("attribute") + "<source_" + origin),
    )


def from_place(facts: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The currency of a bare 元, and what decided it: a setting, a default, or the jurisdiction of the page.

    The words that decide a jurisdiction count over a whole page, so that no one place is named.
    """
    nowhere = pl.lit(None, pl.Int64)
    return (
        facts.filter("unit_from_context")
        .join(documents.select("doc_id", "currency_from"), on="doc_id", how="left", maintain_order="left")
        .select(
            "fact_id",
            attribute=pl.lit("currency"),
            doc_id="doc_id",
            line_no=nowhere,
            char_start=nowhere,
            char_end=nowhere,
            rule=pl.when(pl.col("currency_from") == "source_default")
            .then(pl.lit("source_default"))
            .otherwise("currency<source_" + pl.col("currency_from").fill_null("unknown")),
        )
    )


def from_captions(facts: pl.DataFrame, captions: pl.DataFrame) -> pl.DataFrame:
    """The unit of a cell: its caption."""
    return (
        facts.filter("captioned")
        .select("fact_id", "doc_id", "block_no")
        .join(captions, on=["doc_id", "block_no"], how="inner", maintain_order="left")
        .select(
            "fact_id",
            "doc_id",
            "line_no",
            "char_start",
            "char_end",
            attribute=pl.lit("unit"),
            rule=pl.lit("unit<caption"),
        )
        .select("fact_id", "attribute", "doc_id", "line_no", "char_start", "char_end", "rule")
    )


def quoted(rows: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Add the characters printed at each place, and put the table into its form."""
    texts = lines.select("doc_id", "line_no", "text")
    found = rows.join(texts, on=["doc_id", "line_no"], how="left", maintain_order="left")
    return found.with_columns(
        quote=pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
    ).select(list(SCHEMAS["inheritances"]))
