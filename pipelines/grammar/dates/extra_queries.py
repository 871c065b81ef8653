"""Dates in a query that is nothing else: 年底, 2008-08, 1994.01-19, 35:37, 15.3.3.

Belongs here: what even a cell of a table means otherwise: there 年底 is the last day of the year, and figures are
numbers. See `extra_fragments` for the other dates of whole texts.
"""

import re
from collections.abc import Sequence
from itertools import chain

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates.date_fragments import QUARTER, YEAR, Dates, found, kind_of, matched, read, without
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()

# --------------------------------------------------------------------------------------------------------------- edges
#: How many months the beginning and the end of a year and of a quarter are to a speaker.
_MONTHS = {"year": 2, "quarter": 1}


@R.forms(
    "query.edge",
    f"{YEAR}? e:YEAR_EDGE w:AGO|LATER?",
    f"{YEAR} NUMBER? e:YEAR_EDGE|QUARTER_EDGE|EDGE w:AGO|LATER?",
    "NUMBER e:YEAR_EDGE w:AGO|LATER?",
    f"{YEAR}? ( ORD? NUMBER )? e:QUARTER_EDGE w:AGO|LATER?",
    f"{YEAR}? {QUARTER} e:EDGE w:AGO|LATER?",
)
def edge(m: Match) -> Outcome:
    """年底, 明年初之前, 上季度末: the last months, not the last day; 2022年伊始 the first month."""
    named = read(m, without(matched(m), "AGO", "LATER"))
    *longer, day = named.moment.parts if named.moment is not None else ()
    months = _MONTHS.get(longer[-1].unit if longer else "")
    if months is None:
        return None
    how = moments.FIRST if day.n > 0 else moments.LAST
    told = Part("month", 1 if m["e"].text.endswith("伊始") else months, how)
    bound = "" if "w" not in m else moments.UNTIL if "AGO" in m["w"].senses else moments.FROM
    return found(m, *longer, told, kind="date_range", bound=bound)


# -------------------------------------------------------------------------------------------------------------- figures
_CLOCK = r"(?:[ T-]?(?P<hour>\d\d?)(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?|[点时])"
#: The forms of a date and time in figures; what stands alone as well as with a clock time has a question mark there.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>[12]\d{{3}})[-./](?P<month>\d\d?)[-./](?P<day>\d\d){_CLOCK})?",
        rf"(?P<year>19\d\d|20\d\d)(?P<month>\d\d)(?P<day>\d\d){_CLOCK})?",
        rf"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>[12]\d{{3}}){_CLOCK})?",
        rf"(?P<short>\d\d)\.(?P<month>\d\d?)\.(?P<day>\d\d?){_CLOCK})?",
        rf"(?P<month>\d\d)-(?P<day>\d\d){_CLOCK})?",
        rf"(?P<month>\d\d?)·(?P<day>\d\d?){_CLOCK})?",
        rf"(?P<month>\d\d?)[./](?P<day>\d\d?) {_CLOCK})",
        r"(?P<year>19\d\d|20\d\d)[-./](?P<month>0[1-9]|1[0-2])",
        r"(?P<minute>2[5-9]|[3-5]\d):(?P<second>[0-5]\d)",
    )
)
_UNITS = ("year", "month", "day", "hour", "minute", "second")
_LIMITS = {"month": 12, "day": 31, "hour": 24, "minute": 59, "second": 59}


@R.forms("query.figures", "NUMBER ( NUMBER|MINUS|SLASH|DOT|RATIO|SPACE|MIDDOT|TO|LATIN|HOUR_MARK )*")
def figures(m: Match) -> Outcome:
    """20240307, 2008-08, 1994.01-19, 15.3.3, 6·30, 09-01 20:01, 35:37, and from one of them to another."""
    tokens = matched(m)
    if len(m.tokens) > len(tokens):
        return None
    told = _parts(tokens)
    if told:
        return found(m, *told, kind=kind_of(told))
    sides = ((_parts(tokens[:i]), _parts(tokens[i + 1 :])) for i, t in enumerate(tokens) if "TO" in t.senses)
    left, right = next((side for side in sides if all(side)), ((), ()))
    return found(m, *left, to=right, kind="date_range") if left else None


def _parts(tokens: Sequence[Token]) -> tuple[Part, ...]:
    """The parts that some figures say, none if they are no date."""
    text = "".join(token.text for token in tokens).strip()
    form = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if form is None:
        return ()
    told = {unit: int(n) for unit, n in form.groupdict().items() if n is not None}
    if told.get("month", 0) > _LIMITS["month"] and "/" in text:  # 10/31/1974
        told["month"], told["day"] = told["day"], told["month"]
    if any(n > _LIMITS[unit] or (n == 0 and unit in ("month", "day")) for unit, n in told.items() if unit in _LIMITS):
        return ()
    short = [Part("year", told["short"], moments.SHORT)] if "short" in told else []
    now = [Part("hour", 0, moments.SHIFT)] if "hour" not in told and "minute" in told else []
    return tuple(chain(short, now, (Part(unit, told[unit]) for unit in _UNITS if unit in told)))
