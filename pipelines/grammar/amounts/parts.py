"""Parts of a whole: 五分之一, 3/4, 三又四分之一, 一半, 四分之一至三分之一, 1.2比1.

Belongs here: fractions and ratios as written. Percentages and other numbers stand in `numbers`.
"""

from decimal import Decimal
from fractions import Fraction

from pipelines.grammar.amounts.worth import numeral
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.numerals.parsing import NotANumeral, Numeral, parse
from pipelines.grammar.numerals.ratios import quotient
from schemas.exact import EXACT

R = Registry()


def of_ratio(m: Match, num: Decimal, den: Decimal, *, end: int | None = None, qualifier: str = "exact") -> Reading:
    """A fraction as written: numerator and denominator, and the value to 12 digits."""
    value, precision = quotient(Fraction(num) / Fraction(den))
    return Reading(
        m.start, m.end if end is None else end, "fraction", m.rule,
        number=value, scale=Decimal(1), value=value, ratio_num=num, ratio_den=den,
        precision=precision, qualifier=qualifier,
    )  # fmt: skip


@R.rule("fraction.mixed", "s:MINUS? w:NUMBER AND|SPACE d:NUMBER p:PERCENTOF|OUTOF n:NUMBER")
@R.rule("fraction.mixed_slash", "s:MINUS? w:DIGITS SPACE|AND n:DIGITS SLASH d:DIGITS")
def mixed_fraction(m: Match) -> Outcome:
    """三又四分之一 = 13/4, 1 3/5, 5又1/3."""
    whole, num, den = numeral(m["w"]), numeral(m["n"]), _denominator(m)
    if whole is None or num is None or den is None or whole.value is None or num.value is None or not den.value:
        return None
    top = EXACT.add(EXACT.multiply(whole.value, den.value), num.value)
    return of_ratio(m, EXACT.minus(top) if "s" in m else top, den.value)


_NO_SLASH_BEHIND = "!SLASH|UNIT|CLASSIFIER|LETTERS|MINUS|CURRENCY|MONEY_UNIT|SPAN"


@R.rule("fraction.range", "d:NUMBER OUTOF n:NUMBER TO e:NUMBER OUTOF o:NUMBER")
@R.rule("fraction.range", "^NUMBER|SLASH|LETTERS n:DIGITS SLASH d:DIGITS TO o:DIGITS SLASH e:DIGITS !SLASH|DOT")
@R.rule("fraction.range", "d:NUMBER OUTOF n:NUMBER TO h:WHOLEHALF")
def fraction_range(m: Match) -> Outcome:
    """四分之一至三分之一, 1/3到1/2, 三分之一到一半: from a smaller part to a larger one."""
    half = (Decimal(1), Decimal(2))
    sides = [
        half if bottom not in m else (numeral(m[top]), numeral(m[bottom])) for top, bottom in (("n", "d"), ("o", "e"))
    ]
    parts = [_part(*side) for side in sides]
    low, high = parts
    if low is None or high is None or not low < high <= 1:
        return None
    (least, precision), (most, _) = quotient(low), quotient(high)
    return Reading(m.start, m.end, "fraction", m.rule, low=least, high=most, precision=precision)


def _part(num: Numeral | Decimal | None, den: Numeral | Decimal | None) -> Fraction | None:
    top, bottom = (side.value if isinstance(side, Numeral) else side for side in (num, den))
    return None if top is None or not bottom or bottom < 0 else Fraction(top) / Fraction(bottom)


@R.rule("fraction", "s:MINUS? d:NUMBER p:PERCENTOF|OUTOF t:MINUS? n:NUMBER")
@R.rule("fraction.slash", f"^NUMBER|SLASH|LETTERS s:MINUS? n:NUMBER SLASH d:NUMBER {_NO_SLASH_BEHIND}")
def fraction(m: Match) -> Outcome:
    """五分之一, 三分之二, 一百万分之五, 3/4."""
    num, den = numeral(m["n"], negative=("s" in m) != ("t" in m)), _denominator(m)
    if num is None or den is None or num.value is None or not den.value or den.value < 0:
        return None
    if "p" not in m and num.value > den.value >= _NO_PART:  # (血压)60/40
        return None
    return of_ratio(m, num.value, den.value, qualifier="over" if num.more else "exact")


_NO_PART = 10


@R.rule("fraction.slash_of", "^NUMBER|SLASH|LETTERS n:DIGITS SLASH d:DIGITS u:CLASSIFIER")
def slash_of(m: Match) -> Outcome:
    """(全市)1/4学校, 2/3委员: a part of those that are counted; 12/16个 are two numbers."""
    num, den = numeral(m["n"]), numeral(m["d"])
    if num is None or den is None or num.value is None or den.value is None or not 0 < num.value < den.value <= 10:  # noqa: PLR2004
        return None
    return of_ratio(m, num.value, den.value, end=m["d"].end) if len(m["u"].text) > 1 else None


def _denominator(m: Match) -> Numeral | None:
    """The denominator; in 一百|万分之|五 the scale of the word belongs to it."""
    word = m.get("p")
    if word is None or "PERCENTOF" not in word.senses:
        return numeral(m["d"])
    try:
        return parse(m["d"].text + word.text.removesuffix("分之"))
    except NotANumeral:
        return None


@R.rule("fraction.half", "h:WHOLEHALF u:CLASSIFIER|SPAN|SPAN_HALF|SPAN_MORE|UNIT?")
def whole_half(m: Match) -> Outcome:
    """一半, 半数用户, 过半; a unit behind 一半 makes something else of it (一|半天)."""
    if "u" in m and m["h"].text == "一半":
        return None
    return of_ratio(m, Decimal(1), Decimal(2), end=m["h"].end, qualifier=m["h"].senses["WHOLEHALF"])


@R.rule("fraction.qualified_half", "HALF !CLASSIFIER|UNIT|SPAN|SPAN_MORE|NUMBER")
def qualified_half(m: Match) -> Outcome:
    """近半: a half where a qualifier stands before it."""
    before = m.tokens[m.first - 1].senses if m.first else {}
    return of_ratio(m, Decimal(1), Decimal(2)) if "BEFORE" in before else None


@R.rule("ratio.in_words", "^NUMBER n:NUMBER r:RATIO d:NUMBER")
def ratio(m: Match) -> Outcome:
    """1.2比1, 1:10.3; whole numbers at a colon may be a score, which is for `refusals` to say."""
    num, den = numeral(m["n"]), numeral(m["d"])
    if num is None or den is None or num.value is None or not den.value:
        return None
    if m["r"].text == ":" and not ("DECIMAL" in m["n"].senses or "DECIMAL" in m["d"].senses):
        return None
    return of_ratio(m, num.value, den.value)
