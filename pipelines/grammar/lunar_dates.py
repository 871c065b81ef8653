"""Dates of the Chinese calendar: 农历八月十五, 正月初一, 闰四月.

Belongs here: the patterns that say by a word (农历, 正月, 初八, 闰) that this calendar is meant, and, for reading everything, the bare 八月十五. Which Gregorian day
it is, `festivals` computes.
"""

from pipelines.grammar import moments
from pipelines.grammar.dateparts import NoDateError, integer, parts_of
from pipelines.grammar.lexer import NUMBER
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()
BARE = Registry()

_YEAR = "( ERA? NUMBER YEAR_MARK | ERA YEAR_FIRST | DEICTIC_YEAR )"
_MONTH = "( LEAP_MONTH? SHORT MONTH_MARK | LEAP_MONTH? SHORT LUNAR_TAIL | LUNAR_MONTH )"
_DAY = "( LUNAR_DAY | SHORT DAY_MARK? )"
#: An hour may follow.
CLOCK = "( DAYPART? ( SHORT HOUR_MARK ( HALF | SHORT MINUTE_MARK? )? | SHORT RATIO SHORT ) )"


@BARE.rule("extra.bare_lunar", f"( {_YEAR} )? SHORT MONTH_MARK d:SHORT {CLOCK} !CLASSIFIER|UNIT|SPAN|NUMBER|DAY_MARK|TO")
@BARE.rule("extra.bare_lunar", f"( {_YEAR} )? SHORT MONTH_MARK d:SHORT !CLASSIFIER|UNIT|SPAN|NUMBER|DAY_MARK|TO")
@R.rule("date.lunar", f"( {_YEAR} )? LEAP_MONTH SHORT MONTH_MARK {_DAY}? {CLOCK}?")
@R.rule("date.lunar", f"( {_YEAR} )? LUNAR_MONTH {_DAY} {CLOCK}?")
@R.rule("date.lunar", f"( {_YEAR} )? SHORT LUNAR_TAIL {CLOCK}?")
@R.rule("date.lunar", f"( {_YEAR} )? {_MONTH} LUNAR_DAY {CLOCK}?")
@R.rule("date.lunar", f"( {_YEAR} )? LUNAR {_YEAR}? {_MONTH} {_DAY}? {CLOCK}?")
def lunar(m: Match) -> Outcome:
    """农历八月十五, 2024年正月初一, 腊月十三, 闰四月."""
    tokens = list(m.tokens[m.first : m.last])
    if "d" in m and m["d"].text.isascii():
        return None
    leap, month, day, year, rest = False, 0, 0, [], []
    at = 0
    while at < len(tokens):
        token, following = tokens[at], tokens[at + 1].senses if at + 1 < len(tokens) else {}
        try:
            if "LUNAR" in token.senses:
                pass
            elif "LEAP_MONTH" in token.senses:
                leap = True
            elif "LUNAR_MONTH" in token.senses:
                month = int(token.senses["LUNAR_MONTH"])
            elif "LUNAR_DAY" in token.senses:
                day = int(token.senses["LUNAR_DAY"])
            elif month and NUMBER in token.senses and not day:
                day = integer(token.text)
                at += "DAY_MARK" in following
            elif month:
                rest = tokens[at:]
                break
            elif NUMBER in token.senses and "MONTH_MARK" in following:
                month = integer(token.text)
                at += 1
            elif NUMBER in token.senses and "LUNAR_TAIL" in following:
                month, day = integer(token.text), int(following["LUNAR_TAIL"])
                at += 1
            else:
                year.append(token)
            at += 1
        except NoDateError:
            return None
    if not 1 <= month <= 12 or not 0 <= day <= 30:  # noqa: PLR2004 -- months of a year, days of a lunar month
        return None
    part = Part("lunar", month + 100 * day, moments.LEAP if leap else moments.LUNAR)
    try:
        before = parts_of(year)[0] if year else ()
        after = parts_of(rest)[0] if rest else ()
    except NoDateError:
        return None
    kind = "time" if after else "date"
    return Reading(m.start, m.end, kind, m.rule, moment=Moment((*before, part, *after)))
