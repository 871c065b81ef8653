"""Forms: phrases that differ in nothing but the digits of their one number, read once for all of them.

17.8亿元 and 23.5亿元 have one form, and what the grammar says of the one it says of the other: a number, taken as a
factor of its unit. Half of the distinct phrases of a text need no more than their number filled in. Where two numbers
stand in a phrase they may be compared (5至8元 is a range, 8至5元 is none), so such a phrase is read by itself.

Belongs here: which phrases have one form, whose readings take the number as a factor and nothing else, and the number
that goes in. Does not belong here: reading (`phrases`) and tables (`distinct`).
"""

import re
from functools import lru_cache

import polars as pl

from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.phrases import Phrase
from pipelines.grammar.vocabulary.words import vocabulary

#: Rules whose builders take a number as a factor: of its digits they ask nothing but its shape.
LINEAR = frozenset({"measure"})
#: A number in digits.
NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_NUMBER = re.compile(NUMBER)
#: Where digits themselves may be looked at: a telephone, a code, what does not fit a column; a zero before digits; a
#: year of our time.
_BY_ITSELF = r"[0-9,.]{10}|(?:^|[^0-9.,])(?:0[0-9]|(?:19|20)[0-9]{2}(?:$|[^0-9.,]))"
#: Four digits that look like a year, as the lexer has it.
_YEAR = r"(?-u:\b)[12]([0-9]{3})(?-u:\b)"


def forms(phrases: pl.Series) -> pl.Series:
    """The form of each phrase: the phrase with every digit a 9, and the first one of a year another.

    Two phrases of one form have numbers of the same shape at the same place. A phrase of several numbers, or in which
    digits may be looked at (a telephone, a name of the lexicon such as 12306), is its own form.
    """
    itself = phrases.str.contains(_BY_ITSELF) | phrases.str.contains_any(list(_words_with_digits()))
    alike = ~itself & (phrases.str.count_matches(NUMBER) == 1)
    return phrases.str.replace_all(_YEAR, "\x01$1").str.replace_all("[0-9]", "9").zip_with(alike, phrases)


@lru_cache(maxsize=1)
def _words_with_digits() -> tuple[str, ...]:
    return tuple(text for text in vocabulary().words if _NUMBER.search(text))


def factor(phrase: str, found: Phrase) -> int | None:
    """Which reading of a phrase takes its number as a factor.

    Returns:
        Its index, or None if the number means more, so that another phrase of its form has to be read by itself.
    """
    number = _NUMBER.search(phrase)
    if number is None:
        return None
    for at, reading in enumerate(found.readings):
        if reading.start <= number.start() < reading.end:
            return at if _is_factor(reading, number[0]) else None
    return None


def _is_factor(reading: Reading, number: str) -> bool:
    """Whether a reading says the number and its scale, and nothing else of the digits."""
    return reading.rule in LINEAR and reading.low is None and str(reading.number) == number.replace(",", "")
