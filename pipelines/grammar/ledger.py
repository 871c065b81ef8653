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


def numeral_places(points: npt.NDArray[np.uint32]) -> Ints:
    """Where numeral characters stand among code points."""
    kinds = _classes()[points]
    at = np.flatnonzero(kinds)
    close = np.diff(at) == 1
    beside = np.concatenate([[False], close]) | np.concatenate([close, [False]]) if len(at) else close
    held: Ints = at[(kinds[at] == _PLAIN) | beside]
    return held


def uncovered(codes: npt.NDArray[np.uint32], starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Runs of numeral characters that no span holds.

    Args:
        codes: Code points of all texts, as they stand (not folded).
        starts: For each span, its first code point. Spans do not overlap.
        ends: For each span, its end, exclusive.

    Returns:
        Start and end of each run.
    """
    places = numeral_places(codes)
    order = np.argsort(starts)
    span = np.searchsorted(starts[order], places, side="right") - 1  # the last one that begins before; -1: none does
    reach = np.append(ends[order], 0)[span]
    free = places[places >= reach]
    first = np.diff(free, prepend=-2) > 1
    last = np.diff(free, append=len(codes) + 1) > 1
    return free[first], free[last] + 1
