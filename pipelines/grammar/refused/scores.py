"""Numbers that only tell who won, or what was drawn: 3:2, 4比1, 119比109, 8-11、11-9, 02、07、13、19.

Belongs here: the productions that refuse them. Does not belong here: ratios, which are numbers (`parts`), and what
stands beside a score (`beside`).
"""

from pipelines.grammar.engine.lexer import NUMBER
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Refusal

#: Asked before anything else; asked before amounts.
FIRST, SHAPES = Registry(), Registry()
_LONGEST_SCORE = 2


@FIRST.rule("not.scores", "n:DIGITS RATIO DIGITS ( LIST DIGITS RATIO DIGITS )+")
def scores(m: Match) -> Outcome:
    """11:7、9:11、11:9: a row of sets, if one of them is no time of day or they do not follow each other."""
    sides = [t.text for t in m.tokens[m.first : m.last] if NUMBER in t.senses]
    hours, minutes = sides[::2], sides[1::2]
    clock = [int(hour) * 60 + int(minute) for hour, minute in zip(hours, minutes, strict=True)]
    return (
        None
        if all(map(_is_time, hours, minutes)) and clock == sorted(clock)
        else Refusal(m.start, m.end, "score", m.rule)
    )


@FIRST.rule(
    "not.scores",
    "^NUMBER|LETTERS|MINUS|LIST n:DIGITS TO|MINUS DIGITS ( LIST DIGITS TO|MINUS DIGITS )+ !NUMBER|UNIT|CLASSIFIER",
)
def scores_at_dashes(m: Match) -> Outcome:
    """8-11、11-9、11-7: a row of sets, if one of them falls."""
    sides = [int(t.text) for t in m.tokens[m.first : m.last] if NUMBER in t.senses]
    dashes = [t.text for t in m.tokens[m.first : m.last] if NUMBER not in t.senses and "LIST" not in t.senses]
    falls = any(left > right for left, right in zip(sides[::2], sides[1::2], strict=True))
    return Refusal(m.start, m.end, "score", m.rule) if falls and set(dashes) == {"-"} else None


def _is_time(hour: str, minute: str) -> bool:
    return len(minute) == 2 and int(hour) <= 24 and int(minute) < 60  # noqa: PLR2004 -- as clocks have it


@FIRST.rule(
    "not.drawn",
    "^NUMBER|LIST DIGITS LIST DIGITS LIST DIGITS LIST DIGITS ( LIST DIGITS )* "
    "!UNIT|CLASSIFIER|SPAN|MONEY_UNIT|PERCENT|MONTH_MARK|DAY_MARK|YEAR_MARK",
)
def drawn(m: Match) -> Outcome:
    """02、07、13、19: numbers of two digits that were drawn or given out, one of them with a zero before."""
    texts = [token.text for token in m.tokens[m.first : m.last] if NUMBER in token.senses]
    two = all(len(text) == 2 for text in texts)  # noqa: PLR2004 -- digits
    return Refusal(m.start, m.end, "code", m.rule) if two and any(text[0] == "0" for text in texts) else None


@SHAPES.rule("not.score", "n:NUMBER RATIO d:NUMBER ( t:RATIO NUMBER )*")
def score(m: Match) -> Outcome:
    """3:2, 1:1:2, 4.0:37.7:58.3. A decimal side makes a ratio of two, which is a number."""
    if "t" not in m and ("DECIMAL" in m["n"].senses or "DECIMAL" in m["d"].senses):
        return None
    if m.tokens[m.first + 1].text != ":":
        return None
    return Refusal(m.start, m.end, "score", m.rule)


@SHAPES.rule("not.score", "^NUMBER n:DIGITS RATIO d:DIGITS u:CLASSIFIER")
@SHAPES.rule("not.score", "^NUMBER n:DIGITS RATIO d:DIGITS !UNIT|CLASSIFIER|MONEY_UNIT|PERCENT|DOT|RATIO")
def score_in_words(m: Match) -> Outcome:
    """3比0, 4比1|胜."""
    short = max(len(m["n"].text), len(m["d"].text)) <= _LONGEST_SCORE
    short = short or _in_points(int(m["n"].text), int(m["d"].text))
    plain = m.tokens[m.first + 1].text == "比" and short and ("u" not in m or m["u"].text in "胜负败平")
    return Refusal(m.start, m["d"].end, "score", m.rule) if plain else None


def _in_points(left: int, right: int) -> bool:
    """Whether two numbers are what basketball ends with (119比109); 105比100 is a ratio."""
    low, high = sorted((left, right))
    return _FEWEST <= low < high <= _MOST and high > _HUNDRED != low


_FEWEST, _HUNDRED, _MOST = 60, 100, 199  # points
