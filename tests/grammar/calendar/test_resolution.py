"""Resolution never fails, keeps its intervals in order, and says what it inherits."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.grammar.calendar import moments, resolution
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.calendar.periods import ABOVE, MONTHS, SPANS
from pipelines.grammar.calendar.resolution import Context, Resolved, is_base, resolve

at = datetime.fromisoformat  # a naive time, as all times of the grammar
HOWS = [value for name, value in vars(moments).items() if name.isupper() and isinstance(value, str)]
UNITS = [*MONTHS, *SPANS, *ABOVE, "festival", "season", "edge", "plan", "fiscal", "lunar", "halfmonth"]
DAYS = st.datetimes(at("0001-01-01"), at("9999-12-31"))
NEWS_DAYS = st.datetimes(at("1950-01-01"), at("2090-01-01")).map(
    lambda day: day.replace(hour=0, minute=0, second=0, microsecond=0)
)
PARTS = st.builds(
    Part,
    unit=st.sampled_from(UNITS),
    n=st.integers(-10_000, 100_000),
    how=st.sampled_from(HOWS),
    nth=st.integers(-1, 60),
    name=st.sampled_from(["春节", "清明", "复活节", "no such day", ""]),
)
MOMENTS = st.builds(
    Moment,
    parts=st.lists(PARTS, min_size=1, max_size=4).map(tuple),
    to=st.none() | st.builds(Moment, parts=st.lists(PARTS, min_size=1, max_size=3).map(tuple)),
    bound=st.sampled_from(["", moments.SINCE, moments.FROM, moments.BEFORE, moments.UNTIL]),
    zone=st.none() | st.integers(-720, 840),
)
PREVIOUS = st.none() | st.tuples(DAYS, st.integers(0, 400), st.sampled_from(["hour", "day", "month", "year"])).map(
    lambda told: (
        Resolved(told[0].replace(year=min(told[0].year, 9990)), told[0] + timedelta(told[1]), told[2], "absolute")
        if told[0].year < 9990
        else None
    )
)
CONTEXTS = st.builds(
    Context,
    published=st.none() | DAYS,
    previous=PREVIOUS,
    jurisdiction=st.sampled_from(["CN", "TW", "HK", "MO"]),
    remark=st.booleans(),
)


@given(MOMENTS, CONTEXTS)
def test_any_moment_in_any_context_gives_an_interval_or_says_why_not(moment: Moment, context: Context):
    found = resolve(moment, context)
    if found.rule.startswith("unresolved."):
        assert (found.start, found.end, found.grain, found.inherited) == (None, None, None, ())
    else:
        assert found.start is not None or found.end is not None
        assert found.grain


@given(MOMENTS, CONTEXTS)
def test_what_a_moment_is_said_not_to_look_at_changes_nothing(moment: Moment, context: Context):
    everything = resolution.resolved(
        moment, context.published, resolution._period(context.previous), context.jurisdiction, context.remark
    )
    assert resolve(moment, context) == everything


@given(st.integers(1, 12), NEWS_DAYS)
def test_a_month_without_a_year_lies_within_a_year_of_the_date_line(month: int, published: datetime):
    found = resolve(Moment((Part("month", month),)), Context(published))
    assert found.start is not None
    assert found.start.month == month
    assert -365 <= (found.start - published).days <= 240
    assert found.rule == "year<published"


@given(st.integers(1, 28), NEWS_DAYS)
def test_a_bare_day_lies_near_the_date_line(day: int, published: datetime):
    found = resolve(Moment((Part("day", day),)), Context(published))
    assert found.start is not None
    assert found.start.day == day
    assert -31 <= (found.start - published).days <= 16
    assert found.inherited == ("year<published", "month<published")


@given(NEWS_DAYS, st.integers(-5, 5))
def test_a_day_counted_from_today_is_that_many_days_away(published: datetime, n: int):
    found = resolve(Moment((Part("day", n, moments.SHIFT),)), Context(published))
    assert (found.start, found.end) == (published + timedelta(n), published + timedelta(n + 1))


@given(NEWS_DAYS, st.integers(-3, 3), st.integers(1, 7))
def test_a_weekday_of_a_week_away_is_that_weekday(published: datetime, weeks: int, weekday: int):
    found = resolve(Moment((Part("week", weeks, moments.SHIFT), Part("weekday", weekday))), Context(published))
    assert found.start is not None
    assert found.start.isoweekday() == weekday
    assert -28 <= (found.start - published).days <= 28


@given(NEWS_DAYS, st.integers(1, 12), st.integers(1, 12))
def test_a_range_of_months_is_one_to_twelve_months_long(published: datetime, first: int, last: int):
    found = resolve(Moment((Part("month", first),), Moment((Part("month", last),))), Context(published))
    assert found.start is not None
    assert found.end is not None
    months = (found.end.year - found.start.year) * 12 + found.end.month - found.start.month
    assert months == (last - first) % 12 + 1


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ((Part("year", 2023), Part("month", 2), Part("day", 30)), "unresolved.no_such_date"),
        ((Part("year", 12_000),), "unresolved.no_such_date"),
        ((Part("year", -221),), "unresolved.no_such_date"),
        ((Part("fiscal", 2024),), "unresolved.fiscal_year"),
        ((Part("year", 108, moments.ROC_ALONE),), "unresolved.duration"),
        ((Part("year", 2024), Part("month", 13)), "unresolved.no_such_date"),
    ],
)
def test_what_cannot_be_resolved_says_why(parts: tuple[Part, ...], rule: str):
    assert resolve(Moment(parts), Context(at("2025-03-10"))).rule == rule


def test_a_date_without_a_year_needs_a_date_line():
    assert resolve(Moment((Part("month", 3),)), Context()).rule == "unresolved.no_dateline"


def test_a_range_that_would_end_before_it_begins_is_none():
    backwards = Moment((Part("year", 2025),), Moment((Part("year", 2024),)))
    assert resolve(backwards, Context()).rule == "unresolved.backwards"


def test_what_is_only_compared_with_lends_nothing_to_later_dates():
    assert is_base(Moment((Part("year", -1, moments.SHIFT), Part("year", 0, moments.SAME))))
    assert is_base(Moment((Part("year", -1, moments.ANAPHOR),)))
    assert not is_base(Moment((Part("year", -1, moments.SHIFT),)))
    assert not is_base(Moment((Part("day", 1, moments.ANAPHOR),)))
