"""Periods of the calendar: the week that holds a day, the third quarter of a year, the month before.

Belongs here: arithmetic with half-open intervals of naive local time. Does not belong here: what a text means,
which is for `resolution`. Years run from 1 to 9999; what lies outside raises ValueError or OverflowError, and so
does what is no unit.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Units that are so many months, from the longest to the shortest.
MONTHS = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "month": 1}
#: Units of a fixed length.
SPANS = {
    "week": timedelta(days=7),
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}
#: Units of a clock time.
CLOCK = ("hour", "minute", "second")
#: The unit in which each one is counted, where the text leaves that out.
ABOVE = {
    "half": "year",
    "quarter": "year",
    "month": "year",
    "week": "year",
    "dekad": "month",
    "day": "month",
    "weekday": "week",
    "daypart": "day",
    "hour": "day",
    "minute": "hour",
    "second": "minute",
}
DEKAD = 10
_FRIDAY = 5
_IN_EVERY_MONTH = 28  # the last day that each of them has
HALF_MONTH = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open interval and the unit it is written in."""

    start: datetime
    end: datetime
    grain: str


def add(moment: datetime, unit: str, n: int) -> datetime:
    """The moment n units later; where a month is shorter, its last day (31 January and a month: 28 February)."""
    if unit in SPANS:
        return moment + n * SPANS[unit]
    if unit == "workday":
        return _workdays(moment, n)
    if unit == "halfmonth":
        whole = add(moment, "month", int(n / 2))
        return whole + (abs(n) % 2) * (HALF_MONTH if n > 0 else -HALF_MONTH)
    if unit not in MONTHS:
        raise ValueError(f"nothing can be counted in {unit}")
    year, month = divmod(moment.year * 12 + moment.month - 1 + n * MONTHS[unit], 12)
    if moment.day <= _IN_EVERY_MONTH:
        return moment.replace(year=year, month=month + 1)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _workdays(moment: datetime, n: int) -> datetime:
    """The moment n days from Monday to Friday later; holidays are not known."""
    day = timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        moment += day
        while moment.isoweekday() > _FRIDAY:
            moment += day
    return moment


def containing(moment: datetime, unit: str) -> Period:
    """The period of a unit that holds a moment; a week begins on Monday, the 20th century in 1900."""
    if unit in MONTHS:
        months = moment.year * 12 + moment.month - 1
        year, month = divmod(months - months % MONTHS[unit], 12)
        start = datetime(max(year, 1), month + 1, 1)  # noqa: DTZ001 -- all times are local
        return Period(start, add(start, unit, 1), unit)
    day = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    match unit:
        case "dekad":
            return nth(containing(day, "month"), "dekad", min((day.day - 1) // DEKAD, 2) + 1)
        case "week":
            start = day - timedelta(days=day.weekday())
        case "day" | "halfmonth" | "workday":
            unit, start = "day", day
        case "hour":
            start = moment.replace(minute=0, second=0, microsecond=0)
        case "minute":
            start = moment.replace(second=0, microsecond=0)
        case "second":
            start = moment.replace(microsecond=0)
        case _:
            raise ValueError(f"{unit} is no period of the calendar")
    return Period(start, start + SPANS[unit], unit)


def shifted(moment: datetime, unit: str, n: int) -> Period:
    """The period of a unit, n after the one that holds the moment."""
    return containing(add(containing(moment, unit).start, unit, n), unit)


def nth(period: Period, unit: str, n: int) -> Period:
    """The n-th period of a unit inside a longer one, counted from its end where n is negative.

    Hours may run to 24 and beyond (24时, 25时 of a night): they are counted from the start of the day.

    Raises:
        ValueError: There is none: 31 April, the fifth quarter.
    """
    if unit == "hour":
        start = period.start + timedelta(hours=n)
        return Period(start, start + SPANS["hour"], unit)
    if unit in ("minute", "second"):
        start = period.start + n * SPANS[unit]
        found = Period(start, start + SPANS[unit], unit)
    elif unit == "weekday":
        start = period.start + timedelta(days=n - 1)
        found = Period(start, start + SPANS["day"], "day")
    elif unit == "dekad":
        n = n if n > 0 else n + 4
        start = period.start + timedelta(days=DEKAD * (n - 1))
        last = n == 3  # noqa: PLR2004 -- the third one takes what is left of the month
        found = Period(start, period.end if last else start + timedelta(days=DEKAD), unit)
    elif unit == "week":
        monday = period.start + timedelta(days=-period.start.weekday() % 7)
        start = (
            monday + (n - 1) * SPANS["week"]
            if n > 0
            else containing(period.end - SPANS["day"], "week").start + (n + 1) * SPANS["week"]
        )
        return Period(start, start + SPANS["week"], unit)
    else:
        start = add(period.start, unit, n - 1) if n > 0 else add(period.end, unit, n)
        found = Period(start, add(start, unit, 1), unit)
    if not (period.start <= found.start and found.end <= period.end):
        raise ValueError(f"there is no {unit} number {n} between {period.start} and {period.end}")
    return found


def nth_weekday(period: Period, weekday: int, n: int) -> Period:
    """The n-th Monday (1) to Sunday (7) of a period.

    Raises:
        ValueError: It has not so many.
    """
    first = period.start + timedelta(days=(weekday - 1 - period.start.weekday()) % 7)
    start = first + (n - 1) * SPANS["week"]
    if n < 1 or start >= period.end:
        raise ValueError(f"there is no weekday {weekday} number {n} between {period.start} and {period.end}")
    return Period(start, start + SPANS["day"], "day")


def several(period: Period, unit: str, n: int) -> Period:
    """The first n units of a period together, the last ones where n is negative.

    Raises:
        ValueError: It has not so many.
    """
    one, other = nth(period, unit, 1 if n > 0 else -1), nth(period, unit, n)
    return Period(min(one.start, other.start), max(one.end, other.end), unit)
