"""Years that are not printed like dates: 2024(中国企业论坛), 行动计划(2022—2026).

Belongs here: a number of four digits that is a year because nothing else is said of it. Does not belong here: years
with their word, which are dates like any other.
"""

from pipelines.grammar.amounts.worth import MEASURE
from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading

R = Registry()
#: The years that news speaks of in this way.
_FIRST, _LAST = 1949, 2049
_NOT_BEFORE = "^NUMBER|BEFORE|UPTO|MINUS|PLUS|PLUSMINUS|LETTERS|DOT|SLASH|RATIO|CURRENCY_BEFORE|ORD|TO|CODE_OF"
_NOT_BEHIND = f"!{MEASURE}|INSIDE|HALF|SLASH|DOT|MINUS|TO|LETTERS|RATIO|PLUS|PLUSMINUS|NUMBER|OUTOF|AFTER|NUMERO_AFTER"


_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")


def _year(token: Token) -> Moment | None:
    digits = token.text.translate(_DIGITS)
    year = int(digits) if digits.isdecimal() else 0
    return Moment((Part("year", year),)) if _FIRST <= year <= _LAST else None


def _set_apart(m: Match) -> bool:
    """Whether a blank parts the year from letters or a number that it may belong to (ISO 2022)."""
    before = m.tokens[max(0, m.first - 2) : m.first]
    return (
        len(before) > 1 and "SPACE" in before[1].senses and not before[0].senses.keys().isdisjoint(("LETTERS", NUMBER))
    )


@R.rule("date.bare_years", f"{_NOT_BEFORE} y:YEAR TO|SLASH z:YEAR OF_A_YEAR? {_NOT_BEHIND}")
def bare_years(m: Match) -> Outcome:
    """(2022—2026), 2024/2025: from one year to another."""
    first, last = _year(m["y"]), _year(m["z"])
    if first is None or last is None or _set_apart(m) or m["y"].text >= m["z"].text:
        return None
    return Reading(m.start, m["z"].end, "date_range", m.rule, moment=Moment(first.parts, to=last))


@R.rule("date.bare_years", f"{_NOT_BEFORE} y:YEAR TO|SLASH s:SHORT")
def short_years(m: Match) -> Outcome:
    """2024/25(年度): a year and the last two digits of the next."""
    first = _year(m["y"])
    if first is None or _set_apart(m) or not m["s"].text.isdecimal() or len(m["s"].text) != 2:  # noqa: PLR2004
        return None
    year = first.parts[0].n
    if int(m["s"].text) != (year + 1) % 100:
        return None
    return Reading(
        m.start, m.end, "date_range", m.rule, moment=Moment(first.parts, to=Moment((Part("year", year + 1),)))
    )


@R.rule("date.bare_years", f"{_NOT_BEFORE} n:SHORT TO|SLASH s:SHORT OF_A_YEAR")
def season(m: Match) -> Outcome:
    """24/25赛季."""
    if not all(len(m[name].text) == 2 and m[name].text.isdecimal() for name in ("n", "s")):  # noqa: PLR2004
        return None
    first, last = (Part("year", int(m[name].text), moments.SHORT) for name in ("n", "s"))
    if last.n != first.n + 1:
        return None
    return Reading(m.start, m["s"].end, "date_range", m.rule, moment=Moment((first,), to=Moment((last,))))


@R.rule("date.bare_year", f"{_NOT_BEFORE} y:YEAR OF_A_YEAR")
@R.rule("date.bare_year", f"{_NOT_BEFORE} y:YEAR {_NOT_BEHIND}")
def bare_year(m: Match) -> Outcome:
    """2024(中国企业论坛)."""
    year = _year(m["y"])
    if year is None or _set_apart(m):
        return None
    return Reading(m.start, m["y"].end, "date", m.rule, moment=year)
