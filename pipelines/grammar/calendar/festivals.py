"""The Chinese calendar and days with a name.

Belongs here: on which Gregorian day a lunar date, a solar term or a festival of a given year falls. The lunar
calendar comes from the library `lunardate` (1900 to 2099); outside of it there is no answer. Does not belong here:
which year is meant.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from lunardate import LunarDate

from pipelines.grammar import lexicon
from pipelines.grammar.calendar.periods import Period, containing, nth, nth_weekday

_DAY = timedelta(days=1)
_FIRST, _LAST = 1900, 2099
#: The constants of the solar terms are those of the 21st century; in the 20th a term falls that much later.
_CENTURY_OF_THE_TABLE, _LATER_BEFORE = 2000, 0.78
_OF_FEBRUARY = 4.0  # only 立春 has a smaller constant


@lru_cache(maxsize=1)
def table() -> Mapping[str, tuple[str, tuple[float, ...]]]:
    """Name → calendar and numbers, of the tracked table."""
    return {row["word"]: (row["calendar"], tuple(map(float, row["day"].split()))) for row in lexicon.read("festivals")}


def festival(name: str, year: int) -> Period:
    """The day of a festival in a year; for a lunar one in the lunar year of that number.

    Raises:
        ValueError: There is no such festival, or it cannot be computed for that year.
    """
    if name not in table():
        raise ValueError(f"no festival is called {name}")
    calendar, numbers = table()[name]
    if calendar == "solar":
        return containing(datetime(year, int(numbers[0]), int(numbers[1])), "day")  # noqa: DTZ001 -- local time of the text
    if calendar == "lunar":
        return lunar(year, int(numbers[0]), int(numbers[1]))
    if calendar == "weekday":
        month = nth(containing(datetime(year, 1, 1), "year"), "month", int(numbers[0]))  # noqa: DTZ001
        return nth_weekday(month, int(numbers[1]), int(numbers[2]))
    if calendar == "term":
        return containing(datetime(year, int(numbers[0]), _solar_term(year, numbers[1])), "day")  # noqa: DTZ001
    easter = _orthodox_easter(year) if calendar == "orthodox" else _easter(year)
    return containing(easter + int(numbers[0]) * _DAY, "day")


def lunar(year: int, month: int, day: int | None = None, *, leap: bool = False) -> Period:
    """A day of the Chinese calendar; day 0 is the last one of the month, without a day it is the whole month.

    Raises:
        ValueError: The month has no such day, the year no such leap month, or the library does not reach so far.
    """
    if not _FIRST <= year <= _LAST:
        raise ValueError(f"the lunar calendar is known from {_FIRST} to {_LAST}")
    if day:
        return containing(_solar(LunarDate(year, month, day, leap)), "day")
    start = _solar(LunarDate(year, month, 1, leap))
    length = 30 if _is_day(year, month, 30, leap=leap) else 29
    if day == 0:
        return containing(start + (length - 1) * _DAY, "day")
    return Period(start, start + length * _DAY, "month")


def _is_day(year: int, month: int, day: int, *, leap: bool) -> bool:
    try:
        LunarDate(year, month, day, leap).to_solar_date()
    except ValueError:
        return False
    return True


def _solar(date: LunarDate) -> datetime:
    return datetime.combine(date.to_solar_date(), datetime.min.time())


def _solar_term(year: int, constant: float) -> int:
    """The day of the month on which a solar term falls, by the usual formula with a constant for each term."""
    past = year % 100
    if year < _CENTURY_OF_THE_TABLE:
        constant += _LATER_BEFORE
    leaps = (past - 1) // 4 if constant < _OF_FEBRUARY else past // 4  # in February the leap day has not come yet
    return int(past * 0.2422 + constant) - leaps


def _easter(year: int) -> datetime:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    remainder = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * remainder) // 451
    month, day = divmod(h + remainder - 7 * m + 114, 31)
    return datetime(year, month, day + 1)  # noqa: DTZ001


def _orthodox_easter(year: int) -> datetime:
    """Easter Sunday of the Julian calendar (Meeus), as a day of the Gregorian one."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
    behind = year // 100 - year // 400 - 2  # days that the Julian calendar is late by
    return datetime(year, month, day + 1) + behind * _DAY  # noqa: DTZ001
