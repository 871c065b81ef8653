"""Extract: the tables of the stage, in and out.

Belongs here: the order of the steps. Each step stands in a module of its own.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.extraction import findings, inheriting, measuring, tracing
from pipelines.grammar.around.local import locate
from pipelines.grammar.dating import date
from pipelines.grammar.reading import read
from pipelines.grammar.vocabulary.printed import as_written, unit_as_written
from schemas.identity import fact_ids
from schemas.tables import SCHEMAS

_DATED = ("date", "date_range", "time")
#: Columns of facts that later stages fill.
_METRIC, _AS_OF = (
    ("metric_id", "metric_block", "metric_start", "metric_end"),
    ("as_of_start", "as_of_end", "as_of_fact"),
)
_LATER = ("change", "direction", *_METRIC, *_AS_OF)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction hands on: the tables facts, rejects, inheritances and findings of `schemas`."""

    facts: pl.DataFrame
    rejects: pl.DataFrame
    inheritances: pl.DataFrame
    findings: pl.DataFrame


def extract(  # noqa: PLR0913, PLR0917 -- one argument a table
    documents: pl.DataFrame,
    lines: pl.DataFrame,
    blocks: pl.DataFrame,
    block_map: pl.DataFrame,
    articles: pl.DataFrame,
    unit_captions: pl.DataFrame,
) -> Extracted:
    """Read every block of a chunk, whatever its role.

    Args:
        documents: With jurisdiction, currency and encoding.
        lines: The lines as delivered.
        blocks: What is read.
        block_map: Where blocks stand that are not one whole line.
        articles: The dateline of each article and where it is printed.
        unit_captions: Units that captions give to table cells.

    Returns:
        Facts and rejects that together hold every numeral character once, the places facts inherited something from,
        and what the text leaves open.
    """
    laid_out = tracing.prepare(documents, lines, blocks, block_map)
    frame = _contexts(laid_out.frame, documents, articles)
    found = read(frame["text"])
    captions = unit_captions.join(
        laid_out.frame.select("doc_id", "block_no", "block"), on=["doc_id", "block_no"], how="inner"
    )
    measured = measuring.measure_cells(found.mentions.with_columns(block="row"), captions.select("block", "text")).drop(
        "block"
    )
    dated = date(
        measured, found.moments, frame["published_at"].to_list(), frame["jurisdiction"].fill_null("CN").to_list()
    )
    mentions = measuring.canonical(_units(locate(dated, frame["text"], frame["currency"].fill_null("XXX"))))
    facts = _placed(mentions.with_row_index("mention"), laid_out, frame)
    wide = pl.col("too_large") | pl.col("wide").is_not_null()
    kept, lost = facts.filter(~wide), facts.filter(wide)
    refusals = _placed(found.refusals, laid_out, frame)
    lost = lost.with_columns(reason=pl.lit("out_of_range"))
    rejects = pl.concat([part.select(list(SCHEMAS["rejects"])) for part in (refusals, lost)]).sort(
        "doc_id", "block_no", "block_start"
    )
    inheritances = pl.concat(
        [
            inheriting.from_dates(_renumbered(kept), articles.drop("published_at")),
            inheriting.from_place(kept, documents),
            inheriting.from_captions(kept, unit_captions),
        ]
    )
    return Extracted(_facts(kept), rejects, inheriting.quoted(inheritances, lines), findings.without_currency(kept))


def _contexts(frame: pl.DataFrame, documents: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Each block with what it is read against: the date of its article or its page, currency and jurisdiction."""
    own = articles.select("doc_id", "article_no", article_date="published_at")
    return (
        frame.join(own, on=["doc_id", "article_no"], how="left", maintain_order="left")
        .join(
            documents.select("doc_id", "jurisdiction", "currency", "published_at"),
            on="doc_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(published_at=pl.coalesce("article_date", "published_at"))
    )


def _placed(found: pl.DataFrame, laid_out: tracing.Blocks, frame: pl.DataFrame) -> pl.DataFrame:
    """Mentions or refusals with their document, block and place in the source."""
    traced = tracing.trace(laid_out, found["row"], found["start"], found["end"])
    own = (
        frame.select("doc_id", "block_no", "article_no")[found["row"]]
        if found.height
        else frame.select("doc_id", "block_no", "article_no").clear()
    )
    placed = found.rename({"start": "block_start", "end": "block_end"}).hstack(own).hstack(traced)
    ids = fact_ids(*(placed[name].to_list() for name in ("doc_id", "line_no", "char_start", "last_line", "last_end")))
    return placed.with_columns(fact_id=pl.Series(ids, dtype=pl.String))


def _units(mentions: pl.DataFrame) -> pl.DataFrame:
    """What the warehouse keeps of units: multiples are numbers, and a captioned number says so in its rule."""
    return mentions.with_columns(
        unit=pl.when(pl.col("kind") == "multiple").then(None).otherwise("unit"),
        rule=pl.when("captioned").then(pl.col("rule") + "<caption").otherwise("rule"),
    )


def _facts(kept: pl.DataFrame) -> pl.DataFrame:
    """The table facts."""
    resolved = pl.col("date_start").is_not_null() & pl.col("date_end").is_not_null()
    dated = pl.col("kind").is_in(_DATED)
    unresolved = (
        pl.when(pl.col("date_rule").str.starts_with("unresolved"))
        .then("date_rule")
        .otherwise(pl.lit("unresolved.open"))
    )
    whole = (pl.col("ratio_num") % 1 == 0) & (pl.col("ratio_den") % 1 == 0) & (pl.col("ratio_num").abs() < 10**18)
    texts = [
        (
            as_written(surface, unit_text),
            as_written(surface, scale_text),
            unit_as_written(surface, unit, kind),
        )
        for surface, unit_text, scale_text, unit, kind in kept.select(
            "surface", "unit_text", "scale_text", "unit", "kind"
        ).iter_rows()
    ]
    written = pl.DataFrame(
        texts, schema={"unit_text": pl.String(), "scale_text": pl.String(), "unit": pl.String()}, orient="row"
    )
    return (
        kept.with_columns(written.get_columns())
        .with_columns(
            rule=pl.when(dated & ~resolved).then(unresolved).otherwise("rule"),
            date_start=pl.when(resolved).then("date_start"),
            date_end=pl.when(resolved).then("date_end"),
            grain=pl.when(resolved).then("grain"),
            ratio_num=pl.when(whole & (pl.col("ratio_den") > 0)).then("ratio_num").cast(pl.Int64),
            ratio_den=pl.when(whole & (pl.col("ratio_den") > 0)).then("ratio_den").cast(pl.Int64),
            **{name: pl.lit(None, SCHEMAS["facts"][name]) for name in _LATER},
        )
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMAS["facts"].items())
        .sort("doc_id", "block_no", "block_start")
    )


def _renumbered(kept: pl.DataFrame) -> pl.DataFrame:
    """`previous` pointing to rows of the facts that were kept."""
    order = kept.with_row_index("new").select(pl.col("mention").cast(pl.Int64), pl.col("new").cast(pl.Int64))
    joined = kept.join(order, left_on="previous", right_on="mention", how="left", maintain_order="left")
    return joined.with_columns(previous="new").drop("new")
