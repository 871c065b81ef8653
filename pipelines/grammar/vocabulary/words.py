"""The vocabulary: every word of the lexicon with its senses, and the longest one at a place.

Belongs here: joining the tables of `lexicon/` into one dictionary. A word that stands in several tables (点: a
classifier, an hour, a point) has several senses; which one is meant is the productions' business. Does not belong
here: numerals, which are no closed class.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.grammar import lexicon
from schemas.numerals import character_class


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its senses: class → payload (a unit code, an ISO currency, a reject reason …)."""

    text: str
    senses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words; `lengths` gives, by the first two characters, the lengths to try, longest first."""

    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]

    def longest(self, text: str, at: int) -> Word | None:
        """The longest word that begins at a place of a folded text."""
        for length in self.lengths.get(text[at : at + 2], ()):
            word = self.words.get(text[at : at + length])
            if word is not None:
                return word
        return self.words.get(text[at])


#: Stands behind a phrase where the text goes on with a Chinese character, so that 第二|课堂 is not taken for 第二.
GOES_ON = "\ufdd1"

#: Reject reasons are a sense of their own: a word of these tables holds numeral characters and is no number.
NAMES = "NAME"


_NUMERAL = re.compile(f"[{character_class(formal=False)}]")


def has_numeral(text: str) -> bool:
    """Whether a text holds a numeral character; formal ones (参, 陆) do not count by themselves."""
    return _NUMERAL.search(text) is not None


_POSITIONS = {"before": ("CURRENCY_BEFORE",), "after": ("CURRENCY",), "both": ("CURRENCY_BEFORE", "CURRENCY")}


def _rows() -> Iterator[tuple[str, str, str]]:  # noqa: C901 -- one loop a table
    for table in ("particles", "calendar"):
        for row in lexicon.read(table):
            yield row["word"], row["class"], row["payload"]
    for row in lexicon.read("units"):
        yield row["spelling"], "UNIT", row["code"]
    for row in lexicon.read("currencies"):
        for sense in _POSITIONS[row["position"]]:
            yield row["spelling"], sense, row["code"]
    for row in lexicon.read("money_units"):
        yield row["spelling"], "MONEY_UNIT", f"{row['factor']} {row['currency']}"
    for row in lexicon.read("classifiers"):
        yield row["classifier"], "CLASSIFIER", ""
    for row in lexicon.read("qualifiers"):
        yield row["word"], row["side"].upper(), row["qualifier"]
    for row in lexicon.read("shadows"):
        yield row["word"], "SHADOW", ""
    for table in ("names", "idioms", "words"):
        for row in lexicon.read(table):
            yield row["word"], NAMES, row["reason"]


def build(rows: Iterable[tuple[str, str, str]]) -> Vocabulary:
    """Join rows of (word, class, payload); of two rows with the same word and class the first holds."""
    senses: dict[str, dict[str, str]] = {}
    for word, sense, payload in rows:
        senses.setdefault(word, {}).setdefault(sense, payload)
    lengths: dict[str, set[int]] = {}
    for word, held in senses.items():
        if word.isascii() and word.isalpha():
            held["LETTERS"] = ""
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return Vocabulary(
        {text: Word(text, held) for text, held in senses.items()},
        {start: tuple(sorted(held, reverse=True)) for start, held in lengths.items()},
    )


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the tracked tables."""
    return build(_rows())
