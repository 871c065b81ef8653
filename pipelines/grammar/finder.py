"""The finder: where in a text phrases stand.

Belongs here: one pass over a whole column of texts in linear time. All words of the lexicon, runs of digits and letters are found at once
(Aho-Corasick, leftmost longest); neighbours are chained; a chain that holds a numeral character or a word that is a date by itself (去年) is
a phrase. Does not belong here: what a phrase means, and where exactly its mentions end: that is decided inside the phrase.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from string import ascii_letters, digits

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar import dates
from pipelines.grammar.words import GOES_ON, NAMES, has_numeral, vocabulary
from schemas.numerals import ranges

#: What a word is to the finder, as bits.
CORE, LEADING, DIGIT, BETWEEN = 1, 2, 4, 8
#: Classes of words that can only follow a numeral: they never begin a phrase.
_FOLLOWING = frozenset(
    "TO SLASH RATIO CLASSIFIER UNIT SPAN AFTER INSIDE TIMES PERCENT TENTH DISCOUNT FOLD EXACTLY CLOSE SHADOW NUMERO_AFTER".split()
)
#: Characters that numerals hold besides the numeral characters: 几十, 数百, 三点五.
_IN_NUMERALS = "几数点俩仨"
#: Marks that join only where digits stand on both sides.
_MARKS = ".,:、"
_FIRST_HAN_BYTE, _LAST_HAN_BYTE = 0xE4, 0xE9  # the first bytes of U+4000 to U+9FFF in UTF-8
_CONTINUED, _CONTINUATION = 0xC0, 0x80
_WIDE = 0xFFFF

Ints = npt.NDArray[np.int64]


@lru_cache(maxsize=1)
def inventory() -> Mapping[str, int]:
    """All strings the finder looks for, with their bits, longest first."""
    alone = dates.DEICTIC_CLASSES | dates.EXTRA_CLASSES
    found: dict[str, int] = {}
    for first, last, _ in ranges():
        for point in range(first, last + 1):
            found[chr(point)] = CORE
    for length in (1, 2, 3):  # digits by threes: a third of the tokens
        found |= {"".join(run): CORE | DIGIT for run in product(digits, repeat=length)}
    found |= dict.fromkeys((*ascii_letters, *_IN_NUMERALS), LEADING)
    for text, word in vocabulary().words.items():
        classes = set(word.senses) - {"LETTERS"}
        core = CORE if has_numeral(text) or classes & alone else 0
        found[text] = core | (0 if classes <= _FOLLOWING else LEADING) | found.get(text, 0)
    found |= dict.fromkeys(_MARKS, BETWEEN)
    found[" "] = LEADING
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def find(texts: pl.Series) -> pl.DataFrame:
    """All phrases of folded texts.

    Args:
        texts: Folded texts, one a row.

    Returns:
        row (index of the text), start (code point in it), phrase, whole (the phrase is the whole text); a phrase ends in GOES_ON where the
        text goes on in Chinese behind it.
    """
    if texts.is_empty():
        return pl.DataFrame(schema={"row": pl.Int64(), "start": pl.Int64(), "phrase": pl.String(), "whole": pl.Boolean()})
    tokens = _tokens(texts, inventory())
    buffer, offsets = _bytes(texts)
    first, last = _chains(tokens, offsets)
    row, begin, end = tokens.row[first], tokens.start[first], tokens.end[last]
    leads = (buffer & _CONTINUED) != _CONTINUATION
    points = np.concatenate([[0], np.cumsum(leads, dtype=np.int64)])
    base = offsets[row]
    following = buffer[np.minimum(base + end, len(buffer) - 1)]
    goes_on = (following >= _FIRST_HAN_BYTE) & (following <= _LAST_HAN_BYTE) & (base + end < offsets[row + 1])
    return pl.DataFrame({"row": row, "begin": begin, "length": end - begin, "goes_on": goes_on}).select(
        "row",
        start=pl.Series(points[base + begin] - points[base]),
        phrase=texts.gather(row).cast(pl.Binary).bin.slice(pl.Series(begin), pl.Series(end - begin)).cast(pl.String)
        + pl.Series(np.where(goes_on, GOES_ON, "")),
        whole=pl.Series((begin == 0) & (base + end == offsets[row + 1])),
    )


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Every string of the inventory in the texts: row, byte range in the row, bits."""

    row: Ints
    start: Ints
    end: Ints
    bits: Ints


def _tokens(texts: pl.Series, bits: Mapping[str, int]) -> _Tokens:
    words = list(bits)
    frame = texts.to_frame("text").select(
        row=pl.int_range(pl.len(), dtype=pl.Int64),
        start=pl.col("text").str.find_many(words, leftmost=True),
        word=pl.col("text").str.extract_many(words, leftmost=True),
    )
    known = pl.DataFrame({"word": words, "bits": list(bits.values()), "size": [len(w.encode()) for w in words]})
    found = frame.explode("start", "word").drop_nulls("word").join(known, on="word", how="left", maintain_order="left")
    start = found["start"].cast(pl.Int64).to_numpy()
    return _Tokens(found["row"].to_numpy(), start, start + found["size"].to_numpy(), found["bits"].to_numpy())


def _bytes(texts: pl.Series) -> tuple[npt.NDArray[np.uint8], Ints]:
    """All texts as one row of bytes, and where each begins; one more offset at the end."""
    sizes = texts.str.len_bytes().cast(pl.Int64).to_numpy()
    buffer = np.frombuffer("".join(texts.to_list()).encode(), dtype=np.uint8)
    return buffer, np.concatenate([[0], np.cumsum(sizes)])


def _chains(tokens: _Tokens, offsets: Ints) -> tuple[Ints, Ints]:
    """First and last token of each phrase."""
    base = offsets[tokens.row] + tokens.row  # one byte between texts, so that no chain crosses from one into the next
    start, end, bits = base + tokens.start, base + tokens.end, tokens.bits
    keep = np.ones(len(start), dtype=bool)
    mark = (bits & BETWEEN) > 0
    if mark.any():
        digit = (bits & DIGIT) > 0
        left, right = np.roll(digit, 1) & (np.roll(end, 1) == start), np.roll(digit, -1) & (np.roll(start, -1) == end)
        keep &= ~mark | (left & right)
    index = np.flatnonzero(keep)
    index = _drop_heads(index, start, end, bits)
    begins = _breaks(index, start, end)
    if not len(begins):
        return index, index
    cores = np.add.reduceat((bits[index] & CORE).astype(np.int64), begins)
    ends = np.append(begins[1:], len(index)) - 1
    held = cores > 0
    return index[begins[held]], index[ends[held]]


def _breaks(index: Ints, start: Ints, end: Ints) -> Ints:
    """Positions in `index` at which a new chain begins."""
    if not len(index):
        return index
    gap = start[index[1:]] != end[index[:-1]]
    return np.concatenate([[0], np.flatnonzero(gap) + 1])


def _drop_heads(index: Ints, start: Ints, end: Ints, bits: Ints) -> Ints:
    """Leave out what stands at the head of a chain and can only follow a numeral."""
    begins = _breaks(index, start, end)
    if not len(begins):
        return index
    able = (bits[index] & (LEADING | CORE)) > 0
    count = np.cumsum(able)
    sizes = np.diff(np.append(begins, len(index)))
    before = np.repeat(count[begins] - able[begins], sizes)
    return index[count > before]
