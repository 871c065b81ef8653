"""What goes on across a mark that ends a phrase: 第五、六集 and 打击率.301.

Belongs here: mentions that the characters right before them make something else than they are alone. Does not belong
here: what becomes a refusal (`context`), and lists in figures, which are phrases (`lists`, `numbers`).
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar.numerals.parsing import shift
from pipelines.grammar.points import Ints, characters
from pipelines.grammar.vocabulary.nearby import pattern

_COMMA, _POINT, _OPEN = map(ord, "、.(")
#: What a weekday begins with, folded.
_WEEK = tuple(map(ord, "周星礼"))
_OF_A_RATE = pattern(".", "rate", "before")
_REACH = 8
#: A rate of sports is told in thousandths, without the 0 before its point.
_PLACES = 3


def with_what_goes_on(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """Read what goes on behind a comma or a point as what it is.

    Args:
        mentions: row, start, end, kind, rule, value, …
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.
    """
    return _weekdays(_rates(_ordinals(mentions, codes, offsets), codes, offsets), codes, offsets)


def _ordinals(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """第五、六集: what is counted behind the comma is the next of a row."""
    before = {name: pl.col(name).shift(1) for name in ("row", "end", "rule", "value")}
    listed = (
        (pl.col("kind") == "count")
        & (before["rule"] == "ordinal.bare")
        & (before["row"] == pl.col("row"))
        & (before["end"] + 1 == pl.col("start"))
        & (before["value"] < pl.col("value"))
    )
    asked = mentions.with_row_index("at").filter(listed).select("at", "row", "start")
    comma = codes[offsets[asked["row"].to_numpy()] + asked["start"].to_numpy() - 1] == _COMMA
    places = asked["at"].to_numpy()[comma]
    if not len(places):
        return mentions
    moved = pl.Series(np.isin(np.arange(mentions.height), places))
    return mentions.with_columns(
        kind=pl.when(moved).then(pl.lit("ordinal")).otherwise("kind"),
        rule=pl.when(moved).then(pl.lit("ordinal.continued")).otherwise("rule"),
    )


def _rates(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """打击率.301: the point is the beginning of the number."""
    bare = (pl.col("rule") == "number") & (pl.col("end") - pl.col("start") == _PLACES) & (pl.col("start") > 1)
    asked = mentions.with_row_index("at").filter(bare).select("at", "row", "start")
    point = codes[offsets[asked["row"].to_numpy()] + asked["start"].to_numpy() - 1] == _POINT
    places = [
        at
        for at, row, start in asked.filter(pl.Series(point)).iter_rows()
        if _OF_A_RATE.search(characters(codes[offsets[row] + max(0, start - 1 - _REACH) : offsets[row] + start - 1]))
    ]
    if not places:
        return mentions
    rates = mentions[places].select(
        pl.col("start") - 1,
        pl.lit("number.of_a_rate").alias("rule"),
        *(
            pl.Series(name, [shift(n, -_PLACES) for n in mentions[places, name]], dtype=mentions[name].dtype)
            for name in ("number", "value")
        ),
        pl.Series("precision", [-_PLACES] * len(places), dtype=mentions["precision"].dtype),
    )
    return mentions.with_columns(mentions[name].scatter(places, rates[name]) for name in rates.columns)


def _weekdays(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """周三（5日）: the day in the brackets says which one is meant."""
    behind = {name: pl.col(name).shift(-1) for name in ("row", "start", "rule", "moment")}
    told = (
        (pl.col("rule") == "date.day")
        & behind["rule"].is_in(["date.day", "date.bare_day"])
        & (behind["row"] == pl.col("row"))
        & (behind["start"] == pl.col("end") + 1)
    )
    asked = mentions.with_row_index("at").filter(told).select("at", "row", "start", "end")
    base = offsets[asked["row"].to_numpy()]
    weekday = np.isin(codes[base + asked["start"].to_numpy()], _WEEK) & (codes[base + asked["end"].to_numpy()] == _OPEN)
    places = asked["at"].to_numpy()[weekday]
    if not len(places):
        return mentions
    moved = pl.Series(np.isin(np.arange(mentions.height), places))
    return mentions.with_columns(
        moment=pl.when(moved).then(behind["moment"]).otherwise("moment"),
        rule=pl.when(moved).then(pl.lit("date.weekday_told")).otherwise("rule"),
    )
