"""The finder: where in a text phrases stand.

Belongs here: one regular expression in linear time over all the words of the lexicon, applied to a whole column of texts. A phrase is a longest
row of lexicon words, numerals and letters that holds a numeral character or a word that is a date by itself (去年). Does not belong here:
what a phrase means.

The pattern has no look-around, so marking its matches in the text and cutting at the marks gives their exact places.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from pipelines.grammar import dates
from pipelines.grammar.words import GOES_ON, NAMES, has_numeral, vocabulary
from schemas.numerals import character_class

MARK = "\ufdd0"  # a noncharacter: folding keeps it out of the text
_LETTERS = "[A-Za-z]+"
#: Classes of words that can only follow a numeral: they never begin a phrase.
_FOLLOWING = frozenset({"TO", "SLASH", "RATIO", "CLASSIFIER", "UNIT", "SPAN", "AFTER", "INSIDE", "TIMES", "PERCENT", "TENTH", "DISCOUNT", "FOLD", "EXACTLY", "CLOSE"})
#: Marks that join only where digits stand on both sides.
_BETWEEN_DIGITS = frozenset({"DOT", "LIST"})


def trie(words: Iterable[str]) -> str:
    """A regex for a set of words that tries the longest first and shares their beginnings.

    >>> trie(["ab", "abc", "x"])
    '(?:ab(?:c)?|x)'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg] # a tree of itself
    for word in words:
        node = tree
        for c in word:
            node = node.setdefault(c, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict) -> str:  # type: ignore[type-arg]
    ends = "" in node
    options = []
    for c, below in sorted(node.items()):
        if c == "":
            continue
        tail = c_escape(c)
        while len(below) == 1 and "" not in below:
            ((c2, below),) = below.items()
            tail += c_escape(c2)
        options.append(tail + (_branch(below) if set(below) != {""} else ""))
    body = f"(?:{'|'.join(options)})"
    return body + "?" if ends else body


def c_escape(c: str) -> str:
    """A character as a regex of one character, for Rust and Python alike."""
    return re.escape(c)


@lru_cache(maxsize=2)
def pattern(*, everything: bool = False) -> str:
    """The finder's regular expression."""
    alone = dates.DEICTIC_CLASSES | (dates.EXTRA_CLASSES if everything else frozenset())
    core, leading, joining = [], [], []
    for text, word in vocabulary().words.items():
        classes = set(word.senses)
        if has_numeral(text) or classes & alone:
            core.append(text)
        if not classes & _BETWEEN_DIGITS and not classes <= {NAMES}:
            joining.append(text)
            if not classes <= _FOLLOWING:
                leading.append(text)
    numeral = rf"[0-9]+(?:[,.:、][0-9]+)*|[{character_class(formal=True)}]"
    before = f"(?:(?:{trie(leading)}|{_LETTERS}) ?)*"
    return f"{before}(?:{trie(core)}|{numeral})(?: ?(?:{trie(core)}|{trie(joining)}|{numeral}|{_LETTERS}))*"


def find(texts: pl.Series, *, everything: bool = False) -> pl.DataFrame:
    """All phrases of folded texts.

    Args:
        texts: Folded texts, one a row.
        everything: Also find words that news does not count as a date.

    Returns:
        row (index of the text), start (code point in it), phrase; a phrase ends in GOES_ON where the text goes on in Chinese behind it.
    """
    cut = texts.str.replace_all(pattern(everything=everything), f"{MARK}${{0}}{MARK}").str.split(MARK)
    pieces = pl.DataFrame({"row": pl.int_range(len(texts), eager=True), "piece": cut}).explode("piece")
    return (
        pieces.with_columns(length=pl.col("piece").str.len_chars().cast(pl.Int64))
        .with_columns(
            start=pl.col("length").cum_sum().over("row") - pl.col("length"),
            nth=pl.int_range(pl.len()).over("row"),
            goes_on=pl.col("piece").shift(-1).over("row").str.contains(r"^\p{Han}"),
        )
        .filter(pl.col("nth") % 2 == 1)
        .select("row", "start", phrase=pl.when("goes_on").then(pl.col("piece") + GOES_ON).otherwise("piece"))
    )
