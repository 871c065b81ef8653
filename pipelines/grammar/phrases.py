"""Phrases: one stretch of lexicon words read as a whole.

Belongs here: the order of the productions, qualifiers beside a mention, and the guarantee that every numeral of a
phrase ends in a reading or a refusal. A phrase knows nothing of its document, so each distinct one is read once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from pipelines.grammar.amounts import lists, measures, money, numbers, ranges, rates
from pipelines.grammar.dates import bare_dates
from pipelines.grammar.dates import productions as dates
from pipelines.grammar.engine.lexer import NUMBER, Token, lex
from pipelines.grammar.engine.productions import Engine
from pipelines.grammar.engine.readings import Reading, Refusal
from pipelines.grammar.refused import named, refusals

#: How many phrases are remembered from one column of texts to the next: the frequent ones, in some 60 MB.
KEPT = 1 << 16
_START = attrgetter("start")
#: Classes of words that qualify a mention beside them.
_QUALIFIERS = frozenset({"BEFORE", "UPTO", "AFTER"})
_DATES = frozenset({"date", "date_range", "time"})
_CALENDAR_SPANS = frozenset({"a", "mo", "wk", "d", "workday"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was found in one phrase; offsets are places in it."""

    readings: tuple[Reading, ...]
    refusals: tuple[Refusal, ...]


@lru_cache(maxsize=4)
def engine(*, whole: bool = False, remark: bool = False) -> Engine:
    """Put the productions in order: what refuses, dates, then from the longest form of an amount to the barest number.

    Args:
        whole: For a phrase that is a whole text (a table cell, a query): what running text uses as a word (一, 春节,
            现在) is then meant.
        remark: For a phrase of a remark: its dates are those of speech, and a lone 四 is a number.
    """
    amounts = (*rates.R, *lists.R, *ranges.R, *refusals.SHAPES, *named.R, *money.R, *measures.R, *numbers.R)
    if not whole:
        said = dates.SAID if remark else ()
        first = (*refusals.FIRST, *numbers.SPOKEN, *said)
        last = (*(numbers.SAID if remark else ()), *refusals.LAST)
        return Engine((*first, *dates.PRODUCTIONS, *bare_dates.R, *amounts, *last))
    asked = dates.ASKED if remark else ()
    first = (*asked, *numbers.ALONE_FIRST, *refusals.FIRST, *numbers.SPOKEN)
    last = (*dates.UNSURE, *numbers.ALONE, *refusals.LAST)
    return Engine((*first, *dates.EXTRA, *dates.PRODUCTIONS, *money.ALONE, *measures.ALONE, *amounts, *last))


@lru_cache(maxsize=KEPT)
def read(phrase: str, *, whole: bool = False, remark: bool = False) -> Phrase:
    """Read a folded phrase; `whole` if it is the whole text, `remark` if that is one."""
    if whole and " " in phrase and not _MIXED.search(phrase):  # 三百 五 又 三分 之一: set out in single characters
        close = read(phrase.replace(" ", ""), whole=True, remark=remark)
        if len(close.readings) == 1 and not close.refusals and close.readings[0].end == len(phrase.replace(" ", "")):
            return Phrase((close.readings[0].but(start=0, end=len(phrase), ext_start=None, ext_end=None),), ())
    tokens = lex(phrase, whole=whole)
    taken = engine(whole=whole, remark=remark).read(tokens)
    readings = [o for o in taken if isinstance(o, Reading)]
    if any(not _QUALIFIERS.isdisjoint(token.senses) for token in tokens):
        readings = [qualify(reading, tokens) for reading in readings]
    refused = [o for o in taken if isinstance(o, Refusal)]
    refused += refusals.left_over(tokens, taken)
    return Phrase(tuple(sorted(readings, key=_START)), tuple(sorted(refused, key=_START)))


def qualify(reading: Reading, tokens: Sequence[Token]) -> Reading:
    """Take in the qualifiers that stand directly beside a mention: they widen its outer span, not its core."""
    if reading.kind == "ordinal":
        return reading
    before = next((t for t in tokens if t.end == reading.start and ("BEFORE" in t.senses or "UPTO" in t.senses)), None)
    after = next((t for t in tokens if t.start == reading.end and "AFTER" in t.senses), None)
    if (
        after is not None
        and "BEFORE" in after.senses
        and any(t.start == after.end and NUMBER in t.senses for t in tokens)
    ):
        after = None  # 1片|不足5元
    if after is not None and after.text in _STRONG_WEAK and reading.kind not in ("percent", "fraction"):
        after = None  # 七个|强省
    if reading.kind in _DATES:  # a date may be about then (8时许), it is never more than that
        before = before if before is not None and before.senses.get("BEFORE") == "approx" else None
        after = after if after is not None and after.senses["AFTER"] == "approx" else None
    tenths = before is not None and before.text == "过" and reading.unit_text == "成"  # 过|八成
    if before is not None and "UPTO" in before.senses and not tenths and not _bare_scale(reading, tokens):
        before = None
    if before is not None and reading.kind == "duration" and reading.unit in _CALENDAR_SPANS and before.text == "近":
        before = None  # 近五年 is the last five years, all of them
    if before is not None and before.text == "近" and _is_recent(reading):
        before = None
    if before is None and after is None:
        return reading
    word = (
        before.senses.get("BEFORE", "over")
        if before is not None
        else after.senses["AFTER"]
        if after is not None
        else ""
    )
    first = reading.start if reading.ext_start is None else reading.ext_start
    return reading.but(
        ext_start=first if before is None else min(first, before.start),
        ext_end=after.end if after is not None else reading.ext_end or reading.end,
        qualifier=word if reading.qualifier in ("exact", "approx") and word in _WIDENED_TO else reading.qualifier,
    )


def _is_recent(reading: Reading) -> bool:
    """Whether a count is of the last few (近5场比赛), not of nearly so many: that would be a round number."""
    return reading.unit_text in _HAPPENING and reading.value is not None and reading.value < 10  # noqa: PLR2004


_HAPPENING = ("场", "届", "次", "轮", "期")
#: Between digits a blank tells a whole number from a fraction: 1 3/4.
_MIXED = re.compile(r"\d \d")
_WIDENED_TO = frozenset({"approx", "over", "under"})
_STRONG_WEAK = ("强", "弱")  # 三成强: a bit more; of things it is what they are


def _bare_scale(reading: Reading, tokens: Sequence[Token]) -> bool:
    return any(t.start == reading.start and ("BARE" in t.senses or _TEN.fullmatch(t.text)) for t in tokens)


_TEN = re.compile("十[万亿兆]+")  # 过十亿, as 过百亿
