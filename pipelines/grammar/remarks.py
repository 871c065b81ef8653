"""Remarks: the texts that are said to someone rather than printed: a question, a note, a title.

Belongs here: how a remark is told from prose. Does not belong here: what is read in it, which `dates` puts in order.

In a remark the moment of writing is near: 三天后 is a day, 明天上午 has hours, 5月1日之前 is all the time before, a
festival is a date, and a lone 四 a number. In prose these are a span of time, a day, a day, a name, and a word.
"""

import polars as pl

#: Longer texts are prose.
LONGEST = 50
_TIME = ("date", "date_range", "time", "duration", "ordinal")
_FEW = 10


def short(texts: pl.Series) -> pl.Series:
    """For each text whether it may be a remark: one short line without a full stop."""
    return (texts.str.len_chars() <= LONGEST) & ~texts.str.contains("[。\n]")


def speaks_of_time(count: int, mentions: pl.DataFrame) -> pl.Series:
    """For each of so many short texts whether it is a remark: one that speaks of time alone.

    Args:
        count: How many texts there are.
        mentions: What was read in them as prose. A text that tells an amount is no remark; a few things (两个) are no
            amount, nor is a small number, and 十一点 may be an hour.
    """
    few = pl.col("kind").is_in(["count", "number"]) & ((pl.col("value").abs() < _FEW) | (pl.col("unit") == "点"))
    amounts = mentions.filter(~pl.col("kind").is_in(_TIME) & ~few.fill_null(value=False))["row"].unique()
    return ~pl.Series(range(count), dtype=amounts.dtype).is_in(amounts.implode())
