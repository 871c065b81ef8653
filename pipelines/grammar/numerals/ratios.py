"""Ratios: a quotient as a decimal.

Belongs here: the one place where the grammar rounds. A quotient without a finite form is rounded half-even at 12
places, as the warehouse holds it, and told to fifteen digits where it is printed.
"""

from decimal import Context, Decimal
from fractions import Fraction

from pipelines.grammar.numerals.parsing import shift

PLACES = 12
_PRINTED = Context(prec=15)


def quotient(ratio: Fraction) -> tuple[Decimal, int]:
    """A ratio as a decimal, half-even at 12 places, and its precision."""
    rounded = round(ratio * 10**PLACES)
    value = shift(Decimal(rounded), -PLACES)
    trimmed = Decimal(format(value, "f").rstrip("0").rstrip(".")) if rounded % 10 == 0 else value
    exponent = trimmed.as_tuple().exponent
    return trimmed, exponent if isinstance(exponent, int) else 0


def printed(num: Decimal, den: Decimal) -> Decimal:
    """A ratio to fifteen digits, as many as programs commonly print."""
    return _PRINTED.divide(num, den)
