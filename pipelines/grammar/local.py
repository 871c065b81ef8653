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
_ANGLE = re.compile("[经纬]|角|转|坡|倾斜|方位|弧|视|全景|环绕|翻腾|俯仰")
_NEAR = 8  # how far before a 度 the word of an angle may stand
_TURNS = frozenset({"90度", "180度", "270度", "360度", "720度"})
_FEW = "一二两三四五六七八九"  # 两度会晤, 四度飞天


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
    """What a bare 度 counts: degrees of warmth or of an angle, kilowatt hours, or how often something was done."""
    asked = ((mentions["unit_text"] == "度") & (mentions["unit"] == "kW.h")).fill_null(value=False)
    if not asked.any():
        return mentions
    found: list[tuple[str, str]] = []
    held, text = -1, ""
    for row, start, end in mentions.filter(asked).select("row", "start", "end").iter_rows():
        if row != held:
            held, text = row, texts[row]
        before, behind = text[max(0, start - _REACH) : start], text[end : end + 4]
        found.append(_degree(fold(before), fold(text[start:end]), fold(behind)))
    places = asked.arg_true()
    return mentions.with_columns(
        mentions[name].scatter(places, pl.Series([each[i] for each in found], dtype=pl.String))
        for i, name in enumerate(("kind", "unit"))
    )


def _degree(before: str, surface: str, behind: str) -> tuple[str, str]:
    """Kind and unit of one 度 by the words around it; the nearest one before it decides."""
    power, warmth = (list(p.finditer(before + surface + behind[:2])) for p in (_POWER, _TEMPERATURE))
    if warmth and (not power or power[-1].start() < warmth[-1].start()):
        return "temperature", "Cel"
    if power:
        return "quantity", "kW.h"
    if _ANGLE.search(before[-_NEAR:] + behind) or surface in _TURNS:
        return "quantity", "deg"
    return ("count", "度") if surface[:-1] in _FEW else ("quantity", "kW.h")
