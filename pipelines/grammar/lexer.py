"""The lexer: a folded phrase becomes tokens, each with the classes it may have.

Belongs here: where a numeral, a word or a run of letters begins and ends, and what shape a numeral has (a year of
four digits, a lone 一 …). Does not belong here: what tokens mean together; that is the productions' business.

Longest match decides, with one exception: where a word with a numeral in it (十分) competes with a numeral and its
unit (十 分钟), the reading that covers more characters wins, and the word wins a draw.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from pipelines.grammar.words import NAMES, Word, vocabulary

#: What a numeral may be followed by so that 千, 百, 兆 … in front of it belong to a unit: 50亿|千瓦时.
_SCALES = "十百千万亿兆"
_DIGIT = "零〇一二两三四五六七八九"
_PLACED = _DIGIT + "十百千万亿兆廿卅卌"
#: Behind 一两 these are counted, and 两 is no ounce: 一两年, 一两个.
_AFTER_ONE_OR_TWO = "个年天日月周次名位人家条项种句件小层代步场倍成分秒只张座处所支辆把本部份篇节届艘"
_ABOUT_SO_MANY = "个家名位人万亿种项件条座间米公斤吨元块岁年天分小亩平场次头只棵张套台辆所层篇"  # 20来米
_FORMAL = "壹贰弍叁叄参肆伍陆柒捌玖拾佰仟"  # 参: 參 folds to it
_SURNAME = f"陆[{_SCALES}](?![元圆角整{_PLACED}{_FORMAL}])"  # 陆兆福 is a person, 陆万元 an amount
_GROUPED = r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ ]\d{3})+(?=(?:\.\d+)?[ ]?[^\x00-\x7f])|\d+"
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


@lru_cache(maxsize=1)
def numeral_pattern() -> re.Pattern[str]:
    """One numeral, with every repetition possessive or bounded.

    A scale that begins the word of a unit (千瓦时, 兆帕, 百分点) is left to the unit.
    """
    tails: dict[str, list[str]] = {}
    for text, word in vocabulary().words.items():
        if (
            text[0] in _SCALES
            and len(text) > 1
            and ("UNIT" in word.senses or "PERCENTOF" in word.senses or "PERCENT" in word.senses)
        ):
            tails.setdefault(text[0], []).append(re.escape(text[1:]))
    scale = "(?:" + "|".join(f"{c}(?!{'|'.join(tails[c])})" if c in tails else c for c in _SCALES) + ")"
    placed = f"(?:{scale}|[{_DIGIT.replace('两', '')}廿卅卌]|两(?={scale}))"  # 两 behind a digit is the unit: 二两
    some = "几(?!何|乎|率|度)"
    chinese = (
        f"(?:零\\d(?=[分秒])|俩(?=千){placed}++|一两(?=[{_AFTER_ONE_OR_TWO}])|(?:几|两|数(?={scale}))?{placed}++(?:{some}{scale}*+)?"
        f"|几(?!何|乎|率|度|年)|两|数(?={scale}){scale}++)"
    )
    formal = (
        # one with a scale, or two of them: 陆一 is a person
        f"(?!{_SURNAME})(?:俩(?=千))?(?=[{_PLACED}]*[{_FORMAL}])(?=[{_DIGIT}{_FORMAL}]*(?:[{_SCALES}拾佰仟]|[{_FORMAL}][{_DIGIT}]*[{_FORMAL}]))"
        f"(?:{scale}|[{_DIGIT}{_FORMAL}]){{2,}}+(?:{some}{scale}*+)?"
        # alone only where money or a fraction tells
        f"|[{_FORMAL}](?=[元圆角]|[百千万]?分之|点[{_DIGIT}{_FORMAL}])|(?<=分之)[{_FORMAL}]|(?<=角)[{_FORMAL}](?=分)|零[{_FORMAL}](?=[角分])"
    )
    behind = f"(?<=[{_SCALES}])"
    return re.compile(
        rf"""(?:(?:{_GROUPED})(?:\.\d+)?|(?<![\d.])\.\d++(?!\.))
             (?:[ ]?[多余几]?{scale}++(?:[多余]{scale}*+)?|[多余几](?![\d])|来(?=[{_ABOUT_SO_MANY}]))?
             (?:{behind}零?(?:\d[\d,]*(?:\.\d+)?{scale}++(?:[多余]{scale}*+)?
                            |\d(?!\d|\.|,)|(?<=零)\d+|(?<=万)\d,?\d{{3}}(?![\d,.])[多余]?))*+
           | (?:{formal}|{chinese})
             (?:(?:[多余]|(?<=[{_SCALES}廿卅卌几])来){scale}*+
               |点[{_DIGIT}{_FORMAL}]++(?![十刻半]|分(?!之|钟))(?:[多余]?{scale}++)?
               |(?<=[百千万亿])点\d+)?
             (?:(?<=[{_SCALES}])\d[\d,]*{scale}*+|(?<=[{_SCALES}]零)\d[\d,]*{scale}*+)?""",
        re.VERBOSE,
    )


@lru_cache(maxsize=65536)
def _shape(text: str) -> tuple[Mapping[str, str], str]:
    classes = _classes(text)
    return dict.fromkeys(classes, ""), codes().numeral(classes)


@lru_cache(maxsize=1)
def _numeral_starts() -> frozenset[str]:
    return frozenset(_PLACED + _FORMAL + "几数俩.0123456789")


def lex(text: str, *, whole: bool = False) -> tuple[Token, ...]:
    """Cut a folded phrase into tokens. Blanks are dropped where nothing but layout can be meant.

    Args:
        text: The phrase.
        whole: It is a whole text: a name that is nothing but numerals (三七, 一二三) is then a numeral.
    """
    vocab, numeral, starts = vocabulary(), numeral_pattern(), _numeral_starts()
    by_word = codes().by_word
    tokens: list[Token] = []
    at, length = 0, len(text)
    while at < length:
        c = text[at]
        if c in " \n":
            if tokens and at + 1 < length and not _transparent(tokens[-1], text[at + 1] in starts):
                tokens.append(Token(at, at + 1, c, _SPACE, codes().word(_SPACE)))
            at += 1
            continue
        word = vocab.longest(text, at)
        if word is not None and c.isascii() and c.isalpha() and _inside_letters(text, at, at + len(word.text)):
            word = None
        number = numeral.match(text, at) if c in starts else None
        if word is not None and c == "成" and "SHADOW" in word.senses and _are_tenths(tokens, at):
            word = vocab.words[c]  # 七成|员工
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
            senses = _LETTERS if letters else _FORMAL_DIGIT if c in _FORMAL else _OTHER
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
    """Whether a name ends in a numeral that goes on behind it: 统|一百件, 0到1|00公里."""
    last, following = word[-1], text[at + len(word) : at + len(word) + 1]
    return following != "" and ((last in _DIGIT and following in _SCALES) or (last + following).isdecimal())


def _money_goes_on(text: str, at: int) -> bool:
    """Whether a smaller part of an amount of money follows: 三元|四角."""
    number = numeral_pattern().match(text, at) if at < len(text) else None
    word = vocabulary().longest(text, number.end()) if number is not None and number.end() < len(text) else None
    return word is not None and "MONEY_UNIT" in word.senses


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
        counts = counted and ("BEFORE" in before or ("UPTO" in before and text[at] in _SCALES))  # 近|千家
        return (
            not counts
            and before.isdisjoint(("MONEY_UNIT", "HOUR_MARK", "HOUR_WORD"))
            and not ("SPAN" in before and reach == len(text))
            and not _money_goes_on(text, reach)
        )
    return at + len(word.text) > reach
