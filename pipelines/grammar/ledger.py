"""The numeral ledger inside the grammar: which numeral characters no span holds.

Belongs here: the completeness check of `reading`, over code points in linear time. The audit of the warehouse does not use it: it counts
again, in SQL, over the text of the blocks.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from schemas.numerals import FORMAL, ranges

_CODE_POINTS = 0x110000
_PLAIN, _FORMAL = 1, 2


@lru_cache(maxsize=1)
def _classes() -> npt.NDArray[np.uint8]:
    """For each code point: 0 no numeral, 1 a numeral, 2 one that counts only beside another."""
    table = np.zeros(_CODE_POINTS, dtype=np.uint8)
    for first, last, kind in ranges():
        table[first : last + 1] = _FORMAL if kind == FORMAL else _PLAIN
    return table


def numeral_mask(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Which code points are numeral characters where they stand."""
    kinds = _classes()[points]
    held = kinds > 0
    beside = np.zeros(len(points), dtype=bool)
    beside[1:] |= held[:-1]
    beside[:-1] |= held[1:]
    mask: npt.NDArray[np.bool_] = (kinds == _PLAIN) | ((kinds == _FORMAL) & beside)
    return mask


def uncovered(texts: Sequence[str], rows: pl.Series, starts: pl.Series, ends: pl.Series) -> pl.DataFrame:
    """Runs of numeral characters that no span holds.

    Args:
        texts: The texts.
        rows: For each span, the index of its text.
        starts: For each span, its first code point in the text.
        ends: For each span, its end, exclusive.

    Returns:
        row, start, end of each run.
    """
    joined = "\x00".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    base = offsets[rows.to_numpy()]
    depth = np.zeros(len(points) + 1, dtype=np.int32)
    np.add.at(depth, base + starts.to_numpy(), 1)
    np.add.at(depth, base + ends.to_numpy(), -1)
    open_points = numeral_mask(points) & (np.cumsum(depth[:-1]) == 0)
    edges = np.diff(np.concatenate([[0], open_points.view(np.int8), [0]]))
    begins, finishes = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    row = np.searchsorted(offsets, begins, side="right") - 1
    return pl.DataFrame(
        {"row": row, "start": begins - offsets[row], "end": finishes - offsets[row]},
        schema={"row": pl.Int64(), "start": pl.Int64(), "end": pl.Int64()},
    )
