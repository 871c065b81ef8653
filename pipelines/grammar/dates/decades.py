"""Decades and centuries: 上世纪80年代, 1990年代末, 20世纪五六十年代, 50到70年代, 10至19世纪, 21世纪初.

Belongs here: periods longer than a year. Does not belong here: plans and reigns, which are counted in years.
"""

from collections.abc import Sequence

from pipelines.grammar.amounts.worth import numeral
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.dates.date_fragments import Dates, found, matched
from pipelines.grammar.dates.dateparts import NoDateError, parts_of
from pipelines.grammar.dates.years import BEFORE_CHRIST, integer
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match, Outcome
from pipelines.grammar.engine.readings import Reading

R = Dates()

_CENTURY = "( SHORT CENTURY_MARK | DEICTIC_CENTURY )"
_DECADE = "YEAR|SHORT|INTEGER DECADE_MARK"


@R.forms(
    "date.decade_range",
    f"{_CENTURY}? YEAR|SHORT DECADE_MARK? j:TO {_CENTURY}? {_DECADE}",
    "SHORT CENTURY_MARK? j:TO SHORT CENTURY_MARK",
)
def decade_range(m: Match) -> Outcome:
    """上世纪50到70年代, 1980年代至1990年代, 10至19世纪."""
    joint, mark = m.index("j"), m.tokens[m.last - 1]
    left, right = list(m.tokens[m.first : joint]), list(m.tokens[joint + 1 : m.last])
    if left[-1].senses.keys().isdisjoint(("DECADE_MARK", "CENTURY_MARK")):
        left.append(mark)
    century = left[:-2] if "DECADE_MARK" in mark.senses and len(right) == 2 else []  # noqa: PLR2004 -- 70|年代
    return found(m, *_parts(left), to=_parts([*century, *right]), kind="date_range")


@R.forms(
    "date.decade_list", f"{_CENTURY}? a:SHORT LIST|BETWEEN|OR b:SHORT DECADE_MARK", "a:SHORT LIST b:SHORT CENTURY_MARK"
)
def decade_list(m: Match) -> Outcome:
    """80、90年代, 17、18世纪: two dates with the mark of the last one."""
    mark = m.tokens[m.last - 1]
    century = m.tokens[m.first : m.index("a")]
    first, second = (Moment(_parts([*century, m[name], mark])) for name in ("a", "b"))
    return (
        Reading(m.start, m["a"].end, "date", m.rule, moment=first),
        Reading(m["b"].start, m.end, "date", m.rule, moment=second),
    )


@R.forms("date.decades", f"{_CENTURY}? n:NUMBER DECADE_MARK")
def decades(m: Match) -> Outcome:
    """20世纪五六十年代: from one decade to the next."""
    told = numeral(m["n"])
    if told is None or told.low is None or told.high is None:
        return None
    century = parts_of(m.tokens[m.first : m.index("n")])[0] if m.index("n") > m.first else ()
    first, last = (Part("decade", int(n)) for n in (told.low, told.high))
    return found(m, *century, first, to=(*century, last), kind="date_range")


@R.forms("date.decade", "e:ERA n:SHORT|INTEGER DECADE_MARK")
def decade_of_a_reign(m: Match) -> Outcome:
    """民国70年代: ten years of that count."""
    first = int(m["e"].senses["ERA"]) + integer(m["n"].text) if m["e"].senses["ERA"] != BEFORE_CHRIST else 0
    if not first or integer(m["n"].text) % 10:
        return None
    return found(m, Part("year", first), to=(Part("year", first + 9),), kind="date_range")


@R.forms("date.decade", f"{_CENTURY}? {_DECADE} EDGE?")
@R.forms("date.century", "( ERA? SHORT CENTURY_MARK|CENTURY_EDGE | DEICTIC_CENTURY ) EDGE?")
def decade(m: Match) -> Outcome:
    """20世纪80年代, 1990年代末, 八零年代, 21世纪初."""
    return found(m, *_parts(matched(m)))


def _parts(tokens: Sequence[Token]) -> tuple[Part, ...]:
    """The parts of a decade or century; of 1990年代 the century too.

    Raises:
        NoDateError: No decade begins in that year.
    """
    if "YEAR" not in tokens[0].senses:
        return parts_of(tokens)[0]
    century, decade = divmod(integer(tokens[0].text), 100)
    if decade % 10:
        raise NoDateError(tokens[0].text)
    edges = [token.senses["EDGE"] for token in tokens if "EDGE" in token.senses]
    return (
        Part("century", century + 1),
        Part("decade", decade),
        *(Part("edge", 1 if edge == "start" else -1) for edge in edges),
    )
