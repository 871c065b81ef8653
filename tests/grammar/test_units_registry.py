"""Every factor of the registry is the one of pint, or of the standard that is named for it."""

from fractions import Fraction
from pathlib import Path

import pint
import pytest

from pipelines.grammar import lexicon
from schemas import units

SOURCES = {row["code"]: row for row in lexicon.read("unit_sources", Path(__file__).parent)}
REGISTRY = units.registry()
MONEY = {code for code, unit in REGISTRY.items() if unit.dimension == "money"}
PINT: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction)
POINTS = (Fraction(0), Fraction(1), Fraction(-40), Fraction(100))


def parts(code: str) -> list[str]:
    """Return the listed units that a compound code with one `/` divides; none where a part is not listed."""
    found = code.split("/")
    return found if len(found) == 2 and all(part in REGISTRY for part in found) else []


def test_every_unit_but_the_currencies_names_where_its_factor_comes_from() -> None:
    assert set(SOURCES) == set(REGISTRY) - MONEY
    assert [code for code, row in SOURCES.items() if bool(row["pint"]) == bool(row["source"])] == []


def test_most_factors_are_compared_with_pint() -> None:
    assert sum(bool(row["pint"]) for row in SOURCES.values()) >= 230


@pytest.mark.parametrize("code", [code for code, row in SOURCES.items() if row["pint"]])
def test_pint_converts_alike(code: str) -> None:
    unit = REGISTRY[code]
    measured, canonical = PINT.parse_expression(SOURCES[code]["pint"]), SOURCES[unit.canonical]["pint"]
    if unit.dimension == "temperature":
        for value in POINTS:
            assert PINT.Quantity(value, measured.units).to(canonical).magnitude == value * unit.factor + unit.offset
    else:
        ratio = measured.to_base_units() / PINT.parse_expression(canonical).to_base_units()
        assert ratio.dimensionless
        assert Fraction(ratio.magnitude) == unit.factor
        assert unit.offset == 0


@pytest.mark.parametrize("code", [code for code in REGISTRY if parts(code)])
def test_a_compound_unit_is_worth_what_its_parts_are(code: str) -> None:
    upper, lower = (REGISTRY[part] for part in parts(code))
    canonical = REGISTRY[code].canonical
    reference = [REGISTRY[part] for part in parts(canonical)] or None
    assert reference is not None, f"{canonical} is no compound of listed units"
    assert REGISTRY[code].factor == (upper.factor / lower.factor) / (reference[0].factor / reference[1].factor)


def test_factors_are_written_in_lowest_terms() -> None:
    for row in lexicon.read("units", units.PATH.parent):
        fraction = Fraction(int(row["factor_num"]), int(row["factor_den"]))
        assert (str(fraction.numerator), str(fraction.denominator)) == (row["factor_num"], row["factor_den"]), row[
            "code"
        ]


def test_a_dimension_with_several_canonical_units_holds_only_what_never_converts() -> None:
    canonical: dict[str, set[str]] = {}
    for unit in REGISTRY.values():
        canonical.setdefault(unit.dimension, set()).add(unit.canonical)
    assert [dimension for dimension, codes in canonical.items() if len(codes) > 1] == ["money"]
    assert all(REGISTRY[code].canonical == code for code in MONEY)


@pytest.mark.parametrize(
    ("code", "canonical", "factor"),
    [
        ("mu", "m2", Fraction(2000, 3)),
        ("hm2", "m2", Fraction(10_000)),
        ("MW.h", "kW.h", Fraction(1000)),
        ("J", "kW.h", Fraction(1, 3_600_000)),
        ("jin", "kg", Fraction(1, 2)),
        ("kn", "m/s", Fraction(463, 900)),
        ("a", "mo", Fraction(12)),
        ("wk", "s", Fraction(604_800)),
        ("bp", "pp", Fraction(1, 100)),
        ("‰", "%", Fraction(1, 10)),
        ("TWD", "TWD", Fraction(1)),
    ],
)
def test_the_units_that_news_prints_most_are_what_readers_expect(code: str, canonical: str, factor: Fraction) -> None:
    assert (REGISTRY[code].canonical, REGISTRY[code].factor) == (canonical, factor)
