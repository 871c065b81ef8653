"""Bare money: a number without a unit that is money by what stands beside it: 以268万成交, 净赚30万, 从200万降到80万元.

Belongs here: looking at both sides of such a number. Does not belong here: the words, which are `nearby.tsv`, and what
a bare 元 is (`local`).
"""

import re
from functools import lru_cache
from itertools import pairwise

import polars as pl

from pipelines.grammar.engine.readings import LOCAL_CURRENCY
from pipelines.grammar.vocabulary.folding import fold
from pipelines.grammar.vocabulary.nearby import either, words

#: What such a number is read by, and by what it goes on to be read.
_RULES = {"number": "number.money", "range.measure": "range.money"}
_LARGE = re.compile("[万亿兆]")  # what is less is told with its unit
_REACH = 8  # characters


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What tells right before, right behind, and between two amounts of which the other has its unit."""
    before, behind, step = (
        either(words("万", *place)) for place in (("money", "before"), ("money", "behind"), ("step", "either"))
    )
    return re.compile(f"(?:{before})[了达共为是报]?$"), re.compile(f"[才就即便的]?(?:{behind})"), re.compile(step)


def with_bare_money(mentions: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Give bare numbers the currency that their neighbours say they are in.

    Args:
        mentions: As `dating` gives them, in order.
        texts: The texts they stand in.
    """
    bare = pl.col("rule").is_in(list(_RULES)) & pl.col("kind").is_in(["number", "range"]) & pl.col("unit").is_null()
    beside = [
        pl.when((pl.col("kind").shift(by) == "money") & (pl.col("row").shift(by) == pl.col("row")))
        .then(pl.col(name).shift(by))
        .alias(f"{name}{by}")
        for by, names in ((1, ("end", "unit")), (-1, ("start", "unit")))
        for name in names
    ]
    outer = pl.coalesce("ext_start", "start").alias("outer")
    asked = mentions.with_row_index("at").with_columns(outer, *beside).filter(bare)
    found: dict[int, str] = {}
    before, behind, step = _patterns()
    for at, row, outer_start, start, end, end_before, unit_before, start_behind, unit_behind in asked.select(
        "at", "row", "outer", "start", "end", "end1", "unit1", "start-1", "unit-1"
    ).iter_rows():
        text = texts[row]
        if not _LARGE.search(fold(text[start:end])):
            continue
        if end_before is not None and step.fullmatch(fold(text[end_before:outer_start])):
            found[at] = unit_before
        elif start_behind is not None and step.fullmatch(fold(text[end:start_behind])):
            found[at] = unit_behind
        elif before.search(fold(text[max(0, outer_start - _REACH) : outer_start])) or behind.match(
            fold(text[end : end + _REACH])
        ):
            found[at] = LOCAL_CURRENCY
    _passed_on(found, asked, texts, step)
    if not found:
        return mentions
    places = list(found)
    rules = [_RULES[rule] for rule in mentions[places, "rule"]]
    return mentions.with_columns(
        mentions["kind"].scatter(places, "money"),
        mentions["unit"].scatter(places, pl.Series(list(found.values()), dtype=pl.String)),
        mentions["rule"].scatter(places, pl.Series(rules, dtype=pl.String)),
    )


def _passed_on(found: dict[int, str], asked: pl.DataFrame, texts: pl.Series, step: re.Pattern[str]) -> None:
    """From 300万 to 268万 that is money, and back: what one step joins has one unit."""
    bare = asked.select("at", "row", "outer", "end").rows()
    joined = [
        (one, other)
        for (one, row, _, end), (other, same, outer, _) in pairwise(bare)
        if one + 1 == other and row == same and step.fullmatch(fold(texts[row][end:outer]))
    ]
    for one, other in joined:
        if one in found and _LARGE.search(_surface(asked, other, texts)):
            found.setdefault(other, found[one])
    for one, other in reversed(joined):
        if other in found and _LARGE.search(_surface(asked, one, texts)):
            found.setdefault(one, found[other])


def _surface(asked: pl.DataFrame, at: int, texts: pl.Series) -> str:
    row, start, end = asked.filter(pl.col("at") == at).select("row", "start", "end").row(0)
    return fold(texts[row][start:end])
