"""Pages that are nothing but a headline, a date line and text: most of a delivery of plain news, decided all at once.

Only a shortcut belongs here: for every page it takes it says exactly what `chunk` says page by page (a test compares
the two), some thirty times faster. A page that holds anything else is left to `chunk`.
"""

import polars as pl

from pipelines.cleaning.decisions import Decisions
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.origin import datelines, publication
from pipelines.cleaning.origin.publication import Candidate
from pipelines.cleaning.pages.heads import HEADLINE, SHORTEST_ABOVE_DATE
from pipelines.cleaning.pages.page import OPENING
from pipelines.cleaning.pages.roles import HEADINGS_TOGETHER, LONG_CLAUSE, LONGEST_HEADING, MAIN, NUMBERED
from pipelines.cleaning.pages.story import ABOVE, BARE_PROSE
from pipelines.grammar.vocabulary.folding import fold
from schemas import tables


def decide(measured: pl.DataFrame, documents: pl.DataFrame, left_out: pl.Series) -> Decisions:
    """Decide the pages that are bare.

    Args:
        measured: The measured units of a chunk, with their position `at`.
        documents: doc, doc_id, name_date (a date in the name of the file, or null), and what is known from outside the
            text: known_title and known_at, or null. A page that says otherwise is left out.
        left_out: Documents of which more is known than that; they are left out.
    """
    blank = pl.col("kind") == kinds.BLANK
    seen = measured.select("doc", "at", "kind", "size", "head", "first_line", "lead")
    lines = seen.filter(~blank & ~pl.col("doc").is_in(left_out.implode())).with_columns(place=_place())
    pages = _bare(lines).join(documents, on="doc", how="left", maintain_order="left")
    pages = pages.filter(pl.col("known_title").is_null() | (pl.col("known_title") == pl.col("title_head")))
    dates = _dates(lines.join(pages.select("doc", "dated_at"), left_on=["doc", "at"], right_on=["doc", "dated_at"]))
    pages = pages.with_columns(opening=_openings(pages["opening"])).join(dates, on="doc")
    pages = pages.filter(pl.col("known_at").is_null() | (pl.col("known_at") == pl.col("date")))
    taken = pl.col("doc").is_in(pages["doc"].implode())
    return Decisions(
        roles=pl.concat([_roles(lines.filter(taken)), _blanks(seen.filter(blank & taken))]),
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


def _place() -> pl.Expr:
    """Return the place of a line in its document, from 0."""
    doc, at = pl.col("doc"), pl.int_range(pl.len(), dtype=pl.Int64)
    return at - pl.when((doc != doc.shift(1)).fill_null(value=True)).then(at).forward_fill()


def _bare(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the pages that are bare, with the parts of their head; the same rule as `story.is_bare`."""
    kind, place, head = pl.col("kind"), pl.col("place"), pl.col("head")
    explains = head.str.contains(r"^(?:[-(]|[\W_]{6}|[\W_]{1,5}$)|[:,、]$")
    could_head = kind.is_in(kinds.SHORT) & pl.col("size").is_between(SHORTEST_ABOVE_DATE, HEADLINE.stop - 1) & ~explains
    headed = lines.filter(place == 0).filter(could_head).select("doc", headline="at", title_head="head")
    dated = lines.filter((place == 1) & (kind == kinds.DATED)).select("doc", dated_at="at", dated_head="head")
    opened = lines.filter((place == ABOVE) & kind.is_in(kinds.SENTENCES)).select("doc", opening="head")
    pages = headed
    for others in (dated, opened):
        pages = pages.join(others, on="doc", how="inner", maintain_order="left")
    # Hardly a page of a crawl has such a head: the rest of all others is not looked at.
    lines = lines.filter(pl.col("doc").is_in(pages["doc"].implode()))
    below = lines.filter(place >= ABOVE)
    of_text = below.select("doc", text=kind.is_in(kinds.TEXT), prose=kind.is_in(kinds.SENTENCES))
    told = of_text.group_by("doc").agg(pl.col("text").all(), pl.col("prose").mean())
    # Several lines of one wording repeat each other; of so few a hash will do.
    differ = lines.select("doc", wording=head.hash()).group_by("doc").agg(pl.col("wording").n_unique() == pl.len())
    for others in (told.filter("text", pl.col("prose") >= BARE_PROSE), differ.filter("wording")):
        pages = pages.join(others, on="doc", how="inner", maintain_order="left")
    return pages.filter(~pl.col("doc").is_in(_datelined(below).implode()))


def _datelined(lines: pl.DataFrame) -> pl.Series:
    """Return the documents in which a line below the head opens with a dateline; hardly any line looks so.

    Without a day a dateline opens the first paragraph of any page.
    """
    likely = lines.filter(pl.col("head").str.contains(datelines.MAY_OPEN)).select("doc", "place", "head")
    return pl.Series(
        [
            doc
            for doc, place, head in likely.iter_rows()
            if (datelines.opens(head) if place > ABOVE else datelines.opening(head))
        ],
        dtype=pl.Int64,
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
    return pl.Series(fold(heads.str.head(OPENING).str.join("\n").item()).lower().split("\n"), dtype=pl.String)


def _roles(lines: pl.DataFrame) -> pl.DataFrame:
    """Name the lines of bare pages; the same names as `roles.assign`."""
    at, kind, place = pl.col("at"), pl.col("kind"), pl.col("place")
    heading = at.is_in(_headings(lines.filter(place >= ABOVE)).implode())
    ladder = (
        pl.when(place == 0).then(pl.lit(0))
        .when(place == 1).then(pl.lit(1))
        .when(kind == kinds.PROSE).then(pl.lit(2))
        .when(heading).then(pl.lit(3))
        .when(kind == kinds.PLAIN).then(pl.lit(4))
        .otherwise(pl.lit(5))
    )  # fmt: skip
    roles = ("title", "dateline", "body", "heading", "body", "body")
    reasons = ("headline", "date_line", "prose", "short_above_text", "short_line", "sentence")
    named = pl.DataFrame({"role": roles, "role_reason": reasons})
    return lines.select("at", article_no=pl.lit(MAIN, pl.Int64())).hstack(named[lines.select(ladder).to_series()])


def _blanks(lines: pl.DataFrame) -> pl.DataFrame:
    """Name blank lines."""
    blank = pl.lit(kinds.BLANK)
    return lines.select("at", article_no=pl.lit(None, pl.Int64()), role=blank, role_reason=blank)


def _headings(text: pl.DataFrame) -> pl.Series:
    """Return the positions of short lines that head the text below them; the same rule as in `roles`."""
    doc, kind, short = pl.col("doc"), pl.col("kind"), pl.col("short")
    is_text = (kind == kinds.PROSE) | ((kind == kinds.CLAUSE) & (pl.col("size") >= LONG_CLAUSE))
    begins = (doc != doc.shift(1)) | (short != short.shift(1))
    runs = (
        text.with_columns(short=(kind == kinds.PLAIN) & (pl.col("size") <= LONGEST_HEADING))
        .with_columns(
            run=begins.fill_null(value=True).cum_sum(),
            below=(is_text.shift(-1) & (doc == doc.shift(-1))).fill_null(value=False),
        )
        .filter("short")
        .with_columns(together=pl.len().over("run"), below=pl.col("below").last().over("run"))
    )
    above_text = (pl.col("together") <= HEADINGS_TOGETHER) & pl.col("below")
    return runs.filter(above_text | pl.col("head").str.contains(NUMBERED.pattern))["at"]


def _findings(pages: pl.DataFrame) -> pl.DataFrame:
    """Return findings for pages whose file is named after another day."""
    apart = (pl.col("date").dt.date() - pl.col("name_date")).dt.total_days().abs() > publication.USUAL_DAYS_APART
    rows = []
    for doc_id, date, named in pages.filter(apart).select("doc_id", "date", "name_date").iter_rows():
        chosen = Candidate(date, "page_line")
        rows += publication.disagreements(doc_id, chosen, [chosen, publication.by_name(named)])
    return publication.findings(rows) if rows else tables.empty("findings")
