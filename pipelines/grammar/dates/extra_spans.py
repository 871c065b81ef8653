"""Dates that are counted from now, where everything is read: 现在, 三天后, 过去5分钟, 未来三年, 前两个月.

Belongs here: a span of time with a word that ties it to the date line or to another date. See `extra_fragments` for
when these hold.
"""

from collections.abc import Sequence

from pipelines.grammar.amounts.worth import numeral
from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.calendar.periods import CLOCK as CLOCK_UNITS
from pipelines.grammar.dates.date_fragments import CLOCK, DAY, MONTH, YEAR, Dates, found, matched, without
from pipelines.grammar.dates.durations import as_units
from pipelines.grammar.dates.extra_fragments import UNITS, is_date, parts
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()

_UNIT = "SPAN|SPAN_LATE|SPAN_HALF|SPAN_MORE|MONTH_MARK"
_SPAN = f"( NUMBER {_UNIT} HALF? | HALF SPAN )"
_TOO_FAR = 10**6  # no calendar goes on so long


@R.forms("extra.now", "NOW")
def now(m: Match) -> Outcome:
    """现在, 此刻: the second of the date line."""
    return found(m, Part("second", 0, moments.AWAY), kind="time")


@R.forms("extra.this_hour", "w:DEICTIC_CLOCK")
def this_hour(m: Match) -> Outcome:
    """上个小时, 下一分钟: whole."""
    unit, n = m["w"].senses["DEICTIC_CLOCK"].split()
    return found(m, Part(unit, int(n), moments.SHIFT), kind="time")


@R.forms("extra.whole_day", "WHOLE_DAY")
def whole_day(m: Match) -> Outcome:
    """全天: today."""
    return found(m, Part("day", 0, moments.SHIFT))


@R.forms("extra.away_at", f"^LASTING|PAST|COMING s:NUMBER {_UNIT} HALF? w:AGO|LATER OF? DAYPART? {CLOCK}")
def away_at(m: Match) -> Outcome:
    """六天后的3时1刻, 一个月后下午5点: the hour of that day."""
    moved = _spans(m.tokens[m.index("s") : m.index("w")])
    if moved is None or moved[0] in CLOCK_UNITS:
        return None
    unit, n = moved
    away = Part(unit, -n if "AGO" in m["w"].senses else n, moments.AWAY)
    return found(m, Part("day", 0, moments.SHIFT), away, *parts(m.tokens[m.index("w") + 1 : m.last]), kind="time")


@R.forms("extra.day_years_ago", "n:SHORT|INTEGER k:YEAR_MARK w:AGO OF d:DEICTIC_DAY")
def day_years_ago(m: Match) -> Outcome:
    """三年前的今天."""
    return found(m, Part("year", -integer(m["n"].text), moments.SHIFT), *parts(matched(m)[-1:]))


@R.forms("extra.vague_away", "^LASTING|PAST|COMING n:NUMBER u:SPAN w:AGO|LATER !NUMBER")
def vague_away(m: Match) -> Outcome:
    """二十几年前: from thirty to twenty years ago."""
    n, unit = numeral(m["n"]), UNITS.get(m["u"].senses["SPAN"], "")
    if n is None or n.low is None or n.high is None or unit in ("", *CLOCK_UNITS) or n.high > _TOO_FAR:
        return None
    step = 10**n.precision
    few = n.high % (10 * step) == 9 * step  # 几 is anything up to the next ten
    low, high = int(n.low) - few * (int(n.low) % (10 * step) == step), int(n.high) + few * step
    if "LATER" in m["w"].senses:
        return found(m, Part(unit, low, moments.AWAY), to=(Part(unit, high, moments.AWAY),), kind="date_range")
    return found(m, Part(unit, -high, moments.AWAY), to=(Part(unit, -low, moments.AWAY),), kind="date_range")


@R.forms("extra.away", f"^LASTING|PAST|COMING {_SPAN} ( NUMBER SPAN )? w:AGO|LATER !NUMBER", f"PASSING {_SPAN}")
def away(m: Match) -> Outcome:
    """三天后, 2小时前, 一年半以前, 过两天; 20多天后 and 以后 are open."""
    tokens = without(matched(m), "AGO", "LATER", "PASSING")
    moved = None if is_date(tokens) and (tokens[-1].text != "日" or tokens[0].text.isascii()) else _spans(tokens)
    if moved is None:
        return None
    unit, n = moved
    word = m["w"].senses if "w" in m else {"LATER": "open"}
    vague = any(c in token.text for token in tokens if NUMBER in token.senses for c in "多余")
    if unit == "workday" and "LATER" in word:
        vague = True  # from that day on
    if not vague and "open" not in (word.get("AGO"), word.get("LATER")):
        return found(m, Part(unit, -n if "AGO" in word else n, moments.AWAY))
    if unit == "week":
        unit, n = "day", 7 * n
    if "LATER" in word:
        return found(m, Part(unit, n, moments.AWAY), bound=moments.FROM)
    return found(m, Part(unit, -n, moments.AWAY), bound=moments.BEFORE if unit in CLOCK_UNITS else moments.UNTIL)


@R.forms(
    "extra.away_from", f"{YEAR}? {MONTH}? {DAY} OF? ( s:NUMBER {_UNIT} HALF? ) ( NUMBER SPAN )? w:AGO|LATER !NUMBER"
)
def away_from(m: Match) -> Outcome:
    """2月13号的3天后, 明天的一个月以前."""
    at = m.index("s")
    moved = _spans(m.tokens[at : m.last - 1])
    start = parts(m.tokens[m.first : at])
    if moved is None or not start:
        return None
    unit, n = moved
    return found(m, *start, Part(unit, -n if "AGO" in m["w"].senses else n, moments.AWAY))


@R.forms("extra.from_a_day", f"{YEAR}? {MONTH}? {DAY} OF? c:COMING NUMBER s:SPAN !NUMBER")
def from_a_day(m: Match) -> Outcome:
    """明天的之后三天: three days from that one on."""
    joint = m.index("c")
    told = _spans(m.tokens[joint + 1 : m.last])
    start = parts(m.tokens[m.first : joint])
    if told is None or told[0] != "day" or m["c"].text.startswith("未来"):
        return None
    return found(m, *start, to=(*start, Part("day", told[1] - 1, moments.AWAY)), kind="date_range")


@R.forms("extra.days_behind", f"c:COMING {_SPAN}")
def days_behind(m: Match) -> Outcome:
    """之后十天: from today on, whole days."""
    told = _spans(matched(m)[1:])
    if told is None or told[0] != "day" or m["c"].text not in ("之后", "往后", "向后"):
        return None
    return found(m, Part("day", 0, moments.SHIFT), to=(Part("day", told[1] - 1, moments.SHIFT),), kind="date_range")


@R.forms("extra.within", f"{_SPAN} w:WITHIN", f"COMING {_SPAN}")
@R.forms("extra.past", f"p:PAST {_SPAN}")
def stretch(m: Match) -> Outcome:
    """未来三年, 过去5分钟, 三周内: from now on, or up to now."""
    tokens = without(matched(m), "WITHIN", "COMING", "PAST")
    told = None if "YEAR" in tokens[0].senses else _spans(tokens)  # 2010年之后|2018年之前
    if told is None or ("w" in m and m["w"].text not in ("内", "之内", "以内")):
        return None
    how = moments.PAST if "p" in m else moments.WITHIN if "w" in m else moments.COMING
    return found(m, Part(*told, how), kind="date_range")


@R.forms("extra.units_around", f"w:BEFORE_NOW|AFTER_NOW {_SPAN} !AGO|LATER|QUARTER_MARK")
def units_around(m: Match) -> Outcome:
    """上两周, 前两个月, 下三年: whole periods before or behind the present one; 前两周: the days before today."""
    told = _spans(matched(m)[1:])
    if told is None:
        return None
    if told[0] == "week" and m["w"].text in ("前", "后"):
        told = "day", told[1] * 7
    return found(m, Part(*told, moments.PRIOR if "BEFORE_NOW" in m["w"].senses else moments.NEXT), kind="date_range")


def _spans(tokens: Sequence[Token]) -> tuple[str, int] | None:
    """Unit and number of a span, a half in the next smaller unit; None if there is none."""
    told = as_units(tokens)
    if told is None:
        return None
    n, unit = told
    if unit == "mo" and n.denominator == 2:  # noqa: PLR2004 -- 两个半月
        return "halfmonth", int(2 * n)
    return (UNITS[unit], int(n)) if unit in UNITS and n.denominator == 1 and 0 < n < _TOO_FAR else None
