"""Where a walk through the calendar begins: the year, month or day that a date leaves to its reader.

Belongs here: what a moment is counted from (the date line, the date before it), and what is taken from there. Does
not belong here: the steps after the first one (`steps`), ranges and open ends (`resolution`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipelines.grammar import moments, periods
from pipelines.grammar.moments import Part
from pipelines.grammar.periods import CLOCK, Period
from pipelines.grammar.steps import UnresolvedError, absolute, inside_all, tried

#: How far behind the date line a date of the same year may lie, and how far before it a day; in days.
_AHEAD, _BEHIND = 240, 300
#: How far behind the date line a day of its month may lie; and how near to it a date must be to lend its month to
#: any day; in days.
_AHEAD_IN_MONTH, _NEAR = 16, 45
#: A bare day so shortly before the date line is the news itself, whatever date stands before it; a month, likewise.
_NEWS, _RECENT = timedelta(days=7), timedelta(days=62)
#: What 108年 is counted from; how far ahead of the date line a year of two digits may lie, in years.
_REPUBLIC, _PIVOT = 1911, 10
_DAY, _MONTH = timedelta(days=1), timedelta(days=31)
_YEARS = (0, 1, -1, 2, -2, 3, -3, 4, -4)  # the nearest year that has a 2月29日
_LATE_LUNAR = 11  # from this month on a lunar year reaches into the next Gregorian one


@dataclass(slots=True)
class Walk:
    """One moment on its way.

    `published` is the date line, `previous` the date before in the same block, `inherited` what was taken from the two.
    """

    published: datetime | None
    previous: Period | None
    jurisdiction: str
    inherited: list[str] = field(default_factory=list)

    def parts(self, parts: tuple[Part, ...]) -> Period:
        """The period that the parts of a moment lead to.

        Raises:
            UnresolvedError: What it is counted from is not known.
            ValueError: The calendar has no such day.
        """
        if needs_more(parts[0]):
            return inside_all(parts, self._holder(parts))
        reached = self._first(parts[0])
        for part in parts[1:]:
            reached = self._step(part, reached)
        return reached

    @property
    def now(self) -> datetime:
        """The date line."""
        if self.published is None:
            raise UnresolvedError("no_dateline")
        return self.published

    def take(self, *attributes: str) -> None:
        """Note what was inherited, as `year<published`."""
        self.inherited.extend(attributes)

    def _first(self, part: Part) -> Period:
        begin = _BEGINNINGS.get(part.how)
        if begin is not None:
            return begin(self, part)
        return self._decade(part) if part.unit == "decade" else absolute(part)

    def _step(self, part: Part, reached: Period) -> Period:
        if part.how == moments.SAME:
            return self._same(reached)
        if part.how in (moments.SHIFT, moments.ANAPHOR):  # 去年今天, 明年本月: the same place in another year
            months = (reached.start.year - self.now.year) * periods.MONTHS["year"]
            return periods.shifted(periods.add(self.now, "month", months), part.unit, part.n)
        return inside_all((part,), reached)

    # ------------------------------------------------------------------------------------- counted from the date line
    def _shift(self, part: Part) -> Period:
        self.take("date<published")
        return periods.shifted(self.now, part.unit, part.n)

    def _anaphor(self, part: Part) -> Period:
        """当月, 次日: counted from the date before, if that is at least as short; else from the date line."""
        before = self.previous
        short = (*CLOCK, "day", "week", "dekad", part.unit)
        if before is None or (part.unit in ("day", "month") and before.grain not in short):
            return self._shift(part)
        self.take("date<previous")
        return periods.shifted(before.start, part.unit, part.n)

    def _away(self, part: Part) -> Period:
        """三天后: a day; 七年后: a year; 2小时前, 三周后: an instant."""
        self.take("date<published")
        moved = periods.add(self.now, part.unit, part.n)
        if part.unit in CLOCK or part.unit == "week":
            return Period(moved, moved + periods.SPANS["second"], part.unit)
        return periods.containing(moved, part.unit)

    def _past(self, part: Part) -> Period:
        """过去5分钟 to the instant; 近三个月 from the beginning of the day."""
        self.take("date<published")
        start = periods.add(self.now, part.unit, -part.n)
        start = periods.containing(start, "day").start if part.unit in periods.MONTHS else start
        return Period(start, self.now, part.unit)

    def _coming(self, part: Part) -> Period:
        """未来48小时, 未来7天: from the instant on; 未来三年, 未来一周: from the beginning of the year or day."""
        self.take("date<published")
        start = self.now
        if part.unit in ("year", "week"):
            start = periods.containing(start, "year" if part.unit == "year" else "day").start
        return Period(start, periods.add(start, part.unit, part.n), part.unit)

    def _within(self, part: Part) -> Period:
        """60日内, 3年半以内: to the end of the last day or month."""
        found = self._coming(part)
        if part.unit not in ("day", "month", "halfmonth"):
            return found
        return Period(found.start, periods.containing(found.end, part.unit).end, found.grain)

    def _prior(self, part: Part) -> Period:
        self.take("date<published")
        last = periods.containing(self.now, part.unit).start
        return Period(periods.add(last, part.unit, -part.n), last, part.unit)

    def _next(self, part: Part) -> Period:
        self.take("date<published")
        first = periods.containing(self.now, part.unit).end
        return Period(first, periods.add(first, part.unit, part.n), part.unit)

    def _following(self, part: Part) -> Period:
        """The next festival, season or weekday to come."""
        self.take("year<published")
        named = (Part(part.unit, part.n, name=part.name),)
        unit, today = ("week" if part.unit == "weekday" else "year"), periods.containing(self.now, "day")
        for n in (-1, 0, 1):
            found = tried(named, periods.shifted(today.start, unit, n))
            if found is not None and found.start >= (today.end if unit == "week" else today.start):
                return found
        raise UnresolvedError("no_such_date")

    # ---------------------------------------------------------------------------------------------- years and decades
    def _republic(self, part: Part) -> Period:
        if part.how == moments.ROC_ALONE and self.jurisdiction != "TW":
            raise UnresolvedError("duration")
        return absolute(Part("year", part.n + _REPUBLIC))

    def _short_year(self, part: Part) -> Period:
        """一三年, 98年: in this century unless that lies too far ahead."""
        self.take("year<published")
        year = self.now.year - self.now.year % 100 + part.n
        return absolute(Part("year", year if year <= self.now.year + _PIVOT else year - 100))

    def _decade(self, part: Part) -> Period:
        """80年代: the last one that has begun."""
        self.take("year<published")
        year = self.now.year - self.now.year % 100 + part.n
        return periods.containing(absolute(Part("year", year if year <= self.now.year else year - 100)).start, "decade")

    def _same(self, reached: Period) -> Period:
        """去年同期: the period mentioned before, moved into that year; the whole year after no more than the day
        of the news.
        """
        before = self.previous
        if before is None or reached.grain != "year" or (_is_day(before) and self.now - before.start <= _NEWS):
            return reached
        self.take("date<previous")
        months = (reached.start.year - before.start.year) * periods.MONTHS["year"]
        end = periods.add(before.end - _DAY, "month", months) + _DAY
        return Period(periods.add(before.start, "month", months), end, before.grain)

    # ----------------------------------------------------------------------------- what the text leaves to its reader
    def _holder(self, parts: tuple[Part, ...]) -> Period:
        """The period inside which the first part is counted, where the text does not name it."""
        match holder(parts[0]):
            case "year":
                return self._year_for(parts)
            case "month":
                return self._month_for(parts)
            case "day":
                return self._day()
            case unit:
                self.take("date<published")
                return periods.containing(self.now, unit)

    def _year_for(self, parts: tuple[Part, ...]) -> Period:
        """The year of a month, quarter, half … without one."""
        before, plain = self.previous, self._year_of_date_line(parts)
        if before is not None and before.start.year != self.now.year and before.grain in ("month", "day", *CLOCK):
            year = periods.containing(before.start, "year")
            found = tried(parts, year)
            if found is not None and periods.containing(before.start, "month").start <= found.start <= self.now:
                recent = plain is not None and self.now - _RECENT < inside_all(parts, plain).start <= self.now
                if found.grain == before.grain or not recent:
                    self.take("year<previous")
                    return year
        if plain is None:
            raise UnresolvedError("no_such_date")
        self.take("year<published")
        return plain

    def _year_of_date_line(self, parts: tuple[Part, ...]) -> Period | None:
        for n in _YEARS:
            year = periods.shifted(self.now, "year", n)
            found = tried(parts, year)
            if found is None:
                continue
            ahead = (found.start - self.now).days
            if n == 0 and ahead > _AHEAD and (parts[0].how != moments.LUNAR or parts[0].n % 100 >= _LATE_LUNAR):
                return periods.shifted(self.now, "year", -1)
            if n == 0 and ahead < -_BEHIND and found.grain in ("day", *CLOCK):
                return periods.shifted(self.now, "year", 1)
            return year
        return None

    def _month_for(self, parts: tuple[Part, ...]) -> Period:
        """The month of a day or dekad without one."""
        before, plain = self.previous, self._month_of_date_line(parts)
        news = plain is not None and -_NEWS <= inside_all(parts, plain).start - self.now <= _DAY
        if not news and before is not None and _is_day(before) and parts[0].unit == "day" and parts[0].n > 0:
            month = self._month_after(parts, before)
            if month is not None:
                self.take("year<previous", "month<previous")
                return month
        if plain is None:
            raise UnresolvedError("no_such_date")
        self.take("year<published", "month<published")
        return plain

    def _month_of_date_line(self, parts: tuple[Part, ...]) -> Period | None:
        for n in (0, -1, -2):
            month = periods.shifted(self.now, "month", n)
            found = tried(parts, month)
            if found is not None and (parts[0].n < 0 or (found.start - self.now).days <= _AHEAD_IN_MONTH):
                return month
        return None

    def _month_after(self, parts: tuple[Part, ...], before: Period) -> Period | None:
        """The month of the date before, or the next one; None where that date says nothing."""
        month = periods.containing(before.start, "month")
        same = tried(parts, month)
        if same is not None and same.start >= periods.containing(before.start, "day").start:
            return month if (same.start - self.now).days <= _AHEAD_IN_MONTH or before.start >= self.now else None
        if abs((self.now - before.start).days) > _NEAR:
            return None
        following = periods.containing(month.end, "month")
        found = tried(parts, following)
        if found is not None and found.start <= self.now:
            return following
        return None if same is None else month

    def _day(self) -> Period:
        """The day of a clock time without one."""
        before = self.previous
        if before is None or before.grain not in (*CLOCK, "day"):
            self.take("day<published")
            return periods.containing(self.now, "day")
        self.take("day<previous")
        last = before.end - timedelta(microseconds=1) if before.grain == "day" else before.start
        return periods.containing(last, "day")


_BEGINNINGS: dict[str, Callable[[Walk, Part], Period]] = {
    moments.SHIFT: Walk._shift,  # noqa: SLF001 -- the table of the class's own ways to begin
    moments.ANAPHOR: Walk._anaphor,  # noqa: SLF001
    moments.AWAY: Walk._away,  # noqa: SLF001
    moments.PAST: Walk._past,  # noqa: SLF001
    moments.COMING: Walk._coming,  # noqa: SLF001
    moments.WITHIN: Walk._within,  # noqa: SLF001
    moments.PRIOR: Walk._prior,  # noqa: SLF001
    moments.NEXT: Walk._next,  # noqa: SLF001
    moments.FOLLOWING: Walk._following,  # noqa: SLF001
    moments.ROC: Walk._republic,  # noqa: SLF001
    moments.ROC_ALONE: Walk._republic,  # noqa: SLF001
    moments.SHORT: Walk._short_year,  # noqa: SLF001
}


def needs_more(part: Part) -> bool:
    """Whether a part is counted inside a longer period that its moment does not name."""
    counted = part.how in (moments.AT, moments.FIRST, moments.LAST, moments.LUNAR, moments.LEAP)
    return counted and part.unit not in ("year", "century", "decade", "plan", "fiscal")


def holder(part: Part) -> str:
    """The unit inside which a part is counted."""
    return "month" if part.nth else periods.ABOVE.get(part.unit, "year")


def _is_day(period: Period) -> bool:
    """Whether a period is a written day, a few days, or a time of day; not 今年以来."""
    return period.grain in ("day", *CLOCK) and period.end - period.start <= _MONTH
