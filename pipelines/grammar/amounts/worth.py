"""Amounts: what a number and a unit say together.

Belongs here: the meaning of one unit word beside a number (its kind, its code, its factor), and the helpers with
which the productions of `money`, `measures`, `rates` and `ranges` build readings. Does not belong here: patterns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.readings import LOCAL_CURRENCY, Reading
from pipelines.grammar.numerals import parsing as numerals
from pipelines.grammar.numerals.parsing import NotANumeral, Numeral
from schemas.exact import EXACT
from schemas.units import registry

#: Any word that may stand behind a number as its unit.
MEASURE = "MONEY_UNIT|CURRENCY|PERCENT|TENTH|DISCOUNT|TIMES|UNIT|SPAN|CLASSIFIER"
#: What a rate may be counted per.
BASE = "UNIT|CLASSIFIER|SPAN"

HALF, ONE, TEN = Decimal("0.5"), Decimal(1), Decimal(10)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit word understood: kind of the fact, code of the unit, and what one of it is worth in that unit."""

    kind: str
    unit: str | None
    factor: Decimal = ONE


def measure(senses: Mapping[str, str], text: str) -> Measure:  # noqa: PLR0911 -- one line a class of unit, in order of precedence
    """The meaning of a unit word.

    A word of several classes (分: money, minutes, points) takes the first that fits here; productions that know
    better do not ask.
    """
    if "PERCENT" in senses:
        return Measure("percent", senses["PERCENT"])
    if "TENTH" in senses or "DISCOUNT" in senses:
        return Measure("percent", "%", TEN)
    if "TIMES" in senses:
        return Measure("multiple", "倍")
    if "CURRENCY" in senses:
        return Measure("money", senses["CURRENCY"])
    if "MONEY_UNIT" in senses and not ("CLASSIFIER" in senses and "MINUTE_MARK" in senses):
        factor, _, currency = senses["MONEY_UNIT"].partition(" ")
        return Measure("money", currency or LOCAL_CURRENCY, Decimal(factor))
    if "UNIT" in senses:
        unit = senses["UNIT"]
        if "/" in unit:
            return Measure("rate", unit)
        return Measure("temperature" if _dimension(unit) == "temperature" else "quantity", unit)
    if "SPAN" in senses and "CLASSIFIER" not in senses:
        return Measure("duration", senses["SPAN"])
    return Measure("count", text)


def meaning(token: Token) -> Measure:
    """What the unit word of a match means."""
    return measure(token.senses, token.text)


@lru_cache(maxsize=4096)
def _dimension(unit: str) -> str | None:
    known = registry().get(unit)
    return None if known is None else known.dimension


def base_unit(token: Token) -> str:
    """The code of the base of a rate: 吨 → t, 股 → 股, 小时 → h."""
    return token.senses.get("UNIT") or token.senses.get("SPAN") or token.text


def numeral(token: Token, *, negative: bool = False) -> Numeral | None:
    """The numeral of a token, or None if its characters form none."""
    try:
        return numerals.parse(f"-{token.text}" if negative else token.text)
    except NotANumeral:
        return None


def reading(  # noqa: PLR0913 -- the parts of a reading
    start: int,
    end: int,
    rule: str,
    n: Numeral,
    meaning: Measure,
    *,
    unit_text: str | None = None,
    per: str | None = None,
) -> Reading:
    """One number with one unit."""
    kind, unit = meaning.kind, meaning.unit
    if per is not None:
        kind, unit = "rate", f"{unit}/{per}"
    factor = meaning.factor
    scale = EXACT.multiply(numerals.shift(ONE, n.exponent), factor)
    return Reading(
        start, end, kind, rule,
        number=n.number,
        scale=None if n.number is None else scale,
        scale_text=n.scale_text or None,
        value=None if n.number is None else EXACT.multiply(n.number, scale),
        low=None if n.low is None else EXACT.multiply(n.low, factor),
        high=None if n.high is None else EXACT.multiply(n.high, factor),
        precision=n.precision + places(factor),
        unit_text=unit_text,
        unit=unit,
        qualifier="over" if n.more else "approx" if n.about or n.low is not None else "exact",
    )  # fmt: skip


def between(  # noqa: PLR0913, PLR0917 -- the parts of a reading
    start: int,
    end: int,
    rule: str,
    left: Numeral,
    right: Numeral,
    meanings: tuple[Measure, Measure],
    *,
    unit_text: str | None = None,
    per: str | None = None,
) -> Reading | None:
    """From one number to another; None if the two do not belong together or fall."""
    first, second = meanings
    if (first.kind, first.unit) != (second.kind, second.unit):
        return None
    low, high = EXACT.multiply(left.floor, first.factor), EXACT.multiply(right.ceiling, second.factor)
    if low > high:
        return None
    kind, unit = second.kind, second.unit
    if per is not None:
        kind, unit = "rate", f"{unit}/{per}"
    precision = min(left.precision + places(first.factor), right.precision + places(second.factor))
    return Reading(start, end, kind, rule, low=low, high=high, precision=precision, unit_text=unit_text, unit=unit)


def share_scale(left: Numeral, right: Numeral) -> Numeral:
    """The left side of a range with the scale it shares with the right one: 2至3亿, 三到五万; not 6000至1万."""
    if left.number is None or right.number is None or left.exponent or right.number <= left.number:
        return left
    return scaled_like(left, right) if right.exponent else left


def scaled_like(n: Numeral, other: Numeral) -> Numeral:
    """A number with the scale of another one."""
    return Numeral(n.number, other.exponent, other.scale_text, n.precision + other.exponent, more=n.more)


def places(factor: Decimal) -> int:
    """The power of ten of the last digit of a factor: -2 for 0.01, 1 for 10, 0 for 15."""
    exponent = factor.normalize(EXACT).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
