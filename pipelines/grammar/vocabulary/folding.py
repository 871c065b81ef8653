"""Folding: one spelling for matching, without moving an offset.

What belongs here: the map from one code point to one code point that makes full-width, variant and Traditional
characters look like the half-width, plain, Simplified ones the lexicon is written in. What does not: anything that
changes the length of a text or looks at neighbours; the quote of a fact is always cut from the unfolded text.

The map is data in `lexicon/`: `script_fold.tsv` (generated from OpenCC's character dictionary, so that OpenCC is not
needed at run time), `character_fold.tsv` (by hand: punctuation, a few variants) and `range_fold.tsv` (full-width forms,
foreign decimal digits). A target is never folded again: `fold(fold(text)) == fold(text)`.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipelines.grammar import lexicon

CODE_POINTS = 0x110000


@lru_cache(maxsize=1)
def table() -> npt.NDArray[np.uint32]:
    """Return the folded code point of every code point, as an array of 0x110000 entries."""
    folded = np.arange(CODE_POINTS, dtype=np.uint32)
    for row in lexicon.read("range_fold"):
        first, last, to = (int(row[column], 16) for column in ("first", "last", "to"))
        folded[first : last + 1] = to if row["onto"] == "one" else np.arange(to, to + last + 1 - first, dtype=np.uint32)
    for row in lexicon.read("character_fold"):
        folded[int(row["code"], 16)] = ord(row["to"])
    for row in lexicon.read("script_fold"):
        folded[ord(row["traditional"])] = ord(row["simplified"])
    folded.flags.writeable = False
    return folded


#: Below this many characters a look at each is faster than the way to an array and back.
_SHORT = 40


@lru_cache(maxsize=1)
def _changed() -> dict[int, int]:
    """The code points that folding changes, with what they become."""
    changed = np.flatnonzero(table() != np.arange(CODE_POINTS, dtype=np.uint32))
    return dict(zip(changed.tolist(), table()[changed].tolist(), strict=True))


def fold(text: str) -> str:
    """Fold width, variant punctuation and script; the result has the length of the text, for any text.

    Lone surrogates pass through unchanged. Noncharacters U+FDD0…U+FDEF become U+FFFD, so that they are free to serve as
    separators in folded text.
    """
    if text.isascii():
        return text
    if len(text) < _SHORT:
        return text.translate(_changed())
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded: bytes = table().take(codes).tobytes()
    return folded.decode("utf-32-le", "surrogatepass")
