"""The arithmetic of the calendar agrees with itself, and with days that are known."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.grammar.calendar.festivals import festival, lunar, table
from pipelines.grammar.calendar.periods import (
    MONTHS,
    SPANS,
    Period,
    add,
    containing,
    nth,
    nth_weekday,
    several,
    shifted,
)

at = datetime.fromisoformat  # a naive time, as all times of the grammar
DAYS = st.datetimes(at("0200-01-01"), at("9700-01-01"))
UNITS = [*MONTHS, *SPANS, "dekad"]


@given(DAYS, st.sampled_from(UNITS))
def test_a_period_holds_the_moment_it_was_made_of(moment: datetime, unit: str):
    found = containing(moment, unit)
    assert found.start <= moment < found.end
    assert containing(found.start, unit) == found
    assert containing(found.end - timedelta(microseconds=1), unit) == found


@given(DAYS, st.sampled_from([*MONTHS, *SPANS]), st.integers(-20, 20))
def test_shifting_there_and_back_ends_where_it_began(moment: datetime, unit: str, n: int):
    limited = n if unit != "century" else n // 10
    there = shifted(moment, unit, limited)
    assert shifted(there.start, unit, -limited) == containing(moment, unit)


@given(DAYS, st.integers(-2400, 2400))
def test_adding_months_keeps_the_day_or_takes_the_last_one(moment: datetime, n: int):
    moved = add(moment, "month", n)
    assert (moved.year * 12 + moved.month) - (moment.year * 12 + moment.month) == n
    assert moved.day == moment.day or (moved.day < moment.day and (moved + timedelta(1)).day == 1)


@given(DAYS)
def test_the_dekads_of_a_month_cover_it_without_a_gap(moment: datetime):
    month = containing(moment, "month")
    first, second, third = (nth(month, "dekad", n) for n in (1, 2, 3))
    assert (first.start, first.end, second.end, third.end) == (month.start, second.start, third.start, month.end)


@pytest.mark.parametrize(
    ("unit", "n", "start"),
    [
        ("month", -1, at("2024-12-01")),
        ("quarter", 3, at("2024-07-01")),
        ("day", 60, at("2024-02-29")),
        ("day", -1, at("2024-12-31")),
        ("week", 1, at("2024-01-01")),
        ("week", -1, at("2024-12-30")),
    ],
)
def test_the_nth_period_of_a_leap_year(unit: str, n: int, start: datetime):
    assert nth(containing(at("2024-05-01"), "year"), unit, n).start == start


@pytest.mark.parametrize(("unit", "n"), [("month", 13), ("quarter", 5), ("half", 3), ("day", 367), ("month", -13)])
def test_there_is_no_thirteenth_month(unit: str, n: int):
    with pytest.raises(ValueError, match="there is no"):
        nth(containing(at("2024-05-01"), "year"), unit, n)


def test_the_first_and_last_units_of_a_period_go_together():
    year = containing(at("2025-05-01"), "year")
    assert several(year, "month", 7) == Period(at("2025-01-01"), at("2025-08-01"), "month")
    assert several(year, "month", -3) == Period(at("2025-10-01"), at("2026-01-01"), "month")


def test_a_month_has_no_sixth_monday():
    month = containing(at("2025-06-01"), "month")
    assert nth_weekday(month, 7, 3).start == at("2025-06-15")
    with pytest.raises(ValueError, match="weekday 1 number 6"):
        nth_weekday(month, 1, 6)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("元旦", at("2025-01-01")),
        ("春节", at("2025-01-29")),
        ("元宵节", at("2025-02-12")),
        ("清明节", at("2025-04-04")),
        ("复活节", at("2025-04-20")),
        ("母亲节", at("2025-05-11")),
        ("端午节", at("2025-05-31")),
        ("立秋", at("2025-08-07")),
        ("中秋节", at("2025-10-06")),
        ("重阳节", at("2025-10-29")),
        ("感恩节", at("2025-11-27")),
        ("冬至", at("2025-12-21")),
        ("除夕", at("2026-02-16")),
    ],
)
def test_the_festivals_of_2025(name: str, day: datetime):
    assert festival(name, 2025).start == day


@pytest.mark.parametrize("year", [1912, 1950, 1999, 2000, 2024, 2098])
def test_every_festival_of_the_table_falls_on_one_day(year: int):
    for name in table():
        found = festival(name, year)
        assert found.end - found.start == timedelta(1)
        assert found.start.year in (year, year + 1)


def test_a_lunar_month_has_29_or_30_days_and_the_year_only_its_own_leap_month():
    assert lunar(2025, 6, leap=True) == Period(at("2025-07-25"), at("2025-08-23"), "month")
    with pytest.raises(ValueError, match="month"):
        lunar(2025, 5, leap=True)
    with pytest.raises(ValueError, match="1900 to 2099"):
        lunar(1850, 1, 1)
    with pytest.raises(ValueError, match="no festival"):
        festival("第无节", 2025)
