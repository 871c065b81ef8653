"""The lexicon as a trie in flat arrays, and the one loop that runs over every character of a text.

Belongs here: what has to be fast. The loop is plain Python over flat tables: for a few texts it runs as it is, for
many it is compiled by numba, which takes longer to load than a few texts take to read. Does not belong here: which
words there are and what they mean (`finder`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

# What a word is to the finder, as bits.
CORE = 1  # holds a numeral or is a date by itself: makes a phrase of its chain
LEADING = 2  # may begin a phrase
LAST = 4  # may end a phrase
BREAK = 8  # ends the chain before it: a word that only looks like a unit
BETWEEN = 16  # joins only where digits stand on both sides
BEFORE_CORE = 32  # joins only where a core follows
WORD = 64  # every word has it
ALONE = 128  # is a phrase of its own: a name that no context turns into a number
COUNTED = 256  # what follows is a numeral, whatever name it looks like: 第
BETWEEN_CORES = 512  # joins behind such a word, and a core must still follow: 今年的|前|三天
LISTED = 1024  # joins behind digits with a scale, too: 1.5万、2万和3万元
POINT = 4096  # may begin a text: .5
SCALE = 2048  # a scale behind digits

ZERO, NINE, A, Z, SMALL_A, SMALL_Z = 48, 57, 65, 90, 97, 122  # code points of ASCII
#: Code points are below 2^21: a state and a character make one key.
_SHIFT = 21
_EMPTY = -1
#: A text of fewer code points is read sooner than numba is loaded.
COMPILED_FROM = 150_000


@dataclass(frozen=True)
class Trie:
    """A hash table (state, character) → state, and the bits of the word that ends in each state."""

    keys: Ints
    states: Ints
    bits: Ints

    @cached_property
    def lists(self) -> tuple[list[int], list[int], list[int]]:
        """The same as lists, whose elements plain Python reaches faster."""
        return self.keys.tolist(), self.states.tolist(), self.bits.tolist()


def build(words: Mapping[str, int]) -> Trie:
    """Lay out a trie; words are given with their bits.

    All words take their steps together: the n-th characters of all words at once, then the next ones.
    """
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    codes = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    begins = np.cumsum(lengths) - lengths
    state = np.zeros(len(words), dtype=np.int64)
    edges, known = [np.empty(0, dtype=np.int64)], 1
    for depth in range(max(lengths, default=0)):
        longer = np.flatnonzero(lengths > depth)
        keys, at = np.unique(state[longer] << _SHIFT | codes[begins[longer] + depth], return_inverse=True)
        edges.append(keys)
        state[longer] = known + at
        known += len(keys)
    bits = np.zeros(known, dtype=np.int64)
    bits[state] = np.fromiter(words.values(), dtype=np.int64, count=len(words)) | WORD
    keys, states = _hashed(np.concatenate(edges), np.arange(1, known))
    return Trie(keys, states, bits)


def _hashed(edges: Ints, states: Ints) -> tuple[Ints, Ints]:
    """Lay out a hash table with open addressing: an edge that finds its slot taken tries the next one."""
    size = 1 << (2 * len(edges)).bit_length()
    keys, values = np.full(size, _EMPTY, dtype=np.int64), np.zeros(size, dtype=np.int64)
    # both factors are primes; no product overflows
    slots = (edges & 0x1FFFFF) * 40503 + (edges >> _SHIFT) * 60493 & (size - 1)
    waiting = np.arange(len(edges))
    while len(waiting):
        free = waiting[keys[slots[waiting]] == _EMPTY]
        taken, first = np.unique(slots[free], return_index=True)
        keys[taken], values[taken] = edges[free[first]], states[free[first]]
        waiting = waiting[keys[slots[waiting]] != edges[waiting]]
        slots[waiting] = slots[waiting] + 1 & (size - 1)
    return keys, values


def scan(codes: Any, keys: Any, states: Any, bits: Any, firsts: Any, found: Any) -> int:  # noqa: ANN401, C901, PLR0912, PLR0913, PLR0915, PLR0917
    """Find the phrases of a row of folded code points; 0 stands between texts.

    Args:
        codes: The code points.
        keys: The trie: its edges,
        states: where they lead,
        bits: and what the words are.
        firsts: For each code point, whether a word begins with it.
        found: Where to write start and end of each phrase, two places a phrase; at least as long as `codes` + 2.

    Returns:
        How many places were written.
    """
    n, size, written, i = len(codes), len(keys), 0, 0
    while i < n:
        if not firsts[codes[i]]:
            i += 1
            continue
        start, end, j = i, i, i
        core = able = digit = scaled = pending = counted = False
        while j < n:
            # ---- the longest word at j
            state, k, length, own = 0, j, 0, 0
            while k < n:
                key = state << _SHIFT | codes[k]
                slot = codes[k] * 40503 + state * 60493 & (size - 1)
                while keys[slot] != key and keys[slot] != -1:
                    slot = (slot + 1) & (size - 1)
                if keys[slot] == -1:
                    break
                state = states[slot]
                k += 1
                if bits[state] and not (k < n and ZERO <= codes[k - 1] <= NINE and ZERO <= codes[k] <= NINE):
                    length, own = k - j, bits[state]  # a word that ends inside a number is none: 0到1|00公里
            # ---- a run of digits, or of letters
            c, is_digit = codes[j], False
            if ZERO <= c <= NINE:
                k = j + 1
                while k < n and ZERO <= codes[k] <= NINE:
                    k += 1
                if k - j >= length:
                    length, own, is_digit = k - j, CORE | LEADING | LAST, True
            elif A <= c <= Z or SMALL_A <= c <= SMALL_Z:
                k = j + 1
                while k < n and (A <= codes[k] <= Z or SMALL_A <= codes[k] <= SMALL_Z):
                    k += 1
                if k - j > length:
                    length, own = k - j, LEADING | LAST
            if length == 0:
                break
            if own & BREAK:
                j += length
                break
            if pending and not own & (CORE | BETWEEN_CORES):
                break
            if own & ALONE and not counted:
                if not core:
                    start, end, core, j = j, j + length, True, j + length
                break
            first = j == i and (i == 0 or codes[i - 1] == 0) and own & POINT > 0
            if own & BETWEEN and not (
                j + 1 < n and ZERO <= codes[j + 1] <= NINE and (digit or first or (scaled and own & LISTED))
            ):
                break
            if own & (CORE | LEADING) or first:
                able = True
            if own & CORE:
                core = True
            j += length
            pending = own & BEFORE_CORE > 0 or (pending and not own & CORE)
            scaled = own & SCALE > 0 and (digit or scaled)
            digit, counted = is_digit, own & COUNTED > 0
            if not able:  # can only follow a numeral, and none came: the phrase begins behind it
                start = end = j
            elif own & LAST and not pending:
                end = j
        if core and end > start:
            found[written] = start
            found[written + 1] = end
            written += 2
        i = j if j > i else i + 1
    return written


@cache
def compiled() -> Callable[..., int]:
    """The loop as machine code."""
    from numba import njit  # noqa: PLC0415 -- takes half a second to import, which small inputs must not pay

    fast: Callable[..., int] = njit(cache=True)(scan)
    return fast


def phrases(codes: npt.NDArray[np.uint32], trie: Trie, firsts: npt.NDArray[np.bool_]) -> Ints:
    """Start and end of each phrase, as an array of two columns."""
    if len(codes) < COMPILED_FROM:
        places = [0] * (len(codes) + 2)
        count = scan(codes.tolist(), *trie.lists, firsts, places)
        return np.array(places[:count], dtype=np.int64).reshape(-1, 2)
    found = np.empty(len(codes) + 2, dtype=np.int64)
    count = compiled()(codes.view(np.int32), trie.keys, trie.states, trie.bits, firsts, found)
    return found[:count].reshape(-1, 2)
