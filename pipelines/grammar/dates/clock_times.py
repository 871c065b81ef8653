"""Clock times, with a date before them or without.

Belongs here: 2月3日18时30分, 昨晚11时20分, 下午3点半, 20:15, and what only looks like one (早9晚5, 8点档). Which hour
下午3点 is stands in `clock`.
"""

from collections.abc import Sequence

from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates import clock
from pipelines.grammar.dates.date_fragments import (
    CLOCK,
    DAY,
    DAY_BEFORE,
    MINUTES,
    MONTH,
    NIGHT,
    YEAR,
    Dates,
    found,
    matched,
    read,
)
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match, Outcome
from pipelines.grammar.engine.readings import Refusal

R = Dates()

_TWO_DIGITS = 2
_NO_CLOCK_BEFORE = "^RATIO|NUMBER|DOT|SLASH|MINUS"


@R.forms("not.working_hours", "a:DAYPART n:NUMBER b:DAYPART o:NUMBER !HOUR_MARK|HOUR_WORD|RATIO")
def working_hours(m: Match) -> Outcome:
    """早9晚5."""
    return Refusal(m.start, m.end, "word", m.rule) if (m["a"].text, m["b"].text) == ("早", "晚") else None


@R.forms("not.slot", "DAYPART? n:NUMBER k:HOUR_MARK s:CLASSIFIER")
def slot(m: Match) -> Outcome:
    """(晚)8点档: a place in the programme."""
    named = m["k"].text == "点" and m["s"].text == "档"
    return Refusal(m["n"].start, m.end, "name", m.rule) if named else None


@R.forms("time.night", f"{NIGHT} DAYPART? BEFORE? {CLOCK}")
@R.forms("time.day", f"{YEAR}? {MONTH}? {DAY} DAYPART? BEFORE? {CLOCK}")
@R.forms("time.daypart", f"DAYPART BEFORE? {CLOCK}", "DAYPART p:NUMBER")
def with_a_day(m: Match) -> Outcome:
    """2月3日18时30分, 昨晚11时20分, 今天上午9时, 下午约3点半, 下午三点零五."""
    if "p" in m and "点" not in m["p"].text:
        return None
    about = any(token.senses.get("BEFORE") == "approx" for token in matched(m))
    return read(m).but(qualifier="approx") if about else read(m)


@R.forms("time.zone", f"z:ZONE {DAY_BEFORE} DAYPART? {CLOCK} !TO")
def zoned(m: Match) -> Outcome:
    """格林尼治时间8时: the interval is told in local time; 北京时间 and 当地时间 change nothing."""
    zone = m["z"].senses["ZONE"]
    return read(m, matched(m)[1:], zone=None if zone == "local" else int(zone))


@R.forms("time.seconds", f"{_NO_CLOCK_BEFORE} h:SHORT RATIO i:SHORT RATIO s:SHORT MERIDIEM? !RATIO|DOT|NUMBER")
@R.forms(
    "time.colon",
    f"{_NO_CLOCK_BEFORE} h:SHORT RATIO i:SHORT MERIDIEM",
    f"{_NO_CLOCK_BEFORE} h:SHORT RATIO i:SHORT !RATIO|DOT|NUMBER|UNIT|PERCENT",
)
def colon(m: Match) -> Outcome:
    """20:15, 9:05pm, 10:08:33; minutes have two digits, so 3:2 is none."""
    shown = [m[name].text for name in ("i", "s") if name in m]
    if not all(len(text) == _TWO_DIGITS and text.isascii() for text in shown) or not m["h"].text.isascii():
        return None
    return read(m)


@R.forms("time.meridiem", f"{_NO_CLOCK_BEFORE} h:SHORT k:MERIDIEM")
def meridiem(m: Match) -> Outcome:
    """3pm, 8am, 12am."""
    n = integer(m["h"].text)
    if not m["h"].text.isascii() or not 1 <= n <= clock.NOON:
        return None
    return found(m, Part("hour", n % clock.NOON + (clock.NOON if m["k"].senses["MERIDIEM"] == "pm" else 0)))


@R.forms("time.hour_word", f"h:HOUR_WORD {MINUTES}", "h:HOUR_WORD")
def hour_word(m: Match) -> Outcome:
    """零点, 零时30分, 一点半; 一点 alone is a little."""
    minutes = matched(m)[1:]
    if not (_clearly(minutes) if minutes else m["h"].senses["HOUR_WORD"] == "0"):
        return None
    return read(m)


@R.forms("time.hour_bounded", "^NUMBER|ORD SHORT k:HOUR_MARK s:AGO|LATER|SINCE_MARK")
def bounded(m: Match) -> Outcome:
    """10点|前, 12点|后, 8点|起: of what is counted nothing is before."""
    return read(m, matched(m)[:2]) if m["k"].text == "点" else None


@R.forms(
    "time.hour",
    f"^NUMBER|ORD h:SHORT|INTEGER k:HOUR_MARK {MINUTES} EXACTLY?",
    "^NUMBER|ORD h:SHORT|INTEGER k:HOUR_MARK EXACTLY?",
)
def hour(m: Match) -> Outcome:
    """20时, 3点半, 9点15分; 3点 alone may be three of something and is left to counting, 0点 is not."""
    if m["k"].text == "点" and not _clearly(matched(m)[2:]) and m["h"].text.strip("0"):
        return None
    return read(m)


def _clearly(minutes: Sequence[Token]) -> bool:
    """Whether what follows 点 says that it is an hour: 半, 一刻, 15分, 整, two digits."""
    if len(minutes) != 1:
        return bool(minutes)
    return not minutes[0].senses.keys().isdisjoint(("HALF", "EXACTLY")) or len(minutes[0].text) == _TWO_DIGITS
