"""Dating: the mentions of a column of texts, each date resolved in its own text.

Belongs here: carrying the previous date of a text on to the next one. Does not belong here: how a date is resolved
(`resolution`).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import polars as pl

from pipelines.grammar.calendar.moments import Moment
from pipelines.grammar.calendar.resolution import Around, Context, Resolved, is_base, looks_at, resolved

SCHEMA: dict[str, pl.DataType] = {
    "date_start": pl.Datetime("us"),
    "date_end": pl.Datetime("us"),
    "grain": pl.String(),
    "date_rule": pl.String(),
    "inherited": pl.List(pl.String()),
    "previous": pl.Int64(),
}


#: What a date that is none here is instead.
_OTHERWISE = ("duration", "ordinal")
#: What a span of time has and a date has not.
_OF_A_SPAN = ("number", "scale", "value", "low", "high", "precision", "unit_text", "unit")


def date(
    mentions: pl.DataFrame,
    moments: Sequence[Moment],
    published: Sequence[datetime | None],
    jurisdictions: Sequence[str],
    remarks: Sequence[bool] | None = None,
) -> pl.DataFrame:
    """Resolve every date of a table of mentions.

    Args:
        mentions: As `reading.read` gives them, sorted by row and start.
        moments: What the column `moment` points to.
        published: For each text, the date line it is read against.
        jurisdictions: For each text, where it is from.
        remarks: For each text, whether it is a remark; left out where none is.

    Returns:
        The mentions with date_start, date_end, grain, date_rule (how it was resolved; null where there is no date),
        inherited (`year<published` …)
        and previous: the index of the mention that lent a part.
    """
    known = mentions["moment"].is_not_null()
    indices = known.arg_true().to_list()
    told = [(looks_at(moment), is_base(moment)) for moment in moments]
    seen: dict[tuple[int, Around], Resolved] = {}
    dates: list[Resolved] = []
    lenders: list[int | None] = []
    last_row, previous, previous_index = -1, None, None
    for index, row, moment in zip(
        indices, mentions["row"].filter(known).to_list(), mentions["moment"].filter(known).to_list(), strict=True
    ):
        if row != last_row:
            last_row, previous, previous_index = row, None, None
        said = remarks is not None and remarks[row]
        looks, only_compared = told[moment]
        around = looks.of(Context(published[row], previous, jurisdictions[row], said))
        found = seen.get((moment, around)) or seen.setdefault((moment, around), resolved(moments[moment], *around))
        dates.append(found)
        lenders.append(previous_index if _has_borrowed(found.inherited) else None)
        if found.start is not None and found.end is not None and not only_compared:
            previous, previous_index = found, index
    place = mentions.select(pl.when(known).then(known.cum_sum() - 1)).to_series()
    columns = _columns(dates).with_columns(pl.Series("previous", lenders, dtype=SCHEMA["previous"]))
    return _spans_of_years(mentions.with_columns(columns.select(pl.all().gather(place))))


@cache
def _has_borrowed(inherited: tuple[str, ...]) -> bool:
    """Whether a part of a date came from the one before it; there are few ways to inherit."""
    return any(source.endswith("<previous") for source in inherited)


def _columns(resolved: Sequence[Resolved]) -> pl.DataFrame:
    """Resolved dates as columns; what was inherited is the same few lists again and again."""
    lists: dict[tuple[str, ...], int] = {}
    which = [lists.setdefault(found.inherited, len(lists)) for found in resolved]
    inherited = pl.Series("inherited", [list(sources) for sources in lists], dtype=SCHEMA["inherited"])
    return pl.DataFrame(
        {
            "date_start": pl.Series([found.start for found in resolved], dtype=SCHEMA["date_start"]),
            "date_end": pl.Series([found.end for found in resolved], dtype=SCHEMA["date_end"]),
            "grain": pl.Series([found.grain for found in resolved], dtype=SCHEMA["grain"]),
            "date_rule": pl.Series([found.rule for found in resolved], dtype=SCHEMA["date_rule"]),
            "inherited": inherited.gather(pl.Series(which, dtype=pl.UInt32)),
        }
    )


def _spans_of_years(dated: pl.DataFrame) -> pl.DataFrame:
    """108年 was read both as a year of the Republic and as 108 years, 第三季 as a quarter and as the third season.

    Keep the one that holds here.
    """
    is_span = pl.col("date_rule").is_in([f"unresolved.{kind}" for kind in _OTHERWISE]).fill_null(value=False)
    is_date = pl.col("moment").is_not_null() & ~is_span
    return dated.with_columns(
        pl.when(is_span).then(pl.col("date_rule").str.strip_prefix("unresolved.")).otherwise("kind").alias("kind"),
        *(pl.when(is_date).then(None).otherwise(name).alias(name) for name in _OF_A_SPAN),
        *(pl.when(is_span).then(None).otherwise(name).alias(name) for name in ("moment", "date_rule")),
    )
