"""Slogans: “一核两副三带”, “百城千校万企”, what counts nothing although each part has its classifier.

Belongs here: counts in Chinese numerals that stand in quotation marks among nothing but their like, or say "to each
its own" (一村一品). Does not belong here: sayings that the lexicon lists.
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar.points import Ints, characters

_ZERO, _NINE = ord("0"), ord("9")
#: With these things are counted even there: “五个进一步”.
_COUNTING = "个项名件"
#: The longest slogan, in characters.
_LONGEST = 16
_OPEN, _CLOSE = "“\"'「『《", "”\"'」』》"
#: Two numerals at least, each with one to three characters behind it.
_SLOGAN = re.compile(r"(?:[一二两三四五六七八九十百千万多双]+[^\W\d一二两三四五六七八九十百千万多双]{1,3}[、,]?){2,}")


def in_slogans(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> Iterator[int]:
    """Which mentions are part of a slogan, by their index.

    Args:
        mentions: row, start, end, kind, …
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.
    """
    counts = mentions.with_row_index("at").filter(kind="count").select("at", "row", "start", "end")
    begins = offsets[counts["row"].to_numpy()] + counts["start"].to_numpy()
    in_words = (codes[begins] < _ZERO) | (codes[begins] > _NINE)
    counts, begins = counts.filter(pl.Series(in_words)), begins[in_words]
    before = codes[np.maximum(begins[:, None] - np.arange(1, _LONGEST + 1), 0)]
    opened = np.isin(before, [ord(mark) for mark in _OPEN]).any(axis=1)
    for at, row, start, end in counts.filter(pl.Series(opened)).iter_rows():
        base = int(offsets[row])
        ahead = characters(codes[base + max(0, start - _LONGEST) : base + start])
        behind = characters(codes[base + end : base + end + _LONGEST]).partition("\0")[0]
        first = max(ahead.rfind(mark) for mark in _OPEN)
        last = min((i for i in map(behind.find, _CLOSE) if i >= 0), default=-1)
        if first < 0 or last < 0 or chr(codes[base + end - 1]) in _COUNTING:
            continue
        quoted = ahead[first + 1 :] + characters(codes[base + start : base + end]) + behind[:last]
        if _SLOGAN.fullmatch(quoted):
            yield at
