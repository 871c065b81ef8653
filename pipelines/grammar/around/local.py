"""Local meaning: what a unit word means only where it stands.

Belongs here: a bare 元 is the currency of the publication, and so is $ where that is a dollar; the unit of a count is
the classifier as printed, 度 is a degree where the text speaks of temperature, 块 is money where it speaks of prices.
Which words tell is data in `lexicon/nearby.tsv`. Does not belong here: dates, which have a module of their own.
"""

import re
from collections.abc import Callable
from functools import partial

import polars as pl

from pipelines.grammar.around.bare_money import with_bare_money
from pipelines.grammar.engine.readings import LOCAL_CURRENCY
from pipelines.grammar.vocabulary.folding import fold
from pipelines.grammar.vocabulary.nearby import pattern
from pipelines.grammar.vocabulary.words import vocabulary

#: Currencies whose own sign is $; elsewhere it is that of the United States.
_DOLLARS = ("HKD", "TWD", "SGD", "AUD", "CAD", "NZD")
#: How far from an amount a word that decides may stand, in characters.
_REACH, _NEAR, _BEHIND = 24, 8, 6
#: And how far what has been spoken of goes on to be meant where no word is nearer.
_FAR = 96
_CLAUSE_END = re.compile("[。!?;\n]")
_TURNS = frozenset({"90度", "180度", "270度", "360度", "720度"})
_FEW = "一二两三四五六七八九"  # 两度会晤, 四度飞天
#: What a word of several meanings says without a word near by: of anything counted, a piece; of electricity, an hour.
KILOWATT_HOURS, PIECES = ("quantity", "kW.h"), ("count", "块")
#: Unit words that mean something else elsewhere: an amount of them says nothing certain by itself.
AMBIGUOUS = ("度", "块", "塊")
_of_degrees, _of_lumps = partial(pattern, "度"), partial(pattern, "块")


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
    own = currencies.gather(mentions["row"]) if mentions.height else pl.Series([], dtype=pl.String)
    found = with_bare_money(mentions, texts).with_columns(own=own)
    dollars = (pl.col("unit_text") == "$") & pl.col("own").is_in(_DOLLARS)
    found = found.with_columns(
        unit=pl.when(dollars).then(pl.col("unit").str.replace("USD", LOCAL_CURRENCY, literal=True)).otherwise("unit")
    )
    local = pl.col("unit").str.contains(LOCAL_CURRENCY, literal=True).fill_null(value=False)
    found = found.with_columns(unit_from_context=local).with_columns(
        unit=pl.when("unit_from_context")
        .then(pl.col("unit").str.replace(LOCAL_CURRENCY, pl.col("own"), literal=True))
        .otherwise("unit")
    )
    degree = (pl.col("unit_text") == "度") & (pl.col("unit") == "kW.h")
    lump = pl.col("unit_text").eq("块") & pl.col("kind").eq("money") & pl.col("rule").str.contains("measure|range|list")
    found = _told(found.drop("own"), texts, degree, _degree)
    found = _told(found, texts, lump, _lump)
    return found.with_columns(unit_from_context=pl.col("unit_from_context") & pl.col("kind").ne("count"))


#: From what stands before, the amount, and what stands behind, all folded: kind and unit, or None to leave it.
Teller = Callable[[str, str, str], tuple[str, str] | None]


def _told(mentions: pl.DataFrame, texts: pl.Series, which: pl.Expr, tell: Teller) -> pl.DataFrame:
    """Let the words around decide kind and unit of some mentions."""
    asked = mentions.select(which.fill_null(value=False)).to_series()
    if not asked.any():
        return mentions
    found: list[tuple[str, str]] = []
    held, text = -1, ""
    for row, start, end, kind, unit in mentions.filter(asked).select("row", "start", "end", "kind", "unit").iter_rows():
        if row != held:
            held, text = row, texts[row]
        around = text[max(0, start - _FAR) : start], text[start:end], text[end : end + _BEHIND]
        found.append(tell(*map(fold, around)) or (kind, unit))
    places = asked.arg_true()
    return mentions.with_columns(
        mentions[name].scatter(places, pl.Series([each[i] for each in found], dtype=pl.String))
        for i, name in enumerate(("kind", "unit"))
    )


def _degree(before: str, surface: str, behind: str) -> tuple[str, str]:
    """Degrees of warmth, of an angle or of alcohol, kilowatt hours, or how often something was done."""
    said, before = before, before[-_REACH:]
    power, warmth = (
        list(_of_degrees(meaning, "either").finditer(before + surface + behind[:2])) for meaning in ("energy", "warmth")
    )
    angle = list(_of_degrees("angle", "before").finditer(before))
    others = (m.start() for m in (*power, *warmth) if m.start() < len(before))
    if angle and angle[-1].start() > max(others, default=-1):
        return "quantity", "deg"
    if warmth and (not power or power[-1].start() < warmth[-1].start()):
        return "temperature", "Cel"
    if power:
        return KILOWATT_HOURS
    close = before[-_NEAR:] + behind[:4]
    if _of_degrees("angle", "either").search(close) or surface in _TURNS:
        return "quantity", "deg"
    if _is_all(said, behind):
        return "temperature", "Cel"
    few = surface[:-1] in _FEW or _of_degrees("strength", "either").search(close)
    return ("count", "度") if few else _last_spoken_of(said)


def _last_spoken_of(said: str) -> tuple[str, str]:
    """Warmth, where it was spoken of last: 最高气温33度，…，今早最低25.3度; else energy."""
    warmth, energy = (
        max((m.start() for m in _of_degrees(meaning, "either").finditer(said)), default=-1)
        for meaning in ("warmth", "energy")
    )
    return ("temperature", "Cel") if warmth > energy else KILOWATT_HOURS


def _lump(before: str, surface: str, behind: str) -> tuple[str, str] | None:
    """Money where it is spoken of, or where 块 is all the text there is; else pieces: 482块金牌, 26万块光伏板."""
    clause = _CLAUSE_END.split(before[-_REACH:])[-1]
    of_money = (
        _of_lumps("money", "before").search(clause)
        or _of_lumps("money", "behind").match(behind)
        or "块钱" in behind
        or "把" in surface
    )
    return None if of_money or _is_all(before, behind) else PIECES


def _is_all(before: str, behind: str) -> bool:
    """Whether an amount is all the text there is, but for its qualifiers: 36.5度, 至少10块, 三十度以上."""
    words = vocabulary().words
    return all(
        not text or (text in words and side in words[text].senses)
        for text, side in ((before, "BEFORE"), (behind, "AFTER"))
    )
