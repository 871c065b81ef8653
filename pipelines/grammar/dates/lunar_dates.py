"""Dates of the Chinese calendar: 农历八月十五, 正月初一, 闰四月.

Belongs here: the patterns that say by a word (农历, 正月, 初八, 闰) that this calendar is meant, and, where
everything is read, the bare 八月十五. Does not belong here: which Gregorian day that is, which `festivals`
computes.
"""

from collections.abc import Sequence

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates.date_fragments import Dates, found, matched
from pipelines.grammar.dates.dateparts import NoDateError, parts_of
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()
BARE = Dates()

_YEAR = "( ERA? NUMBER YEAR_MARK | ERA YEAR_FIRST | DEICTIC_YEAR )"
_MONTH = "( LEAP_MONTH? SHORT MONTH_MARK | LEAP_MONTH? SHORT LUNAR_TAIL | LUNAR_MONTH )"
_DAY = "( LUNAR_DAY | SHORT DAY_MARK? )"
_CLOCK = "( DAYPART? ( SHORT HOUR_MARK ( HALF | SHORT MINUTE_MARK? )? | SHORT RATIO SHORT ) )"
_NOTHING_COUNTED = "!CLASSIFIER|UNIT|SPAN|NUMBER|DAY_MARK|TO"
_MONTHS, _DAYS, _HUNDRED = 12, 30, 100


_RANGE_DAY = "( LUNAR_DAY | SHORT DAY_MARK? )"


@R.forms(
    "date.lunar_range",
    f"{_YEAR}? LUNAR {_YEAR}? {_MONTH} {_RANGE_DAY} j:TO ( {_MONTH} )? {_RANGE_DAY} {_NOTHING_COUNTED}",
    f"( {_YEAR}? LUNAR )? {_YEAR}? SHORT LUNAR_TAIL j:TO ( {_MONTH} )? {_RANGE_DAY} {_NOTHING_COUNTED}",
    f"{_YEAR}? LUNAR_MONTH {_RANGE_DAY} j:TO ( {_MONTH} )? {_RANGE_DAY} {_NOTHING_COUNTED}",
)
def lunar_range(m: Match) -> Outcome:
    """正月初一至初七, 农历八月十四到十六."""
    joint = m.index("j")
    left, right = m.tokens[m.first : joint], m.tokens[joint + 1 : m.last]
    at = next(i for i, token in enumerate(left) if _begins_a_month(left, i))
    year = [token for token in left[:at] if "LUNAR" not in token.senses]
    first, _ = _month_and_day(left[at:])
    if _begins_a_month(right, 0):
        last, _ = _month_and_day(right)
    else:
        senses = right[0].senses
        day = int(senses["LUNAR_DAY"]) if "LUNAR_DAY" in senses else integer(right[0].text)
        if not 1 <= day <= _DAYS:
            raise NoDateError(str(day))
        last = Part("lunar", first.n % _HUNDRED + _HUNDRED * day, first.how)
    before = parts_of(year, surely=True)[0] if year else ()
    return found(m, *before, first, to=(*before, last), kind="date_range")


@R.forms(
    "date.lunar",
    f"{_YEAR}? LUNAR {_YEAR}? {_MONTH} {_DAY}? {_CLOCK}?",
    f"{_YEAR}? {_MONTH} LUNAR_DAY {_CLOCK}?",
    f"{_YEAR}? LEAP_MONTH? SHORT LUNAR_TAIL {_CLOCK}?",
    f"{_YEAR}? LUNAR_MONTH {_DAY} {_CLOCK}?",
    f"{_YEAR}? LEAP_MONTH SHORT MONTH_MARK {_DAY}? {_CLOCK}?",
)
def lunar(m: Match) -> Outcome:
    """农历八月十五, 2024年正月初一, 腊月十三, 闰四月."""
    tokens = matched(m)
    at = next(i for i, token in enumerate(tokens) if _begins_a_month(tokens, i))
    year = [token for token in tokens[:at] if "LUNAR" not in token.senses]
    part, rest = _month_and_day(tokens[at:])
    before = parts_of(year, surely=True)[0] if year else ()
    after = parts_of(rest)[0] if rest else ()
    return found(m, *before, part, *after, kind="time" if after else "date")


@R.forms("date.lunar_eve", "w:FESTIVAL DAYPART?")
def eve(m: Match) -> Outcome:
    """大年三十: the last day of the year, whether it has thirty or not; 除夕 is the name of a feast."""
    name = m["w"]
    if not name.text.endswith("年三十"):
        return None
    told = found(m, Part("festival", name=name.text), kind="date").but(end=name.end)
    return told if m.end == name.end else told.but(ext_start=name.start, ext_end=m.end)


@BARE.forms(
    "extra.bare_lunar",
    f"{_YEAR}? SHORT MONTH_MARK d:SHORT {_CLOCK} {_NOTHING_COUNTED}",
    f"{_YEAR}? SHORT MONTH_MARK d:SHORT {_NOTHING_COUNTED}",
)
def bare_lunar(m: Match) -> Outcome:
    """八月十五: in Chinese numerals and without 日 it is the day of that calendar."""
    return None if m["d"].text.isascii() else lunar(m)


def _begins_a_month(tokens: Sequence[Token], at: int) -> bool:
    senses = tokens[at].senses
    following = tokens[at + 1].senses if at + 1 < len(tokens) else {}
    marked = NUMBER in senses and ("MONTH_MARK" in following or "LUNAR_TAIL" in following)
    return marked or "LUNAR_MONTH" in senses or "LEAP_MONTH" in senses


def _month_and_day(tokens: Sequence[Token]) -> tuple[Part, Sequence[Token]]:
    """The month, with its day if one follows, and the tokens behind them.

    Raises:
        NoDateError: The Chinese calendar has no such month or day.
    """
    leap = "LEAP_MONTH" in tokens[0].senses
    tokens = tokens[1:] if leap else tokens
    if "LUNAR_MONTH" in tokens[0].senses:
        month, rest = int(tokens[0].senses["LUNAR_MONTH"]), tokens[1:]
    else:
        month, rest = integer(tokens[0].text), tokens[2:]
    day = 0
    if len(tokens) > 1 and "LUNAR_TAIL" in tokens[1].senses:  # 八|月初八
        day = int(tokens[1].senses["LUNAR_TAIL"])
    elif rest and "LUNAR_DAY" in rest[0].senses:
        day, rest = int(rest[0].senses["LUNAR_DAY"]), rest[1:]
    elif rest and NUMBER in rest[0].senses:
        day = integer(rest[0].text)
        rest = rest[2:] if len(rest) > 1 and "DAY_MARK" in rest[1].senses else rest[1:]
    if not 1 <= month <= _MONTHS or not 0 <= day <= _DAYS:
        raise NoDateError(f"{month} {day}")
    return Part("lunar", month + _HUNDRED * day, moments.LEAP if leap else moments.LUNAR), rest
