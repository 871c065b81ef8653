"""Lists whose unit stands once, behind the last number: 分别上升0.6、0.7和0.3个百分点.

Belongs here: giving the unit of the last number to those before it. Does not belong here: lists that are dates
(7、8月), and numbers that each have their unit.
"""

from collections.abc import Sequence

from pipelines.grammar.amounts.worth import MEASURE, between, meaning, numeral, reading, scaled_like
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.numerals.parsing import Numeral

R = Registry()


@R.rule(
    "list.shared_unit",
    f"^NUMBER|LETTERS|ORD|MINUS|DOT|SLASH|RATIO n:NUMBER ( LIST|LISTAND NUMBER )* LISTAND|LIST NUMBER u:{MEASURE} "
    "!BETWEEN_END",
)
def shared_unit(m: Match) -> Outcome:
    """3.8和3.1个百分点; two neighbours (2、3个) are one vague number."""
    unit = m["u"]
    numbers = [token for token in m.tokens[m.first : m.last - 1] if NUMBER in token.senses]
    told = [numeral(token) for token in numbers]
    if any(n is None or n.value is None or n.more for n in told) or not all(map(_plain, numbers)):
        return None
    if len(told) == 2 and _neighbours(numbers[0].text, numbers[1].text):  # noqa: PLR2004 -- 2、3个
        left, right = (n for n in told if isinstance(n, Numeral))
        found = between(m.start, m.end, m.rule, left, right, (meaning(unit), meaning(unit)), unit_text=unit.text)
        return None if found is None else found.but(qualifier="approx")
    return tuple(
        reading(
            token.start, unit.end if token is numbers[-1] else token.end, m.rule, n, meaning(unit), unit_text=unit.text
        )
        for token, n in zip(numbers, _with_one_scale([n for n in told if n is not None]), strict=True)
    )


def _with_one_scale(told: Sequence[Numeral]) -> Sequence[Numeral]:
    """Numbers with the scale of the last one, where all can have it: 1.2、2.3和3.4万亿元, not 500、800和1.2万元."""
    last = told[-1]
    if last.number is None or not last.exponent or any(n.exponent for n in told[:-1]):
        return told
    most = max(n.number for n in told if n.number is not None)
    return [scaled_like(n, last) for n in told] if most < last.number * _ALIKE else told


#: So many times as large as the last number, another one of the list has a scale of its own.
_ALIKE = 20


@R.rule("list.shared_points", "^NUMBER n:NUMBER k:CLASSIFIER LISTAND NUMBER c:CLASSIFIER? u:PERCENT")
def shared_points(m: Match) -> Outcome:
    """0.18个和0.3个百分点."""
    first, last, unit = m["n"], m.tokens[m.index("k") + 2], m["u"]
    left, right = numeral(first), numeral(last)
    if left is None or right is None or m["k"].text != "个" or unit.senses["PERCENT"] != "pp":
        return None
    return (
        reading(m.start, m["k"].end, m.rule, left, meaning(unit), unit_text=unit.text),
        reading(last.start, m.end, m.rule, right, meaning(unit), unit_text=unit.text),
    )


@R.rule("list.pressure", "^NUMBER|SLASH n:DIGITS SLASH d:DIGITS u:UNIT")
def blood_pressure(m: Match) -> Outcome:
    """160/100毫米汞柱: the higher one and the lower one."""
    high, low, unit = numeral(m["n"]), numeral(m["d"]), m["u"]
    if high is None or low is None or meaning(unit).unit != "mmHg":
        return None
    return (
        reading(m.start, m["n"].end, m.rule, high, meaning(unit), unit_text=unit.text),
        reading(m["d"].start, m.end, m.rule, low, meaning(unit), unit_text=unit.text),
    )


def _neighbours(first: str, second: str) -> bool:
    return len(first) == len(second) == 1 and int(second) == int(first) + 1


def _plain(token: Token) -> bool:
    """Whether a number is written in figures: in words 三、四 … more often name things."""
    return "ARABIC" in token.senses
