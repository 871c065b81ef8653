"""What a date leaves to its reader: the year of 3月, the month of 15日, the day of 20时.

Belongs here: the choice among the years, months and days that could be meant; `resolution` explains the rules. Does
not belong here: dates that say what they are counted from (`beginnings`).
"""

from datetime import timedelta

from pipelines.grammar.calendar import moments, periods
from pipelines.grammar.calendar.clues import Clues, is_day
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.calendar.periods import CLOCK, Period
from pipelines.grammar.calendar.steps import UnresolvedError, inside_all, tried

#: How far behind the date line a date of the same year may lie, and how far before it a day; in days.
_AHEAD, _BEHIND = 240, 300
_AHEAD_IN_REMARKS, _BEHIND_IN_REMARKS = 366, 240
#: How far behind the date line a day of its month may lie; and how near to it a date must be to lend its month to
#: any day; in days.
_AHEAD_IN_MONTH, _NEAR = 16, 45
#: A bare day so shortly before the date line is the news itself, whatever date stands before it; a month, likewise.
_NEWS, _RECENT = timedelta(days=7), timedelta(days=62)
_DAY = timedelta(days=1)
_SMALL_HOURS, _EVENING = 5, 18
_YEARS = (0, 1, -1, 2, -2, 3, -3, 4, -4)  # the nearest year that has a 2月29日
_LATE_LUNAR = 11  # from this month on a lunar year reaches into the next Gregorian one


def needs_more(part: Part) -> bool:
    """Whether a part is counted inside a longer period that its moment does not name."""
    counted = part.how in (moments.AT, moments.FIRST, moments.LAST, moments.LUNAR, moments.LEAP)
    return counted and part.unit not in ("year", "century", "decade", "plan", "fiscal")


def holding_unit(part: Part) -> str:
    """The unit inside which a part is counted."""
    return "month" if part.nth else periods.ABOVE.get(part.unit, "year")


def holder(parts: tuple[Part, ...], clues: Clues) -> Period:
    """The period inside which the first part is counted, where the text does not name it.

    Raises:
        UnresolvedError: There is no date line, or no such day in any period that could be meant.
    """
    match holding_unit(parts[0]):
        case "year":
            return _year(parts, clues)
        case "month":
            return _month(parts, clues)
        case "day":
            return _day(parts[0], clues)
        case unit:
            return _holding(parts[0], unit, clues)


def _holding(part: Part, unit: str, clues: Clues) -> Period:
    """The week of a weekday: the present one, unless it is the weekday of the date before it (11月26日（星期三）)."""
    before = clues.previous
    if part.unit == "weekday" and before is not None and is_day(before) and before.start.isoweekday() == part.n:
        clues.take("date<previous")
        return periods.containing(before.start, unit)
    clues.take("date<published")
    return periods.containing(clues.now, unit)


def _year(parts: tuple[Part, ...], clues: Clues) -> Period:
    """The year of a month, quarter, half …: that of the date before it, or of the date line."""
    now, before, plain = clues.now, clues.previous, _year_of_date_line(parts, clues)
    if before is not None and before.start.year != now.year and before.grain in ("month", "day", *CLOCK):
        year = periods.containing(before.start, "year")
        found = tried(parts, year)
        if found is not None and periods.containing(before.start, "month").start <= found.start <= now:
            recent = plain is not None and now - _RECENT < inside_all(parts, plain).start <= now
            if found.grain == before.grain or not recent:
                clues.take("year<previous")
                return year
    if plain is None:
        raise UnresolvedError("no_such_date")
    clues.take("year<published")
    return plain


def _year_of_date_line(parts: tuple[Part, ...], clues: Clues) -> Period | None:
    far, past = (_AHEAD_IN_REMARKS, _BEHIND_IN_REMARKS) if clues.remark else (_AHEAD, _BEHIND)
    for n in _YEARS:
        year = periods.shifted(clues.now, "year", n)
        found = tried(parts, year)
        if found is None:
            continue
        ahead = (found.start - clues.now).days
        if n == 0 and ahead > far and (parts[0].how != moments.LUNAR or parts[0].n % 100 >= _LATE_LUNAR):
            return periods.shifted(clues.now, "year", -1)
        if n == 0 and found.grain == "quarter" and not clues.remark and ahead > _since_last(parts, clues):
            return periods.shifted(clues.now, "year", -1)
        if n == 0 and ahead < -past and found.grain in ("day", *CLOCK):
            return periods.shifted(clues.now, "year", 1)
        return year
    return None


def _since_last(parts: tuple[Part, ...], clues: Clues) -> int:
    """How many days ago last year's period of that name ended."""
    last = tried(parts, periods.shifted(clues.now, "year", -1))
    return _AHEAD if last is None else (clues.now - last.end).days


def _month(parts: tuple[Part, ...], clues: Clues) -> Period:
    """The month of a day or dekad: that of the date before it, or of the date line."""
    before, plain = clues.previous, _month_of_date_line(parts, clues)
    away = None if plain is None else inside_all(parts, plain).start - clues.now
    news = away is not None and -_NEWS <= away <= _DAY
    if away is not None and away < -2 * _DAY and before is not None and clues.now + _DAY < before.start:
        news = news and parts[0].n <= before.start.day  # 11月9日开幕、21日闭幕 is to come, whatever the date line is
    if not news and before is not None and is_day(before) and parts[0].unit == "day" and parts[0].n > 0:
        month = _month_after(parts, before, clues)
        if month is not None:
            clues.take("year<previous", "month<previous")
            return month
    if plain is None:
        raise UnresolvedError("no_such_date")
    clues.take("year<published", "month<published")
    return plain


def _month_of_date_line(parts: tuple[Part, ...], clues: Clues) -> Period | None:
    for n in (0, -1, -2):
        month = periods.shifted(clues.now, "month", n)
        found = tried(parts, month)
        if found is not None and (parts[0].n < 0 or (found.start - clues.now).days <= _AHEAD_IN_MONTH):
            return month
    return None


def _month_after(parts: tuple[Part, ...], before: Period, clues: Clues) -> Period | None:
    """The month of the date before, or the next one; None where that date says nothing."""
    now, month = clues.now, periods.containing(before.start, "month")
    same = tried(parts, month)
    if same is not None and same.start >= periods.containing(before.start, "day").start:
        return month if (same.start - now).days <= _AHEAD_IN_MONTH or before.start >= now else None
    if abs((now - before.start).days) > _NEAR:
        return None
    following = periods.containing(month.end, "month")
    found = tried(parts, following)
    if found is not None and found.start <= now:
        return following
    return None if same is None else month


def _day(part: Part, clues: Clues) -> Period:
    """The day of a clock time: that of the date before it, or of the date line.

    In the small hours it is the day behind an evening that was told before (19日23时…凌晨1时), if that is over.
    """
    before = clues.previous
    if before is None or before.grain not in (*CLOCK, "day"):
        clues.take("day<published")
        return periods.containing(clues.now, "day")
    clues.take("day<previous")
    last = before.end - timedelta(microseconds=1) if before.grain == "day" else before.start
    small = part.unit == "hour" and part.n <= _SMALL_HOURS and before.grain in CLOCK and last.hour >= _EVENING
    if small and last + _DAY <= periods.containing(clues.now, "day").end:
        return periods.containing(last + _DAY, "day")
    return periods.containing(last, "day")
