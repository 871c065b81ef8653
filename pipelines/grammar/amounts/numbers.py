"""Numbers without a unit: percentages in words, ordinals, vague words, and the bare number.

Belongs here: what stands on its own. Numbers with a unit stand in `money` and `measures`, fractions in `parts`.
"""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from unicodedata import numeric

from pipelines.grammar.amounts import parts
from pipelines.grammar.amounts.worth import MEASURE, Measure, between, measure, numeral, reading
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.numerals.parsing import Numeral, shift
from pipelines.grammar.numerals.ratios import quotient
from schemas.exact import EXACT

R = Registry()
#: What is read only where it is a whole text: before anything else, and last.
ALONE_FIRST, ALONE = Registry(), Registry()
#: What is read only in a remark, last.
SAID = Registry()


@R.rule("percent.in_words", "s:MINUS? p:PERCENTOF n:NUMBER")
def percent_in_words(m: Match) -> Outcome:
    """百分之三, 千分之二点五, 负百分之二, 百分之七八十."""
    n = numeral(m["n"], negative="s" in m)
    unit = Measure("percent", m["p"].senses["PERCENTOF"])
    return None if n is None else reading(m.start, m.end, m.rule, n, unit, unit_text=m["p"].text)


R.extend(parts.R)  # behind percentages, before ordinals
SPOKEN = Registry()


@SPOKEN.rule(
    "number.spoken", "s:MINUS? n:NUMBER p:HOUR_MARK d:DIGITS|LONE u:TIMES|UNIT|PERCENT|CURRENCY|TENTH|DISCOUNT"
)
def spoken_decimal(m: Match) -> Outcome:
    """8点5倍, 二十五点3度: a point in words between digits of two styles.

    A unit behind it tells that it is no clock.
    """
    n, d = numeral(m["n"], negative="s" in m), m["d"].text.translate(_DIGITS)
    if n is None or n.number is None or n.exponent or m["p"].text != "点" or not d.isdigit():
        return None
    value = EXACT.add(n.number, Decimal(f"0.{d}").copy_sign(n.number))
    unit = measure(m["u"].senses, m["u"].text)
    if m["u"].text == "度" and "s" in m:
        unit = Measure("temperature", "Cel")
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", -len(d)), unit, unit_text=m["u"].text)


@ALONE_FIRST.rule("number.spoken", "s:MINUS? n:NUMBER p:HOUR_MARK d:DIGITS|LONE !QUARTER_HOUR")
def spoken_number(m: Match) -> Outcome:
    """1点5 as a whole text: one digit is no minute."""
    n, d = numeral(m["n"], negative="s" in m), m["d"].text.translate(_DIGITS)
    if n is None or n.number is None or n.exponent or m["p"].text != "点" or not (len(d) == 1 and d.isdigit()):
        return None
    value = EXACT.add(n.number, Decimal(f"0.{d}").copy_sign(n.number))
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", -1), Measure("number", None))


_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


@SPOKEN.rule("duration.qualified", "BEFORE n:SHORT u:SPAN !HOUR_MARK|NUMBER|TO|DAYPART")
def qualified_days(m: Match) -> Outcome:
    """(逾)三日, (约)10日: a day of the month is not more or less."""
    n = numeral(m["n"])
    if n is None or m["u"].text != "日" or m.tokens[m.first].text == "超":  # a name may end in 超
        return None
    return reading(m["n"].start, m.end, m.rule, n, Measure("duration", "d"), unit_text=m["u"].text)


@SPOKEN.rule("number.of_yi", f"n:NUMBER c:CLASSIFIER b:BARE u:{MEASURE}?")
def of_yi(m: Match) -> Outcome:
    """1个亿, 三个亿元: as one says it."""
    n, scale = numeral(m["n"]), numeral(m["b"])
    if (
        n is None
        or scale is None
        or n.number is None
        or n.exponent
        or m["c"].text != "个"
        or m["b"].text not in ("亿", "万")
    ):
        return None
    whole = Numeral(n.number, scale.exponent, m["b"].text, n.precision + scale.exponent)
    unit = measure(m["u"].senses, m["u"].text) if "u" in m else Measure("number", None)
    if unit.kind not in ("number", "money"):  # 13个|亿吨级(油田)
        return None
    return reading(m.start, m.end, m.rule, whole, unit, unit_text=m["u"].text if "u" in m else None)


@R.rule("number.thousands", f"n:NUMBER k:LATIN u:{MEASURE}")
def lettered_measure(m: Match) -> Outcome:
    """12k个百分点."""
    n, unit = _lettered(m), m["u"]
    return (
        None if n is None else reading(m.start, m.end, m.rule, n, measure(unit.senses, unit.text), unit_text=unit.text)
    )


_LETTER_SCALES = {"k": 3, "K": 3, "w": 4, "W": 4, "M": 6, "G": 9}


def _lettered(m: Match, number: str = "n", scale: str = "k") -> Numeral | None:
    """A number with its scale as a letter, right beside it."""
    n, exponent = numeral(m[number], negative="s" in m), _LETTER_SCALES.get(m[scale].text)
    if n is None or exponent is None or n.number is None or not m.adjacent(number, scale):
        return None
    return Numeral(n.number, n.exponent + exponent, m[scale].text, n.precision + exponent)


@R.rule("ordinal.range", "ORD n:NUMBER TO ORD? o:NUMBER u:CLASSIFIER?")
def ordinal_range(m: Match) -> Outcome:
    """第3至5条."""
    low, high = numeral(m["n"]), numeral(m["o"])
    if low is None or high is None or low.floor > high.ceiling:
        return None
    unit = m["u"].text if "u" in m else None
    return Reading(
        _first_of_ordinal(m), m.end, "ordinal", m.rule,
        low=low.floor, high=high.ceiling, precision=0, unit=unit, unit_text=unit,
    )  # fmt: skip


@R.rule("ordinal.list", "ORD n:NUMBER LIST|LISTAND o:NUMBER u:CLASSIFIER|UNIT|SPAN|NUMERO_AFTER")
@R.rule("ordinal.list", "ORD n:NUMBER LIST NUMBER LIST|LISTAND o:NUMBER u:CLASSIFIER|UNIT|SPAN|NUMERO_AFTER")
def ordinals(m: Match) -> Outcome:
    """第五、六集, 第一、二、三批: ordinals that rise, with one 第 and one classifier."""
    tokens = [token for token in m.tokens[m.first : m.last] if NUMBER in token.senses]
    told = [n for n in map(numeral, tokens) if n is not None and n.value is not None]
    one_style = len({token.text.isascii() for token in tokens}) == 1
    if len(told) < len(tokens) or not one_style or any(b.floor <= a.floor for a, b in pairwise(told)):
        return None
    unit, last = m["u"], len(tokens) - 1
    return tuple(
        reading(
            token.start if i else _first_of_ordinal(m),
            unit.end if i == last else token.end,
            m.rule,
            n,
            Measure("ordinal", unit.text),
            unit_text=unit.text,
        )
        for i, (token, n) in enumerate(zip(tokens, told, strict=True))
    )


def _first_of_ordinal(m: Match) -> int:
    """Where 第 stands; a word that ends in it (排名第) reaches back further."""
    return m.tokens[m.first].end - 1


@R.rule("ordinal", "ORD n:NUMBER u:CLASSIFIER|UNIT|SPAN|MONEY_UNIT|TIMES|NUMERO_AFTER|ORDINAL_OF|QUARTER_MARK")
def ordinal(m: Match) -> Outcome:
    """第三届, 第12条, 第二名."""
    n = numeral(m["n"])
    return (
        None
        if n is None
        else reading(
            _first_of_ordinal(m), m["u"].end, m.rule, n, Measure("ordinal", m["u"].text), unit_text=m["u"].text
        )
    )


@R.rule("ordinal.bare", "ORD n:NUMBER !NAME")
def bare_ordinal(m: Match) -> Outcome:
    """第二 at the end of a clause, 排名第七(的); before an unknown noun (第二课堂) it is part of a name."""
    n, behind = numeral(m["n"]), m.tokens[m.last] if m.last < len(m.tokens) else None
    named = behind is not None and "OTHER" in behind.senses and behind.text not in ",.:"
    if n is None or (named and "RANKED" not in m.tokens[m.first].senses):
        return None
    return reading(_first_of_ordinal(m), m.end, m.rule, n, Measure("ordinal", None))


@R.rule("number.vague_word", "w:VAGUE")
def vague_word(m: Match) -> Outcome:
    """数以万计: bounds in words."""
    low, high = map(Decimal, m["w"].senses["VAGUE"].split())
    return Reading(m.start, m.end, "number", m.rule, low=low, high=high, precision=low.adjusted(), qualifier="approx")


@R.rule("number.signed", "^NUMBER|LATIN s:MINUS n:NUMBER !LATIN")
@R.rule("number", "n:NUMBER !LATIN")
def number(m: Match) -> Outcome:
    """72万, 0.58: a number and nothing else. A lone Chinese numeral is a word until a unit says otherwise."""
    if "s" in m and not m.adjacent("s", "n"):
        return None
    n = numeral(m["n"], negative="s" in m)
    lone = "LONE" in m["n"].senses and "s" not in m and not ("BARE" in m["n"].senses and _qualified(m))
    if n is None or lone or (_named(m["n"]) and "s" not in m and not _qualified(m)):
        return None
    return reading(m.start, m.end, m.rule, n, Measure("number", None))


def _named(token: Token) -> bool:
    """Whether a Chinese numeral without a unit is more often part of a name: 十八(梯), 八五四(农场), 万.

    From 一百 on it is a number.
    """
    return "BARE" in token.senses or _SMALL.fullmatch(token.text) is not None


_SMALL = re.compile("[零〇一二三四五六七八九十廿卅卌]+")


def _qualified(m: Match) -> bool:
    before = m.tokens[m.first - 1].senses if m.first else {}
    behind = m.tokens[m.last].senses.get("AFTER") if m.last < len(m.tokens) else None
    return "BEFORE" in before or ("UPTO" in before and "BARE" in m["n"].senses) or behind == "approx"


@ALONE_FIRST.rule("number.exponent", "s:MINUS? n:NUMBER e:LETTERS t:MINUS|PLUS? x:DIGITS")
def exponent(m: Match) -> Outcome:
    """2.5E-2, as programs print it."""
    n, power = numeral(m["n"], negative="s" in m), int(m["x"].text[:4])
    if n is None or n.value is None or m["e"].text not in ("e", "E") or power > _FAR or not m.adjacent("n", "e"):
        return None
    by = -power if "t" in m and "MINUS" in m["t"].senses else power
    return reading(
        m.start, m.end, m.rule, Numeral(shift(n.value, by), 0, "", n.precision + by), Measure("number", None)
    )


#: An exponent larger than this, or a power of more digits, is no number of this world.
_FAR = 999


@ALONE_FIRST.rule("number.power", "s:MINUS? n:NUMBER POWER t:MINUS|PLUS? x:DIGITS")
def power(m: Match) -> Outcome:
    """2^5, -1.1^+23: where it has an end, and 0^0 has none."""
    n, by = numeral(m["n"], negative="s" in m), int(m["x"].text[:4])
    if n is None or not n.value or by * len(m["n"].text) > _FAR or ("t" in m and "MINUS" in m["t"].senses):
        return None
    value = EXACT.power(n.value, by)
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", n.precision * by), Measure("number", None))


@ALONE_FIRST.rule("number.dozens", "n:NUMBER DOZEN")
@ALONE_FIRST.rule("number.dozens", "n:FORMAL DOZEN")
def dozens(m: Match) -> Outcome:
    """两打, 五十打, 壹打: twelve each."""
    n = numeral(m["n"])
    if n is None or n.value is None:
        return None
    twelve = Numeral(EXACT.multiply(n.value, Decimal(12)), 0, "", n.precision)
    return reading(m.start, m.end, m.rule, twelve, Measure("number", None))


@ALONE_FIRST.rule("range.lettered", "n:NUMBER k:LETTERS TO|MINUS o:NUMBER l:LETTERS")
def lettered_range(m: Match) -> Outcome:
    """10k-15k."""
    low, high = _lettered(m), _lettered(m, "o", "l")
    bare = Measure("range", None)
    return None if low is None or high is None else between(m.start, m.end, m.rule, low, high, (bare, bare))


@ALONE_FIRST.rule("number.lettered", "s:MINUS? n:NUMBER k:LETTERS !MONEY_UNIT|CURRENCY|PERCENT")
def lettered(m: Match) -> Outcome:
    """100K, 3M, 30w: beside other words a model or a version, alone a number."""
    n = _lettered(m)
    return None if n is None else reading(m.start, m.end, m.rule, n, Measure("number", None))


@SAID.rule("number.said", "n:LONE")
def said(m: Match) -> Outcome:
    """(答案是)四(不是五): in a remark, which tells no amount, what no word holds is a number."""
    n = numeral(m["n"]) if m["n"].text in "零一二三四五六七八九十" else None
    return None if n is None else reading(m.start, m.end, m.rule, n, Measure("number", None))


@ALONE.rule("number.formal", "FORMAL")
@ALONE.rule("number.sign", "OTHER")
def sign(m: Match) -> Outcome:
    """壹, Ⅲ, ½: one character that is a number by itself; 参|与410 holds a word."""
    token = m.tokens[m.first]
    worth = numeric(token.text, None)
    if worth is None or ("FORMAL" in token.senses and len(m.tokens) > 1):
        return None
    value, precision = quotient(Fraction(worth).limit_denominator(1000))
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", precision), Measure("number", None))


@ALONE.rule("number.alone", "s:MINUS? n:NUMBER")
def number_alone(m: Match) -> Outcome:
    """一, 万: in running text a word, alone in a cell a number."""
    n = numeral(m["n"], negative="s" in m)
    return None if n is None else reading(m.start, m.end, m.rule, n, Measure("number", None))
