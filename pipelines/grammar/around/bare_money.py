"""Bare money: a number without a unit that is money by what stands beside it: 以268万成交, 净赚30万, 从200万降到80万元.

Belongs here: looking at both sides of such a number. Does not belong here: the words, which are `nearby.tsv`, and what
a bare 元 is (`local`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from pipelines.grammar.engine.readings import LOCAL_CURRENCY
from pipelines.grammar.vocabulary.folding import fold
from pipelines.grammar.vocabulary.nearby import either, words

#: What such a number is read by, and by what it goes on to be read.
_RULES = {"number": "number.money", "range.measure": "range.money"}
_LARGE = re.compile("[万亿兆]")  # what is less is told with its unit
_REACH = 8  # characters: no word that tells is longer


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What tells right before, right behind, and between two amounts of which the other has its unit."""
    before, behind, step = (
        either(words("万", *place)) for place in (("money", "before"), ("money", "behind"), ("step", "either"))
    )
    return re.compile(f"(?:{before})[了达共为是报]?$"), re.compile(f"[才就即便的]?(?:{behind})"), re.compile(step)


class _Bare(NamedTuple):
    """A bare number and what stands around it, folded.

    Attributes:
        at: Which mention it is.
        row: Of which text.
        is_large: Whether it is large enough to be told without its unit.
        before: The characters before it.
        behind: The characters behind it.
        from_last: What joins the mention before to it; None where too much stands between, or none is before.
        unit_before: The currency of that mention; None where it is no money.
        to_next: What joins it to the mention behind; None alike.
        unit_behind: The currency of that one; None alike.
    """

    at: int
    row: int
    is_large: bool
    before: str
    behind: str
    from_last: str | None
    unit_before: str | None
    to_next: str | None
    unit_behind: str | None


def with_bare_money(mentions: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Give bare numbers the currency that their neighbours say they are in.

    Args:
        mentions: As `dating` gives them, in order.
        texts: The texts they stand in.
    """
    before, behind, step = _patterns()
    bare = list(_bare(mentions, texts))
    found: dict[int, str] = {}
    for number in bare:
        if not number.is_large:
            continue
        if number.unit_before is not None and step.fullmatch(number.from_last or ""):
            found[number.at] = number.unit_before
        elif number.unit_behind is not None and step.fullmatch(number.to_next or ""):
            found[number.at] = number.unit_behind
        elif before.search(number.before) or behind.match(number.behind):
            found[number.at] = LOCAL_CURRENCY
    _pass_on(found, bare, step)
    if not found:
        return mentions
    places = list(found)
    rules = [_RULES[rule] for rule in mentions[places, "rule"]]
    return mentions.with_columns(
        mentions["kind"].scatter(places, "money"),
        mentions["unit"].scatter(places, pl.Series(list(found.values()), dtype=pl.String)),
        mentions["rule"].scatter(places, pl.Series(rules, dtype=pl.String)),
    )


def _bare(mentions: pl.DataFrame, texts: pl.Series) -> Iterator[_Bare]:
    """Yield the bare numbers of all texts; each text is taken up once, and only what is near is cut out of it."""
    is_bare = pl.col("rule").is_in(list(_RULES)) & pl.col("kind").is_in(["number", "range"]) & pl.col("unit").is_null()
    placed = mentions.select(
        "row", "start", "end", "kind", "unit", outer=pl.coalesce("ext_start", "start"), is_bare=is_bare
    ).with_row_index("at")
    beside = [
        pl.when(pl.col("row").shift(by) == pl.col("row")).then(shown.shift(by)).alias(name)
        for by, name, shown in (
            (1, "last_end", pl.col("end")),
            (1, "unit_before", pl.when(pl.col("kind") == "money").then(pl.col("unit"))),
            (-1, "next_start", pl.when(pl.col("is_bare")).then(pl.col("outer")).otherwise(pl.col("start"))),
            (-1, "unit_behind", pl.when(pl.col("kind") == "money").then(pl.col("unit"))),
        )
    ]
    asked = placed.with_columns(beside).filter("is_bare")
    held, text = -1, ""
    for at, row, outer, start, end, last_end, unit_before, next_start, unit_behind in asked.select(
        "at", "row", "outer", "start", "end", "last_end", "unit_before", "next_start", "unit_behind"
    ).iter_rows():
        if row != held:
            held, text = row, texts[row]
        yield _Bare(
            at,
            row,
            _LARGE.search(fold(text[start:end])) is not None,
            fold(text[max(0, outer - _REACH) : outer]),
            fold(text[end : end + _REACH]),
            fold(text[last_end:outer]) if last_end is not None and outer - last_end <= _REACH else None,
            unit_before,
            fold(text[end:next_start]) if next_start is not None and next_start - end <= _REACH else None,
            unit_behind,
        )


def _pass_on(found: dict[int, str], bare: Sequence[_Bare], step: re.Pattern[str]) -> None:
    """From 300万 to 268万 that is money, and back: what one step joins has one unit."""
    joined = [
        (one, other)
        for one, other in pairwise(bare)
        if one.at + 1 == other.at and one.row == other.row and step.fullmatch(one.to_next or "")
    ]
    for one, other in joined:
        if one.at in found and other.is_large:
            found.setdefault(other.at, found[one.at])
    for one, other in reversed(joined):
        if other.at in found and one.is_large:
            found.setdefault(one.at, found[other.at])
