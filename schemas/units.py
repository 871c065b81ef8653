"""The registry of units, and exact conversion.

`units.tsv` lists the units. A code with a `/` that is not listed is composed of its parts (`CNY/kW.h`, `ug/m3`), and a
code in Chinese that is not listed is a classifier: it counts, and is its own canonical unit. The script of a
classifier is not decided here: whoever asks for the canonical unit of 個 asks for 个.

All arithmetic is rational, so that nothing is rounded but a result that has no finite form.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from math import lcm
from pathlib import Path
from types import MappingProxyType
from typing import Self

from schemas import tsv
from schemas.columns import EXACT_PRECISION, EXACT_SCALE

PATH = Path(__file__).with_name("units.tsv")
COLUMNS = ("code", "dimension", "factor_num", "factor_den", "offset", "canonical", "title")
COUNT = "count"
CLASSIFIER = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
SHIFT = 10**EXACT_SCALE
LIMIT = 10**EXACT_PRECISION
REGISTERED, COMPOSED, COUNTED = "registry", "composed", "classifier"


class UnknownUnit(ValueError):  # noqa: N818  it reads as what it is at the place it is raised
    """A code is neither listed, nor composed of listed units, nor a classifier."""


class OutOfRange(ValueError):  # noqa: N818
    """A number does not fit 38 digits, 12 of them decimals."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: canonical = value × factor + offset.

    Attributes:
        code: As in facts.
        dimension: What it measures; of a composed unit `money/energy`.
        factor: Canonical units in one of it.
        offset: Canonical value of its zero.
        canonical: Code of the canonical unit.
        title: Its name.
        origin: registry, composed or classifier.
    """

    code: str
    dimension: str
    factor: Fraction
    offset: Fraction
    canonical: str
    title: str
    origin: str = REGISTERED

    @property
    def whole(self) -> tuple[int, int, int]:
        """Whole numbers a, b, d for which canonical = (value × a + b) ÷ d."""
        below = lcm(self.factor.denominator, self.offset.denominator)
        return int(self.factor * below), int(self.offset * below), below

    def per(self, other: Self) -> "Unit":
        """Compose this unit per another; an offset means nothing in a difference, so it falls away."""
        return Unit(
            f"{self.code}/{other.code}",
            f"{self.dimension}/{other.dimension}",
            self.factor / other.factor,
            Fraction(),
            f"{self.canonical}/{other.canonical}",
            f"{self.title} / {other.title}",
            COMPOSED,
        )


@cache
def registry() -> MappingProxyType[str, Unit]:
    """Return code → unit of every listed unit.

    Raises:
        tsv.TableError: A row has a bad number, a code stands twice, or a canonical unit is not one.
    """
    units: dict[str, Unit] = {}
    for row in tsv.rows(PATH, COLUMNS):
        code = row["code"]
        try:
            factor = Fraction(row["factor_num"] or "1") / Fraction(row["factor_den"] or "1")
            offset = Fraction(row["offset"] or "0")
        except (ValueError, ZeroDivisionError) as error:
            message = f"{PATH.name}, unit {code}: factors and offset are whole numbers, decimals or a/b: {error}"
            raise tsv.TableError(message) from error
        if code in units or factor <= 0 or not row["dimension"]:
            message = f"{PATH.name}, unit {code}: stands twice, has no dimension, or its factor is not positive"
            raise tsv.TableError(message)
        units[code] = Unit(code, row["dimension"], factor, offset, row["canonical"] or code, row["title"])
    for item in units.values():
        target = units.get(item.canonical)
        if target is None or target.dimension != item.dimension or target.whole != (1, 0, 1):
            message = f"{PATH.name}, unit {item.code}: {item.canonical} is no canonical unit of {item.dimension}"
            raise tsv.TableError(message)
    return MappingProxyType(units)


@lru_cache(maxsize=65536)
def unit(code: str) -> Unit:
    """Return a unit: listed, composed, or a classifier.

    Raises:
        UnknownUnit: It is none of these.
    """
    listed = registry().get(code)
    if listed is not None:
        return listed
    upper, slash, lower = code.rpartition("/")
    if slash and upper and lower:
        composed = unit(upper).per(unit(lower))
        known = registry().get(composed.canonical)  # m/s is listed as a speed: then km/min is one too
        if known is None:
            return composed
        return Unit(
            code,
            known.dimension,
            composed.factor * known.factor,
            known.offset,
            known.canonical,
            composed.title,
            COMPOSED,
        )
    if CLASSIFIER.search(code):
        return Unit(code, COUNT, Fraction(1), Fraction(), code, code, COUNTED)
    message = f"unit {code!r} is not in {PATH.name}, not composed of units with `/`, and no classifier"
    raise UnknownUnit(message)


def to_decimal(number: Fraction) -> tuple[Decimal, bool]:
    """Round half-even at 12 places.

    Returns:
        The decimal, and whether it is exact.

    Raises:
        OutOfRange: It has more than 26 digits before the point.
    """
    shifted = number * SHIFT
    rounded = round(shifted)
    if abs(rounded) >= LIMIT:
        message = f"{rounded} × 10^-{EXACT_SCALE} does not fit DECIMAL({EXACT_PRECISION}, {EXACT_SCALE})"
        raise OutOfRange(message)
    # built from text: the arithmetic of Decimal would round to the precision of the context
    return Decimal(f"{rounded}E-{EXACT_SCALE}"), shifted.denominator == 1


@lru_cache(maxsize=1 << 16)  # asked when a fact is found, when it is stored and when it is audited
def canonical(value: Decimal, code: str) -> tuple[Decimal, str, bool]:
    """Express a value in the canonical unit of its dimension.

    Args:
        value: In the unit.
        code: The unit; a classifier in simplified script.

    Returns:
        The canonical value, the canonical unit, and whether nothing was rounded.

    Raises:
        UnknownUnit: There is no such unit.
        OutOfRange: The result does not fit.
    """
    known = unit(code)
    result, whole = to_decimal(Fraction(value) * known.factor + known.offset)
    return result, known.canonical, whole


def convert(value: Decimal, from_code: str, to_code: str) -> Decimal | None:
    """Convert between two units of one dimension, rounded half-even at 12 places; None where they are of two.

    Raises:
        UnknownUnit: There is no such unit.
        OutOfRange: The result does not fit.
    """
    source, target = unit(from_code), unit(to_code)
    if source.canonical != target.canonical:
        return None
    exact = (Fraction(value) * source.factor + source.offset - target.offset) / target.factor
    return to_decimal(exact)[0]
