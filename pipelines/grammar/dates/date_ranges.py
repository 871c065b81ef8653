"""Dates in figures, and ranges of dates and clock times.

Belongs here: 2025-08-22, 2025.8.22, 2025-08-22T14:41, 08-22 14:41, and what stands on both sides of 至. Does not
belong here: ranges of spans (3至5天), which stand in `ranges`.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.calendar.periods import CLOCK as CLOCK_UNITS
from pipelines.grammar.dates.date_fragments import (
    CLOCK,
    DAY,
    DAY_BEFORE,
    FIGURES,
    MONTH,
    NIGHT,
    QUARTER,
    SEPARATOR,
    YEAR,
    Dates,
    end_of,
    found,
    kind_of,
    matched,
    without,
)  # fmt: skip
from pipelines.grammar.dates.dateparts import parts_of
from pipelines.grammar.dates.years import follows, integer
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome
from pipelines.grammar.engine.readings import Reading

R = Dates()

# ------------------------------------------------------------------------------------------------------------ figures
_DATE = f"( {FIGURES} | DECIMAL DOT SHORT )"
_TIME = "( LATIN|SPACE|MINUS SHORT RATIO SHORT ( RATIO NUMBER )? LATIN? )"
_NEITHER_SIDE = f"{SEPARATOR}|NUMBER|UNIT|PERCENT"
#: Year, month, day, hour, minute and second, each with the smallest and largest number it has.
_LIMITS = (
    ("year", 1000, 9999),
    ("month", 1, 12),
    ("day", 1, 31),
    ("hour", 0, 24),
    ("minute", 0, 59),
    ("second", 0, 59),
)
_OF_A_DAY = 3
_TWO_DIGITS = 2


@R.forms("date.range", f"^{SEPARATOR} {_DATE} {_TIME}? SINCE_MARK? j:TO {_DATE} {_TIME}? !{_NEITHER_SIDE}")
def range_in_figures(m: Match) -> Outcome:
    """2025.1.1-2025.3.31, 2025-05-26至2025-05-29."""
    joint = m.index("j")
    left, right = _figures(m.tokens[m.first : joint]), _figures(m.tokens[joint + 1 : m.last])
    if left is None or right is None:
        return None
    return Reading(m.start, m.end, "date_range", m.rule, moment=Moment(left.parts, right))


@R.forms("time.figures", f"^{SEPARATOR} {_DATE} {_TIME}")
@R.forms("date.figures", f"^{SEPARATOR} {_DATE} !{_NEITHER_SIDE}")
def in_figures(m: Match) -> Outcome:
    """2025-08-22, 2025/8/22, 2025.8.22, 2025-08-22T14:41, 2025-08-22 14:41:05Z."""
    moment = _figures(matched(m))
    return None if moment is None else Reading(m.start, m.end, kind_of(moment.parts), m.rule, moment=moment)


def _figures(tokens: Sequence[Token]) -> Moment | None:
    """The numbers in the order of the calendar; the lexer takes 2025.8 for a decimal."""
    letters = [token.text for token in tokens if "LATIN" in token.senses]
    texts = [n for t in tokens if NUMBER in t.senses and t.text.isascii() for n in t.text.split(".")]
    numbers = [int(n) for n in texts if n.isdigit()]
    if len(numbers) < _OF_A_DAY or any(text not in ("T", "Z") for text in letters):
        return None
    told = list(zip(_LIMITS, numbers, strict=False))
    if not all(low <= n <= high for (_, low, high), n in told):
        return None
    return Moment(tuple(Part(unit, n) for (unit, _, _), n in told), zone=0 if "Z" in letters else None)


@R.forms(
    "time.figures",
    f"^{SEPARATOR}|NUMBER|RATIO SHORT MINUS|SLASH SHORT SPACE SHORT RATIO SHORT ( RATIO SHORT )? "
    f"!RATIO|{_NEITHER_SIDE}",
)
def month_and_day_in_figures(m: Match) -> Outcome:
    """09-30 22:46 beside a posting: month, day and clock time in two digits each, the year left out."""
    told = list(zip(_LIMITS[1:], (token.text for token in matched(m) if NUMBER in token.senses), strict=False))
    if not all(len(n) == _TWO_DIGITS and n.isascii() and low <= int(n) <= high for (_, low, high), n in told):
        return None
    parts = tuple(Part(unit, int(n)) for (unit, _, _), n in told)
    return Reading(m.start, m.end, "time", m.rule, moment=Moment(parts))


@R.forms(
    "date.figures",
    f"^{SEPARATOR}|NUMBER|RATIO|LATIN a:SHORT MINUS b:SHORT !SPAN|CLASSIFIER|OF_A_YEAR|RATIO|OTHER|{_NEITHER_SIDE}",
)
def day_in_figures(m: Match) -> Outcome:
    """09-18 beside a headline: a month that begins with a zero and a day."""
    month, day = m["a"].text, m["b"].text
    told = len(month) == len(day) == _TWO_DIGITS and (month + day).isdecimal() and month.startswith("0")
    if not told or not 1 <= int(day) <= 31 or not int(month):  # noqa: PLR2004 -- as in any calendar
        return None
    return Reading(m.start, m.end, "date", m.rule, moment=Moment((Part("month", int(month)), Part("day", int(day)))))


@R.forms("date.figures", f"^{SEPARATOR}|LETTERS y:DIGITS SLASH a:SHORT SLASH b:SHORT !{_NEITHER_SIDE}")
def republic_in_figures(m: Match) -> Outcome:
    """114/11/10: a year of the Republic, its month and day."""
    year, month, day = (integer(m[name].text) for name in "yab")
    if not (_REPUBLIC[0] <= year <= _REPUBLIC[1] and month <= 12 and day <= 31 and month * day):  # noqa: PLR2004 -- as in any calendar
        return None
    return found(m, Part("year", year, moments.ROC), Part("month", month), Part("day", day))


#: Years of the Republic that are printed in figures alone.
_REPUBLIC = (100, 150)


@R.forms("date.range", f"^{SEPARATOR} a:DECIMAL TO b:DECIMAL !{_NEITHER_SIDE}|MONEY_UNIT|CURRENCY|SPAN|TIMES")
def months_in_figures(m: Match) -> Outcome:
    """2021.7—2022.6: year and month on both sides."""
    left, right = (_MONTH_IN_FIGURES.fullmatch(m[name].text) for name in "ab")
    behind = m.tokens[m.last] if m.last < len(m.tokens) else None
    counted = behind is not None and "CLASSIFIER" in behind.senses and behind.text != "任"  # 2021.7—2022.6|任职
    if left is None or right is None or counted:
        return None
    first, second = ((Part("year", int(side[1])), Part("month", int(side[2]))) for side in (left, right))
    return Reading(m.start, m.end, "date_range", m.rule, moment=Moment(first, Moment(second)))


_MONTH_IN_FIGURES = re.compile(r"((?:19|20)[0-9]{2})\.(0?[1-9]|1[0-2])")


@R.forms("date.range", f"^{SEPARATOR}|NUMBER a:SHORT SLASH b:SHORT j:TO c:SHORT SLASH d:SHORT !{_NEITHER_SIDE}")
def months_and_days(m: Match) -> Outcome:
    """10/1-10/15."""
    sides = [(Part("month", integer(m[x].text)), Part("day", integer(m[y].text))) for x, y in ("ab", "cd")]
    if [(month.n, day.n) for month, day in sides] != sorted((month.n, day.n) for month, day in sides):
        return None  # 1/3至1/2
    if not all(1 <= month.n <= 12 and 1 <= day.n <= 31 for month, day in sides):  # noqa: PLR2004 -- as in any calendar
        return None
    return Reading(m.start, m.end, "date_range", m.rule, moment=Moment(sides[0], Moment(sides[1])))


# ---------------------------------------------------------------------------------------------------------------- lists
_AND = "LIST|BETWEEN|OR"


@R.forms(
    "date.list",
    f"{YEAR}? {MONTH}? a:SHORT {_AND} SHORT ( {_AND} SHORT )? k:DAY_MARK",
    f"{YEAR}? a:SHORT {_AND} SHORT ( {_AND} SHORT )? k:MONTH_MARK",
    f"a:YEAR {_AND} YEAR ( {_AND} YEAR )? k:YEAR_MARK",
    f"^NUMBER|ORD ERA? a:INTEGER {_AND} INTEGER ( {_AND} INTEGER )? k:YEAR_MARK",
)
def listed(m: Match) -> Outcome:
    """18、19日, 6月18、19和20日, 5、6月, 2023、2024年: several dates with the mark of the last one."""
    tokens, mark, first = matched(m), m["k"], m.index("a")
    if mark.text == "号":
        return None
    numbers = [token for token in m.tokens[first : m.last] if NUMBER in token.senses]
    if "YEAR_MARK" in mark.senses and not _are_years(numbers):
        return None
    before = tokens[: first - m.first]
    found = [_one_of_a_list(m, [*(before if number is numbers[0] else ()), number], mark) for number in numbers]
    return (*found[:-1], found[-1].but(end=m.end))


def _are_years(numbers: Sequence[Token]) -> bool:
    """Whether all are of four digits, or follow each other as years of the Republic do: 112、113年度."""
    of_the_republic = [n for n in numbers if len(n.text) == _OF_A_DAY and n.text.isascii()]
    if of_the_republic:
        told = [int(n.text) for n in of_the_republic]
        return len(told) == len(numbers) and told == list(range(told[0], told[0] + len(told)))
    return all("YEAR" in n.senses for n in numbers)


def _one_of_a_list(m: Match, tokens: Sequence[Token], mark: Token) -> Reading:
    """A date whose mark stands further on."""
    parts, _ = parts_of([*tokens, mark])
    return Reading(tokens[0].start, tokens[-1].end, "date", m.rule, moment=Moment(parts))


# ------------------------------------------------------------------------------------------------------------- ranges
_LEFT = f"{YEAR}? {QUARTER}? {MONTH}? ( {DAY} DAYPART? )? DEKAD? NUMBER?"
_RIGHT_OF_A_YEAR = f"( {QUARTER} | {MONTH}? ( {DAY} DAYPART? | DEKAD ) | SHORT MONTH_EDGE | {MONTH} SHORT? )"
_RIGHT = f"( {YEAR}? {_RIGHT_OF_A_YEAR} | NUMBER YEAR_EDGE | {YEAR} )"
_LEFT_TIME = f"{DAY_BEFORE} {NIGHT}? DAYPART? ( {CLOCK} | NUMBER )"
_RIGHT_TIME = f"{DAY_BEFORE} DAYPART? {CLOCK}"


#: Units that name a day.
_DAYS = ("day", "weekday")
#: What is a side of a range only where both are complete: 去年底, 6月初, 昨晚.
_EDGED = (
    f"( {YEAR}? NUMBER? YEAR_EDGE|MONTH_EDGE|QUARTER_EDGE | {YEAR}? {MONTH} EDGE | {YEAR} EDGE | {YEAR}? {QUARTER} EDGE"
    f" | {NIGHT} )"
)


@R.forms(
    "time.range",
    f"{_LEFT_TIME} SINCE_MARK? TO {_RIGHT_TIME}",
    f"{YEAR}? {MONTH}? {DAY} SINCE_MARK? TO {YEAR}? {MONTH}? {DAY} DAYPART? {CLOCK}",
    f"{YEAR}? {MONTH}? {DAY} DAYPART? {CLOCK} SINCE_MARK? TO {YEAR}? {MONTH}? SHORT DAY_MARK",
)
@R.forms(
    "date.range",
    "ERA NUMBER TO NUMBER YEAR_MARK",
    f"^NUMBER|ORD {_EDGED} SINCE_MARK? TO ( {_EDGED} | {_RIGHT} )",
    f"^DOT|MINUS|LATIN|ORD {_LEFT} SINCE_MARK? TO {_EDGED}",
    f"{YEAR}? ORD NUMBER TO ORD SHORT QUARTER_MARK",
    f"^DOT|MINUS|LATIN|ORD {_LEFT} SINCE_MARK? TO {_RIGHT}",
)
def ranges(m: Match) -> Outcome:
    """10月22日至28日, 1—5月, 2018—2020年, 8日20时至9日20时: one mention, from the left moment to the right one."""
    tokens = matched(m)
    joint = next(i for i, token in enumerate(tokens) if "TO" in token.senses)
    left, right = without(tokens[:joint], "SINCE_MARK"), tokens[joint + 1 :]  # 22日起至28日
    if m.rule == "time.range" and m.last < len(m.tokens) and "TO" in m.tokens[m.last].senses:
        right = _days_of(right)
    if not left or _is_one_year(left, right):  # see date.fiscal
        return None
    if right[-1].text == "号" and not any("MONTH" in sense for token in tokens for sense in token.senses):  # 1至19号线
        return None
    if "ERA" in left[0].senses and NUMBER in right[0].senses and "YEAR_MARK" in right[-1].senses:  # 民国112至114年
        right = [left[0], *right]
    first, daypart = parts_of(_completed(left, right))
    second, _ = parts_of(right, daypart=_carried(daypart, right), surely=True)
    if not _belong_together(first, second):
        return None
    moment = Moment(first, Moment(second))
    if "DAYPART" in right[-1].senses:  # 19日夜间到20日白天: whole days
        return Reading(m.start, right[-2].end, "date_range", m.rule, moment=moment, ext_start=m.start, ext_end=m.end)
    told = Reading(m.start, end_of(right[-1]), "date_range", m.rule, moment=moment)
    if first[0].how == second[0].how == moments.ROC_ALONE:  # 108年至113年 is a span elsewhere, as a single one is
        low, high = Decimal(first[0].n), Decimal(second[0].n)
        return told.but(low=low, high=high, precision=0, unit="a", unit_text="年")
    return told


@R.forms(
    "date.range",
    "^DEICTIC_WEEK a:WEEKDAY TO o:SHORT !CLASSIFIER|UNIT|SPAN|DAY_MARK|MONTH_MARK|HOUR_MARK|PERCENT|TIMES|MONEY_UNIT",
)
def weekdays(m: Match) -> Outcome:
    """星期一至五."""
    first, last = int(m["a"].senses["WEEKDAY"]), integer(m["o"].text)
    if m["o"].text.isascii() or not first < last <= 6:  # noqa: PLR2004 -- Saturday
        return None
    moment = Moment((Part("weekday", first),), Moment((Part("weekday", last),)))
    return Reading(m.start, m.end, "date_range", m.rule, moment=moment)


def _days_of(side: Sequence[Token]) -> Sequence[Token]:
    """The side without its clock time, which belongs to a range of hours behind it: 周一至周五|8:30-17:30."""
    days = [i for i, token in enumerate(side) if not token.senses.keys().isdisjoint(_DAY_WORDS)]
    return side[: days[-1] + 1] if days else side


_DAY_WORDS = ("DAY_MARK", "WEEKDAY", "DEICTIC_DAY", "DEICTIC_WEEK", "ANAPHOR_DAY")


def _completed(left: list[Token], right: Sequence[Token]) -> list[Token]:
    """The left side; where it ends in a number without a mark, with the first mark of the right side behind it."""
    if NUMBER not in left[-1].senses:
        return left
    if len(left) > 1 and not left[-2].senses.keys().isdisjoint(("RATIO", "MONTH_MARK", "HOUR_MARK", "DEICTIC_WEEK")):
        return left  # 9:15至10:00, 1月3至2月10, 9点15至10点, 上周|一至周五: what a number says there needs no mark
    mark = next(
        (t for t in right if NUMBER not in t.senses and t.senses.keys().isdisjoint(("ORD", "DAYPART", "ERA"))), None
    )
    return left if mark is None else [*left, mark]


def _is_one_year(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether 2018-19年度 is written: a year that begins in another month."""
    if right[-1].text != "年度" or len(left) > 1 or len(right) != 2:  # noqa: PLR2004 -- a number and its mark
        return False
    return follows(left[0].text, right[0].text)


def _carried(daypart: str, right: Sequence[Token]) -> str:
    """The part of the day that goes on to the right side: 下午1点半到3点; from noon on it is the afternoon."""
    if len(right) < 2 or right[1].senses.keys().isdisjoint(("HOUR_MARK", "RATIO")):  # noqa: PLR2004 -- a number and its mark
        return ""
    return "pm" if daypart.startswith("noon") else daypart


def _belong_together(left: tuple[Part, ...], right: tuple[Part, ...]) -> bool:
    """Whether both sides end in the same sort of period, or in a day and its hour (23日至29日7时); 3月至3月 is none."""
    if (left[-1].unit in CLOCK_UNITS) != (right[-1].unit in CLOCK_UNITS):
        return all(any(part.unit in _DAYS for part in side) for side in (left, right))
    return left != right or len(left) > 1 or left[0].how != moments.AT
