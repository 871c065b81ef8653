"""Numerals that belong to a name: villages, hotlines, numbered things, and 一 said twice.

Belongs here: what is told by its form to be a name although a counted word stands behind the numeral. Does not belong
here: names that are listed (`lexicon/names.tsv`), models and codes (`refusals`).
"""

from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Refusal
from pipelines.grammar.refused import articles
from pipelines.grammar.vocabulary.words import NAMES, vocabulary

R = Registry(articles.R)


def _number(m: Match, reason: str) -> Refusal:
    return Refusal(m["n"].start, m["n"].end, reason, m.rule)


@R.rule("not.each", "^BEFORE|ORD n:ONE u:CLASSIFIER v:CLASSIFIER")
def each(m: Match) -> Outcome:
    """一扇扇(门), 一朵朵(花): each of many."""
    return Refusal(m.start, m.end, "word", m.rule) if m["u"].text == m["v"].text else None


@R.rule("not.place", "^BEFORE|ORD|NUMBER n:LONE f:FEATURE s:SETTLEMENT")
def place(m: Match) -> Outcome:
    """三河村, 五女店镇: three rivers name a village; of two that are counted one says 两."""
    return None if m["n"].text in "两几" else _number(m, "name")


@R.rule("not.hotline", "^BEFORE|UPTO n:DIGITS u:CLASSIFIER")
def hotline(m: Match) -> Outcome:
    """12306网站: a number that the lexicon knows as a name is one before what it names, too."""
    word = vocabulary().words.get(m["n"].text)
    return None if word is None or NAMES not in word.senses else _number(m, word.senses[NAMES])


@R.rule("not.flight", "^BEFORE|UPTO|ORD n:DIGITS u:CLASSIFIER")
def flight(m: Match) -> Outcome:
    """(公司的)1282航班, 787飞机: a number of three or four digits says which one."""
    reason = {"航班": "code", "飞机": "model", "客机": "model"}.get(m["u"].text)
    return _number(m, reason) if reason and len(m["n"].text) in (3, 4) else None


@R.rule("not.serial", "n:DIGITS u:CLASSIFIER")
def serial(m: Match) -> Outcome:
    """01卫星, 007批次: a zero in front says which one, not how many."""
    return _number(m, "code") if len(m["n"].text) > 1 and m["n"].text.startswith("0") else None


@R.rule("not.lone_scale", "^BEFORE|UPTO|NUMBER n:BARE u:CLASSIFIER")
def lone_scale(m: Match) -> Outcome:
    """(李)兆宗: 兆 without a number before it is no amount."""
    return _number(m, "name") if m["n"].text == "兆" else None
