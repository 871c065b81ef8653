"""Dates that are counted from now, where everything is read: 现在, 三天后, 过去5分钟, 未来三年, 前两个月.

Belongs here: a span of time with a word that ties it to the date line or to another date. See `extra_fragments` for
when these hold.
"""

from collections.abc import Sequence

from pipelines.grammar import moments
from pipelines.grammar.date_fragments import DAY, MONTH, YEAR, Dates, found, matched, without
from pipelines.grammar.durations import as_units
from pipelines.grammar.extra_fragments import UNITS, is_date, parts
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.moments import Part
from pipelines.grammar.periods import CLOCK
from pipelines.grammar.productions import Match, Outcome

R = Dates()

_UNIT = "SPAN|SPAN_LATE|SPAN_HALF|SPAN_MORE|MONTH_MARK"
_SPAN = f"( NUMBER {_UNIT} HALF? | HALF SPAN )"
_TOO_FAR = 10**6  # no calendar goes on so long


@R.forms("extra.now", "NOW")
def now(m: Match) -> Outcome:
    """现在, 此刻: the second of the date line."""
    return found(m, Part("second", 0, moments.AWAY), kind="time")


@R.forms("extra.whole_day", "WHOLE_DAY")
def whole_day(m: Match) -> Outcome:
    """全天: today."""
    return found(m, Part("day", 0, moments.SHIFT))


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
    if not vague and "open" not in (word.get("AGO"), word.get("LATER")):
        return found(m, Part(unit, -n if "AGO" in word else n, moments.AWAY))
    if unit == "week":
        unit, n = "day", 7 * n
    if "LATER" in word:
        return found(m, Part(unit, n, moments.AWAY), bound=moments.FROM)
    return found(m, Part(unit, -n, moments.AWAY), bound=moments.BEFORE if unit in CLOCK else moments.UNTIL)


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
    """上两周, 前两个月, 下三年: whole periods before or behind the present one."""
    told = _spans(matched(m)[1:])
    if told is None:
        return None
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
