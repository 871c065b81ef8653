"""Rules over a row: what columns of one row say of each other.

Rules over a single column are in its description; rules over many rows are audits. A rule is an expression or function
that is true where the row is sound; null means that it does not apply.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from schemas import units
from schemas.columns import EXACT_PRECISION, EXACT_SCALE
from schemas.exact import EXACT
from schemas.kinds import matrix
from schemas.tables import SCHEMAS

DATES = ("date", "date_range", "time")
DIMENSIONS = {"money": {"money"}, "percent": {"share", "points"}, "temperature": {"temperature", "temperature_f"}}


@dataclass(frozen=True, slots=True)
class RowRule:
    """One rule over a row.

    Attributes:
        code: Of the registry of rules.
        column: The column to blame.
        holds: Frame → one Boolean column, true or null where the row is sound.
    """

    code: str
    column: str
    holds: Callable[[pl.LazyFrame], pl.LazyFrame]


def rule(code: str, column: str, expression: pl.Expr) -> RowRule:
    """Make a rule from an expression."""
    return RowRule(code, column, lambda frame: frame.select(expression))


def exact_rule(code: str, column: str, columns: tuple[str, ...], holds: Callable[..., bool]) -> RowRule:
    """Make a rule from a function in exact arithmetic; it is asked once for each distinct combination of values."""

    def check(frame: pl.LazyFrame) -> pl.LazyFrame:
        rows = frame.select(columns).collect()
        distinct = rows.unique()
        verdicts = pl.Series("holds", [holds(*row) for row in distinct.iter_rows()], dtype=pl.Boolean)
        joined = rows.join(
            distinct.with_columns(verdicts), on=columns, how="left", nulls_equal=True, maintain_order="left"
        )
        return joined.lazy().select("holds")

    return RowRule(code, column, check)


def span(start: str, end: str, chars: str | None = None) -> list[RowRule]:
    """A span is not empty, and as long as its characters."""
    rules = [rule("C05", end, pl.col(start) < pl.col(end))]
    if chars is not None:
        rules.append(rule("C05", chars, pl.col(chars).str.len_chars() == pl.col(end) - pl.col(start)))
    return rules


def together(*columns: str) -> RowRule:
    """Columns are filled together or empty together."""
    first, *rest = (pl.col(column).is_null() for column in columns)
    return rule("C14", columns[-1], pl.all_horizontal(first == other for other in rest))


def kind_matrix() -> list[RowRule]:
    """What `kinds.tsv` says."""
    kind, rules = pl.col("kind"), []
    for column, use in matrix().items():
        empty = pl.col(column).is_null()
        needed = kind.is_in(list(use.required)) | (kind.is_in(list(use.with_value)) & pl.col("value").is_not_null())
        without_value = kind.is_in(list(use.with_value)) & pl.col("value").is_null()
        forbidden = kind.is_in(list(use.forbidden)) | (without_value if column != "precision" else False)
        rules += [rule("C06", column, ~(needed & empty)), rule("C07", column, empty | ~forbidden)]
    return rules


def product(number: Decimal | None, scale: Decimal | None, value: Decimal | None) -> bool:
    """Value = number × scale."""
    return number is None or scale is None or value is None or EXACT.multiply(number, scale) == value


def known_unit(kind: str, code: str | None, per: str | None, dimension: str | None) -> bool:
    """The units exist, and the dimension is the unit's and fits the kind."""
    try:
        if per is not None:
            units.unit(per)
        if code is None or dimension is None:
            return True
        known = units.unit(code)
    except units.UnknownUnit:
        return False
    return dimension == known.dimension and dimension in DIMENSIONS.get(kind, {dimension})


def canonical_follows(
    value: Decimal | None,
    code: str | None,
    result: Decimal | None,
    result_unit: str | None,
    whole: bool | None,  # noqa: FBT001
) -> bool:
    """The canonical value is what exact arithmetic gives; the script of a classifier is left open."""
    if None in {value, code, result, result_unit, whole}:
        return True
    try:
        expected, expected_unit, expected_whole = units.canonical(value or Decimal(), code or "")
    except (units.UnknownUnit, units.OutOfRange):
        return False
    same_unit = result_unit == expected_unit or (
        units.CLASSIFIER.search(expected_unit) is not None and len(result_unit or "") == len(expected_unit)
    )
    return result == expected and whole == expected_whole and same_unit


def multiple_of(value: Decimal | None, power: int | None) -> bool:
    """The value has no digit finer than its precision."""
    if value is None or power is None:
        return True
    within = min(max(power, -EXACT_SCALE), EXACT_PRECISION)  # finer and coarser than any value that is stored
    return EXACT.remainder(value, Decimal((0, (1,), within))) == 0


def fact_rules() -> list[RowRule]:
    """All rules over a fact."""
    low, high, value, start, end = (pl.col(name) for name in ("low", "high", "value", "date_start", "date_end"))
    dated, unresolved = pl.col("kind").is_in(DATES), pl.col("rule").str.starts_with("unresolved")
    given = pl.any_horizontal(value.is_not_null(), low.is_not_null(), high.is_not_null())
    return [
        *span("block_start", "block_end", "surface"),
        *span("char_start", "char_end", "quote"),
        *span("byte_start", "byte_end"),
        *span("metric_start", "metric_end"),
        rule(
            "C05",
            "ext_start",
            (pl.col("ext_start") <= pl.col("block_start")) & (pl.col("ext_end") >= pl.col("block_end")),
        ),
        *kind_matrix(),
        exact_rule("C08", "value", ("number", "scale", "value"), product),
        exact_rule("C09", "unit", ("kind", "unit", "per", "dimension"), known_unit),
        exact_rule(
            "C10",
            "canonical_value",
            ("value", "unit", "canonical_value", "canonical_unit", "canonical_exact"),
            canonical_follows,
        ),
        rule("C11", "value", dated | given),
        rule("C11", "low", (pl.col("kind") != "range") | (low.is_not_null() & high.is_not_null())),
        rule(
            "C11",
            "high",
            pl.all_horizontal(low <= high, low <= value, value <= high),
        ),
        rule("C12", "date_end", start < end),
        rule("C12", "grain", start.is_null() | pl.col("grain").is_not_null()),
        rule("C12", "date_start", ~dated | (start.is_null() == unresolved)),
        exact_rule("C13", "precision", ("value", "precision"), multiple_of),
        together("ext_start", "ext_end"),
        together("byte_start", "byte_end"),
        together("ratio_num", "ratio_den"),
        together("date_start", "date_end"),
        together("metric_block", "metric_start", "metric_end"),
        together("as_of_start", "as_of_end"),
        rule("C12", "as_of_end", pl.col("as_of_start") < pl.col("as_of_end")),
    ]


def rules_of(table: str) -> list[RowRule]:
    """Return the rules over a row of a table."""
    if table == "facts":
        return fact_rules()
    if table == "rejects":
        return [*span("block_start", "block_end", "surface"), *span("char_start", "char_end", "quote")]
    if table == "inheritances":
        return [
            *span("char_start", "char_end", "quote"),
            together("line_no", "char_start", "char_end", "quote"),
            rule("C15", "line_no", pl.col("line_no").is_not_null() | pl.col("rule").str.contains(r"(^|<)source_")),
        ]
    if table == "blocks":
        return [rule("C05", "last_line", pl.col("first_line") <= pl.col("last_line"))]
    ordered = [("byte_start", "byte_end"), ("char_start", "char_end"), ("block_start", "block_end")]
    present = [pair for pair in ordered if set(pair) <= set(SCHEMAS[table])]
    return [rule("C05", end, pl.col(start) <= pl.col(end)) for start, end in present]
