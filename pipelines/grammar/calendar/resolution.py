"""Resolution: from a moment as written to a half-open interval.

Belongs here: ranges, open ends, time zones, and what is said when there is no answer. Does not belong here: reading
the words (`dates`), finding what is not written (`beginnings`, `unwritten`), arithmetic of the calendar
(`periods`), the lunar calendar (`festivals`).

How what is not written is found:

* A year is that of the date line, unless the date would lie more than 240 days behind it (12月28日 in an article of
  January is last year's) or, for a day, more than 300 before it (1月3日 in an article of December is next year's). In
  a remark it may lie any time ahead, and a day 240 days back. Of two quarters the nearer one is meant (三季度 in
  January).
  After a date of another year in the same block, a later month or day goes on with that year (2023年5月立案，6月…).
* A month is that of the date line where the day then lies in the week before it (if a date to come stands before, only
  yesterday or today); else that of the last full date in
  the same block; else that of the date line, or the one before it where the day would lie more than 16 days behind
  it.
* The day of a clock time is that of the last date in the same block that is a day or a clock time itself; else that
  of the date line. Small hours behind an evening are those of the next day.
* The right side of a range takes from the left what it does not say, and goes on to the next such period where it
  would end before it began.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from pipelines.grammar.calendar import moments, periods
from pipelines.grammar.calendar.beginnings import begin, go_on
from pipelines.grammar.calendar.clues import Clues
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.calendar.periods import CLOCK, Period
from pipelines.grammar.calendar.steps import UnresolvedError, inside_all, tried
from pipelines.grammar.calendar.unwritten import holder, holding_unit, needs_more

_MINUTES_EAST = 480  # of Greenwich: the local time of all jurisdictions
_KEPT = 65536


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a moment means in its document.

    `start` and `end` are naive local time, end exclusive; both are None where `rule` begins with `unresolved`; one
    of them alone is None for an interval without that end. `inherited` names what was taken from elsewhere and from
    where: `year<published`, `month<previous`.
    """

    start: datetime | None
    end: datetime | None
    grain: str | None
    rule: str
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a text knows of its own time.

    `published` is its date line, `previous` the resolved date before in the same block; `remark`: someone speaks.
    """

    published: datetime | None = None
    previous: Resolved | None = None
    jurisdiction: str = "CN"
    remark: bool = False


def resolve(moment: Moment, context: Context) -> Resolved:
    """Find the interval of a moment; never raises, what cannot be resolved says so in `rule`.

    >>> resolve(Moment((Part("month", 3),)), Context(datetime(2025, 4, 10))).rule
    'year<published'
    """
    return resolved(moment, *looks_at(moment).of(context))


#: The date line, the date before, the jurisdiction, and whether someone speaks, as far as a moment looks at them.
Around = tuple[datetime | None, Period | None, str, bool]


@dataclass(frozen=True, slots=True)
class Looks:
    """What the interval of a moment depends on; the less, the more often it is found among those already resolved."""

    at_the_date_line: bool
    back: bool
    year_only: bool  # the date before matters only if it is of another year

    def of(self, context: Context) -> Around:
        """What of a context is looked at."""
        now, before = context.published, _period(context.previous) if self.back else None
        if self.year_only and now is not None and before is not None and before.start.year == now.year:
            before = None
        return now if self.at_the_date_line else None, before, context.jurisdiction, context.remark


@lru_cache(maxsize=_KEPT)
def looks_at(moment: Moment) -> Looks:
    """What the interval of a moment depends on."""
    first = moment.parts[0]
    parts = (*moment.parts, *(moment.to.parts if moment.to is not None else ()))
    hows = {part.how for part in parts}
    open_year = needs_more(first) and holding_unit(first) == "year"
    weekday = first.unit == "weekday" and first.how == moments.FOLLOWING
    back = needs_more(first) or weekday or not hows.isdisjoint((moments.ANAPHOR, moments.SAME))
    absolute = hows <= {moments.AT, moments.ROC, moments.FIRST, moments.LAST} and first.unit in (
        "year",
        "century",
        "plan",
    )
    ends = moment.to is None or needs_more(moment.to.parts[0]) or moment.to.parts[0].unit in ("year", "century")
    return Looks(
        at_the_date_line=not (absolute and ends and moment.bound != moments.SINCE),
        back=back,
        year_only=open_year and hows.isdisjoint((moments.ANAPHOR, moments.SAME)),
    )


@lru_cache(maxsize=_KEPT)
def resolved(
    moment: Moment,
    now: datetime | None,
    before: Period | None,
    jurisdiction: str,
    remark: bool,  # noqa: FBT001 -- no keywords, for the cache
) -> Resolved:
    """The same as `resolve`, from what the moment looks at alone."""
    clues = Clues(now, before, jurisdiction, remark)
    try:
        found = _zoned(_whole(moment, clues), moment.zone)
        start, end, grain = _bounded(found, moment.bound, clues)
    except UnresolvedError as reason:
        return Resolved(None, None, None, f"unresolved.{reason}")
    except (ValueError, OverflowError):
        return Resolved(None, None, None, "unresolved.no_such_date")
    inherited = tuple(dict.fromkeys(clues.inherited))
    return Resolved(start, end, grain, "+".join(inherited) or "absolute", inherited)


def is_base(moment: Moment) -> bool:
    """Whether a moment is only compared with (去年同期, 上年, 前一日), so that no later date is counted from it."""
    return any(part.how == moments.SAME or (part.how == moments.ANAPHOR and part.n < 0) for part in moment.parts)


def _period(resolved: Resolved | None) -> Period | None:
    """A resolved date as a period that others can be counted from."""
    if resolved is None or resolved.start is None or resolved.end is None or resolved.grain is None:
        return None
    return Period(resolved.start, resolved.end, resolved.grain)


def _whole(moment: Moment, clues: Clues) -> Period:
    """The period of a moment, of both its sides if it is a range; with clock times a range ends at the second one."""
    if moment.bound == moments.RECURRING:
        raise UnresolvedError("recurring")
    left = _walk(moment.parts, clues)
    if moment.to is None:
        return left
    right = _right(moment.to.parts, left, clues)
    clock = right.grain in CLOCK and moment.to.parts[-1].unit != "daypart"
    end = right.start if clock else right.end
    if end <= left.start:
        raise UnresolvedError("backwards")
    return Period(left.start, end, right.grain)


def _walk(parts: tuple[Part, ...], clues: Clues) -> Period:
    """From the longest part to the shortest."""
    if needs_more(parts[0]):
        return inside_all(parts, holder(parts, clues))
    reached = begin(parts[0], clues)
    for part in parts[1:]:
        reached = go_on(part, reached, clues)
    return reached


def _right(parts: tuple[Part, ...], left: Period, clues: Clues) -> Period:
    """The right side: counted inside what holds the left one, or in the next such period if it would lie before."""
    if parts[0].how == moments.ANAPHOR:  # 2024年11月至次年2月
        return inside_all(parts[1:], periods.shifted(left.start, parts[0].unit, parts[0].n))
    if not needs_more(parts[0]):
        return _walk(parts, clues)
    unit = holding_unit(parts[0])
    around = periods.containing(left.start, unit)
    found = tried(parts, around)
    if found is None or (found.start if found.grain in CLOCK else found.end) <= left.start:
        found = inside_all(parts, periods.containing(around.end, unit))
    return found


def _zoned(found: Period, zone: int | None) -> Period:
    """A clock time of another zone, told in local time."""
    if zone is None or found.grain not in CLOCK:
        return found
    east = timedelta(minutes=_MINUTES_EAST - zone)
    return Period(found.start + east, found.end + east, found.grain)


def _bounded(found: Period, bound: str, clues: Clues) -> tuple[datetime | None, datetime | None, str]:
    """Start, end and grain of the side of a period that is meant."""
    match bound:
        case moments.SINCE:
            return found.start, periods.containing(clues.now, "day").end, "day"
        case moments.FROM:
            return found.start, None, found.grain
        case moments.BEFORE:
            return None, found.start, found.grain
        case moments.UNTIL:
            return None, found.end, found.grain
        case _:
            return found.start, found.end, found.grain
