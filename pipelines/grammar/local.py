"""Local meaning: what a unit word means only where it stands.

Belongs here: a bare 元 is the currency of the publication, the unit of a count is the classifier as printed, 度 is a
degree where the text speaks of temperature. Does not belong here: dates, which have a module of their own.
"""

import re

import polars as pl

from pipelines.grammar.folding import fold
from pipelines.grammar.readings import LOCAL_CURRENCY

#: How far before a 度 the word that decides it may stand, in characters.
_REACH = 24
_TEMPERATURE = re.compile(r"[气水体室低高降升]温|温度|度数|热|冷|暖|寒|发烧|摄氏|℃|凉")
_POWER = re.compile(r"电|千瓦|能耗")


def locate(mentions: pl.DataFrame, texts: pl.Series, currencies: pl.Series) -> pl.DataFrame:
    """Decide what is local.

    Args:
        mentions: As `reading.read` gives them.
        texts: The texts they stand in.
        currencies: For each text, what a bare 元 is.

    Returns:
        The same mentions with final kinds and units, and `unit_from_context`: true where the currency is the
        publication's.
    """
    local = pl.col("unit").str.contains(LOCAL_CURRENCY, literal=True).fill_null(value=False)
    own = currencies.gather(mentions["row"]) if mentions.height else pl.Series([], dtype=pl.String)
    found = mentions.with_columns(unit_from_context=local, own=own).with_columns(
        unit=pl.when("unit_from_context")
        .then(pl.col("unit").str.replace(LOCAL_CURRENCY, pl.col("own"), literal=True))
        .otherwise("unit")
    )
    return _degrees(found.drop("own"), texts)


def _degrees(mentions: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """度 after words of temperature is a degree Celsius."""
    asked = ((mentions["unit_text"] == "度") & (mentions["unit"] == "kW.h")).fill_null(value=False)
    if not asked.any():
        return mentions
    warm = []
    for row, start, end in mentions.filter(asked).select("row", "start", "end").iter_rows():
        near = fold(texts[row][max(0, start - _REACH) : end + 2])
        power, warmth = (list(p.finditer(near)) for p in (_POWER, _TEMPERATURE))
        warm.append(bool(warmth) and (not power or power[-1].start() < warmth[-1].start()))
    flags = pl.Series([False] * mentions.height, dtype=pl.Boolean).scatter(asked.arg_true(), warm)
    return mentions.with_columns(
        kind=pl.when(flags).then(pl.lit("temperature")).otherwise("kind"),
        unit=pl.when(flags).then(pl.lit("Cel")).otherwise("unit"),
    )
