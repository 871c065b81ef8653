"""Arithmetic of spans of time: which units convert into one another, and how a sum of them is told.

Belongs here: the two chains of units (years and months; weeks to seconds), halves, and the sum of 2小时14分09秒.
Does not belong here: which rows of words are a span (`durations`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pipelines.grammar.amounts.worth import Measure
from pipelines.grammar.numerals.parsing import Numeral, shift
from schemas.exact import EXACT

HALF = Fraction(1, 2)
#: Units that are told in another one: how many of which.
_TOLD_AS: Mapping[str, tuple[int, str]] = {
    "quarter": (3, "mo"),
    "century": (100, "a"),
    "sexagenary": (60, "a"),
    "dekad": (10, "d"),
    "quarter_hour": (15, "min"),
}
#: Each chain from its longest unit; how many of its last one each is.
_CALENDAR: Mapping[str, int] = {"a": 12, "mo": 1}
_CLOCK: Mapping[str, int] = {"wk": 604_800, "d": 86_400, "h": 3600, "min": 60, "s": 1}
_ORDER = (*_CALENDAR, *_CLOCK)
_LONG_AGO = 100
_PLACES = 3  # thousandths of a second, halves of a month


@dataclass(frozen=True, slots=True)
class Piece:
    """One number with one unit of a span."""

    n: Fraction
    unit: str


def measure(code: str) -> Measure:
    """What a unit word says: its unit, and how many of it (刻钟: 15 min)."""
    factor, unit = _TOLD_AS.get(code, (1, code))
    return Measure("duration", unit, Decimal(factor))


def shared(first: Measure, second: Measure) -> tuple[Measure, Measure] | None:
    """Two units told in the smaller one (6个月 to 2年: months); None if none is made of the other."""
    a, b = first.unit or "", second.unit or ""
    for chain in (_CALENDAR, _CLOCK):
        if a in chain and b in chain:
            small = min(a, b, key=lambda unit: chain[unit])
            return _told_in(small, first, chain[a] // chain[small]), _told_in(small, second, chain[b] // chain[small])
    return (first, second) if a == b else None


def _told_in(unit: str, measure: Measure, times: int) -> Measure:
    return Measure(measure.kind, unit, EXACT.multiply(measure.factor, Decimal(times)))


def is_long_ago(left: Numeral, right: Numeral, unit: Measure) -> bool:
    """Whether years are counted back from now, the larger number first: 距今5000至3000年."""
    return unit.unit == "a" and left.floor > right.ceiling >= _LONG_AGO


def piece(n: Fraction, code: str) -> Piece:
    """A number with the code of its word, in the unit that word is told in."""
    factor, unit = _TOLD_AS.get(code, (1, code))
    return Piece(n * factor, unit)


def fall(pieces: Sequence[Piece]) -> bool:
    """Whether the pieces make one span: each is less than one of the unit before it (一周|七天 are two)."""
    if any(p.unit not in _ORDER for p in pieces):
        return False
    places = [_ORDER.index(p.unit) for p in pieces]
    if places != sorted(set(places)):
        return False
    return all(_size(shorter) < _size(Piece(Fraction(1), longer.unit)) for longer, shorter in pairwise(pieces))


def _size(p: Piece) -> Fraction:
    """The piece in the last unit of its chain; between the chains a month is longer than anything of a clock."""
    return p.n * _CALENDAR[p.unit] * 31 * _CLOCK["d"] if p.unit in _CALENDAR else p.n * _CLOCK[p.unit]


def whole(pieces: Sequence[Piece]) -> Piece | None:
    """The sum in the largest unit in which it is whole; in the smallest one where it never is.

    Returns:
        None if months and hours would have to be added.
    """
    chain = _CALENDAR if all(p.unit in _CALENDAR for p in pieces) else _CLOCK
    if any(p.unit not in chain for p in pieces):
        return None
    total = sum((p.n * chain[p.unit] for p in pieces), Fraction(0))
    unit = next((unit for unit, size in chain.items() if (total / size).denominator == 1), [*chain][-1])
    return Piece(total / chain[unit], unit)


def decimal(n: Fraction) -> Decimal | None:
    """The number as a decimal, None if it has more than three places."""
    thousandths = n * 10**_PLACES
    if thousandths.denominator != 1:
        return None
    value = shift(Decimal(thousandths.numerator), -_PLACES).normalize(EXACT)
    return value.quantize(Decimal(1), context=EXACT) if n.denominator == 1 else value
