"""Beside: words right before or behind a mention that make it no fact: 120师, 18-29落后, 台上字第1234号.

Belongs here: looking the neighbours of a mention up in `lexicon/beside.tsv`. Does not belong here: the words, which are
data, and what needs more than the neighbouring characters (`context`).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar import lexicon
from pipelines.grammar.points import Ints, characters

#: What each name of the table means among mentions.
_WHAT: Mapping[str, pl.Expr] = {
    "number": (pl.col("kind") == "number")
    & pl.col("scale_text").is_null()
    & pl.col("ext_start").is_null()
    & (pl.col("value") == pl.col("value").floor()),
    "range": pl.col("kind") == "range",
    "clock": pl.col("rule") == "time.colon",
    "ordinal": pl.col("kind") == "ordinal",
}


@lru_cache(maxsize=1)
def _words() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """By what and side: each word with its reason."""
    words: dict[tuple[str, str], dict[str, str]] = {}
    for row in lexicon.read("beside"):
        words.setdefault((row["what"], row["side"]), {})[row["word"]] = row["reason"]
    return words


def refused(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> Iterator[tuple[int, str]]:
    """Which mentions their neighbours refuse, by their index, and the reason.

    Args:
        mentions: row, start, end, kind, rule, value, scale_text, ext_start.
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.
    """
    indexed = mentions.with_row_index("at")
    for (what, side), words in _words().items():
        asked = indexed.filter(_WHAT[what]).select("at", "row", "start", "end")
        base = offsets[asked["row"].to_numpy()]
        touching = codes[base + (asked["start"].to_numpy() - 1 if side == "before" else asked["end"].to_numpy())]
        ends = [ord(word[-1] if side == "before" else word[0]) for word in words]
        for at, row, start, end in asked.filter(pl.Series(np.isin(touching, ends))).iter_rows():
            reason = _found(words, side, codes[int(offsets[row]) : int(offsets[row + 1])], start, end)
            if reason is not None:
                yield at, reason


def _found(words: Mapping[str, str], side: str, text: npt.NDArray[np.uint32], start: int, end: int) -> str | None:
    """The reason of the word that stands on one side of a mention."""
    longest = max(map(len, words))
    if side == "before":
        beside = characters(text[max(0, start - longest) : start])
        return next((reason for word, reason in words.items() if beside.endswith(word)), None)
    beside = characters(text[end : end + longest])
    return next((reason for word, reason in words.items() if beside.startswith(word)), None)
