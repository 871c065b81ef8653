"""The same article told twice: a step over all documents, exact by its characters and near by MinHash.

Only finding duplicates belongs here. Nothing is taken out: views that count once look at the table this makes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl
from datasketch import MinHash, MinHashLSH

from pipelines.grammar.folding import fold
from schemas import tables

TOLD = ("body", "heading", "table", "teaser_body")
# Articles that share this part of their shingles tell the same.
ALIKE = 0.8
SHINGLE = 5
SHORTEST = 60
PERMUTATIONS = 64
# Of all shingles those with the smallest hashes are kept, the same ones in every text: a sample that is enough to
# compare, so that memory does not grow with the length of the articles.
KEPT = 128
PLACES = Decimal("1e-12")
NOT_WORDS = r"[\s\p{P}\p{S}]+"

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its document, its number, and the smallest hashes of its shingles, sorted."""

    doc_id: str
    article_no: int
    shingles: Hashes


def near_duplicates(documents: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Return the articles that tell what an earlier one tells.

    Args:
        documents: All documents in path order, which says which of two articles is the earlier one.
        blocks: Blocks of all of them.

    Returns:
        The table `near_duplicates`; similarity is the Jaccard index of their shingles, estimated from a sample of the
        longer ones; 1 for the same characters.
    """
    texts = _texts(documents, blocks)
    first = texts.unique("words", keep="first", maintain_order=True)
    of = texts.join(first.select("words", of_doc_id="doc_id", of_article_no="article_no"), on="words")
    again = (pl.col("doc_id") != pl.col("of_doc_id")) | (pl.col("article_no") != pl.col("of_article_no"))
    one = pl.lit(1).cast(tables.SCHEMAS["near_duplicates"]["similarity"])
    exact = of.filter(again).select("doc_id", "article_no", "of_doc_id", "of_article_no", similarity=one)
    near = pl.DataFrame(list(_near(_articles(first))), schema=tables.SCHEMAS["near_duplicates"], orient="row")
    return tables.conform("near_duplicates", pl.concat([exact, near]).sort("doc_id", "article_no"))


def _texts(documents: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Return the words of each article, in the order of the documents; short ones say too little."""
    order = documents.select("doc_id").with_row_index("nth")
    told = blocks.filter(pl.col("role").is_in(TOLD) & pl.col("article_no").is_not_null()).sort("doc_id", "block_no")
    return (
        told.group_by("doc_id", "article_no", maintain_order=True)
        .agg(words=pl.col("text").str.join("").str.replace_all(NOT_WORDS, ""))
        .filter(pl.col("words").str.len_chars() >= SHORTEST)
        .join(order, on="doc_id")
        .sort("nth", "article_no")
        .drop("nth")
    )


def _articles(texts: pl.DataFrame) -> Iterator[Article]:
    for doc_id, article_no, words in texts.select("doc_id", "article_no", "words").iter_rows():
        yield Article(doc_id, article_no, shingles(words))


def shingles(words: str) -> Hashes:
    """Return the smallest hashes of the runs of five characters of a text, sorted."""
    codes = np.frombuffer(fold(words).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    if codes.size < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    hashed = np.zeros(codes.size - SHINGLE + 1, dtype=np.uint64)
    for i in range(SHINGLE):
        hashed = (hashed ^ codes[i : i + hashed.size]) * np.uint64(0x9E3779B97F4A7C15)
    hashed ^= hashed >> np.uint64(29)
    return np.unique(hashed)[:KEPT]


def _near(articles: Iterable[Article]) -> Iterator[tuple[str, int, str, int, Decimal]]:
    """Yield the articles that share most of their shingles with an earlier one."""
    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    blank = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    seen: list[Article] = []
    for article in articles:
        sketch = blank.copy()
        sketch.update_batch(article.shingles & np.uint64(0xFFFFFFFF))
        likely = sorted(index.query(sketch))
        alike = ((seen[i], _share(seen[i].shingles, article.shingles)) for i in likely)
        of = next(((other, share) for other, share in alike if share >= ALIKE), None)
        index.insert(len(seen), sketch)
        seen.append(article)
        if of is not None:
            yield article.doc_id, article.article_no, of[0].doc_id, of[0].article_no, of[1]


def _share(one: Hashes, other: Hashes) -> Decimal:
    """Return the share of the smallest hashes of both that belong to either, which estimates their Jaccard index."""
    either = np.union1d(one, other)[:KEPT]
    both = np.intersect1d(one, other, assume_unique=True)
    return (Decimal(int(np.isin(both, either).sum())) / Decimal(either.size)).quantize(PLACES)
