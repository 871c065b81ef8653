"""Moments: what a date expression says, as it is written.

Belongs here: the two records in which productions hand on a date (去年10月, 前三季度, 8日20时至9日20时). Does not
belong here: which interval that is, which depends on the document's date line and stands in `resolution`.

A moment is a walk through the calendar from the longest period to the shortest, one part a step:

    2025年6月末     Part("year", 2025) · Part("month", 6) · Part("day", -1)
    去年前三季度    Part("year", -1, SHIFT) · Part("quarter", 3, FIRST)
    上周五          Part("week", -1, SHIFT) · Part("weekday", 5)
    15日            Part("day", 15): year and month are not written and have to be inherited
"""

from dataclasses import dataclass

#: How a part chooses among the periods of its unit.
AT = "at"  # the n-th one of the period so far; for a year its number in the Gregorian calendar; −1 is the last one
SHIFT = "shift"  # n periods after the one that holds the reference (去年: −1)
FIRST = "first"  # the first n together (前7个月)
LAST = "last"  # the last n together (后三月)
AWAY = "away"  # the reference moved by n units (三天后)
PAST = "past"  # the n units up to the reference (过去5分钟)
COMING = "coming"  # the n units from the reference on (未来48小时)
WITHIN = "within"  # the same up to the end of the last day or month (60日内)
PRIOR = "prior"  # the n whole units before the present one (前两个月)
NEXT = "next"  # the n whole units behind the present one (下三年)
FOLLOWING = "following"  # the next one to come (国庆, where everything is read)
ANAPHOR = "anaphor"  # n periods after the one that holds the date mentioned before (当月, 次日)
SAME = "same"  # the period mentioned before, moved into the period so far (去年同期)
ROC = "roc"  # a year of the Republic (108年8月)
ROC_ALONE = "roc_alone"  # the same, but a span of years outside of Taiwan (108年)
SEASON = "season"  # a quarter in Taiwan and Hong Kong, elsewhere the season of a programme (第三季)
SHORT = "short"  # a year by its last two digits (一三年)
LUNAR = "lunar"  # a month or day of the Chinese calendar
LEAP = "leap"  # the leap month of that number
NAMED = "named"  # a festival or period with a name of its own

#: What becomes of the period in the end.
SINCE = "since"  # from its start up to and with the reference (今年以来)
FROM = "from"  # from its start on, without an end
BEFORE = "before"  # up to its start
RECURRING = "recurring"  # again and again (每年3月1日), so no interval
UNTIL = "until"  # up to and with it


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the walk: which period of a unit inside the period reached so far.

    `unit` is a century, decade, year, half, quarter, month, dekad, week, weekday, day, hour, minute, second, or the
    sort of a named period. `nth` counts weekdays inside a month (第3个星期日), `name` is set for NAMED parts.
    """

    unit: str
    n: int = 0
    how: str = AT
    nth: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date expression as written; with `to`, the range from this moment to that one, its last period included.

    `bound` is empty or says on which side of the period the interval lies; `zone` is the written time zone in
    minutes east of Greenwich.
    """

    parts: tuple[Part, ...]
    to: "Moment | None" = None
    bound: str = ""
    zone: int | None = None
