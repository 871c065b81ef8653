"""Which script a document is written in, by the characters that only one script has.

A character is Traditional only if it folds to another one, belongs to Big5 and not to GB 2312; Simplified only if
another one folds to it, it belongs to GB 2312 and not to Big5. Characters of both scripts (后, 里, 台) say nothing.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar import lexicon
from pipelines.grammar.vocabulary.folding import CODE_POINTS

HANS, HANT, MIXED = "Hans", "Hant", "mixed"
# A quotation or a name does not make a text mixed: the rarer script must have this share, and this many characters.
MIXED_SHARE = 0.15
MIXED_COUNT = 3
# The beginning of each line is enough to tell.
LOOKED_AT = 40


@cache
def only() -> tuple[str, str]:
    """Return the characters of Simplified script only, and those of Traditional script only."""
    folds = [(row["traditional"], row["simplified"]) for row in lexicon.read("script_fold")]
    hans = {to for _, to in folds if _encodes(to, "gb2312") and not _encodes(to, "big5")}
    hant = {of for of, _ in folds if _encodes(of, "big5") and not _encodes(of, "gb2312")}
    return "".join(sorted(hans)), "".join(sorted(hant))


@cache
def _table() -> npt.NDArray[np.uint8]:
    """Return, for every code point, 1 if it is of Simplified script only, 2 if of Traditional script only, else 0."""
    table = np.zeros(CODE_POINTS, dtype=np.uint8)
    for number, characters in enumerate(only(), 1):
        table[list(map(ord, characters))] = number
    return table


def counts(lines: pl.DataFrame) -> pl.DataFrame:
    """Return how many characters of one script only the beginnings of a document's lines hold: doc, hans, hant.

    Args:
        lines: Columns doc and text, the documents in order.
    """
    heads = lines.select("doc", head=pl.col("text").str.head(LOOKED_AT))
    sizes = heads.group_by("doc", maintain_order=True).agg(pl.col("head").str.len_chars().sum().cast(pl.Int64))
    ends = sizes["head"].cum_sum().to_numpy()
    text: str = heads.select(pl.col("head").str.join("")).item()
    scripts = _table().take(np.frombuffer(text.encode("utf-32-le"), dtype="<u4"))
    hans, hant = (np.searchsorted(np.flatnonzero(scripts == number), ends) for number in (1, 2))
    return sizes.select("doc", hans=np.diff(hans, prepend=0), hant=np.diff(hant, prepend=0))


def decide(hans: pl.Expr, hant: pl.Expr) -> pl.Expr:
    """Return the script of a document with so many characters of either; null where it has none."""
    rarer, total = pl.min_horizontal(hans, hant), hans + hant
    return (
        pl.when(total == 0).then(None)
        .when((rarer >= MIXED_COUNT) & (rarer >= MIXED_SHARE * total)).then(pl.lit(MIXED))
        .when(hans >= hant).then(pl.lit(HANS))
        .otherwise(pl.lit(HANT))
    )  # fmt: skip


def _encodes(character: str, encoding: str) -> bool:
    """Whether a character set has the character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
