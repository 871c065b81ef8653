"""Distinct phrases as tables: every phrase of a column of texts is read once, and those of one form together.

Belongs here: the columns of what is found, and the way from phrases to rows. Does not belong here: where the phrases
stand (`reading`), what they mean (`phrases`).
"""

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

import polars as pl

from pipelines.garbage import uncollected
from pipelines.grammar import phrases
from pipelines.grammar.calendar.moments import Moment
from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.forms import NUMBER, factor, forms
from schemas.exact import EXACT

#: Columns of what is found, apart from the place: those of a reading.
DECIMALS = ("number", "scale", "value", "low", "high", "ratio_num", "ratio_den")
_PLACE_AND_KIND = ("start", "end", "ext_start", "ext_end", "kind", "rule")
_FIELDS = (*_PLACE_AND_KIND, *DECIMALS, "scale_text", "precision", "unit_text", "unit", "per", "qualifier")
values = attrgetter(*_FIELDS)
_decimals = attrgetter(*DECIMALS)
_EXACT_TYPE = pl.Decimal(38, 12)
_LIMIT, _PLACES = 26, 12

MENTION_SCHEMA: dict[str, pl.DataType] = (
    {name: pl.Int64() for name in ("start", "end", "ext_start", "ext_end")}
    | {"kind": pl.String(), "rule": pl.String()}
    | dict.fromkeys(DECIMALS, _EXACT_TYPE)
    | {
        "scale_text": pl.String(),
        "precision": pl.Int32(),
        "unit_text": pl.String(),
        "unit": pl.String(),
        "per": pl.String(),
    }
    | {"qualifier": pl.String(), "moment": pl.Int64(), "wide": pl.Int64()}
)
REFUSAL_SCHEMA: dict[str, pl.DataType] = {
    "start": pl.Int64(),
    "end": pl.Int64(),
    "reason": pl.String(),
    "rule": pl.String(),
}
_ID: dict[str, pl.DataType] = {"id": pl.UInt32()}
_FACTOR: dict[str, pl.DataType] = {"factor": pl.Boolean()}


@dataclass(frozen=True, slots=True)
class Tables:
    """What distinct phrases say.

    Attributes:
        mentions: `id` of the phrase and the columns of MENTION_SCHEMA, offsets in the phrase.
        refusals: `id` and the columns of REFUSAL_SCHEMA.
        moments: The distinct dates as written; the column `moment` points here.
        wide: Readings whose numbers do not fit DECIMAL(38, 12); the column `wide` points here.
    """

    mentions: pl.DataFrame
    refusals: pl.DataFrame
    moments: tuple[Moment, ...]
    wide: tuple[Reading, ...]


@uncollected()
def tables(distinct: pl.DataFrame) -> Tables:
    """Read each distinct phrase: its readings, its refusals, and the dates among them.

    Args:
        distinct: Columns `id`, `phrase`, `whole`, `remark`.
    """
    held: list[tuple[object, ...]] = []
    refused: list[tuple[object, ...]] = []
    moments: dict[Moment, int] = {}
    wide: list[Reading] = []
    models: dict[tuple[str, bool, bool], int | None] = {}  # by form: the phrase whose readings do for all
    alike: list[tuple[int, int]] = []
    rows = distinct.select("id", "phrase", "whole", "remark").iter_rows()
    for (number, phrase, whole, remark), form in zip(rows, forms(distinct["phrase"]).to_list(), strict=True):
        key = form, whole, remark
        model = models.get(key)
        if model is not None:
            alike.append((number, model))
            continue
        found = phrases.read(phrase, whole=whole, remark=remark)
        fits = [_fits(reading) for reading in found.readings]
        takes = None
        if key not in models:
            takes = factor(phrase, found) if form != phrase and all(fits) else None
            models[key] = None if takes is None else number
        for at, (reading, fit) in enumerate(zip(found.readings, fits, strict=True)):
            moment = None if reading.moment is None else moments.setdefault(reading.moment, len(moments))
            if fit:
                held.append((number, *values(reading), moment, None, at == takes))
            else:
                held.append((number, *values(reading.but(**dict.fromkeys(DECIMALS))), moment, len(wide), False))
                wide.append(reading)
        refused.extend([(number, f.start, f.end, f.reason, f.rule) for f in found.refusals])
    mentions = _frame(held, _ID | MENTION_SCHEMA | _FACTOR)
    refusals = _frame(refused, _ID | REFUSAL_SCHEMA)
    copies = pl.DataFrame(alike, schema={"id": pl.UInt32, "model": pl.UInt32}, orient="row")
    filled = _filled(_copied(copies, mentions).join(distinct.select("id", "phrase"), on="id", maintain_order="left"))
    return Tables(
        pl.concat([mentions, filled.select(mentions.columns)]).drop("factor"),
        pl.concat([refusals, _copied(copies, refusals)]),
        tuple(moments),
        tuple(wide),
    )


def _frame(rows: list[tuple[object, ...]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Rows as a table; column by column, which is a third faster than row by row."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema)


def _copied(copies: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """The rows of the models, for the phrases of their forms."""
    return copies.join(table.rename({"id": "model"}), on="model", how="inner", maintain_order="left_right").select(
        table.columns
    )


def _filled(copied: pl.DataFrame) -> pl.DataFrame:
    """Put the numbers of their own phrases into copied rows.

    Args:
        copied: The columns of MENTION_SCHEMA, `factor` and `phrase`.
    """
    written = copied.filter("factor").select("scale", text=pl.col("phrase").str.extract(f"({NUMBER})"))
    numbers = [Decimal(text.replace(",", "")) for text in written["text"]]
    multiplied = [EXACT.multiply(number, scale) for number, scale in zip(numbers, written["scale"], strict=True)]
    places = copied["factor"].arg_true()
    return copied.with_columns(
        number=copied["number"].scatter(places, pl.Series(numbers, dtype=_EXACT_TYPE)),
        value=copied["value"].scatter(places, pl.Series(multiplied, dtype=_EXACT_TYPE)),
    )


def _last_place(number: Decimal) -> int:
    """The power of ten of the last digit that is not an idle zero."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_PLACES:
        exponent = number.normalize(EXACT).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _fits(reading: Reading) -> bool:
    """Whether every number of a reading fits DECIMAL(38, 12)."""
    for number in _decimals(reading):
        if number and (number.adjusted() >= _LIMIT or _last_place(number) < -_PLACES):
            return False
    return True
