"""一 that counts nothing: 一条新路, 一男子, 一个多|民族社区, 一村一品.

Belongs here: 一 as an article, and "to each its own". With 一 other classifiers count even before a noun; they are
COUNTED_ONE in the lexicon.
"""

from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Refusal

R = Registry()


@R.rule("not.each_its_own", "^BEFORE|ORD|NUMBER|PER n:ONE u:CLASSIFIER ONE CLASSIFIER")
@R.rule(
    "not.each_its_own",
    "^BEFORE|ORD|NUMBER|PER n:ONE u:CLASSIFIER ONE !UNIT|SPAN|MONEY_UNIT|CURRENCY|TENTH|TIMES|CLASSIFIER|NUMBER",
)
def each_its_own(m: Match) -> Outcome:
    """一村一品, 一户一档: to each its own; 一死一伤 are two people."""
    return None if m["u"].text in _PAIRED else Refusal(m.start, m.end, "word", m.rule)


_PAIRED = frozenset("死伤男女胜负平败金银铜个名位种次")


@R.rule("not.article", "^BEFORE|PER|NUMBER|ORD n:ONE u:CLASSIFIER")
def article_of_a_noun(m: Match) -> Outcome:
    """一男子, 一城市: a noun that is counted without a classifier, but not by one."""
    noun = len(m["u"].text) > 1 and m["u"].text[-1] not in _MEASURED and "UNIT" not in m["u"].senses
    counted = "COUNTED_ONE" in m["u"].senses or "SPAN" in m["u"].senses or "PERCENT" in m["u"].senses
    return Refusal(m.start, m["u"].end, "article", m.rule) if noun and not counted else None


_MEASURED = "次份套部件只条张支本个名位元胜败"


@R.rule("not.article", "^BEFORE|PER|NUMBER|ORD n:ONE u:CLASSIFIER INSIDE OTHER|CLASSIFIER")
@R.rule("not.article", "^BEFORE|PER|NUMBER|ORD n:ONE u:CLASSIFIER OTHER|CODE_OF|LASTING|ORDINAL_OF")
def article(m: Match) -> Outcome:
    """一条新路, 一个多|民族(社区): 一 and a classifier before a noun, where 一 says no more than "a"."""
    return None if "COUNTED_ONE" in m["u"].senses else Refusal(m.start, m["u"].end, "article", m.rule)
