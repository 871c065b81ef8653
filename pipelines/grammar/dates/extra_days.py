"""Days and parts of days with a name, where everything is read: 春节, 周末, 昨晚 as hours, 6月第3个星期日, 上半月.

Belongs here: what picks a day or some days out of a longer period without giving a date. See `extra_fragments` for
when these hold.
"""

from collections.abc import Sequence

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates.clock import NOON
from pipelines.grammar.dates.date_fragments import CLOCK, DAY, MONTH, NIGHT, YEAR, Dates, found, matched, without
from pipelines.grammar.dates.extra_fragments import UNITS, WEEKDAYS, before, hours, parts
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
_PERIOD = f"( {YEAR} | {YEAR}? {MONTH} )"
_HALF_OF_A_MONTH, _HALF_OF_A_WEEK = 15, 4
_NIGHT = "night 18 24"
_MORNING = "am 4 12"


# ------------------------------------------------------------------------------------ weekdays, with a part of the day
@R.forms("extra.weekday", "^DEICTIC_WEEK|PER|ORD|NUMBER w:WEEKDAY d:DAYPART? !NUMBER|TO|DAYPART|HOUR_WORD")
def weekday(m: Match) -> Outcome:
    """星期一: the next one."""
    coming = Part("weekday", int(m["w"].senses["WEEKDAY"]), moments.FOLLOWING)
    if "d" in m:
        return found(m, coming, hours(m["d"].senses["DAYPART"]), kind="time")
    return found(m, coming)


@R.forms("extra.weekday_at", f"^DEICTIC_WEEK|PER|ORD|NUMBER w:WEEKDAY DAYPART? {CLOCK} !TO")
def weekday_at(m: Match) -> Outcome:
    """星期三早上9点: on the next one."""
    day, *clock = parts(matched(m))
    return found(m, Part("weekday", day.n, moments.FOLLOWING), *clock, kind="time")


# --------------------------------------------------------------------------------------------------- parts of the day
_PART_OF_A_DAY = f"( {YEAR}? {MONTH}? {DAY} OF? DAYPART | {NIGHT} | DAYPART )"


@R.forms("extra.daypart_range", f"FROM_MARK? {_PART_OF_A_DAY} j:TO {_PART_OF_A_DAY} !NUMBER|HOUR_WORD")
def from_part_to_part(m: Match) -> Outcome:
    """前天中午到明天晚上: from the beginning of the one to the end of the other; 中午 begins at twelve here."""
    joint = m.index("j")
    left, right = (
        _hours_of(side) for side in (without(m.tokens[m.first : joint], "FROM_MARK"), m.tokens[joint + 1 : m.last])
    )
    first = left[-1].n if m.tokens[joint - 1].senses.get("DAYPART", "")[:4] != "noon" else 100 * NOON + NOON + 1
    return found(m, *left[:-1], Part("daypart", first), to=right, kind="date_range")


def _hours_of(tokens: Sequence[Token]) -> tuple[Part, ...]:
    """A part of a day: its day, if that is said, and its hours."""
    last = tokens[-1].senses
    if "DAYPART" in last:
        return (*parts(tokens[:-1]), hours(last["DAYPART"]))
    return (*parts(tokens), hours(_NIGHT if any(payload.endswith("night") for payload in last.values()) else _MORNING))


@R.forms(
    "extra.daypart",
    f"{YEAR}? {MONTH}? {DAY} OF? d:DAYPART !NUMBER|HOUR_WORD",
    f"n:{NIGHT} !NUMBER|DAYPART|TO|HOUR_WORD",
    "^NUMBER|DAYPART d:DAYPART !NUMBER|HOUR_WORD",
)
def part_of_day(m: Match) -> Outcome:
    """昨晚, 明天上午, 中午: as hours; 早 and 晚 need a day before them."""
    if "d" in m and len(m["d"].text) == 1 and m["d"].start == m.start:
        return None
    return found(m, *_hours_of(matched(m)), kind="time")


# ---------------------------------------------------------------------------------------------- festivals and seasons
@R.forms("extra.festival_range", f"( {YEAR} OF? )? a:FESTIVAL j:TO ( {YEAR} OF? )? b:FESTIVAL")
def festival_range(m: Match) -> Outcome:
    """2019年感恩节到2021年母亲节, 去年春节到元宵节."""
    joint = m.index("j")
    left = parts(without(m.tokens[m.first : joint], "FESTIVAL"))
    right = parts(without(m.tokens[joint + 1 : m.last], "FESTIVAL"))
    first, last = (Part("festival", 0, name=m[name].text) for name in ("a", "b"))
    return found(m, *left, first, to=(*right, last), kind="date_range")


@R.forms(
    "extra.festival",
    f"NEXT_ONE? ( {YEAR} OF? )? LUNAR? f:FESTIVAL OF? DAYPART? {CLOCK}",
    f"NEXT_ONE? ( {YEAR} OF? )? LUNAR? f:FESTIVAL d:DAYPART",
    f"NEXT_ONE? ( {YEAR} OF? )? LUNAR? f:FESTIVAL OF? a:ANAPHOR_DAY",
    f"NEXT_ONE? ( {YEAR} OF? )? LUNAR? f:FESTIVAL",
)
def festival(m: Match) -> Outcome:
    """春节, 2019年的清明节, 除夕晚上6点半, 圣诞节的前一天; without a year the next one to come."""
    year = before(m, "NEXT_ONE", "FESTIVAL", "LUNAR")
    named = Part("festival", 0, moments.AT if year else moments.FOLLOWING, name=m["f"].text)
    if "d" in m:
        return found(m, *year, named, hours(m["d"].senses["DAYPART"]), kind="time")
    if "a" in m:
        return found(m, *year, named, Part("day", int(m["a"].senses["ANAPHOR_DAY"]), moments.AWAY))
    return found(m, *year, named, *parts(m.tokens[m.index("f") + 1 : m.last]))


@R.forms("extra.season", f"{YEAR}? s:SEASON")
def season(m: Match) -> Outcome:
    """2021年春, 冬季; 春 alone is none."""
    year = before(m, "SEASON")
    if len(m["s"].text) == 1 and not year:
        return None
    return found(m, *year, Part("season", _SEASONS[m["s"].senses["SEASON"]], moments.AT if year else moments.FOLLOWING))


@R.forms("extra.months_off", f"{YEAR}? w:MONTHS_OFF")
def months_off(m: Match) -> Outcome:
    """去年暑假: July and August."""
    year = before(m, "MONTHS_OFF") or (Part("year", 0, moments.SHIFT),)
    first, last = (Part("month", int(n)) for n in m["w"].senses["MONTHS_OFF"].split())
    return found(m, *year, first, to=(*year, last), kind="date_range")


# --------------------------------------------------------------------------------------------------- days of the week
@R.forms("extra.weekend", "DEICTIC_WEEK? WEEKEND", "DEICTIC_WEEK e:EDGE")
def weekend(m: Match) -> Outcome:
    """周末, 下周末: Saturday and Sunday."""
    if "e" in m and m["e"].text != "末":
        return None
    week = int(matched(m)[0].senses.get("DEICTIC_WEEK", "0"))
    return found(m, Part("week", week, moments.SHIFT), Part("day", 2, moments.LAST))


@R.forms(
    "extra.nth_weekday",
    f"{YEAR}? {MONTH} OF? ORD n:NUMBER CLASSIFIER_OF_TIME? d:WEEKDAY",
    f"{YEAR}? {MONTH} OF? ORD n:NUMBER w:SPAN k:SHORT|DAY_MARK|SPAN",
)
def nth_weekday(m: Match) -> Outcome:
    """6月第3个星期日; the lexicon's word is 个星期, so that 日 stands alone."""
    if "d" in m:
        which = int(m["d"].senses["WEEKDAY"])
    elif m["w"].senses["SPAN"] != "wk" or m["k"].senses.get("SPAN", "d") != "d":
        return None
    else:
        which = integer(m["k"].text) if NUMBER in m["k"].senses else WEEKDAYS
    return found(m, *before(m, "ORD"), Part("weekday", which, nth=integer(m["n"].text))) if which <= WEEKDAYS else None


# ---------------------------------------------------------------------------------------------------- days of a period
@R.forms("extra.day_of_a_period", "DEICTIC_YEAR|DEICTIC_MONTH OF? DEICTIC_DAY")
def day_of_a_period(m: Match) -> Outcome:
    """去年的今天, 上个月今天."""
    return found(m, *parts(matched(m)))


@R.forms("extra.year_of_a_year", "a:DEICTIC_YEAR OF b:DEICTIC_YEAR OF? d:DEICTIC_DAY|DEICTIC_MONTH?")
def year_of_a_year(m: Match) -> Outcome:
    """去年的前年的今天."""
    year = Part("year", sum(int(m[name].senses["DEICTIC_YEAR"]) for name in "ab"), moments.SHIFT)
    return found(m, year, *(parts(matched(m)[-1:]) if "d" in m else ()))


@R.forms(
    "extra.nth",
    f"{_PERIOD} OF? ORD n:NUMBER w:SPAN DAYPART? {CLOCK}",
    f"{_PERIOD} OF? ORD n:NUMBER w:SPAN",
    f"{_PERIOD} OF? l:LAST_ONE",
    f"{_PERIOD} OF a:ANAPHOR_DAY",
)
def nth(m: Match) -> Outcome:
    """当月第三周, 2023年第十天早上8点, 5月的最后一天, 今年的第二天."""
    if "l" in m:
        return found(m, *before(m, "LAST_ONE"), Part("day", -1))
    if "a" in m:
        return found(m, *before(m, "ANAPHOR_DAY"), Part("day", 2)) if m["a"].text == "第二天" else None
    unit = UNITS.get(m["w"].senses["SPAN"], "")
    if unit not in ("day", "week", "month"):
        return None
    after = parts(m.tokens[m.index("w") + 1 : m.last])
    return found(m, *before(m, "ORD"), Part(unit, integer(m["n"].text)), *after)


@R.forms("extra.first_days", f"{_PERIOD} OF? f:FIRST|LAST SPACE? n:NUMBER s:SPAN")
def first_days(m: Match) -> Outcome:
    """去年的前10天, 今年的最后3周."""
    unit = UNITS.get(m["s"].senses["SPAN"], "")
    if unit not in ("day", "week", "month"):
        return None
    how = moments.FIRST if "FIRST" in m["f"].senses else moments.LAST
    return found(m, *before(m, "FIRST", "LAST"), Part(unit, integer(m["n"].text), how), kind="date_range")


@R.forms("extra.half_month", f"( {YEAR}? {MONTH} )? h:HALF_MONTH")
def half_month(m: Match) -> Outcome:
    """上半月, 6月下半月."""
    start = before(m, "HALF_MONTH") or (Part("month", 0, moments.SHIFT),)
    if m["h"].senses["HALF_MONTH"] == "1":
        return found(m, *start, Part("day", _HALF_OF_A_MONTH, moments.FIRST), kind="date_range")
    return found(m, *start, Part("day", _HALF_OF_A_MONTH + 1), to=(Part("day", -1),), kind="date_range")


@R.forms("extra.half_week", "h:HALF_WEEK")
def half_week(m: Match) -> Outcome:
    """上半周, 下半周: Monday to Thursday, Thursday to Sunday."""
    how = moments.FIRST if m["h"].senses["HALF_WEEK"] == "1" else moments.LAST
    return found(m, Part("week", 0, moments.SHIFT), Part("day", _HALF_OF_A_WEEK, how), kind="date_range")
