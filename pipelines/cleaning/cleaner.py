"""The step itself: from the tables of reading to documents with their head filled, blocks, and where blocks come from.

Only tables belong here: handing to the pure parts what they need, and laying out what they decide.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.cleaning import bare, chunk
from pipelines.cleaning.decisions import Decisions
from pipelines.cleaning.layout import markup, units
from pipelines.cleaning.lines import features
from pipelines.cleaning.origin import datelines, home, said, script
from pipelines.garbage import uncollected
from schemas import tables
from schemas.sources import Sources

A_YEAR = r"(?:19|20)\d\d"  # a name without one holds no date


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning hands on; every table has the columns of `schemas`.

    Attributes:
        documents: The documents, their head filled.
        blocks: What is read.
        block_map: Where blocks stand, for those that are not one whole line.
        articles: The date of each article, and where it is printed.
        unit_captions: Units that cells take from a caption or header.
        findings: Dates of publication that disagree.
    """

    documents: pl.DataFrame
    blocks: pl.DataFrame
    block_map: pl.DataFrame
    articles: pl.DataFrame
    unit_captions: pl.DataFrame
    findings: pl.DataFrame


@uncollected()
def clean(  # noqa: PLR0913, PLR0917  the tables of reading, as they come
    documents: pl.DataFrame,
    lines: pl.DataFrame,
    texts: pl.DataFrame | None,
    sources: Sources,
    text_pieces: pl.DataFrame | None = None,
    hints: pl.DataFrame | None = None,
) -> Cleaned:
    """Clean the documents of one chunk.

    Args:
        documents: Documents as reading leaves them.
        lines: Their lines, in the order of the documents.
        texts: Text runs of HTML pages; None where there are none.
        sources: What `sources.toml` says.
        text_pieces: Pieces of text runs, and of lines that hold escapes.
        hints: What records say of themselves outside their text.
    """
    numbers = documents.select("doc_id").with_row_index("doc").cast({"doc": pl.Int64()})

    def numbered(frame: pl.DataFrame | None, name: str) -> pl.DataFrame:
        """Add the number of the document in the chunk, in whose order everything stands."""
        table = tables.empty(name) if frame is None else frame
        joined = table.join(numbers, on="doc_id", how="left", maintain_order="left")
        return joined if joined["doc"].is_sorted() else joined.sort("doc", maintain_order=True)

    laid_out = _lay_out(
        documents, numbered(lines, "lines"), numbered(texts, "texts"), numbered(text_pieces, "text_pieces")
    )
    measured = features.measure(laid_out.rows).with_row_index("at")
    told = said.gather(numbered(hints, "hints"))
    heads = documents.select("doc_id", "seed", "record", "published_at").with_columns(
        doc=numbers["doc"], name_date=_name_dates(documents)
    )
    decided = _decide(heads, measured, laid_out.places, told, sources)

    def named(frame: pl.DataFrame, name: str) -> pl.DataFrame:
        """Replace the number of the document by its id, and order the columns."""
        return tables.conform(name, frame.join(numbers, on="doc", how="left", maintain_order="left").drop("doc"))

    blocks = measured.select("doc", pl.col("unit").alias("block_no"), "text", "first_line", "last_line").with_columns(
        decided.roles.drop("at").get_columns()
    )
    return Cleaned(
        tables.conform("documents", _heads(documents, measured, decided, told, sources)),
        named(blocks, "blocks"),
        named(laid_out.places.rename({"unit": "block_no"}), "block_map"),
        named(decided.articles, "articles"),
        named(decided.unit_captions, "unit_captions"),
        decided.findings,
    )


def _decide(
    documents: pl.DataFrame, measured: pl.DataFrame, places: pl.DataFrame, told: said.Told, sources: Sources
) -> Decisions:
    """Decide the bare pages all at once, and all others one by one."""
    seeds = documents.select("doc", "seed").iter_rows() if sources.entries else ()
    dated = [doc for doc, seed in seeds if sources.of(seed).published]
    known = told.known()
    left_out = pl.concat(
        [
            pl.Series(dated, dtype=pl.Int64),
            known.filter("disagree")["doc"],
            documents.filter(pl.col("published_at").is_not_null())["doc"],
            places["doc"],
        ]
    )
    heads = documents.join(known, on="doc", how="left", maintain_order="left")
    bare_pages = bare.decide(measured, heads, left_out.unique())
    rest = ~pl.col("doc").is_in(bare_pages.heads["doc"].implode())
    return bare_pages.and_(
        chunk.decide(documents.filter(rest), measured.filter(rest), places.filter(rest), told, sources)
    )


def _name_dates(documents: pl.DataFrame) -> pl.Series:
    """Return the date in the name of each record or seed; most names hold none, and many records one seed."""
    names = pl.concat([documents["record"], documents["seed"]]).unique()
    days = {name: datelines.in_name(name) for name in names.filter(names.str.contains(A_YEAR))}
    found = pl.col("record", "seed").replace_strict(days, default=None, return_dtype=pl.Date)
    return documents.select(pl.coalesce(found)).to_series()


def _lay_out(documents: pl.DataFrame, lines: pl.DataFrame, texts: pl.DataFrame, pieces: pl.DataFrame) -> units.Units:
    """Cut the lines of plain documents and the runs of HTML pages into units."""
    html = documents["media_type"].str.ends_with("html")  # a page, or a row whose text is one
    pages = pl.Series("doc", html.arg_true(), dtype=pl.Int64)
    is_page = pl.col("doc").is_in(pages.implode())
    plain = units.of_lines(lines.filter(~is_page), pieces.filter(~is_page), documents["encoding"].to_list())
    if pages.is_empty():
        return plain
    marked_up = markup.of_texts(texts.filter(is_page), pieces.filter(is_page))
    return units.Units(
        pl.concat([plain.rows, marked_up.rows]).sort("doc", "unit"),
        pl.concat([plain.places, marked_up.places]).sort("doc", "unit", "block_start"),
    )


def _heads(
    documents: pl.DataFrame,
    measured: pl.DataFrame,
    decided: Decisions,
    told: said.Told,
    sources: Sources,
) -> pl.DataFrame:
    """Fill what the head of a document says: title, date, publisher, jurisdiction, currency, script."""
    heads = decided.heads
    titles = measured["text"].gather(heads["headline"]).str.strip_chars(features.WHITE)
    said_of = heads.select("doc").join(told.heads, on="doc", how="left", maintain_order="left")
    dated = documents.with_columns(
        heads["published_at"],
        heads["published_from"],
        title=pl.coalesce("title", titles, said_of["column_title"]),
        publisher=pl.coalesce("publisher", said_of["publisher"]),
    )
    counted = heads.select("doc").join(script.counts(measured), on="doc", how="left", maintain_order="left")
    return home.decide(dated, heads.select("doc", "signature"), measured.select("doc", "text"), sources).with_columns(
        counted.select(script=script.decide(pl.col("hans"), pl.col("hant")))["script"]
    )
