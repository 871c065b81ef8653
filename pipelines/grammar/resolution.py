"""Resolution: from a moment as written to a half-open interval.

Belongs here: which year 3月 means in an article of a given day, and the walk from the longest part of a moment to the shortest. Does not
belong here: reading the words (`dates`), arithmetic of the calendar (`periods`), the lunar calendar (`festivals`).

How what is not written is found:

* A year is that of the date line, unless the date would lie more than 240 days behind it (12月28日 in an article of January is last year's) or,
  for a day, more than 300 before it (1月3日 in an article of December is next year's). After a date of another year in the same block,
  a later month or day goes on with that year (2023年5月立案，6月…).
* A month is that of the date line where the day then lies in the week before it; else that of the last full date in the same block; else that of the
  date line, or the one before it where the day would lie more than 16 days behind it.
* The day of a clock time is that of the last date in the same block that is a day or a clock time itself; else that of the date line.
* The right side of a range takes from the left what it does not say, and goes on to the next such period where it would end before it began.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from pipelines.grammar import festivals, moments, periods
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.periods import ABOVE, Period

#: How far behind the date line a date of the same year may lie, and how far before it a day; in days.
_AHEAD, _BEHIND = 240, 300
#: How far behind the date line a day of the same month may lie; and how near to it a date must be to lend its month to any day; in days.
_AHEAD_IN_MONTH, _NEAR = 16, 45
#: A bare day so shortly before the date line is the news itself, whatever date stands before it; a month, likewise.
_NEWS, _RECENT = 7, timedelta(days=62)
_CLOCK = ("hour", "minute", "second")
#: What 108年 is counted from, and below which a year of two digits belongs to this century (counted from the date line's).
_REPUBLIC, _PIVOT = 1911, 10
_MINUTES_EAST = 480  # of Greenwich: the local time of all jurisdictions
_DAY = timedelta(days=1)
#: What a reading takes from elsewhere, in the order of the calendar.
_YEAR, _MONTH, _WEEK, _DAY_OF = "year", "month", "date", "day"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a moment means in its document.

    `start` and `end` are naive local time, end exclusive; both are None where `rule` begins with `unresolved`; one of them alone is None for
    an interval without that end. `inherited` names what was taken from elsewhere and from where: `year<published`, `month<previous`.
    """

    start: datetime | None
    end: datetime | None
    grain: str | None
    rule: str
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a text knows of its own time: its date line, the previous resolved date of the same block, its jurisdiction."""

    published: datetime | None = None
    previous: Resolved | None = None
    jurisdiction: str = "CN"


class _Unresolved(Exception):
    """Ends the walk; its argument says why."""


@lru_cache(maxsize=65536)
def resolve(moment: Moment, context: Context) -> Resolved:
    """Find the interval of a moment; never raises, what cannot be resolved says so in `rule`.

    >>> resolve(Moment((Part("month", 3),)), Context(datetime(2025, 4, 10))).rule
    'year<published'
    """
    walk = _Walk(context)
    try:
        found = walk.moment(moment)
    except _Unresolved as reason:
        return Resolved(None, None, None, f"unresolved.{reason}")
    except (ValueError, OverflowError):
        return Resolved(None, None, None, "unresolved.no_such_date")
    except KeyError:
        return Resolved(None, None, None, "unresolved.unknown_name")
    inherited = tuple(dict.fromkeys(walk.inherited))
    return Resolved(*found, "+".join(inherited) or "absolute", inherited)


class _Walk:
    """One moment on its way; notes what it takes from elsewhere."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.inherited: list[str] = []

    # ------------------------------------------------------------------------------------------------------ whole moments
    def moment(self, moment: Moment) -> tuple[datetime | None, datetime | None, str]:
        left = self.parts(moment.parts)
        if moment.to is None:
            found = left
        else:
            right = self.right(moment.to.parts, left)
            end = right.start if right.grain in _CLOCK else right.end
            if end <= left.start:
                raise _Unresolved("backwards")
            found = Period(left.start, end, right.grain)
        if moment.zone is not None and found.grain in _CLOCK:
            east = timedelta(minutes=_MINUTES_EAST - moment.zone)
            found = Period(found.start + east, found.end + east, found.grain)
        return self.bounded(found, moment.bound)

    def bounded(self, found: Period, bound: str) -> tuple[datetime | None, datetime | None, str]:
        match bound:
            case moments.SINCE:
                until = found.end if found.grain in _CLOCK else periods.containing(self.published(), "day").end
                return found.start, until, "day"
            case moments.FROM:
                return found.start, None, found.grain
            case moments.BEFORE:
                return None, found.start, found.grain
            case moments.UNTIL:
                return None, found.end, found.grain
            case moments.AFTER:
                return found.end, None, found.grain
        return found.start, found.end, found.grain

    def parts(self, parts: tuple[Part, ...]) -> Period:
        if _needs_more(parts[0]):
            return self.inside_all(parts, self.holder(parts))
        return self.inside_all(parts[1:], self.first(parts[0]))

    def inside_all(self, parts: tuple[Part, ...], reached: Period) -> Period:
        for part in parts:
            reached = self.inside(part, reached)
        return reached

    def tried(self, parts: tuple[Part, ...], within: Period) -> Period | None:
        """The same, or None where the calendar has no such day."""
        try:
            return self.inside_all(parts, within)
        except ValueError:
            return None

    def right(self, parts: tuple[Part, ...], left: Period) -> Period:
        """The right side of a range: counted inside what holds the left side, or the period after that where it would lie before it."""
        if parts[0].how == moments.ANAPHOR:  # 2024年11月至次年2月
            return self.inside_all(parts[1:], periods.shifted(left.start, parts[0].unit, parts[0].n))
        if not _needs_more(parts[0]):
            return self.parts(parts)
        holder = periods.containing(left.start, _holder(parts[0]))
        found = self.tried(parts, holder)
        if found is None or (found.start if found.grain in _CLOCK else found.end) <= left.start:
            found = self.inside_all(parts, periods.containing(holder.end, _holder(parts[0])))
        return found

    # --------------------------------------------------------------------------------------------------------- single parts
    def inside(self, part: Part, reached: Period) -> Period:
        """A part inside the period that the parts before it have reached."""
        match part.how:
            case moments.AT if part.nth:
                return periods.nth_weekday(reached, part.n, part.nth)
            case moments.AT if part.unit == "festival":
                return festivals.festival(part.name, reached.start.year)
            case moments.AT if part.unit == "season":
                return _season(part.n, reached.start.year)
            case moments.AT if part.unit == "edge":
                return _edge(reached, part.n)
            case moments.AT if part.unit == "daypart":
                return Period(*(reached.start + timedelta(hours=h) for h in divmod(part.n, 100)), "hour")
            case moments.AT if part.unit == "decade":
                return periods.nth(reached, "decade", part.n // 10 + 1)
            case moments.AT:
                return periods.nth(reached, part.unit, part.n)
            case moments.FIRST:
                return periods.several(reached, part.unit, part.n)
            case moments.LAST:
                return periods.several(reached, part.unit, -part.n)
            case moments.LUNAR | moments.LEAP:
                return _lunar(part, reached)
            case moments.SHIFT | moments.ANAPHOR:  # 去年今天, 明年本月: the same place in another year
                months = (reached.start.year - self.published().year) * periods.MONTHS["year"]
                return periods.shifted(periods.add(self.published(), "month", months), part.unit, part.n)
            case moments.AWAY:
                start = periods.add(reached.start, part.unit, part.n)
                return periods.containing(
                    start, part.unit if reached.grain not in periods.SPANS or part.unit in _CLOCK else reached.grain
                )
            case moments.SAME:
                return self.same(part, reached)
        raise _Unresolved("no_rule")

    def first(self, part: Part) -> Period:
        """A part that needs nothing longer: absolute, or counted from the date line."""
        if part.how in _FIRST:
            return _FIRST[part.how](self, part)
        if part.unit == "decade":
            return self.decade(part.n)
        if part.unit == "plan":  # a five-year plan
            return Period(datetime(part.n, 1, 1), datetime(part.n + 5, 1, 1), "year")  # noqa: DTZ001
        if part.unit == "century":
            return periods.containing(datetime((part.n - 1) * 100 or 1, 1, 1), "century")  # noqa: DTZ001 -- local time of the text
        if part.unit == "fiscal":
            raise _Unresolved("fiscal_year")
        return periods.containing(datetime(part.n, 1, 1), "year")  # noqa: DTZ001

    def holder(self, parts: tuple[Part, ...]) -> Period:
        """The period inside which the first part is counted, where the text does not name it."""
        match _holder(parts[0]):
            case "year":
                return self.year_for(parts)
            case "month":
                return self.month_for(parts)
            case "day":
                return self.day()
            case unit:
                return self.current(unit)

    def published(self) -> datetime:
        if self.context.published is None:
            raise _Unresolved("no_dateline")
        return self.context.published

    def current(self, unit: str) -> Period:
        """The year, month, week of the date line."""
        self.inherited.append(f"{unit if unit in ('year', 'month') else 'date'}<published")
        return periods.containing(self.published(), unit)

    def shift(self, part: Part) -> Period:
        self.inherited.append("date<published")
        return periods.shifted(self.published(), part.unit, part.n)

    def anaphor(self, part: Part) -> Period:
        """当月, 次日: counted from the date before it, if that is at least as short; else from the date line."""
        previous = self.previous()
        if previous is not None and part.unit in ("day", "month") and previous.grain not in (*_CLOCK, "day", "week", "dekad", part.unit):
            previous = None
        self.inherited.append("date<published" if previous is None else "date<previous")
        return periods.shifted(self.published() if previous is None else previous.start, part.unit, part.n)

    def away(self, part: Part) -> Period:
        """三天后: a day; 2小时前, 三周后: an instant; 七年后: a year."""
        self.inherited.append("date<published")
        moved = periods.add(self.published(), part.unit, part.n)
        if part.unit in _CLOCK or part.unit == "week":
            return Period(moved, moved + periods.SPANS["second"], part.unit)
        return periods.containing(moved, part.unit)

    def past(self, part: Part) -> Period:
        self.inherited.append("date<published")
        start = periods.add(self.published(), part.unit, -part.n)
        return Period(start if part.unit not in periods.MONTHS else periods.containing(start, "day").start, self.published(), part.unit)

    def coming(self, part: Part) -> Period:
        """未来48小时, 未来7天: from the instant on; 未来三年, 未来一周: from the beginning of the year or day."""
        self.inherited.append("date<published")
        now, unit = self.published(), part.unit
        if unit in ("year", "week"):
            now = periods.containing(now, "year" if unit == "year" else "day").start
        return Period(now, periods.add(now, unit, part.n), unit)

    def within(self, part: Part) -> Period:
        """60日内, 3年半以内: to the end of the last day or month."""
        found = self.coming(part)
        end = periods.containing(found.end, part.unit).end if part.unit in ("day", "month", "halfmonth") else found.end
        return Period(found.start, end, found.grain)

    def prior(self, part: Part) -> Period:
        self.inherited.append("date<published")
        last = periods.containing(self.published(), part.unit).start
        return Period(periods.add(last, part.unit, -part.n), last, part.unit)

    def next(self, part: Part) -> Period:
        self.inherited.append("date<published")
        first = periods.containing(self.published(), part.unit).end
        return Period(first, periods.add(first, part.unit, part.n), part.unit)

    def following(self, part: Part) -> Period:
        """The next festival, season or weekday that has not passed."""
        self.inherited.append("year<published")
        named = Part(part.unit, part.n, name=part.name)
        unit = "week" if part.unit == "weekday" else "year"
        today = periods.containing(self.published(), "day")
        for n in (-1, 0, 1):
            found = self.tried((named,), periods.shifted(today.start, unit, n))
            if found is not None and found.start >= (today.end if unit == "week" else today.start):
                return found
        raise _Unresolved("no_such_date")

    def republic(self, part: Part) -> Period:
        if part.how == moments.ROC_ALONE and self.context.jurisdiction != "TW":
            raise _Unresolved("duration")
        return periods.containing(datetime(part.n + _REPUBLIC, 1, 1), "year")  # noqa: DTZ001

    def short_year(self, part: Part) -> Period:
        """一三年, 98年: in this century unless that lies too far ahead."""
        now = self.published().year
        self.inherited.append("year<published")
        year = now - now % 100 + part.n
        return periods.containing(datetime(year if year <= now + _PIVOT else year - 100, 1, 1), "year")  # noqa: DTZ001

    def same(self, part: Part, reached: Period) -> Period:
        """去年同期: the period mentioned before, a year earlier; without one, the whole year."""
        previous = self.previous()
        if previous is None or reached.grain != "year" or previous.grain in _CLOCK:
            return reached
        self.inherited.append("date<previous")
        months = (reached.start.year - previous.start.year) * 12
        end = periods.add(previous.end - _DAY, "month", months) + _DAY
        return Period(periods.add(previous.start, "month", months), end, previous.grain)

    def previous(self) -> Period | None:
        previous = self.context.previous
        if previous is None or previous.start is None or previous.end is None or previous.grain is None:
            return None
        return Period(previous.start, previous.end, previous.grain)

    def day(self) -> Period:
        """The day of a clock time without one."""
        previous = self.previous()
        if previous is not None and previous.grain in (*_CLOCK, "day"):
            self.inherited.append("day<previous")
            return periods.containing(
                previous.end - timedelta(microseconds=1) if previous.grain == "day" else previous.start, "day"
            )
        self.inherited.append("day<published")
        return periods.containing(self.published(), "day")

    def decade(self, n: int) -> Period:
        """80年代: the last one that has begun."""
        now = self.published().year
        self.inherited.append("year<published")
        year = now - now % 100 + n
        return periods.containing(datetime(year if year <= now else year - 100, 1, 1), "decade")  # noqa: DTZ001

    # --------------------------------------------------------------------------------------- what the text leaves to its reader
    def year_for(self, parts: tuple[Part, ...]) -> Period:
        """The year of a month, quarter, half … without one."""
        now, previous = self.published(), self.previous()
        plain = self.year_of_date_line(parts, now)
        if previous is not None and previous.start.year != now.year and previous.grain in ("month", "day", *_CLOCK):
            year = periods.containing(previous.start, "year")
            found = self.tried(parts, year)
            if found is not None and periods.containing(previous.start, "month").start <= found.start <= now:
                recent = plain is not None and now - _RECENT < self.inside_all(parts, plain).start <= now
                if found.grain == previous.grain or not recent:
                    self.inherited.append("year<previous")
                    return year
        if plain is None:
            raise _Unresolved("no_such_date")
        self.inherited.append("year<published")
        return plain

    def year_of_date_line(self, parts: tuple[Part, ...], now: datetime) -> Period | None:
        for n in (0, 1, -1, 2, -2, 3, -3, 4, -4):  # 2月29日: the nearest year that has one
            year = periods.shifted(now, "year", n)
            found = self.tried(parts, year)
            if found is None:
                continue
            ahead = (found.start - now).days
            if n == 0 and ahead > _AHEAD and not _early_in_the_lunar_year(parts[0]):
                return periods.shifted(now, "year", -1)
            if n == 0 and ahead < -_BEHIND and found.grain in ("day", *_CLOCK):
                return periods.shifted(now, "year", 1)
            return year
        return None

    def month_for(self, parts: tuple[Part, ...]) -> Period:
        """The month of a day or dekad without one."""
        now, previous = self.published(), self.previous()
        plain = self.month_of_date_line(parts, now)
        news = plain is not None and -_NEWS <= (self.inside_all(parts, plain).start - now).days <= 1
        if not news and previous is not None and _is_day(previous) and parts[0].unit == "day" and parts[0].n > 0:
            month = self.month_after(parts, previous, now)
            if month is not None:
                self.inherited += ["year<previous", "month<previous"]
                return month
        if plain is None:
            raise _Unresolved("no_such_date")
        self.inherited += ["year<published", "month<published"]
        return plain

    def month_of_date_line(self, parts: tuple[Part, ...], now: datetime) -> Period | None:
        for n in (0, -1, -2):
            month = periods.shifted(now, "month", n)
            found = self.tried(parts, month)
            if found is not None and (parts[0].n < 0 or (found.start - now).days <= _AHEAD_IN_MONTH):
                return month
        return None

    def month_after(self, parts: tuple[Part, ...], previous: Period, now: datetime) -> Period | None:
        """The month of the date before it, or the next one where that date is later in its month; None where it says nothing."""
        month = periods.containing(previous.start, "month")
        same = self.tried(parts, month)
        if same is not None and same.start >= periods.containing(previous.start, "day").start:
            return month if (same.start - now).days <= _AHEAD_IN_MONTH or previous.start >= now else None
        if abs((now - previous.start).days) > _NEAR:
            return None
        following = periods.containing(month.end, "month")
        found = self.tried(parts, following)
        if found is not None and found.start <= now:
            return following
        return None if same is None else month


_FIRST: dict[str, Callable[[_Walk, Part], Period]] = {
    moments.SHIFT: _Walk.shift,
    moments.ANAPHOR: _Walk.anaphor,
    moments.AWAY: _Walk.away,
    moments.PAST: _Walk.past,
    moments.COMING: _Walk.coming,
    moments.WITHIN: _Walk.within,
    moments.PRIOR: _Walk.prior,
    moments.NEXT: _Walk.next,
    moments.FOLLOWING: _Walk.following,
    moments.ROC: _Walk.republic,
    moments.ROC_ALONE: _Walk.republic,
    moments.SHORT: _Walk.short_year,
}


def _is_day(period: Period) -> bool:
    """Whether a period is a written day, a few days, or a time of day; not 今年以来."""
    return period.grain in ("day", *_CLOCK) and period.end - period.start <= timedelta(days=31)


def is_base(moment: Moment) -> bool:
    """Whether a moment is what something is compared with (去年同期, 上年, 前一日): later dates are not counted from it."""
    return any(part.how == moments.SAME or (part.how == moments.ANAPHOR and part.n < 0) for part in moment.parts)


def _needs_more(part: Part) -> bool:
    """Whether a part is counted inside a longer period that its moment does not name."""
    return part.how in (moments.AT, moments.FIRST, moments.LAST, moments.LUNAR, moments.LEAP) and part.unit not in (
        "year",
        "century",
        "decade",
        "plan",
        "fiscal",
    )


def _holder(part: Part) -> str:
    """The unit inside which a part is counted."""
    if part.nth:
        return "month"
    return ABOVE.get(part.unit, "day" if part.unit == "daypart" else "year")


def _early_in_the_lunar_year(part: Part) -> bool:
    """Whether it is one of the first ten months, which never reach into the next Gregorian year."""
    return part.how == moments.LUNAR and part.n % 100 <= 10  # noqa: PLR2004 -- month + 100 × day


def _lunar(part: Part, reached: Period) -> Period:
    """A month of the Chinese calendar, n + 100 × day, in the lunar year that begins in a Gregorian one."""
    day, month = divmod(part.n, 100)
    return festivals.lunar(reached.start.year, month, day or None, leap=part.how == moments.LEAP)


def _season(n: int, year: int) -> Period:
    """The seasons as the Chinese calendar has them: from 立春, 立夏, 立秋, 立冬 to the day before the next one."""
    starts = ("立春", "立夏", "立秋", "立冬")
    end = festivals.festival(starts[n % 4], year + n // 4).start
    return Period(festivals.festival(starts[n - 1], year).start, end, "quarter")


def _edge(reached: Period, tenth: int) -> Period:
    """The first (last) fifth of a century or decade; the start of anything else has a unit of its own."""
    fifth = periods.MONTHS[reached.grain] // 5
    if tenth < 0:
        return Period(periods.add(reached.end, "month", -fifth), reached.end, reached.grain)
    return Period(reached.start, periods.add(reached.start, "month", fifth), reached.grain)
