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
COLUMNS = ("publisher", "jurisdiction", "jurisdiction_from", "currency", "currency_from")


def decide(documents: pl.DataFrame, signatures: pl.DataFrame, texts: pl.DataFrame, sources: Sources) -> pl.DataFrame:
    """Fill publisher, jurisdiction, currency and what decided the two.

    Args:
        documents: Documents in which reading has filled what the record itself says.
        signatures: One row per document in the same order: doc and signature, folded lines in which a publisher would
            stand, the surest first.
        texts: All that documents tell: doc and text.
        sources: What is known of the sources.
    """
    published = vocabulary.names("publishers")
    found = (
        documents.select(*COLUMNS)
        .hstack(_set(documents["seed"], sources))
        .hstack(
            signatures.select(
                "doc", name=pl.col("signature").str.extract_many(list(published), leftmost=True).list.first()
            )
        )
        .with_columns(at_home=pl.col("name").replace_strict(published, default=None, return_dtype=pl.String))
        .join(majority(texts, "money_words").rename({"jurisdiction": "money"}), "doc", "left", maintain_order="left")
    )
    # Words of place are only looked for where nothing surer is known.
    asked = found.filter(pl.all_horizontal(pl.col("jurisdiction", "set_jurisdiction", "money", "at_home").is_null()))
    asked_of = texts.filter(pl.col("doc").is_in(asked["doc"].implode()))
    places = majority(asked_of, "place_words").rename({"jurisdiction": "place"})
    # Text of one place that speaks of another's money is no text of that place: then the publisher decides.
    own_money = pl.when(pl.col("at_home").is_null() | (pl.col("at_home") == pl.col("money"))).then(pl.col("money"))
    ladder = (
        (pl.col("jurisdiction"), pl.coalesce("jurisdiction_from", pl.lit("given"))),
        (pl.col("set_jurisdiction"), pl.lit("sources.toml")),
        (own_money, pl.lit("money_words")),
        (pl.col("at_home"), pl.lit("publisher")),
        (pl.col("place"), pl.lit("place_words")),
        (pl.lit(sources.default.jurisdiction, pl.String), pl.lit("source_default")),
    )
    decided = found.join(places, "doc", "left", maintain_order="left").with_columns(
        publisher=pl.coalesce("publisher", "set_publisher", "name"),
        jurisdiction=pl.coalesce(code for code, _ in ladder),
        jurisdiction_from=pl.coalesce(pl.when(code.is_not_null()).then(said_by) for code, said_by in ladder),
    )
    at_home = pl.col("jurisdiction").replace_strict(vocabulary.home_currency(), default=None, return_dtype=pl.String)
    purse = (
        (pl.col("currency"), pl.lit("given")),
        (pl.col("set_currency"), pl.lit("sources.toml")),
        (at_home, pl.col("jurisdiction_from")),
        (pl.lit(sources.default.currency, pl.String), pl.lit("source_default")),
    )
    with_currency = decided.with_columns(
        currency=pl.coalesce(code for code, _ in purse),
        currency_from=pl.coalesce(pl.when(code.is_not_null()).then(said_by) for code, said_by in purse),
    )
    return documents.with_columns(with_currency.select(COLUMNS).get_columns())


def _set(seeds: pl.Series, sources: Sources) -> pl.DataFrame:
    """Return what `sources.toml` says of each seed."""
    known = [sources.of(seed) for seed in seeds] if sources.entries else [Source()] * len(seeds)
    return pl.DataFrame(
        {
            "set_publisher": [source.publisher for source in known],
            "set_jurisdiction": [source.jurisdiction for source in known],
            "set_currency": [source.currency for source in known],
        },
        schema_overrides=dict.fromkeys(("set_publisher", "set_jurisdiction", "set_currency"), pl.String()),
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
