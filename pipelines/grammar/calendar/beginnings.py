"""How a walk through the calendar begins where its first part says what it is counted from.

Belongs here: 去年, 当月, 三天后, 过去5分钟, 108年, 第三季, 一三年, 80年代, 去年同期. Does not belong here: 3月 and
15日, which leave that to the reader (`unwritten`).
"""

from collections.abc import Callable
from datetime import timedelta

from pipelines.grammar.calendar import moments, periods
from pipelines.grammar.calendar.clues import Clues, is_day
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.calendar.periods import CLOCK, Period
from pipelines.grammar.calendar.steps import UnresolvedError, absolute, inside_all, tried
from pipelines.grammar.calendar.unwritten import holder

#: What 108年 is counted from; how far ahead of the date line a year of two digits may lie, in years.
_REPUBLIC, _PIVOT = 1911, 10
#: From here on years of the Republic are written without 民国.
_REPUBLIC_WITHOUT_NAME = 60
_CENTURY = 100
_DAY, _NEWS = timedelta(days=1), timedelta(days=7)


def begin(part: Part, clues: Clues) -> Period:
    """The period of a part that needs nothing longer around it.

    Raises:
        UnresolvedError: What it is counted from is not known.
        ValueError: The calendar has no such period.
    """
    counted = _BEGINNINGS.get(part.how)
    if counted is not None:
        return counted(part, clues)
    return _decade(part, clues) if part.unit == "decade" else absolute(part)


def go_on(part: Part, reached: Period, clues: Clues) -> Period:
    """A further part inside what is reached; a few of them look at the date line or the date before once more."""
    if part.how == moments.SAME:
        return _same(reached, clues)
    if part.how in (moments.SHIFT, moments.ANAPHOR):  # 去年今天, 明年本月: the same place in another year
        months = (reached.start.year - clues.now.year) * periods.MONTHS["year"]
        if reached.grain == "month":  # 上月今天
            months += reached.start.month - clues.now.month
        return periods.shifted(periods.add(clues.now, "month", months), part.unit, part.n)
    return inside_all((part,), reached)


# ------------------------------------------------------------------------------------------- counted from the date line
def _shift(part: Part, clues: Clues) -> Period:
    clues.take("date<published")
    return periods.shifted(clues.now, part.unit, part.n)


def _anaphor(part: Part, clues: Clues) -> Period:
    """当月, 次日: counted from the date before, if that is at least as short; else from the date line."""
    before = clues.previous
    short = (*CLOCK, "day", "week", "dekad", part.unit)
    if before is None or (part.unit in ("day", "month") and before.grain not in short):
        return _shift(part, clues)
    clues.take("date<previous")
    return periods.shifted(before.start, part.unit, part.n)


def _away(part: Part, clues: Clues) -> Period:
    """三天后: a day; 七年后: a year; 2小时前, 三周后: an instant."""
    clues.take("date<published")
    moved = periods.add(clues.now, part.unit, part.n)
    if part.unit in CLOCK or part.unit == "week":
        return Period(moved, moved + periods.SPANS["second"], part.unit)
    return periods.containing(moved, part.unit)


def _past(part: Part, clues: Clues) -> Period:
    """过去5分钟 to the instant; 近三个月 from the beginning of the day."""
    clues.take("date<published")
    start = periods.add(clues.now, part.unit, -part.n)
    start = periods.containing(start, "day").start if part.unit in periods.MONTHS else start
    return Period(start, clues.now, part.unit)


def _coming(part: Part, clues: Clues) -> Period:
    """未来48小时, 未来7天: from the instant on; 未来三年, 未来一周: from the beginning of the year or day."""
    clues.take("date<published")
    start = clues.now
    if part.unit in ("year", "week"):
        start = periods.containing(start, "year" if part.unit == "year" else "day").start
    return Period(start, periods.add(start, part.unit, part.n), part.unit)


def _within(part: Part, clues: Clues) -> Period:
    """60日内, 3年半以内: to the end of the last day or month."""
    found = _coming(part, clues)
    if part.unit not in ("day", "month", "halfmonth"):
        return found
    return Period(found.start, periods.containing(found.end, part.unit).end, found.grain)


def _prior(part: Part, clues: Clues) -> Period:
    clues.take("date<published")
    last = periods.containing(clues.now, part.unit).start
    return Period(periods.add(last, part.unit, -part.n), last, part.unit)


def _next(part: Part, clues: Clues) -> Period:
    clues.take("date<published")
    first = periods.containing(clues.now, part.unit).end
    return Period(first, periods.add(first, part.unit, part.n), part.unit)


def _following(part: Part, clues: Clues) -> Period:
    """The next festival, season or weekday to come; a weekday behind its date (10月12号，星期一) is that date."""
    before = clues.previous
    if part.unit == "weekday" and before is not None and is_day(before) and before.start.isoweekday() == part.n:
        clues.take("date<previous")
        return periods.containing(before.start, "day")
    clues.take("year<published")
    named = (Part(part.unit, part.n, name=part.name),)
    unit, today = ("week" if part.unit == "weekday" else "year"), periods.containing(clues.now, "day")
    for n in (-1, 0, 1):
        found = tried(named, periods.shifted(today.start, unit, n))
        if found is not None and found.start >= (today.end if unit == "week" else today.start):
            return found
    raise UnresolvedError("no_such_date")


# --------------------------------------------------------------------------------------------------- years and decades
def _republic(part: Part, clues: Clues) -> Period:
    if part.how == moments.ROC_ALONE and clues.jurisdiction != "TW":
        raise UnresolvedError("duration")
    return absolute(Part("year", part.n + _REPUBLIC))


def _season(part: Part, clues: Clues) -> Period:
    """第三季: on the mainland it is counted (a programme, a crop)."""
    if clues.jurisdiction == "CN":
        raise UnresolvedError("ordinal")
    quarter = (Part(part.unit, part.n),)
    return inside_all(quarter, holder(quarter, clues))


def _short_year(part: Part, clues: Clues) -> Period:
    """一三年, 98年: in this century unless that lies too far ahead; in Taiwan 98年9月 is of the Republic."""
    if clues.jurisdiction == "TW" and part.n >= _REPUBLIC_WITHOUT_NAME:
        return absolute(Part("year", part.n + _REPUBLIC))
    clues.take("year<published")
    year = clues.now.year - clues.now.year % _CENTURY + part.n
    return absolute(Part("year", year if year <= clues.now.year + _PIVOT else year - _CENTURY))


def _decade(part: Part, clues: Clues) -> Period:
    """80年代: the last one that has begun."""
    clues.take("year<published")
    year = clues.now.year - clues.now.year % _CENTURY + part.n
    begun = absolute(Part("year", year if year <= clues.now.year else year - _CENTURY))
    return periods.containing(begun.start, "decade")


def _same(reached: Period, clues: Clues) -> Period:
    """去年同期: the period mentioned before, moved into that year; after the day of the news only, all of it."""
    before = clues.previous
    if before is None or reached.grain != "year" or (is_day(before) and clues.now - before.start <= _NEWS):
        return reached
    clues.take("date<previous")
    months = (reached.start.year - before.start.year) * periods.MONTHS["year"]
    end = periods.add(before.end - _DAY, "month", months) + _DAY
    return Period(periods.add(before.start, "month", months), end, before.grain)


_BEGINNINGS: dict[str, Callable[[Part, Clues], Period]] = {
    moments.SHIFT: _shift,
    moments.ANAPHOR: _anaphor,
    moments.AWAY: _away,
    moments.PAST: _past,
    moments.COMING: _coming,
    moments.WITHIN: _within,
    moments.PRIOR: _prior,
    moments.NEXT: _next,
    moments.FOLLOWING: _following,
    moments.ROC: _republic,
    moments.ROC_ALONE: _republic,
    moments.SEASON: _season,
    moments.SHORT: _short_year,
}
