"""Pages that are nothing but a headline, a date line and text: most of a delivery of plain news, decided all at once.

Only a shortcut belongs here: for every page it takes it says exactly what `chunk` says page by page (a test compares
the two), some thirty times faster. A page that holds anything else is left to `chunk`.
"""

import polars as pl

from pipelines.cleaning import datelines, publication
from pipelines.cleaning.decisions import Decisions
from pipelines.cleaning.features import BLANK, CLAUSE, DATED, PLAIN, PROSE
from pipelines.cleaning.heads import HEADLINE, SHORTEST_ABOVE_DATE
from pipelines.cleaning.page import OPENING
from pipelines.cleaning.publication import Candidate
from pipelines.cleaning.roles import HEADINGS_TOGETHER, LONG_CLAUSE, LONGEST_HEADING, MAIN, NUMBERED
from pipelines.cleaning.story import BARE_PROSE
from pipelines.grammar.folding import fold
from schemas import tables

TEXT = [PROSE, CLAUSE, PLAIN]


def decide(measured: pl.DataFrame, documents: pl.DataFrame, left_out: pl.Series) -> Decisions:
    """Decide the pages that are bare.

    Args:
        measured: The measured units of a chunk, with their position `at`.
        documents: doc, doc_id, name_date (a date in the name of the file, or null), and what is known from outside the
            text: known_title and known_at, or null. A page that says otherwise is left out.
        left_out: Documents of which more is known than that; they are left out.
    """
    lines = measured.filter((pl.col("kind") != BLANK) & ~pl.col("doc").is_in(left_out.implode())).with_columns(
        place=pl.int_range(pl.len(), dtype=pl.Int64).over("doc")
    )
    pages = _bare(lines).join(documents, on="doc", how="left", maintain_order="left")
    pages = pages.filter(pl.col("known_title").is_null() | (pl.col("known_title") == pl.col("title_head")))
    dates = _dates(lines.join(pages.select("doc", "dated_at"), left_on=["doc", "at"], right_on=["doc", "dated_at"]))
    pages = pages.with_columns(opening=_openings(pages["opening"])).join(dates, on="doc")
    pages = pages.filter(pl.col("known_at").is_null() | (pl.col("known_at") == pl.col("date")))
    taken = pages["doc"].implode()
    return Decisions(
        roles=_roles(measured.filter(pl.col("doc").is_in(taken)), pages),
        heads=pages.select(
            "doc",
            "headline",
            published_at="date",
            published_from=pl.lit("page_line"),
            signature=pl.concat_str("dated_head", "opening", "title_head", "dated_head", separator="\n"),
        ),
        articles=pages.select(
            "doc",
            article_no=pl.lit(MAIN, pl.Int64()),
            published_at="date",
            published_from=pl.lit("page_line"),
            line_no="line",
            char_start="start",
            char_end="end",
            **{name: pl.lit(None, pl.Int64()) for name in ("year_line_no", "year_char_start", "year_char_end")},
        ),
        findings=_findings(pages),
    )


def _bare(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the pages that are bare, with the parts of their head; the same rule as `story.is_bare`."""
    kind, place = pl.col("kind"), pl.col("place")
    below = place > 1
    explains = pl.col("head").str.contains(r"^(?:[-(]|[\W_]{6}|[\W_]{1,5}$)")
    could_head = (
        kind.is_in([PLAIN, CLAUSE]) & pl.col("size").is_between(SHORTEST_ABOVE_DATE, HEADLINE.stop - 1) & ~explains
    )
    first, second, third = place == 0, place == 1, place == 2  # noqa: PLR2004  the line after headline and date
    seen = lines.group_by("doc", maintain_order=True).agg(
        count=pl.len(),
        distinct=pl.col("head").n_unique(),
        headed=could_head.filter(first).any(),
        dated=(kind.filter(second) == DATED).any(),
        opened=kind.filter(third).is_in([PROSE, CLAUSE]).any(),
        text=kind.filter(below).is_in(TEXT).all(),
        prose=kind.filter(below).is_in([PROSE, CLAUSE]).mean(),
        dateline=(pl.col("head").str.contains(datelines.LIKE_OPENING) & below).any(),
        headline=pl.col("at").first(),
        title_head=pl.col("head").first(),
        dated_at=pl.col("at").filter(second).first(),
        dated_head=pl.col("head").filter(second).first(),
        opening=pl.col("head").filter(third).first(),
    )
    return seen.filter(
        (pl.col("count") > 2)  # noqa: PLR2004  headline, date line, and text
        & (pl.col("distinct") == pl.col("count"))
        & pl.all_horizontal("headed", "dated", "opened", "text")
        & (pl.col("prose") >= BARE_PROSE)
        & ~pl.col("dateline")
    )


def _dates(lines: pl.DataFrame) -> pl.DataFrame:
    """Return doc, date, line, start and end of date lines; each distinct line is read once."""
    read = {head: printed for head in lines["head"].unique() if (printed := datelines.date_line(head))}
    rows = [(head, printed.at, *printed.span) for head, printed in read.items()]
    schema = {"head": pl.String(), "date": pl.Datetime("us"), "from": pl.Int64(), "to": pl.Int64()}
    return lines.join(pl.DataFrame(rows, schema=schema, orient="row"), on="head").select(
        "doc",
        "date",
        line="first_line",
        start=pl.col("from") + pl.col("lead"),
        end=pl.col("to") + pl.col("lead"),
    )


def _openings(heads: pl.Series) -> pl.Series:
    """Return the first words of the stories, folded, as the signature of a page holds them."""
    if heads.is_empty():
        return heads
    return pl.Series(fold("\n".join(heads.str.head(OPENING))).lower().split("\n"), dtype=pl.String)


def _roles(units: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """Name the units of bare pages; the same names as `roles.assign`."""
    at, kind = pl.col("at"), pl.col("kind")
    heading = at.is_in(_headings(units, pages).implode())
    ladder = (
        pl.when(kind == BLANK).then(pl.lit(0))
        .when(at.is_in(pages["headline"].implode())).then(pl.lit(1))
        .when(at.is_in(pages["dated_at"].implode())).then(pl.lit(2))
        .when(kind == PROSE).then(pl.lit(3))
        .when(heading).then(pl.lit(4))
        .when(kind == PLAIN).then(pl.lit(5))
        .otherwise(pl.lit(6))
    )  # fmt: skip
    roles = ("blank", "title", "dateline", "body", "heading", "body", "body")
    reasons = ("blank", "headline", "date_line", "prose", "short_above_text", "short_line", "sentence")
    named = pl.DataFrame(
        {"n": range(len(roles)), "role": roles, "role_reason": reasons}, schema_overrides={"n": pl.Int32()}
    )
    return (
        units.select("at", n=ladder.cast(pl.Int32()), article_no=pl.when(kind != BLANK).then(pl.lit(MAIN, pl.Int64())))
        .join(named, on="n", how="left", maintain_order="left")
        .select("at", "article_no", "role", "role_reason")
    )


def _headings(units: pl.DataFrame, pages: pl.DataFrame) -> pl.Series:
    """Return the positions of short lines that head the text below them; the same rule as in `roles`."""
    head = [*pages["headline"], *pages["dated_at"]]
    text = units.filter((pl.col("kind") != BLANK) & ~pl.col("at").is_in(head))
    short = (pl.col("kind") == PLAIN) & (pl.col("size") <= LONGEST_HEADING)
    text_below = (pl.col("kind") == PROSE) | ((pl.col("kind") == CLAUSE) & (pl.col("size") >= LONG_CLAUSE))
    runs = text.with_columns(
        short=short, run=pl.struct("doc", short.alias("short")).rle_id(), below=text_below.shift(-1).over("doc")
    ).with_columns(together=pl.len().over("run"), below=pl.col("below").last().over("run"))
    above_text = (pl.col("together") <= HEADINGS_TOGETHER) & pl.col("below")
    numbered = pl.col("head").str.contains(NUMBERED.pattern)
    return runs.filter(pl.col("short") & (above_text.fill_null(value=False) | numbered))["at"]


def _findings(pages: pl.DataFrame) -> pl.DataFrame:
    """Return findings for pages whose file is named after another day."""
    apart = (pl.col("date").dt.date() - pl.col("name_date")).dt.total_days().abs() > publication.USUAL_DAYS_APART
    rows = []
    for doc_id, date, named in pages.filter(apart).select("doc_id", "date", "name_date").iter_rows():
        chosen = Candidate(date, "page_line")
        rows += publication.disagreements(doc_id, chosen, [chosen, publication.by_name(named)])
    return publication.findings(rows) if rows else tables.empty("findings")
