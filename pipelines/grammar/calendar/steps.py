"""One step of the walk through the calendar: from a period to the one that a part names inside it.

Belongs here: what each way of choosing (`moments.AT`, `FIRST`, `LUNAR` …) does with a period that is already known.
Does not belong here: how the first period is found when the text does not name it (`beginnings`, `unwritten`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from pipelines.grammar.calendar import festivals, moments, periods
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.calendar.periods import Period

#: Seasons as the Chinese calendar has them: each begins with its solar term.
_SEASONS = ("立春", "立夏", "立秋", "立冬")
_HUNDRED = 100  # lunar dates are month + 100 × day, parts of the day 100 × first hour + last one


class UnresolvedError(Exception):
    """A moment cannot be resolved; its argument says why, in one word."""


def inside(part: Part, reached: Period) -> Period:
    """The period that a part chooses inside a longer one.

    Raises:
        UnresolvedError: The part names nothing that can be counted there.
        ValueError: The calendar has no such period: 2月30日.
    """
    chosen = _WAYS.get(part.how)
    if chosen is None:
        raise UnresolvedError("no_rule")
    return chosen(part, reached)


def inside_all(parts: tuple[Part, ...], reached: Period) -> Period:
    """All steps of a walk, one inside the other."""
    for part in parts:
        reached = inside(part, reached)
    return reached


def tried(parts: tuple[Part, ...], within: Period) -> Period | None:
    """The same, or None where the calendar has no such day."""
    try:
        return inside_all(parts, within)
    except ValueError:
        return None


# ---------------------------------------------------------------------------------------------------- ways of choosing
def _at(part: Part, reached: Period) -> Period:
    if part.nth:
        return periods.nth_weekday(reached, part.n, part.nth)
    named = _NAMED.get(part.unit)
    return periods.nth(reached, part.unit, part.n) if named is None else named(part, reached)


def _first(part: Part, reached: Period) -> Period:
    return periods.several(reached, part.unit, part.n)


def _last(part: Part, reached: Period) -> Period:
    return periods.several(reached, part.unit, -part.n)


def _away(part: Part, reached: Period) -> Period:
    """2月13号的3天后: as long as what it is counted from, but for a clock time."""
    start = periods.add(reached.start, part.unit, part.n)
    longer = reached.grain in periods.SPANS and part.unit not in periods.CLOCK
    return periods.containing(start, reached.grain if longer else part.unit)


def _lunar(part: Part, reached: Period) -> Period:
    """A month or day of the lunar year that begins in a Gregorian one."""
    day, month = divmod(part.n, _HUNDRED)
    return festivals.lunar(reached.start.year, month, day or None, leap=part.how == moments.LEAP)


_WAYS: dict[str, Callable[[Part, Period], Period]] = {
    moments.AT: _at,
    moments.FIRST: _first,
    moments.LAST: _last,
    moments.AWAY: _away,
    moments.LUNAR: _lunar,
    moments.LEAP: _lunar,
}


# ---------------------------------------------------------------------------------- units that are not simply counted
def _festival(part: Part, reached: Period) -> Period:
    return festivals.festival(part.name, reached.start.year)


def _season(part: Part, reached: Period) -> Period:
    """From its solar term to the day before the next season's."""
    n, year = part.n, reached.start.year
    if not 1 <= n <= len(_SEASONS):
        raise ValueError(f"no season has the number {n}")
    end = festivals.festival(_SEASONS[n % 4], year + n // 4).start
    return Period(festivals.festival(_SEASONS[n - 1], year).start, end, "quarter")


def _edge(part: Part, reached: Period) -> Period:
    """世纪初, 80年代末: the first or last fifth."""
    fifth = periods.MONTHS.get(reached.grain, 0) // 5
    if part.n < 0:
        return Period(periods.add(reached.end, "month", -fifth), reached.end, reached.grain)
    return Period(reached.start, periods.add(reached.start, "month", fifth), reached.grain)


def _daypart(part: Part, reached: Period) -> Period:
    first, last = divmod(part.n, _HUNDRED)
    return Period(reached.start + timedelta(hours=first), reached.start + timedelta(hours=last), "hour")


def _decade(part: Part, reached: Period) -> Period:
    """20世纪|80年代."""
    return periods.nth(reached, "decade", part.n // 10 + 1)


_NAMED: dict[str, Callable[[Part, Period], Period]] = {
    "festival": _festival,
    "season": _season,
    "edge": _edge,
    "daypart": _daypart,
    "decade": _decade,
}


def absolute(part: Part) -> Period:
    """A part that needs no period around it: a year, a century, the years of a five-year plan.

    Raises:
        UnresolvedError: It begins on a day that is not written (2024财年).
        ValueError: The calendar does not reach so far.
    """
    if part.unit == "fiscal":
        raise UnresolvedError("fiscal_year")
    if part.unit == "plan":
        return Period(_new_year(part.n), _new_year(part.n + 5), "year")
    if part.unit == "century":
        return periods.containing(_new_year((part.n - 1) * _HUNDRED or 1), "century")
    return periods.containing(_new_year(part.n), "year")


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1)  # noqa: DTZ001 -- local time of the text
