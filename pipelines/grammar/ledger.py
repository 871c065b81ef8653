"""The numeral ledger inside the grammar: which numeral characters no span holds.

Belongs here: the completeness check of `reading`, over code points in linear time. The audit of the warehouse does
not use it: it counts again, in SQL, over the text of the blocks.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipelines.grammar.points import Ints
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


def uncovered(codes: npt.NDArray[np.uint32], starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Runs of numeral characters that no span holds.

    Args:
        codes: Code points of all texts, as they stand (not folded).
        starts: For each span, its first code point. Spans do not overlap.
        ends: For each span, its end, exclusive.

    Returns:
        Start and end of each run.
    """
    mask = numeral_mask(codes)
    before = np.concatenate([[0], np.cumsum(mask, dtype=np.int64)])
    if before[-1] == (before[ends] - before[starts]).sum():
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    change = np.bincount(starts, minlength=len(codes) + 1) - np.bincount(ends, minlength=len(codes) + 1)
    open_points = mask & (np.cumsum(change[:-1]) == 0)
    edges = np.diff(np.concatenate([[0], open_points.view(np.int8), [0]]))
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
