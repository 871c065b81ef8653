"""The lexer: a folded phrase becomes tokens, each with the classes it may have.

Belongs here: where a numeral, a word or a run of letters begins and ends, and what shape a numeral has (a year of
four digits, a lone 一 …). Does not belong here: which characters form a numeral (`numeral_form`), and what tokens mean
together; that is the productions' business.

Longest match decides, with one exception: where a word with a numeral in it (十分) competes with a numeral and its
unit (十 分钟), the reading that covers more characters wins, and the word wins a draw.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from pipelines.grammar.numerals.numeral_form import DIGIT, FORMAL, SCALES, numeral_pattern, starts
from pipelines.grammar.vocabulary.words import NAMES, Word, vocabulary

_SHAPES = (
    ("YEAR", re.compile(r"[12]\d{3}|[一二][零〇一二三四五六七八九]{3}")),
    (
        "SHORT",
        re.compile(
            r"\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两]|[廿卅][一二三四五六七八九]?"
        ),
    ),
    ("INTEGER", re.compile(r"零?\d{1,4}|[零〇一二三四五六七八九两]{1,4}|[一二两三四五六七八九十百]{1,5}")),
    ("BARE", re.compile(r"[百千万亿兆]+")),
    ("LONE", re.compile(r"[零〇一二两三四五六七八九十百千万亿兆廿卅卌几]")),
    ("ONE", re.compile(r"一")),
    ("PAIR", re.compile(r"[一二三四五六七八九]{2}|\d")),
    ("ARABIC", re.compile(r"\.?\d.*", re.DOTALL)),
    ("DECIMAL", re.compile(r"(?:\d[\d,]*)?\.\d+")),
    ("DIGITS", re.compile(r"\d+")),
)
_LATIN = re.compile(r"[A-Za-z]+")

NUMBER = "NUMBER"
_OTHER: Mapping[str, str] = {"OTHER": ""}
_FORMAL_DIGIT: Mapping[str, str] = {"FORMAL": "", "OTHER": ""}
_LETTERS: Mapping[str, str] = {"LATIN": "", "LETTERS": ""}
_SPACE: Mapping[str, str] = {"SPACE": ""}


class Token(NamedTuple):
    """A piece of a phrase.

    `senses` maps each class it may have to its payload, `code` stands for that set of classes.
    """

    start: int
    end: int
    text: str
    senses: Mapping[str, str]
    code: str


class Codes:
    """One character for each distinct set of classes, so that a row of tokens is a string.

    Words take theirs in the order of the lexicon, then numerals by their shapes. The first character is left for the
    edge of a row; low ones, because `re` compiles classes of characters below 256 ten times faster.
    """

    _FIRST = 1

    def __init__(self) -> None:
        """Give every word of the vocabulary and every combination of shapes its character."""
        self._codes: dict[frozenset[str], str] = {}
        for senses in (_OTHER, _FORMAL_DIGIT, _LETTERS, _SPACE, *(word.senses for word in vocabulary().words.values())):
            self._add(frozenset(senses))
        for text in _samples():
            self._add(_classes(text))
        self.by_word = {text: self.word(word.senses) for text, word in vocabulary().words.items()}

    def _add(self, classes: frozenset[str]) -> None:
        self._codes.setdefault(classes, chr(self._FIRST + len(self._codes)))

    def word(self, senses: Mapping[str, str]) -> str:
        """The character of a word with these classes."""
        return self._codes[frozenset(senses)]

    def numeral(self, classes: frozenset[str]) -> str:
        """The character of a numeral with these classes."""
        return self._codes[classes]

    @cached_property
    def _by_class(self) -> Mapping[str, str]:
        having: dict[str, str] = {}
        for classes, code in self._codes.items():
            for name in classes:
                having[name] = having.get(name, "") + code
        return having

    def having(self, name: str) -> str:
        """All characters whose set holds a class; a KeyError if no word and no shape has it."""
        return self._by_class[name]


def _classes(text: str) -> frozenset[str]:
    """NUMBER and the shapes of a numeral."""
    return frozenset((NUMBER, *(name for name, pattern in _SHAPES if pattern.fullmatch(text))))


def _samples() -> Iterator[str]:
    """Numerals that between them have every combination of shapes there is: shapes look at four characters at most."""
    yield from ("1", "12", "123", "1234", "3456", "12345", "1.5", ".5", "1,000", "1万", "1.5亿", ".5亿")
    characters = "零一二两十百千几廿点"  # one of each kind that shapes tell apart
    for length in (1, 2, 3):
        yield from map("".join, product(characters, repeat=length))
    yield from (
        "二零二五",
        "二二二二二",
        "一二三四",
        "九二三四",
        "一百二十三",
        "一百二十三万",
        "二千零二十五",
        "百千万亿",
    )


@lru_cache(maxsize=1)
def codes() -> Codes:
    """The codes of the tracked lexicon."""
    return Codes()


@lru_cache(maxsize=65536)
def _shape(text: str) -> tuple[Mapping[str, str], str]:
    classes = _classes(text)
    return dict.fromkeys(classes, ""), codes().numeral(classes)


def lex(text: str, *, whole: bool = False) -> tuple[Token, ...]:
    """Cut a folded phrase into tokens. Blanks are dropped where nothing but layout can be meant.

    Args:
        text: The phrase.
        whole: It is a whole text: a name that is nothing but numerals (三七, 一二三) is then a numeral.
    """
    vocab, numeral, openers = vocabulary(), numeral_pattern(), starts()
    by_word = codes().by_word
    tokens: list[Token] = []
    at, length = 0, len(text)
    while at < length:
        c = text[at]
        if c in " \n":
            if tokens and at + 1 < length and not _transparent(tokens[-1], text[at + 1] in openers):
                tokens.append(Token(at, at + 1, c, _SPACE, codes().word(_SPACE)))
            at += 1
            continue
        word = vocab.longest(text, at)
        if word is not None and c.isascii() and c.isalpha() and _inside_letters(text, at, at + len(word.text)):
            word = None
        number = numeral.match(text, at) if c in openers else None
        if word is not None and c in _CUT and _is_unit(c, word, tokens, at):
            word = vocab.words[c]
        if word is not None and NAMES in word.senses and _goes_on_counting(text, at, word.text):
            word = None
        if number is not None and (word is None or not _word_wins(text, at, word, number.end(), tokens, whole=whole)):
            senses, code = _shape(number[0])
            tokens.append(Token(at, number.end(), number[0], senses, code))
            at = number.end()
        elif word is not None:
            end = at + len(word.text)
            tokens.append(Token(at, end, word.text, word.senses, by_word[word.text]))
            at = end
        else:
            letters = _LATIN.match(text, at)
            end = letters.end() if letters else at + 1
            senses = _LETTERS if letters else _FORMAL_DIGIT if c in FORMAL else _OTHER
            tokens.append(Token(at, end, text[at:end], senses, codes().word(senses)))
            at = end
    return tuple(tokens)


#: Numerals that 成 makes tenths of, whatever word it begins.
TENTHS = "二三四五六七八九十两0123456789"


def _are_tenths(tokens: list[Token], at: int) -> bool:
    """Whether a numeral of one digit stands before 成: 七成|员工; 第三|成为 and SU7|成为 are none."""
    if not tokens or tokens[-1].end != at or tokens[-1].text not in TENTHS:
        return False
    before = tokens[-2].senses if len(tokens) > 1 and tokens[-2].end == tokens[-1].start else {}
    return "ORD" not in before and "LETTERS" not in before


#: Units that begin a word of another meaning, which is one of these classes: 成员, 元月, 次日.
_CUT: Mapping[str, frozenset[str]] = {
    "成": frozenset({"SHADOW"}),
    "元": frozenset({"MONTH"}),
    "次": frozenset({"ANAPHOR_YEAR", "ANAPHOR_MONTH", "ANAPHOR_DAY", "ANAPHOR_NIGHT"}),
}


def _is_unit(c: str, word: Word, tokens: list[Token], at: int) -> bool:
    """Whether the first character of a word counts what a numeral before it says: 七成|员工, 3000元|月薪, 3次|日元."""
    counts = bool(tokens) and tokens[-1].end == at and NUMBER in tokens[-1].senses
    return counts and not _CUT[c].isdisjoint(word.senses) and (c != "成" or _are_tenths(tokens, at))


#: Behind these a blank means nothing.
_OPEN_ENDED = frozenset(
    {
        "CURRENCY_BEFORE",
        "BEFORE",
        "TO",
        "YEAR_MARK",
        "MONTH_MARK",
        "DAY_MARK",
        "DAYPART",
        "DEICTIC",
        "ORD",
        "SLASH",
        "RATIO",
        "MINUS",
    }
)


def _transparent(before: Token, numeral_follows: bool) -> bool:  # noqa: FBT001 -- the one question of the caller
    """Whether a blank behind a token may be overlooked: 5 km and US$ 5 are one, 5元 8分 and 12 34 are not."""
    return not numeral_follows if NUMBER in before.senses else not _OPEN_ENDED.isdisjoint(before.senses)


#: Behind these stands a numeral, whatever name it may look like: 第|一批, 百分之|三七.
NUMERAL_FOLLOWS = frozenset({"OUTOF", "PERCENTOF", "ORD"})


#: What may stand behind a numeral as its unit.
_COUNTED = frozenset(
    {
        "MONEY_UNIT",
        "CURRENCY",
        "PERCENT",
        "TENTH",
        "DISCOUNT",
        "TIMES",
        "FOLD",
        "UNIT",
        "SPAN",
        "SPAN_HALF",
        "SPAN_MORE",
        "SPAN_LATE",
        "CLASSIFIER",
        "INSIDE",
        "OUTOF",
        "NUMERO_AFTER",
        "YEAR_MARK",
        "MONTH_MARK",
        "DAY_MARK",
        "HOUR_MARK",
        "HOUR_WORD",
        "MINUTE_MARK",
        "SECOND_MARK",
        "QUARTER_MARK",
        "QUARTER_HOUR",
        "DECADE_MARK",
        "CENTURY_MARK",
        "YEAR_EDGE",
        "MONTH_EDGE",
        "QUARTER_EDGE",
        "CENTURY_EDGE",
        "LUNAR_TAIL",
    }
)


def _goes_on_counting(text: str, at: int, word: str) -> bool:
    """Whether a name ends in a numeral that goes on behind it: 统|一百件, 0到1|00公里, 前|一个半小时."""
    behind = at + len(word)
    last, following = word[-1], text[behind : behind + 1]
    if following == _HALF and behind + 1 < len(text):
        span = vocabulary().longest(text, behind + 1)
        return last == _COUNTED_IN_HALVES and span is not None and "SPAN" in span.senses
    return following != "" and ((last in DIGIT and following in SCALES) or (last + following).isdecimal())


#: 一个|半|小时: the half is one more of what 个 counts.
_COUNTED_IN_HALVES, _HALF = "个半"


def _parts_go_on(text: str, at: int) -> bool:
    """Whether a smaller part of an amount of money or of an hour follows: 三元|四角, 四时|三刻, 四时|半."""
    if text[at - 1] == "时" and text[at : at + 1] in ("半", "许"):
        return True
    number = numeral_pattern().match(text, at) if at < len(text) else None
    word = vocabulary().longest(text, number.end()) if number is not None and number.end() < len(text) else None
    return word is not None and not word.senses.keys().isdisjoint(("MONEY_UNIT", "QUARTER_HOUR", "MINUTE_MARK"))


def _inside_letters(text: str, start: int, end: int) -> bool:
    """Whether a word of letters is only part of a longer run of letters."""
    before = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    after = end < len(text) and text[end].isascii() and text[end].isalpha() and text[end - 1].isalpha()
    return before or after


def _word_wins(  # noqa: PLR0913 -- all of it is what stands around the word
    text: str, at: int, word: Word, end: int, tokens: list[Token], *, whole: bool
) -> bool:
    """Whether a word beats the numeral that begins at the same place and ends at `end`."""
    before = tokens[-1].senses.keys() if tokens and tokens[-1].end == at else frozenset()
    following = vocabulary().longest(text, end) if end < len(text) else None
    if "DEICTIC_WEEK" in before and following is not None and "DAYPART" in following.senses:  # 上周六|中午
        return False
    if NAMES not in word.senses:  # 两: behind a number it is the unit, elsewhere the number
        return len(word.text) > end - at or NUMBER in before
    beyond = at + len(word.text) - end
    if (not beyond and "UNIT" in before) or (beyond == 1 and "TENTH" in before):  # 一米|零五, 三成|三样本
        return False
    alone = whole and at + len(word.text) == end and "FESTIVAL" not in word.senses
    if alone or not before.isdisjoint(NUMERAL_FOLLOWS):
        return False
    unit = following is not None and not _COUNTED.isdisjoint(following.senses)
    reach = end + (len(following.text) if following is not None and unit else 0)
    if at + len(word.text) == reach:  # a draw: 三元|三毛, 8时|十分, 两小时|十分 count on, 超过|百度 is still a name
        counted = following is not None and "CLASSIFIER" in following.senses and word.senses[NAMES] == "word"
        counts = counted and ("BEFORE" in before or ("UPTO" in before and text[at] in SCALES))  # 近|千家
        return (
            not counts
            and before.isdisjoint(("MONEY_UNIT", "HOUR_MARK", "HOUR_WORD"))
            and not ("SPAN" in before and reach == len(text))
            and not _parts_go_on(text, reach)
        )
    return at + len(word.text) > reach
