"""Where a document was written, who published it, and what a bare 元 means in it.

Only the order of evidence belongs here: what is known already (given by the caller, or in `sources.toml`), the words
for money, the publisher, words of place, and last the default of `sources.toml`. The script alone decides nothing:
Simplified texts come from Singapore, Traditional ones from mainland portals.
"""

import polars as pl

from pipelines.cleaning import vocabulary
from schemas.sources import Source, Sources

# So many times a text must name its own money or place; once may be a quotation.
OWN_WORDS = 2
NOTHING_KNOWN = Source()


def decide(documents: pl.DataFrame, evidence: pl.DataFrame, sources: Sources) -> pl.DataFrame:
    """Fill publisher, jurisdiction, jurisdiction_from and currency of documents.

    Args:
        documents: Documents in which reading has filled what the record itself says.
        evidence: One row per document in the same order: `signature` (folded lines in which a publisher would stand,
            the surest first), `money` and `place` (jurisdiction by words of that kind, or null).
        sources: What is known of the sources.
    """
    published = vocabulary.names("publishers")
    found = evidence.with_columns(
        name=pl.col("signature").str.extract_many(list(published), leftmost=True).list.first(),
    ).with_columns(publisher_home=pl.col("name").replace_strict(published, default=None, return_dtype=pl.String))
    given = documents.select("seed", "publisher", "jurisdiction", "jurisdiction_from", "currency")
    seen = found.select("name", "publisher_home", "money", "place")
    currencies = vocabulary.home_currency()
    rows = []
    for (seed, publisher, jurisdiction, jurisdiction_from, currency), (name, at_home, money, place) in zip(
        given.iter_rows(), seen.iter_rows(), strict=True
    ):
        known = sources.of(seed) if sources.entries else NOTHING_KNOWN
        # Text of one place that speaks of another's money is no text of that place: then the publisher decides.
        ladder = (
            (jurisdiction, jurisdiction_from or "given"),
            (known.jurisdiction, "sources.toml"),
            (money if at_home in {None, money} else None, "money_words"),
            (at_home, "publisher"),
            (place, "place_words"),
            (sources.default.jurisdiction, "source_default"),
        )
        home, said_by = next(((code, said) for code, said in ladder if code), (None, None))
        money_at_home = currency or known.currency or currencies.get(home or "") or sources.default.currency
        rows.append((publisher or known.publisher or name, home, said_by, money_at_home))
    columns = ["publisher", "jurisdiction", "jurisdiction_from", "currency"]
    return documents.with_columns(
        pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String()), orient="row").get_columns()
    )


def majority(texts: pl.DataFrame, table: str) -> pl.DataFrame:
    """Return the jurisdiction whose words a document names at least twice, and more often than all others together.

    Args:
        texts: Columns doc and text.
        table: `money_words` or `place_words`.

    Returns:
        Columns doc and jurisdiction; documents without a majority have no row.
    """
    words = vocabulary.names(table)
    found = texts.select("doc", name=pl.col("text").str.extract_many(list(words), leftmost=True))
    votes = (
        found.filter(pl.col("name").list.len() > 0)
        .explode("name", empty_as_null=False)
        .with_columns(jurisdiction=pl.col("name").replace_strict(words, return_dtype=pl.String()))
        .group_by("doc", "jurisdiction")
        .len("times")
        .with_columns(all=pl.col("times").sum().over("doc"))
    )
    return votes.filter((pl.col("times") >= OWN_WORDS) & (2 * pl.col("times") > pl.col("all"))).select(
        "doc", "jurisdiction"
    )
