"""Clock times, with a date before them or without.

Belongs here: 2月3日18时30分, 昨晚11时20分, 下午3点半, 20:15. Which hour 下午3点 is stands in `clock`.
"""

from collections.abc import Sequence

from pipelines.grammar.date_fragments import CLOCK, DAY, MINUTES, MONTH, NIGHT, YEAR, matched, read
from pipelines.grammar.lexer import Token
from pipelines.grammar.productions import Match, Outcome, Registry

R = Registry()  # of decorators above one function the lowest comes first

# ----------------------------------------------------------------------------------------------------------- clock times
@R.rule("time.daypart", "DAYPART p:NUMBER")
@R.rule("time.daypart", f"DAYPART {CLOCK}")
@R.rule("time.day", f"{YEAR}? {MONTH}? {DAY} DAYPART? {CLOCK}")
@R.rule("time.night", f"{NIGHT} DAYPART? {CLOCK}")
def clock_time(m: Match) -> Outcome:
    """2月3日18时30分, 昨晚11时20分, 今天上午9时, 下午3点半."""
    if "p" in m and "点" not in m["p"].text:
        return None
    return read(m)


@R.rule("time.zone", f"z:ZONE {YEAR}? {MONTH}? {DAY}? DAYPART? {CLOCK} !TO")
def zoned(m: Match) -> Outcome:
    """格林尼治时间8时: the interval is told in local time; 北京时间 and 当地时间 change nothing."""
    zone = m["z"].senses["ZONE"]
    return read(m, matched(m)[1:], zone=None if zone == "local" else int(zone))


@R.rule("time.seconds", "^RATIO|NUMBER|DOT|SLASH|MINUS h:SHORT RATIO i:SHORT RATIO s:SHORT MERIDIEM? !RATIO|DOT|NUMBER")
@R.rule("time.colon", "^RATIO|NUMBER|DOT|SLASH|MINUS h:SHORT RATIO i:SHORT MERIDIEM")
@R.rule("time.colon", "^RATIO|NUMBER|DOT|SLASH|MINUS h:SHORT RATIO i:SHORT !RATIO|DOT|NUMBER|UNIT|PERCENT|MERIDIEM")
def colon(m: Match) -> Outcome:
    """20:15, 9:05pm, 10:08:33; minutes have two digits, so 3:2 is none."""
    shown = [m[name].text for name in ("i", "s") if name in m]
    if any(len(text) != 2 or not text.isascii() for text in shown) or not m["h"].text.isascii():  # noqa: PLR2004 -- two digits
        return None
    return read(m)


@R.rule("time.hour_word", "h:HOUR_WORD")
@R.rule("time.hour_word", f"h:HOUR_WORD {MINUTES}")
def hour_word(m: Match) -> Outcome:
    """零点, 零时30分, 一点半; 一点 alone is a little."""
    minutes = matched(m)[1:]
    if minutes and not _clearly(minutes):
        return None
    return read(m) if minutes or m["h"].senses["HOUR_WORD"] == "0" else None


@R.rule("time.hour", "^NUMBER|ORD h:SHORT k:HOUR_MARK EXACTLY?")
@R.rule("time.hour", f"^NUMBER|ORD h:SHORT k:HOUR_MARK {MINUTES} EXACTLY?")
def hour(m: Match) -> Outcome:
    """20时, 3点半, 9点15分; 3点 alone may be three of something, so it is left to counting."""
    bare = m.last - m.first == 2  # noqa: PLR2004 -- a number and its mark
    if m["k"].text == "点" and (bare or not _clearly(matched(m)[2:])):
        return None
    return read(m)


def _clearly(minutes: Sequence[Token]) -> bool:
    """Whether what follows 点 says that it is an hour: 半, 一刻, 15分, two digits."""
    return (
        len(minutes) > 1 or "HALF" in minutes[0].senses or "EXACTLY" in minutes[0].senses or len(minutes[0].text) == 2
    )  # noqa: PLR2004
