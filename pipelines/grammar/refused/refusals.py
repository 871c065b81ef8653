"""What holds numerals and is no fact.

Belongs here: the productions that refuse, each with a reason of the closed list in `schemas/vocabularies.tsv`, and
what is left over when no production took a numeral. The words that refuse by themselves (names, idioms) are tables of
the lexicon.
"""

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import category

from pipelines.grammar.amounts.worth import numeral
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading, Refusal
from pipelines.grammar.refused import scores
from pipelines.grammar.vocabulary.words import has_numeral

#: Asked before anything else; asked before amounts; asked last.
FIRST, SHAPES, LAST = Registry(scores.FIRST), Registry(scores.SHAPES), Registry()
_MOBILE, _LANDLINE, _AREA, _FREE_OF_CHARGE = 11, (7, 8), (2, 3, 4), ("400", "800")
_SHORTEST_CODE = 3
_LONG_CODE = 9


def refuse(m: Match, reason: str) -> Refusal:
    """The whole match is no fact."""
    return Refusal(m.start, m.end, reason, m.rule)


@FIRST.rule("not.document", "OPEN YEAR CLOSE n:NUMBER NUMERO_AFTER?")
def document_number(m: Match) -> Outcome:
    """〔2025〕12号."""
    return refuse(m, "document_number")


@FIRST.rule("not.document", "ORD? n:DIGITS SLASH DIGITS NUMERO_AFTER")
def numbered_of_a_session(m: Match) -> Outcome:
    """第78/262号(决议)."""
    return refuse(m, "document_number")


@FIRST.rule("not.phone", "( a:DIGITS d:MINUS )? n:DIGITS ( MINUS DIGITS )?")
def phone(m: Match) -> Outcome:
    """010-12345678, 13800000000, 400-123-4567."""
    digits, area = m["n"].text, m.get("a")
    if area is not None and area.text in _FREE_OF_CHARGE:
        good = sum(len(t.text) for t in m.tokens[m.index("n") : m.last] if NUMBER in t.senses) == _LANDLINE[0]
    elif area is not None:
        good = len(area.text) in _AREA and area.text.startswith("0") and len(digits) in _LANDLINE
    else:
        good = len(digits) == _MOBILE and digits[0] == "1" and digits[1] in "3456789"
    return refuse(m, "phone") if good else None


@FIRST.rule("not.model_apart", "n:DIGITS SPACE? w:LATIN SPACE NUMBER")
@FIRST.rule("not.model_apart", "c:CODE_OF n:DIGITS SPACE? w:LATIN ( SPACE? NUMBER )?")
def model_in_three(m: Match) -> Outcome:
    """737 MAX 9, (骁龙)855 Plus."""
    named = "c" not in m or m["c"].senses["CODE_OF"] == "model"
    return Refusal(m["n"].start, m.end, "model", m.rule) if named else None


@FIRST.rule(
    "not.number_of_a_thing",
    "c:CODE_OF RATIO? SPACE? n:DIGITS ( MINUS DIGITS )* ( DOT LETTERS )? !UNIT|CLASSIFIER|MONEY_UNIT|CURRENCY|SPAN",
)
def number_of_a_thing(m: Match) -> Outcome:
    """(股票)代码600519, 邮编:100871, 麒麟990: what the digits are of stands before them."""
    if len(m["n"].text) < _SHORTEST_CODE:
        return None
    return Refusal(m["n"].start, m.end, m["c"].senses["CODE_OF"], m.rule)


@FIRST.rule("not.meeting", "^ORD NUMBER s:CLASSIFIER MEETING")
@FIRST.rule("not.meeting", "^ORD NUMBER s:CLASSIFIER MEETING* NUMBER t:CLASSIFIER MEETING?")
def meeting(m: Match) -> Outcome:
    """六届七次全会, 十四届全国人大三次会议, 二十届三中全会; with 第 it is an ordinal.

    The longer pattern is asked first.
    """
    if m["s"].text != "届" or ("t" in m and m["t"].text != "次"):
        return None
    return refuse(m, "meeting")


@FIRST.rule("not.meeting", "^ORD NUMBER s:CLASSIFIER n:LONE OTHER")
def plenary_begun(m: Match) -> Outcome:
    """二十届二(中、三中全会)."""
    return Refusal(m.start, m["n"].end, "meeting", m.rule) if m["s"].text == "届" else None


@FIRST.rule("not.meeting", "^ORD|NUMBER NUMBER t:CLASSIFIER w:MEETING")
def plenary(m: Match) -> Outcome:
    """五次全会; 五次会议 may be five meetings."""
    return refuse(m, "meeting") if m["t"].text == "次" and m["w"].text == "全会" else None


@FIRST.rule("not.meeting", "MEETING NUMBER t:CLASSIFIER MEETING")
def session(m: Match) -> Outcome:
    """(全国人大)一次会议."""
    first = m.tokens[m.first]
    return Refusal(first.end, m.end, "meeting", m.rule) if m["t"].text == "次" and first.text in _ASSEMBLIES else None


_ASSEMBLIES = frozenset({"人大", "全国人大", "全国政协", "政协", "人民代表大会", "全国人民代表大会", "中央纪委"})
_TAIL = "( NUMBER | LETTERS | MINUS | DOT | SLASH | PLUS )*"


@SHAPES.rule("not.standard", "LETTERS SLASH LETTERS SPACE? NUMBER ( MINUS|DOT|TO NUMBER )*")
@SHAPES.rule("not.standard", "w:LETTERS SPACE? n:DIGITS MINUS|TO|RATIO y:YEAR !YEAR_MARK")
def standard(m: Match) -> Outcome:
    """GB/T 19001-2016, GB 18030-2022."""
    return None if "CURRENCY_BEFORE" in m.tokens[m.first].senses else refuse(m, "model")


@SHAPES.rule("not.model", f"LETTERS ( MINUS | SLASH | DOT )? ( NUMBER | LETTERS ) {_TAIL}")
@SHAPES.rule("not.model", f"NUMBER ( LATIN | SLASH NUMBER LATIN ) {_TAIL}")
def model(m: Match) -> Outcome:
    """C919, 5G, PM2.5, 4/5G: letters and numerals with nothing between them."""
    tokens = m.tokens[m.first : m.last]
    if "CURRENCY_BEFORE" in tokens[0].senses:
        return None
    last = 0
    for i, (left, right) in enumerate(pairwise(tokens)):
        if left.end != right.start:
            break
        if NUMBER in right.senses or "LETTERS" in right.senses or "PLUS" in right.senses:
            last = i + 1
    taken = tokens[: last + 1]
    if not any(NUMBER in t.senses for t in taken) or not any("LETTERS" in t.senses for t in taken):
        return None
    behind = m.tokens[m.first + len(taken) :]
    if _names_what_is_counted(taken, behind) or _is_of_an_indicator(taken, behind):
        return None
    return Refusal(m.start, taken[-1].end, "model", m.rule)


def _is_of_an_indicator(taken: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether an indicator is told, or its year or month: GDP|5万亿, CPI|3月; SU7|月销 is a car."""
    if len(taken) > 2 or "INDICATOR" not in taken[0].senses:  # noqa: PLR2004 -- letters and a number
        return False
    dated = bool(behind) and not behind[0].senses.keys().isdisjoint(("YEAR_MARK", "MONTH_MARK"))
    return dated or taken[-1].text[-1] in _MYRIADS


def _names_what_is_counted(taken: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether letters name what the number behind them counts: GDP31万亿元, CPI2.1%, LNG6万吨; but C919飞机, L3级."""
    if len(taken) != 2 or len(taken[0].text) == 1 or not behind or behind[0].start != taken[1].end:  # noqa: PLR2004 -- letters and a number
        return False
    unit = behind[0].senses.keys()
    return not unit.isdisjoint(_OF_AMOUNTS) or (taken[1].text[-1] in _MYRIADS and not unit.isdisjoint(_OF_COUNTS))


#: Models have no price or share behind their number, and none in 万.
_OF_AMOUNTS = ("MONEY_UNIT", "CURRENCY", "PERCENT")
_OF_COUNTS = ("UNIT", "CLASSIFIER")
_MYRIADS = "万亿"


@SHAPES.rule(
    "not.model_apart",
    "w:LETTERS SPACE n:DIGITS "
    "!UNIT|CLASSIFIER|MONEY_UNIT|CURRENCY|PERCENT|SPAN|TIMES|TENTH|YEAR_MARK|MONTH_MARK|TO|MINUS",
)
def model_apart(m: Match) -> Outcome:
    """ISO 9001, a name of letters and then its number."""
    return None if "CURRENCY_BEFORE" in m["w"].senses else refuse(m, "model")


@SHAPES.rule("not.chain", "NUMBER ( MINUS NUMBER ) ( MINUS NUMBER ) ( MINUS | NUMBER | LATIN )*")
@SHAPES.rule("not.chain", "NUMBER DOT NUMBER ( DOT NUMBER )*")
def chain(m: Match) -> Outcome:
    """1-1-1-1, 192.168.0.1: a chain of numerals is a code."""
    return refuse(m, "code")


@SHAPES.rule(
    "not.sum", "^NUMBER NUMBER PLUS NUMBER|LETTERS ( PLUS NUMBER|LETTERS )* !UNIT|CLASSIFIER|MONEY_UNIT|PERCENT"
)
def scheme(m: Match) -> Outcome:
    """1+3+N, 10+1: the name of a scheme or of a meeting."""
    return refuse(m, "name")


@SHAPES.rule("not.day_as_name", "^NUMBER m:SHORT MIDDOT d:SHORT !UNIT|CLASSIFIER|MONEY_UNIT|PERCENT")
def day_as_name(m: Match) -> Outcome:
    """4·29(事故): a day that has become a name."""
    return refuse(m, "name")


@SHAPES.rule("not.falling", "^NUMBER|MINUS a:DIGITS s:MINUS b:DIGITS !PERCENT|MONEY_UNIT|CURRENCY|NUMBER|MINUS")
def falling(m: Match) -> Outcome:
    """26-6(油田), 2-1(战胜): a range does not fall."""
    falls = m.adjacent("a", "s") and m.adjacent("s", "b") and int(m["a"].text) >= int(m["b"].text)
    return refuse(m, "code") if falls else None


@FIRST.rule("not.throw", "LONE u:CLASSIFIER")
def throw(m: Match) -> Outcome:
    """两记|三分: a throw that counts three."""
    before = m.tokens[m.first - 1].text if m.first else ""
    return refuse(m, "word") if before == "记" and m["u"].text == "分" else None


@FIRST.rule("not.road", "ROAD n:DIGITS u:CLASSIFIER")
@FIRST.rule("not.road", "ROAD n:DIGITS d:DAY_MARK|MONTH_MARK? !UNIT|CLASSIFIER|MONEY_UNIT|CURRENCY|TO")
@FIRST.rule("not.road", "ROAD n:NUMBER NUMERO_AFTER")
@FIRST.rule("not.road", "n:DIGITS ROAD")
def road(m: Match) -> Outcome:
    """国道1号, 108国道, 国道318(线); in 国道|3日0时 a day follows."""
    dated = "d" in m and m["d"].text[0] != "号"
    return None if dated or ("u" in m and m["u"].text != "线") else refuse(m, "name")


@SHAPES.rule("not.floor", "NUMBER u:CLASSIFIER")
def floor(m: Match) -> Outcome:
    """3楼; 301室, but 3室2厅 are counted."""
    counted = m.last < len(m.tokens) and NUMBER in m.tokens[m.last].senses
    return refuse(m, "address") if m["u"].text in ("楼", "单元") or (m["u"].text == "室" and not counted) else None


@SHAPES.rule("not.version", "^ORD|BEFORE n:DECIMAL|SHORT|PAIR u:CLASSIFIER")
def version(m: Match) -> Outcome:
    """2.0版, 86版, 八六版; 3版 are three of them."""
    named = m["u"].text == "版" and ("DECIMAL" in m["n"].senses or len(m["n"].text) == 2)  # noqa: PLR2004 -- two digits
    return refuse(m, "model") if named else None


@SHAPES.rule("not.series", "n:DIGITS u:CLASSIFIER")
def series(m: Match) -> Outcome:
    """3000型: from a hundred on 型 says which one, not how many."""
    named = m["u"].text == "型" and len(m["n"].text) >= _SHORTEST_CODE
    return refuse(m, "model") if named else None


@FIRST.rule("not.numbered", "^ORD NUMBER TO NUMBER NUMERO_AFTER")
@SHAPES.rule("not.numbered", "^ORD NUMBER NUMERO_AFTER")
def numbered(m: Match) -> Outcome:
    """14号(线), 4号(机组), 1至3号(机组)."""
    return refuse(m, "name")


@SHAPES.rule("not.ranking", "^ORD n:NUMBER s:AFTER")
def ranking(m: Match) -> Outcome:
    """2500强, 百强: the first so many of a list."""
    if m["s"].text != "强" or "DECIMAL" in m["n"].senses:
        return None
    return refuse(m, "name")


@SHAPES.rule("not.number_of", "NUMERO DOT? NUMBER")
def serial(m: Match) -> Outcome:
    """No.1."""
    return refuse(m, "code")


@SHAPES.rule("not.code", "n:DIGITS !UNIT|CLASSIFIER|MONEY_UNIT|CURRENCY|PERCENT|SPAN|TIMES")
def code(m: Match) -> Outcome:
    """A long row of digits, or one with a zero in front, without a unit."""
    digits = m["n"].text
    return refuse(m, "code") if len(digits) >= _LONG_CODE or (len(digits) > 1 and digits[0] == "0") else None


@SHAPES.rule("not.cohort", "^ORD y:YEAR u:CLASSIFIER")
def cohort(m: Match) -> Outcome:
    """2025届(毕业生): the year in which they leave."""
    return refuse(m, "name") if m["u"].text == "届" else None


@LAST.rule("not.word", "w:NAME")
def word(m: Match) -> Outcome:
    """Names, idioms and words with a numeral in them; the table says which."""
    return refuse(m, m["w"].senses["NAME"])


@LAST.rule("not.ordinal_name", "ORD NUMBER OTHER?")
def ordinal_name(m: Match) -> Outcome:
    """第一 before a noun that nobody counts (第二课堂)."""
    return Refusal(m.tokens[m.first].end - 1, m.tokens[m.first + 1].end, "ordinal_name", m.rule)


@LAST.rule("not.small_numeral", "n:NUMBER")
def small_numeral(m: Match) -> Outcome:
    """十八(梯), 八五四(农场): a Chinese numeral below a hundred that counts nothing."""
    return refuse(m, "word") if "ARABIC" not in m["n"].senses and len(m["n"].text) > 1 and numeral(m["n"]) else None


@LAST.rule("not.before_letters", "n:DIGITS w:LATIN")
def before_letters(m: Match) -> Outcome:
    """(神话)2 abc, 2019 IFA: a blank parts a number from a word that is no unit."""
    if m.adjacent("n", "w"):
        return None
    return Refusal(m.start, m["n"].end, "name" if "YEAR" in m["n"].senses else "model", m.rule)


@LAST.rule("not.unit_name", "n:BARE u:MONEY_UNIT|CURRENCY|UNIT|CLASSIFIER|PERCENT|SPAN")
def unit_name(m: Match) -> Outcome:
    """(单位:) 万元: a scale that belongs to the name of a unit."""
    return refuse(m, "word")


# ------------------------------------------------------------------------------------------------------------ left over
def left_over(tokens: Sequence[Token], taken: Sequence[Reading | Refusal]) -> list[Refusal]:
    """A refusal for every token with a numeral character that nothing took.

    What was taken is in order and does not overlap.
    """
    found, at = [], 0
    for token in tokens:
        while at < len(taken) and taken[at].end <= token.start:
            at += 1
        if (at == len(taken) or token.end <= taken[at].start) and has_numeral(token.text):
            found.append(Refusal(token.start, token.end, *_why(token)))
    return found


def _why(token: Token) -> tuple[str, str]:
    if "OTHER" in token.senses:
        if token.text.isdecimal():
            return "foreign_digits", "rest.foreign"
        return (
            ("model", "rest.roman") if category(token.text[0]) == "Nl" else ("list_marker", "rest.enclosed")
        )  # Ⅲ类, ①
    if "LETTERS" in token.senses or (token.text[0].isascii() and token.text[0].isalpha()):
        return "model", "rest.lettered"
    if "NUMBER" in token.senses and ("ARABIC" in token.senses or len(token.text) > 2):  # noqa: PLR2004
        return "unsupported", "rest"
    return "word", "rest.lone"
