"""Spans of time whose unit is a letter: 24 h, 30min, 0.5~2 h, 7 d.

Belongs here: what leaflets and methods print so. Letters mean other things elsewhere (5s, 3D, 7d影院), so all but h and
min need a blank before them or a word of time behind. Does not belong here: rates (mg/h), which are units of their own.
"""

from pipelines.grammar.amounts.spans import measure
from pipelines.grammar.amounts.worth import between, numeral, reading
from pipelines.grammar.dates.date_fragments import Dates
from pipelines.grammar.engine.lexer import NUMBER
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()

_CODES = {"h": "h", "hr": "h", "min": "min", "d": "d", "s": "s"}
_PLAIN = ("h", "hr", "min")
_OF_TIME = ("WITHIN", "LATER", "AFTER")


@R.forms(
    "duration.lettered",
    "^NUMBER|LETTERS|ORD|SLASH|MINUS n:NUMBER TO|MINUS o:NUMBER u:LATIN !SLASH",
    "^LETTERS|ORD|SLASH|MINUS n:NUMBER u:LATIN !SLASH",
)
def lettered(m: Match) -> Outcome:
    """24 h, 30min, 每4 h, 0.5~2 h."""
    number, code = "o" if "o" in m else "n", _CODES.get(m["u"].text)
    if code is None or not _is_time(m, number):
        return None
    n, unit = numeral(m["n"]), measure(code)
    if "o" not in m:
        return None if n is None else reading(m.start, m.end, m.rule, n, unit, unit_text=m["u"].text)
    o = numeral(m["o"])
    if n is None or o is None:
        return None
    return between(m.start, m.end, m.rule, n, o, (unit, unit), unit_text=m["u"].text)


def _is_time(m: Match, number: str) -> bool:
    """Whether the letter is no part of a model (7h1, 5s)."""
    behind = m.tokens[m.last] if m.last < len(m.tokens) else None
    glued = m.adjacent(number, "u")
    goes_on = behind is not None and behind.start == m.end and (NUMBER in behind.senses or "LETTERS" in behind.senses)
    if glued and goes_on:
        return False
    timed = behind is not None and not behind.senses.keys().isdisjoint(_OF_TIME)
    return not glued or timed or m["u"].text in _PLAIN
