"""The same article told twice: a step over all documents, exact by its characters and near by MinHash.

Only finding duplicates belongs here. Nothing is taken out: views that count once look at the table this makes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import blake2b
from itertools import chain

import numpy as np
import numpy.typing as npt
import polars as pl
from datasketch import MinHash, MinHashLSH

from pipelines.grammar.vocabulary.folding import fold
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
Told = tuple[pl.DataFrame, pl.DataFrame]  # documents and blocks of a chunk
# Of each article: a hash of its words, and of the bands of its MinHash. Articles that are alike share a band.
SKETCH = {"doc_id": pl.String(), "article_no": pl.Int64(), "words": pl.Binary(), "bands": pl.List(pl.UInt64())}


def near_duplicates(chunks: Callable[[], Iterable[Told]]) -> pl.DataFrame:
    """Return the articles that tell what an earlier one tells.

    Args:
        chunks: Gives the documents, in path order, and blocks of each chunk; of two articles, the one that comes first
            is the earlier one. Called a second time for the texts of those that may be alike: of all others some
            hashes are held, and never their texts.

    Returns:
        The table `near_duplicates`; similarity is the Jaccard index of their shingles, estimated from a sample of the
        longer ones; 1 for the same characters.
    """
    sketches = pl.concat([pl.DataFrame(schema=SKETCH), *(_sketches(_texts(*chunk)) for chunk in chunks())])
    first = sketches.unique("words", keep="first", maintain_order=True)
    of = sketches.join(first.select("words", of_doc_id="doc_id", of_article_no="article_no"), on="words")
    again = (pl.col("doc_id") != pl.col("of_doc_id")) | (pl.col("article_no") != pl.col("of_article_no"))
    one = pl.lit(1).cast(tables.SCHEMAS["near_duplicates"]["similarity"])
    exact = of.filter(again).select("doc_id", "article_no", "of_doc_id", "of_article_no", similarity=one)
    near = pl.DataFrame(list(_near(first, chunks)), schema=tables.SCHEMAS["near_duplicates"], orient="row")
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


def _sketches(texts: pl.DataFrame) -> pl.DataFrame:
    """Return what is held of each article."""
    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)  # knows how many bands of how many hashes are best
    blank = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    rows = []
    for doc_id, article_no, words in texts.select("doc_id", "article_no", "words").iter_rows():
        sketch = blank.copy()
        sketch.update_batch(shingles(words) & np.uint64(0xFFFFFFFF))
        bands = sketch.hashvalues[: index.b * index.r].reshape(index.b, index.r)
        hashes = [blake2b(band.tobytes(), digest_size=8, salt=bytes([nth])).digest() for nth, band in enumerate(bands)]
        of_words = blake2b(words.encode(), digest_size=16).digest()
        rows.append((doc_id, article_no, of_words, [int.from_bytes(found) for found in hashes]))
    return pl.DataFrame(rows, schema=SKETCH, orient="row")


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


def _near(first: pl.DataFrame, chunks: Callable[[], Iterable[Told]]) -> Iterator[tuple[str, int, str, int, Decimal]]:
    """Yield the articles that share most of their shingles with an earlier one."""
    bands = first.with_row_index("nth").explode("bands").filter(pl.len().over("bands") > 1)
    sharing: Mapping[int, list[int]] = dict(bands.group_by("bands").agg("nth").iter_rows())
    likely = bands.group_by("nth", "doc_id", "article_no").agg("bands").sort("nth")
    known = {nth: (doc_id, article_no) for nth, doc_id, article_no, _ in likely.iter_rows()}
    told = _shingles(likely.drop("bands"), chunks)
    for nth, shared in likely.select("nth", "bands").iter_rows():
        earlier = sorted({other for other in chain.from_iterable(map(sharing.__getitem__, shared)) if other < nth})
        alike = ((other, _share(told[other], told[nth])) for other in earlier)
        of = next(((other, share) for other, share in alike if share >= ALIKE), None)
        if of is not None:
            yield *known[nth], *known[of[0]], of[1]


def _shingles(articles: pl.DataFrame, chunks: Callable[[], Iterable[Told]]) -> Mapping[int, Hashes]:
    """Return the shingles of some articles by their number."""
    if articles.is_empty():
        return {}
    texts = (_texts(*chunk).join(articles, on=["doc_id", "article_no"]) for chunk in chunks())
    return {nth: shingles(words) for part in texts for nth, words in part.select("nth", "words").iter_rows()}


def _share(one: Hashes, other: Hashes) -> Decimal:
    """Return the share of the smallest hashes of both that belong to either, which estimates their Jaccard index."""
    either = np.union1d(one, other)[:KEPT]
    both = np.intersect1d(one, other, assume_unique=True)
    return (Decimal(int(np.isin(both, either).sum())) / Decimal(either.size)).quantize(PLACES)
