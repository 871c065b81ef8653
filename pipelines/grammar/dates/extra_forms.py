"""Open ends and bare numbers, where everything is read: 5月之前, 三月和九月之间, 2018, 2/15, 12号, 三点.

Belongs here: what needs the whole text to be a date to count as one. See `extra_fragments` for when these hold.
"""

from collections.abc import Sequence

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.calendar.periods import CLOCK as CLOCK_UNITS
from pipelines.grammar.dates.date_fragments import (
    CLOCK,
    DATE,
    DAY_BEFORE,
    FIGURES,
    MONTH,
    YEAR,
    Dates,
    found,
    matched,
    read,
    without,
)  # fmt: skip
from pipelines.grammar.dates.extra_fragments import DAYS, MONTHS, parts
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()

_SIDE = "AGO|LATER"
_NOTHING_COUNTED = "!CLASSIFIER|UNIT|SPAN|NUMBER|DAY_MARK|MONEY_UNIT|PERCENT|TO"
_DAY_AND_PART = f"{DAY_BEFORE} DAYPART?"
_HOUR, _QUARTER = 60, 15  # minutes
_A_YEAR = 4  # digits
_CENTURIES = ("19", "20")
_SHORT_YEARS = 100


# ----------------------------------------------------------------------------------------------------- open on a side
BOUND = (
    f"FROM_MARK? {DAY_BEFORE} DAYPART? {CLOCK} w:AGO|LATER !TO|NUMBER",
    f"FROM_MARK? {DATE} w:{_SIDE} !TO|NUMBER",
    f"FROM_MARK? {YEAR}? ( {MONTH} | SHORT )? YEAR_EDGE|MONTH_EDGE|EDGE w:AGO|LATER !NUMBER",
    f"FROM_MARK? i:{FIGURES} w:{_SIDE} !TO|NUMBER",
)


@R.forms("extra.bound", *BOUND)
def bounded(m: Match) -> Outcome:
    """明年6月之前, 2015年1月1日及以后."""
    tokens = without(matched(m)[:-1], "FROM_MARK")
    told = _figures(tokens) if "i" in m else parts(tokens)
    if not told or "AGO" not in m["w"].senses:
        return found(m, *told, bound=moments.FROM, kind="date_range") if told else None
    day = told[-1].unit in ("day", *CLOCK_UNITS) and told[-1].n > 0
    before = m["w"].senses["AGO"] != "with" and (day or m["w"].text == "以前")
    return found(m, *told, bound=moments.BEFORE if before else moments.UNTIL, kind="date_range")


@R.forms(
    "extra.since",
    f"FROM_MARK? {DATE} SINCE_MARK|SINCE !TO|NUMBER",
    f"FROM_MARK? i:{FIGURES} SINCE_MARK|SINCE !TO|NUMBER",
)
def since(m: Match) -> Outcome:
    """从去年9月起, 自2018年以来."""
    tokens = without(matched(m)[:-1], "FROM_MARK")
    told = _figures(tokens) if "i" in m else parts(tokens)
    return found(m, *told, bound=moments.FROM, kind="date_range") if told else None


@R.forms(
    "extra.between",
    f"FROM_MARK? {DAY_BEFORE} ( DAYPART? {CLOCK} )? b:BETWEEN|TO {DAY_BEFORE} ( DAYPART? {CLOCK} )? BETWEEN_END",
)
def between(m: Match) -> Outcome:
    """三月和九月之间."""
    joint = m.index("b")
    left, right = parts(without(m.tokens[m.first : joint], "FROM_MARK")), parts(m.tokens[joint + 1 : m.last - 1])
    return found(m, *left, to=right, kind="date_range") if left and right else None


@R.forms("extra.until_now", f"FROM_MARK? {DATE} TO NOW")
def until_now(m: Match) -> Outcome:
    """3月到现在."""
    told = parts(without(matched(m)[:-2], "FROM_MARK"))
    return found(m, *told, to=(Part("second", 0, moments.AWAY),), kind="date_range") if told else None


@R.forms("extra.meridiem", "h:SHORT RATIO i:SHORT k:LATIN")
def meridiem(m: Match) -> Outcome:
    """3:05p."""
    half, hour, minute = _HALVES.get(m["k"].text.lower()), integer(m["h"].text), integer(m["i"].text)
    if half is None or not 1 <= hour <= _NOON or len(m["i"].text) == 1 or minute >= _HOUR:
        return None
    return found(m, Part("hour", hour % _NOON + half), Part("minute", minute), kind="time")


_NOON = 12
_HALVES = {"a": 0, "p": _NOON}


@R.forms("extra.same_hour", "h:SHORT HOUR_MARK TO o:SHORT HOUR_MARK")
def same_hour(m: Match) -> Outcome:
    """9点到9点: from the morning to the evening."""
    hour = integer(m["h"].text)
    if hour != integer(m["o"].text) or not 1 <= hour < _NOON:
        return None
    return found(m, Part("hour", hour), to=(Part("hour", hour + _NOON),), kind="date_range")


@R.forms("extra.after_and_before", f"{DATE} b:LATER {DATE} AGO !NUMBER")
def after_and_before(m: Match) -> Outcome:
    """2010年之后2018年之前."""
    joint = m.index("b")
    left, right = parts(m.tokens[m.first : joint]), parts(m.tokens[joint + 1 : m.last - 1])
    return found(m, *left, to=right, kind="date_range")


def _figures(tokens: Sequence[Token]) -> tuple[Part, ...]:
    year, month, day = (integer(token.text) for token in tokens if NUMBER in token.senses)
    return Part("year", year), Part("month", month), Part("day", day)


# ------------------------------------------------------------------------------------------- numbers and nothing else
@R.forms(
    "extra.year",
    "^NUMBER|DOT|MINUS|SLASH|RATIO|LATIN|CURRENCY_BEFORE y:YEAR "
    "!OTHER|SPACE|NUMBER|DOT|MINUS|SLASH|RATIO|UNIT|CLASSIFIER|PERCENT|MONEY_UNIT|CURRENCY|TIMES|SPAN|TO"
    "|FISCAL|QUARTER",
)
def bare_year(m: Match) -> Outcome:
    """2018: a year where nothing is counted."""
    text = m["y"].text
    if not text.isascii() or m.first or text[:2] not in _CENTURIES:
        return None
    return found(m, Part("year", integer(text)), kind="date_range")


@R.forms("extra.year", "y:DIGITS k:YEAR_MARK !AGO|LATER|WITHIN|HALF|MORE|NUMBER|ORD|FIRST|LAST|HALF_YEAR|SPAN")
def short_year(m: Match) -> Outcome:
    """24年, 15年版: a year where no word says that it is a span of time; 20年 and 30年 are one."""
    text = m["y"].text
    if len(text) * 2 != _A_YEAR or text[-1] == "0" or m.first or m["k"].text != "年":
        return None
    return found(m, Part("year", int(text), moments.SHORT))


@R.forms("extra.month_range", "^DOT|MINUS a:DECIMAL MINUS|TO b:DECIMAL !DOT|UNIT|PERCENT|CLASSIFIER|MONEY_UNIT")
def month_range(m: Match) -> Outcome:
    """1999.08-2002.02."""
    sides = [m[name].text.partition(".") for name in ("a", "b")]
    if not all(len(year) == _A_YEAR and len(month) == 2 and 1 <= int(month) <= MONTHS for year, _, month in sides):  # noqa: PLR2004 -- 08
        return None
    first, last = ((Part("year", int(year)), Part("month", int(month))) for year, _, month in sides)
    return found(m, *first, to=last, kind="date_range")


@R.forms("extra.spaced", "y:YEAR SPACE m:SHORT SPACE d:SHORT")
@R.forms("extra.day_first", "m:SHORT SLASH d:SHORT SLASH y:YEAR|SHORT")
@R.forms("extra.slashed", "m:SHORT SLASH d:SHORT")
def slashed(m: Match) -> Outcome:
    """2022 11 23, 31/10/1974, 2/15; before a year the day comes first where both numbers could be a month."""
    month, day = integer(m["m"].text), integer(m["d"].text)
    if month > MONTHS or (m.rule == "extra.day_first" and day <= MONTHS):
        month, day = day, month
    if not _is_day(month, day):
        return None
    of_year = (Part("month", month), Part("day", day))
    if "y" not in m:
        return found(m, *of_year)
    year = integer(m["y"].text)
    return found(m, Part("year", year, moments.SHORT if year < _SHORT_YEARS else moments.AT), *of_year)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= MONTHS and 1 <= day <= DAYS


@R.forms("extra.month_day", f"{YEAR}? SHORT MONTH_MARK d:SHORT {_NOTHING_COUNTED}")
def month_day(m: Match) -> Outcome:
    """10月22, 十月31."""
    return read(m) if m["d"].text.isascii() else None


@R.forms(
    "extra.numbered_day",
    "^NUMBER|LATIN|FIRST|LASTING SHORT k:DAY_MARK !WITHIN|SPAN|NUMBER|AGO|LATER|DAYPART|CLASSIFIER",
)
def numbered_day(m: Match) -> Outcome:
    """12号."""
    return read(m) if m["k"].text == "号" else None


@R.forms(
    "extra.hour_lacking",
    f"{_DAY_AND_PART} SHORT_OF n:SHORT u:MINUTE_MARK|QUARTER_HOUR h:SHORT HOUR_MARK !CLASSIFIER|NUMBER",
    f"{_DAY_AND_PART} h:SHORT HOUR_MARK SHORT_OF n:SHORT u:MINUTE_MARK|QUARTER_HOUR !CLASSIFIER|NUMBER",
)
def hour_lacking(m: Match) -> Outcome:
    """差五分九点, 三点差一刻: so many minutes before the hour."""
    first = min(m.index("h"), m.index("n") - 1)
    lacking = integer(m["n"].text) * (_QUARTER if "QUARTER_HOUR" in m["u"].senses else 1)
    *day, hour = parts([*m.tokens[m.first : first], *m.tokens[m.index("h") : m.index("h") + 2]])
    if not 0 < lacking < _HOUR or not hour.n:
        return None
    return found(m, *day, Part("hour", hour.n - 1), Part("minute", _HOUR - lacking), kind="time")


@R.forms("extra.hour", "^NUMBER|ORD|DAYPART SHORT|INTEGER k:HOUR_MARK !CLASSIFIER|NUMBER|TO|UNIT|HALF")
def bare_hour(m: Match) -> Outcome:
    """三点, 十一点."""
    return read(m) if m["k"].text == "点" else None
