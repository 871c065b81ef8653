"""What the classes of `calendar.tsv` contribute to a date.

Belongs here: tables from a class to a unit of the calendar. Does not belong here: the walk over the tokens that
uses them (`dateparts`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.grammar.calendar import moments

#: Words that are a part by themselves, their payload the number: class → unit and way of choosing.
WHOLE: Mapping[str, tuple[str, str]] = {
    "DEICTIC_YEAR": ("year", moments.SHIFT),
    "DEICTIC_QUARTER": ("quarter", moments.SHIFT),
    "DEICTIC_MONTH": ("month", moments.SHIFT),
    "DEICTIC_WEEK": ("week", moments.SHIFT),
    "DEICTIC_DAY": ("day", moments.SHIFT),
    "DEICTIC_CENTURY": ("century", moments.SHIFT),
    "ANAPHOR_YEAR": ("year", moments.ANAPHOR),
    "ANAPHOR_MONTH": ("month", moments.ANAPHOR),
    "ANAPHOR_DAY": ("day", moments.ANAPHOR),
    "WEEKDAY": ("weekday", moments.AT),
    "MONTH": ("month", moments.AT),
    "QUARTER": ("quarter", moments.AT),
    "HALF_YEAR": ("half", moments.AT),
    "DEKAD": ("dekad", moments.AT),
    "PLAN": ("plan", moments.AT),
}
#: Classes of words that close or open the period before them: class → its unit, empty if it is whatever stands there.
EDGES: Mapping[str, str] = {
    "YEAR_EDGE": "year",
    "MONTH_EDGE": "month",
    "QUARTER_EDGE": "quarter",
    "CENTURY_EDGE": "century",
    "EDGE": "",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A class of words behind a number: the unit it gives, and the smallest and largest number that has it."""

    sense: str
    unit: str
    low: int
    high: int
    behind: str = ""  # only where this unit stands before


#: In the order in which they are asked for.
MARKS = (
    Mark("YEAR_MARK", "year", 0, 9999),
    Mark("YEAR_EDGE", "year", 0, 9999),
    Mark("MONTH_MARK", "month", 1, 12),
    Mark("MONTH_EDGE", "month", 1, 12),
    Mark("QUARTER_MARK", "quarter", 1, 4),
    Mark("QUARTER_EDGE", "quarter", 1, 4),
    Mark("DECADE_MARK", "decade", 0, 90),
    Mark("CENTURY_MARK", "century", 1, 30),
    Mark("CENTURY_EDGE", "century", 1, 30),
    Mark("DAY_MARK", "day", 1, 31),
    Mark("HOUR_MARK", "minute", 0, 59, behind="hour"),  # 11:00时
    Mark("HOUR_MARK", "hour", 0, 24),
    Mark("QUARTER_HOUR", "quarter_hour", 1, 3, behind="hour"),
    Mark("MINUTE_MARK", "minute", 0, 59, behind="hour"),
    Mark("SECOND_MARK", "second", 0, 59, behind="minute"),
)
#: What a number without a mark is, by the unit before it: 10月22, 3点15, 10:13:02, 上周五.
BELOW = {"year": "month", "month": "day", "day": "hour", "hour": "minute", "minute": "second", "week": "weekday"}
LIMITS = {"weekday": (1, 7)} | {mark.unit: (mark.low, mark.high) for mark in MARKS}
#: What 前7个月 may count.
COUNTED = {"mo": "month", "quarter": "quarter", "a": "year", "wk": "week", "d": "day", "h": "hour", "dekad": "dekad"}
MOST = 366  # days of a year
