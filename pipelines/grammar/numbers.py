"""Numbers without a unit: percentages in words, fractions, ordinals, vague words, and the bare number.

Belongs here: what stands on its own or is made of two numbers. Numbers with a unit stand in `measures`.
"""

from decimal import Decimal
from fractions import Fraction

from pipelines.grammar.amounts import Measure, numeral, reading
from pipelines.grammar.numerals import shift
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()
#: What is read only where it is a whole text.
ALONE = Registry()
PLACES = 12


def quotient(ratio: Fraction) -> tuple[Decimal, int]:
    """A ratio as a decimal, half-even at 12 places, and its precision."""
    rounded = round(ratio * 10**PLACES)
    value = shift(Decimal(rounded), -PLACES)
    trimmed = Decimal(format(value, "f").rstrip("0").rstrip(".")) if rounded % 10 == 0 else value
    exponent = trimmed.as_tuple().exponent
    return trimmed, exponent if isinstance(exponent, int) else 0


def of_ratio(start: int, end: int, rule: str, num: Decimal, den: Decimal, qualifier: str = "exact") -> Reading:
    """A fraction as written: numerator and denominator, and the value to 12 digits."""
    value, precision = quotient(Fraction(num) / Fraction(den))
    return Reading(
        start, end, "fraction", rule, number=value, scale=Decimal(1), value=value, ratio_num=num, ratio_den=den, precision=precision,
        qualifier=qualifier,
    )  # fmt: skip


@R.rule("percent.in_words", "s:MINUS? p:PERCENTOF n:NUMBER")
def percent_in_words(m: Match) -> Outcome:
    """百分之三, 千分之二点五, 负百分之二, 百分之七八十."""
    n = numeral(m["n"], negative="s" in m)
    unit = Measure("percent", m["p"].senses["PERCENTOF"])
    return None if n is None else reading(m.start, m.end, m.rule, n, unit, unit_text=m["p"].text)


@R.rule("fraction.mixed", "w:NUMBER AND d:NUMBER OUTOF n:NUMBER")
def mixed_fraction(m: Match) -> Outcome:
    """三又四分之一 = 13/4."""
    whole, num, den = numeral(m["w"]), numeral(m["n"]), numeral(m["d"])
    if whole is None or num is None or den is None or None in (whole.value, num.value, den.value) or not den.value:
        return None
    assert whole.value is not None  # noqa: S101 -- told by the line above, which mypy cannot follow
    assert num.value is not None  # noqa: S101
    return of_ratio(m.start, m.end, m.rule, whole.value * den.value + num.value, den.value)


@R.rule("fraction", "s:MINUS? d:NUMBER OUTOF n:NUMBER")
def fraction(m: Match) -> Outcome:
    """五分之一, 三分之二."""
    num, den = numeral(m["n"], negative="s" in m), numeral(m["d"])
    if num is None or den is None or num.value is None or not den.value:
        return None
    return of_ratio(m.start, m.end, m.rule, num.value, den.value)


@R.rule("fraction.half", "h:WHOLEHALF")
def whole_half(m: Match) -> Outcome:
    """一半, 半数, 过半."""
    return of_ratio(m.start, m.end, m.rule, Decimal(1), Decimal(2), m["h"].senses["WHOLEHALF"])


@R.rule("fraction.qualified_half", "HALF !OTHER|CLASSIFIER|UNIT|SPAN|NUMBER")
def qualified_half(m: Match) -> Outcome:
    """近半: a half where a qualifier stands before it."""
    before = m.tokens[m.first - 1].senses if m.first else {}
    return of_ratio(m.start, m.end, m.rule, Decimal(1), Decimal(2)) if "BEFORE" in before else None


@R.rule("ratio.in_words", "^NUMBER n:NUMBER r:RATIO d:NUMBER")
def ratio(m: Match) -> Outcome:
    """1.2比1, 1:10.3; whole numbers at a colon may be a score, which is for `refusals` to say."""
    num, den = numeral(m["n"]), numeral(m["d"])
    if num is None or den is None or num.value is None or not den.value:
        return None
    if m["r"].text == ":" and not ("DECIMAL" in m["n"].senses or "DECIMAL" in m["d"].senses):
        return None
    return of_ratio(m.start, m.end, m.rule, num.value, den.value)


@R.rule("ordinal.range", "ORD n:NUMBER TO ORD? o:NUMBER u:CLASSIFIER?")
def ordinal_range(m: Match) -> Outcome:
    """第3至5条."""
    low, high = numeral(m["n"]), numeral(m["o"])
    if low is None or high is None or low.floor > high.ceiling:
        return None
    unit = m["u"].text if "u" in m else None
    return Reading(
        m.start, m.end, "ordinal", m.rule, low=low.floor, high=high.ceiling, precision=0, unit=unit, unit_text=unit
    )


@R.rule("ordinal", "ORD n:NUMBER u:CLASSIFIER|UNIT|SPAN|MONEY_UNIT|TIMES")
def ordinal(m: Match) -> Outcome:
    """第三届, 第12条, 第二名."""
    n = numeral(m["n"])
    return (
        None
        if n is None
        else reading(m.start, m["u"].end, m.rule, n, Measure("ordinal", m["u"].text), unit_text=m["u"].text)
    )


@R.rule("ordinal.bare", "ORD n:NUMBER !OTHER|NAME")
def bare_ordinal(m: Match) -> Outcome:
    """第二 at the end of a clause; before an unknown noun (第二课堂) it is part of a name."""
    n = numeral(m["n"])
    return None if n is None else reading(m.start, m.end, m.rule, n, Measure("ordinal", None))


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
    if n is None or "LONE" in m["n"].senses or "BARE" in m["n"].senses and not _qualified(m):
        return None
    return reading(m.start, m.end, m.rule, n, Measure("number", None))


def _qualified(m: Match) -> bool:
    before = m.tokens[m.first - 1].senses if m.first else {}
    return "BEFORE" in before or "UPTO" in before


@ALONE.rule("number.alone", "s:MINUS? n:NUMBER")
def number_alone(m: Match) -> Outcome:
    """一, 万: in running text a word, alone in a cell a number."""
    n = numeral(m["n"], negative="s" in m)
    return None if n is None else reading(m.start, m.end, m.rule, n, Measure("number", None))
