"""The finder: where in a text phrases stand.

Belongs here: which words are looked for and what each does to a chain. All words of the lexicon, runs of digits and
letters are taken longest first; neighbours are chained; a chain that holds a numeral character or a word that is a
date by itself (去年) is a phrase. Does not belong here: what a
phrase means, and where exactly its mentions end: that is decided inside the phrase; the loop over the characters
stands in `trie`.
"""

from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from string import ascii_letters, digits

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar.dates import productions as dates
from pipelines.grammar.engine.lexer import NUMERAL_FOLLOWS, TENTHS
from pipelines.grammar.numerals.numeral_form import numeral_pattern
from pipelines.grammar.points import Ints, running
from pipelines.grammar.vocabulary import trie
from pipelines.grammar.vocabulary.words import GOES_ON, NAMES, has_numeral, vocabulary
from schemas.numerals import ranges

#: Classes of words that can only follow a numeral: they never begin a phrase.
_FOLLOWING = frozenset(
    {
        "TO",
        "SLASH",
        "RATIO",
        "CLASSIFIER",
        "UNIT",
        "SPAN",
        "AFTER",
        "INSIDE",
        "TIMES",
        "PERCENT",
        "TENTH",
        "DISCOUNT",
        "FOLD",
        "EXACTLY",
        "CLOSE",
        "CASH",
        "NUMERO_AFTER",
        "SPAN_LATE",
        "SPAN_MORE",
        "SPAN_HALF",
        "AGO",
        "LATER",
        "WITHIN",
        "MORE",
        "OF",
        "BETWEEN",
        "BETWEEN_END",
        "OR",
        "SINCE_MARK",
        "PARTED",
        "LISTAND",
        "DOZEN",
        "POWER",
        "DAY_CLOSE",
        "MONTH_CLOSE",
        "YEAR_CLOSE",
        "FEATURE",
        "SETTLEMENT",
        "OF_A_YEAR",
    }
)
#: Classes of words that never end a phrase.
_LEADING_ONLY = frozenset(
    {
        "BEFORE",
        "UPTO",
        "TO",
        "OF",
        "BETWEEN",
        "OR",
        "AND",
        "FROM_MARK",
        "DAY_SET",
        "SHORT_OF",
        "SLASH",
        "PER",
        "ORD",
        "MINUS",
        "OPEN",
        "RATIO",
        "DATE_OPEN",
    }
)
#: Classes of words that join only where a numeral or a date follows.
_BEFORE_CORE = frozenset({"OF", "BETWEEN", "OR", "AND", "FROM_MARK", "DAY_SET", "SHORT_OF", "PARTED", "LISTAND"})
#: Classes of words that may stand between such a word and the numeral: 今年的|前|三天, 五月的|第|一周.
_BETWEEN_CORES = frozenset({"FIRST", "LAST", "ORD", "COMING"})
#: Classes of words that are a date, or a number, by themselves.
_ALONE = dates.DEICTIC_CLASSES | dates.EXTRA_CLASSES | {"DOUBLED", "TRIO"}
#: Characters that numerals hold besides the numeral characters: 几十, 数百, 三点五.
_IN_NUMERALS = "几数点俩仨"
#: Marks that join only where digits stand on both sides.
_MARKS = ".,:、·"
_LIST_MARK, _SCALES = "、", "千万亿兆"
_HAN = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))


@lru_cache(maxsize=1)
def strings() -> Mapping[str, int]:
    """Everything the finder looks for besides runs of digits and letters, with its bits."""
    found: dict[str, int] = {}
    begun = _begun(_units())
    for first, last, _ in ranges():
        found |= {chr(point): trie.CORE | trie.LEADING | trie.LAST for point in range(first, last + 1)}
    found |= dict.fromkeys(_IN_NUMERALS, trie.LEADING | trie.LAST)
    found |= dict.fromkeys([f"{digit}成" for digit in TENTHS], trie.CORE | trie.LEADING | trie.LAST)  # 七成|员工
    for text, word in vocabulary().words.items():
        classes = frozenset(word.senses)
        bits = _bits(classes)
        if bits != trie.BREAK:
            bits |= trie.CORE if has_numeral(text) else 0
            bits |= trie.ALONE if classes == {NAMES} and _always_a_name(text, begun) else 0
            bits |= found.get(text, 0)
        found[text] = bits
    found |= dict.fromkeys(_whole_units(begun), trie.CORE | trie.LEADING | trie.LAST)
    found |= dict.fromkeys(_MARKS, trie.BETWEEN)
    found[_LIST_MARK] |= trie.LISTED
    found["."] |= trie.POINT
    for scale in _SCALES:
        found[scale] |= trie.SCALE
    found[" "] = trie.LEADING
    return found


@cache
def _bits(senses: frozenset[str]) -> int:
    """What words of these classes do to a chain."""
    classes = senses - {"LETTERS"}
    if classes == {"SHADOW"}:
        return trie.BREAK
    bits = 0 if classes.isdisjoint(_ALONE) else trie.CORE
    bits |= 0 if classes <= _FOLLOWING and "LETTERS" not in senses else trie.LEADING
    bits |= 0 if classes <= _LEADING_ONLY else trie.LAST
    bits |= trie.BEFORE_CORE if classes <= _BEFORE_CORE else 0
    bits |= 0 if classes.isdisjoint(_BETWEEN_CORES) else trie.BETWEEN_CORES
    return bits | (0 if classes.isdisjoint(NUMERAL_FOLLOWS) else trie.COUNTED)


@lru_cache(maxsize=1)
def inventory() -> tuple[trie.Trie, npt.NDArray[np.bool_]]:
    """The trie of all strings, and for each code point whether something that is looked for begins with it."""
    found = strings()
    firsts = np.zeros(0x110000, dtype=bool)
    firsts[[ord(text[0]) for text in (*found, *digits, *ascii_letters)]] = True
    firsts[ord(" ")] = False
    return trie.build(found), firsts


def _units() -> list[str]:
    """All words that a name could take the beginning of."""
    return [
        text for text, word in vocabulary().words.items() if not word.senses.keys() <= {NAMES, "SHADOW", "FESTIVAL"}
    ]


def _begun(units: list[str]) -> Mapping[str, list[str]]:
    """The words that a text is the beginning of, itself included."""
    begun: dict[str, list[str]] = {}
    for unit in units:
        for i in range(1, len(unit) + 1):
            begun.setdefault(unit[:i], []).append(unit)
    return begun


def _always_a_name(name: str, begun: Container[str]) -> bool:
    """Whether no text around a name turns it into a numeral and its unit, as 钟 does with 十分."""
    if name[0] in "十百千万亿兆":  # 30|万吨级
        return False
    numeral = numeral_pattern().match(name)
    if numeral is None:
        return name[-1] not in "零一二三四五六七八九"  # 统|一百件
    rest = name[numeral.end() :]
    return rest != "" and rest not in begun


def _whole_units(begun: Mapping[str, list[str]]) -> Iterator[str]:
    """Numerals with a unit whose beginning a name would take.

    With 十分钟 in the inventory, 十分 does not cut off 钟.
    """
    numeral_ends = {chr(point) for first, last, _ in ranges() for point in range(first, last + 1)} | set("几多余")
    for text, word in vocabulary().words.items():
        if NAMES in word.senses:
            for i in range(1, len(text)):
                if text[i - 1] in numeral_ends and text[i:] in begun:
                    yield from (text[:i] + unit for unit in begun[text[i:]] if unit != text[i:])


def find(codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """All phrases of a column of folded texts.

    Args:
        codes: The code points of the folded texts, one 0 behind each text.
        offsets: Where each text begins; one more entry for the end.

    Returns:
        row (index of the text), start (code point in it), phrase, whole (the phrase is the whole text); a phrase ends
        in GOES_ON where the text goes on in Chinese behind it.
    """
    words, firsts = inventory()
    places = trie.phrases(codes, words, firsts)
    start, end = places[:, 0], places[:, 1]
    row = np.searchsorted(offsets, start, side="right") - 1
    following = codes[end]
    goes_on = np.zeros(len(row), dtype=bool)
    for first, last in _HAN:
        goes_on |= (following >= first) & (following <= last)
    return pl.DataFrame(
        {
            "row": row,
            "start": start - offsets[row],
            "phrase": _texts(codes, start, end, goes_on),
            "whole": (start == offsets[row]) & (end == offsets[row + 1] - 1),
        },
        schema={"row": pl.Int64(), "start": pl.Int64(), "phrase": pl.String(), "whole": pl.Boolean()},
    )


def _texts(codes: npt.NDArray[np.uint32], start: Ints, end: Ints, goes_on: npt.NDArray[np.bool_]) -> list[str]:
    """The characters of many spans, each with the mark where the text goes on."""
    lengths = end - start + goes_on
    bounds = running(lengths)
    taken = np.repeat(start - bounds[:-1], lengths) + np.arange(bounds[-1])
    gathered = codes[np.minimum(taken, len(codes) - 1)] if len(codes) else codes
    gathered[bounds[1:][goes_on] - 1] = ord(GOES_ON)
    text = gathered.tobytes().decode("utf-32-le")
    return [text[first:last] for first, last in pairwise(bounds.tolist())]
