"""Years: which numbers before 年 are one, and in which count.

Belongs here: 2024, 二〇二四, 08, 一三, 民国112, 108 beside 30 years and 1200 years, which are spans of time. Does
not belong here: which year the last two digits or a year of the Republic mean in a document (`beginnings`,
`unwritten`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.numerals import parsing as numerals

_GREGORIAN = re.compile(r"[12]\d{3}|[一二][零〇一二三四五六七八九]{3}")
_TWO_DIGITS = re.compile(r"\d{2}|[零〇一二三四五六七八九]{2}")
_TENS_OF_THE_REPUBLIC = re.compile("[六七八九]十[一二三四五六七八九]?")
_OF_THE_REPUBLIC = re.compile(r"\d{2,3}|一百[零〇一二三四五六七八九十]+|一[零〇一二三四五六七八九]{2}")
#: Years of the Republic that news writes without 民国.
_ROC_FROM, _ROC_TO = 60, 150
#: 1200年 and 2500年 are spans of time; as a year they need a month behind them.
_FROM, _TO, _ROUND = 1800, 2100, 100
#: 15年6月 is a span (no sentence of prison is longer than twenty years), 25年3月 a month.
_LONGEST_SENTENCE = 20
BEFORE_CHRIST = "bc"

_DIGITS: Mapping[str, str] = (
    {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"} | {str(i): str(i) for i in range(10)}
)


class NoDateError(ValueError):
    """The tokens form no date: a 13th month, an hour behind a year, 30 years."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a year: the era before it, and what follows."""

    era: str = ""
    month: bool = False
    day: bool = False
    surely: bool = False  # other words say that it is a year, as on the right side of a range


def integer(text: str) -> int:
    """The whole number of a numeral; digits side by side are read one by one (一二 is 12).

    Raises:
        NoDateError: It is none, or is vague.
    """
    if all(c in _DIGITS for c in text):
        return int("".join(_DIGITS[c] for c in text))
    try:
        n = numerals.parse(text)
    except numerals.NotANumeral as error:
        raise NoDateError(text) from error
    if n.value is None or n.more or n.value != int(n.value):
        raise NoDateError(text)
    return int(n.value)


def follows(first: str, second: str) -> bool:
    """Whether one year follows on another: 2018-19, 2018—2019.

    Raises:
        NoDateError: One of them is no number.
    """
    return (integer(second) - integer(first)) % 100 == 1 and len(second) in (2, len(first))


def year(text: str, beside: Beside) -> Part:
    """The year that a number before 年 is.

    Raises:
        NoDateError: It is a span of time.
    """
    n = integer(text)
    if beside.era:
        return Part("year", -n if beside.era == BEFORE_CHRIST else n + int(beside.era))
    if _GREGORIAN.fullmatch(text):
        if not beside.month and (n > _TO or (n < _FROM and n % _ROUND == 0)):
            raise NoDateError(text)
        return Part("year", n)
    if _FROM <= n <= _TO and (beside.month or beside.surely or n % _ROUND):  # 两千零五年, 两千年八月
        return Part("year", n)
    if _TWO_DIGITS.fullmatch(text):
        return _short(text, n, beside)
    if beside.month and _TENS_OF_THE_REPUBLIC.fullmatch(text):  # 九十一年八月
        return Part("year", n, moments.ROC)
    if _OF_THE_REPUBLIC.fullmatch(text) and _ROC_FROM <= n <= _ROC_TO:
        return Part("year", n, moments.ROC if beside.month else moments.ROC_ALONE)
    raise NoDateError(text)


def _short(text: str, n: int, beside: Beside) -> Part:
    """08年, 一三年, 25年3月; 30年 is a span, and so are 三四年 and 15年6月."""
    first, second = (int(_DIGITS[c]) for c in text)
    told = first == 0 or (not text.isascii() and second != first + 1)
    if told or beside.day or beside.surely or (beside.month and n > _LONGEST_SENTENCE):
        return Part("year", n, moments.SHORT)
    raise NoDateError(text)
