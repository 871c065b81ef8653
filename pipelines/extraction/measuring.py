"""Measuring: dimensions, canonical values, and the units that a table gives to its cells.

Belongs here: what follows from a value and a unit by the registry alone, and the caption 单位：万元 that measures the
bare numbers of its cells.
"""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from pipelines.grammar import phrases
from pipelines.grammar.vocabulary.folding import fold
from schemas import units
from schemas.exact import EXACT
from schemas.tables import SCHEMAS

#: Kinds that have no unit in the warehouse, whatever the grammar says beside them.
_UNITLESS = ("multiple", "number", "fraction", "range", "ordinal", "date", "date_range", "time")
_CANONICAL = ("canonical_value", "canonical_unit", "canonical_exact")


def canonical(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add dimension, canonical_value, canonical_unit, canonical_exact, and `too_large` where that value does not fit.

    Each distinct pair of value and unit is computed once, in exact arithmetic.
    """
    pairs = mentions.select("value", "unit", "kind").unique()
    rows = [_measured(value, unit, kind) for value, unit, kind in pairs.iter_rows()]
    schema = {
        "dimension": pl.String(),
        **{name: SCHEMAS["facts"][name] for name in _CANONICAL},
        "too_large": pl.Boolean(),
    }
    known = pairs.hstack(pl.DataFrame(rows, schema=schema, orient="row"))
    return mentions.join(known, on=["value", "unit", "kind"], how="left", nulls_equal=True, maintain_order="left")


def _measured(
    value: Decimal | None, unit: str | None, kind: str
) -> tuple[str | None, Decimal | None, str | None, bool | None, bool]:
    if unit is None or kind in _UNITLESS:
        return None, None, None, None, False
    code = fold(unit)  # a classifier as written counts in one script
    dimension = units.unit(code).dimension
    if value is None:
        return dimension, None, None, None, False
    try:
        result, canonical_unit, whole = units.canonical(value, code)
    except units.OutOfRange:
        return dimension, None, None, None, True
    return dimension, result, canonical_unit, whole, False


@dataclass(frozen=True, slots=True)
class CaptionUnit:
    """What a caption such as 万元 makes of a bare number."""

    kind: str
    unit: str
    scale: Decimal
    unit_text: str


def caption_unit(text: str) -> CaptionUnit | None:
    """The unit a caption names, or None where it names none: read as if a one stood before it."""
    found = phrases.read(f"1{fold(text)}").readings
    if len(found) != 1 or found[0].value is None or found[0].unit is None or found[0].end != len(text) + 1:
        return None
    return CaptionUnit(found[0].kind, found[0].unit, found[0].value, text)


def measure_cells(mentions: pl.DataFrame, captions: pl.DataFrame) -> pl.DataFrame:
    """Give the bare numbers of table cells the unit of their caption.

    Args:
        mentions: With `block` (row of the block) and the fields of a reading.
        captions: block, text.

    Returns:
        The mentions, with `captioned` true where a unit was inherited; the currency of a bare 元 is still local.
    """
    known = {text: caption_unit(text) for text in captions["text"].unique().to_list()}
    units_of = dict(captions.select("block", "text").iter_rows())
    captioned = [
        kind == "number" and known.get(units_of.get(block, "")) is not None
        for block, kind in mentions.select("block", "kind").iter_rows()
    ]
    if not any(captioned):
        return mentions.with_columns(captioned=pl.lit(value=False))
    rows = mentions.with_columns(captioned=pl.Series(captioned)).to_dicts()
    for row in rows:
        unit = known[units_of[row["block"]]] if row["captioned"] else None
        if unit is None:
            continue
        row.update(kind=unit.kind, unit=unit.unit, unit_text=unit.unit_text)
        for name in ("scale", "value", "low", "high"):
            row[name] = None if row[name] is None else EXACT.multiply(row[name], unit.scale)
        row["precision"] += unit.scale.adjusted()
    return pl.DataFrame(rows, schema=mentions.schema | {"captioned": pl.Boolean()})
