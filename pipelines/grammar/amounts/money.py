"""Money: amounts in parts, with the name of the currency before or behind, in cents.

Belongs here: what only money has. A number with one unit of money behind it is read like any other (`measures`).
"""

from decimal import Decimal

from pipelines.grammar.amounts.worth import HALF, Measure, meaning, measure, numeral, reading
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import LOCAL_CURRENCY
from pipelines.grammar.numerals.parsing import Numeral, parse
from schemas.exact import EXACT

R = Registry()
#: What is read only where it is a whole text.
ALONE = Registry()


@R.rule(
    "money.parts",
    "c:CURRENCY_BEFORE? n:NUMBER u:MONEY_UNIT|CURRENCY ( AND? NUMBER MONEY_UNIT )* "
    "( NUMBER !CLASSIFIER|UNIT|SPAN|PERCENT|NUMBER|LETTERS | HALF )? EXACTLY? b:CURRENCY_BEFORE?",
)
def money_parts(m: Match) -> Outcome:
    """三元五角, 三块五, 5块半, 两角五分: each part is a smaller part of the currency.

    A last digit without a unit is of the next smaller one.
    """
    if m.last == m.index("u") + 1:
        return None  # one part only
    if measure(m["u"].senses, m["u"].text).kind != "money" and "MONEY_UNIT" not in m["u"].senses:
        return None
    total, precision, factor, parts = Decimal(0), 0, Decimal(1000), 0
    for i in range(m.index("n"), m.last):
        token, following = m.tokens[i], m.tokens[i + 1] if i + 1 < m.last else None
        if "HALF" in token.senses:
            total, precision, parts = EXACT.add(total, EXACT.multiply(HALF, factor)), factor.adjusted() - 1, parts + 1
        elif "NUMBER" in token.senses:
            n, own = numeral(token), _part(following, factor, token)
            if n is None or n.value is None or own is None or (parts and (own >= factor or n.exponent)):
                return None
            total, factor, parts = EXACT.add(total, EXACT.multiply(n.value, own)), own, parts + 1
            precision = n.precision + own.adjusted()
    if parts == 1:
        return None
    named = m.get("c") or m.get("b")
    currency = named.senses["CURRENCY_BEFORE"] if named is not None else meaning(m["u"]).unit
    found = Measure("money", currency)
    return reading(m.start, m.end, m.rule, Numeral(total, 0, "", precision), found, unit_text=m["u"].text)


def _part(unit: Token | None, before: Decimal, number: Token) -> Decimal | None:
    """What one of a part is worth: by its unit, or a tenth of the part before it (三块五; 三块零四: a hundredth)."""
    if unit is not None and "MONEY_UNIT" in unit.senses:
        return Decimal(unit.senses["MONEY_UNIT"].partition(" ")[0])
    if unit is not None and "CURRENCY" in unit.senses:
        return Decimal(1)
    if len(number.text) == 2 and number.text[0] in "零0":  # noqa: PLR2004 -- a zero and a digit
        return EXACT.multiply(before, Decimal("0.01"))
    return EXACT.multiply(before, Decimal("0.1")) if len(number.text) == 1 and number.text != "两" else None


@R.rule(
    "money.prefixed",
    "c:CURRENCY_BEFORE s:MINUS? n:NUMBER u:MONEY_UNIT|CURRENCY? EXACTLY? "
    "!YEAR_MARK|MONTH_MARK|PERCENT|TENTH|SPAN|TIMES|RATIO",
)
def money_prefixed(m: Match) -> Outcome:
    """港币2.5亿元, ¥1,299.00, US$5: the currency stands before the number, 元 behind it adds nothing."""
    n = numeral(m["n"], negative="s" in m)
    if n is None:
        return None
    unit, behind = m.get("u"), m.tokens[m.last].senses if m.last < len(m.tokens) else {}
    if "LETTERS" in m["c"].senses and "CLASSIFIER" in behind and "SINCE_MARK" not in behind:  # AED180|台
        return None
    if unit is not None and "CURRENCY" in unit.senses and "," in m["n"].text:
        return _two_amounts(m)
    factor = Decimal(1)
    if unit is not None and "MONEY_UNIT" in unit.senses:
        factor = meaning(unit).factor
    currency = m["c"].senses["CURRENCY_BEFORE"]
    if unit is not None and "CURRENCY" in unit.senses and unit.senses["CURRENCY"] != currency:
        currency = unit.senses["CURRENCY"]
    return reading(m.start, m.end, m.rule, n, Measure("money", currency, factor), unit_text=m["c"].text)


def _two_amounts(m: Match) -> Outcome:
    """$20,300欧元: where both sides name a currency, the comma parts two amounts."""
    first, _, second = m["n"].text.partition(",")
    left, right = (parse(side) for side in (first, second))
    at = m["n"].start + len(first)
    currencies = Measure("money", m["c"].senses["CURRENCY_BEFORE"]), Measure("money", m["u"].senses["CURRENCY"])
    return (
        reading(m.start, at, m.rule, left, currencies[0], unit_text=m["c"].text),
        reading(at + 1, m["u"].end, m.rule, right, currencies[1], unit_text=m["u"].text),
    )


@R.rule(
    "money.named_before",
    "^NUMBER|MONEY_UNIT c:CURRENCY_BEFORE BEFORE n:NUMBER u:MONEY_UNIT? EXACTLY? "
    "!NUMBER|CURRENCY|CURRENCY_BEFORE|UNIT|SPAN|CLASSIFIER|PERCENT|TIMES|TO",
)
def named_before(m: Match) -> Outcome:
    """港币约8.5万元: the name of the currency and then the qualifier, which parts it from the amount."""
    n = numeral(m["n"])
    factor = meaning(m["u"]).factor if "u" in m else Decimal(1)
    unit = Measure("money", m["c"].senses["CURRENCY_BEFORE"], factor)
    if n is None:
        return None
    return reading(m["n"].start, m.end, m.rule, n, unit, unit_text=m["c"].text).but(ext_start=m.start)


@R.rule("money.suffixed", "s:MINUS? n:NUMBER u:MONEY_UNIT c:CURRENCY|CURRENCY_BEFORE EXACTLY?")
def money_suffixed(m: Match) -> Outcome:
    """125亿元人民币: 元 and then the name of the currency."""
    n = numeral(m["n"], negative="s" in m)
    if n is None or meaning(m["u"]).kind != "money":
        return None
    currency = m["c"].senses.get("CURRENCY") or m["c"].senses["CURRENCY_BEFORE"]
    return reading(m.start, m.end, m.rule, n, Measure("money", currency, meaning(m["u"]).factor), unit_text=m["u"].text)


@R.rule("money.euros", "s:MINUS? n:NUMBER u:EURO")
def euros(m: Match) -> Outcome:
    """3000万欧: only behind 万 and 亿, where no continent follows."""
    n = numeral(m["n"], negative="s" in m)
    if n is None or not n.scale_text:
        return None
    return reading(m.start, m.end, m.rule, n, Measure("money", "EUR"), unit_text=m["u"].text)


@R.rule("money.exactly", "n:NUMBER u:MONEY_UNIT EXACTLY")
def exactly(m: Match) -> Outcome:
    """伍仟元整."""
    n = numeral(m["n"])
    return None if n is None else reading(m.start, m.end, m.rule, n, meaning(m["u"]), unit_text=m["u"].text)


@R.rule("money.three_tenths", "PRICED w:NAME")
@R.rule("money.three_tenths", "w:NAME CASH")
@R.rule("money.three_tenths", "w:NAME d:LONE !CLASSIFIER|UNIT|SPAN|NUMBER|OTHER")
def three_tenths(m: Match) -> Outcome:
    """涨了三毛, 三毛五, 三毛钱: elsewhere a writer."""
    word, tail = m["w"], numeral(m["d"]) if "d" in m else None
    if word.text != "三毛" or ("d" in m and (tail is None or tail.value is None)):
        return None
    cents = Decimal(30) if tail is None or tail.value is None else EXACT.add(Decimal(30), tail.value)
    end = word.end if tail is None else m.end
    n = Numeral(EXACT.multiply(cents, Decimal("0.01")), 0, "", -1 if tail is None else -2)
    return reading(word.start, end, m.rule, n, Measure("money", LOCAL_CURRENCY), unit_text="毛")


def in_cents(unit: Token) -> Measure:
    """What 分 means where money is spoken of."""
    factor, _, currency = unit.senses["MONEY_UNIT"].partition(" ")
    return Measure("money", currency or LOCAL_CURRENCY, Decimal(factor))


@R.rule("money.in_words", "n:NUMBER u:MONEY_UNIT CASH")
@R.rule("money.of_a_price", "PRICED n:NUMBER u:MONEY_UNIT")
def money_in_words(m: Match) -> Outcome:
    """8分钱, 加价5分: a word beside it tells that 分 is money, and stays outside."""
    n = numeral(m["n"])
    if n is None:
        return None
    return reading(m["n"].start, m["u"].end, m.rule, n, in_cents(m["u"]), unit_text=m["u"].text)


@R.rule("money.and_one", "n:NUMBER u:MONEY_UNIT p:PAIR b:UNIT|CLASSIFIER")
def money_and_one(m: Match) -> Outcome:
    """两块五|一斤: the price, and what it buys."""
    part, one = m["p"].text[:1], m["p"].text[1:]
    if one != "一" or m["u"].text not in ("块", "毛", "元"):
        return None
    n, d, middle = numeral(m["n"]), parse(part), m["p"].start + 1
    if n is None or n.value is None or n.exponent or d.value is None:
        return None
    tenths = EXACT.add(n.value, EXACT.multiply(d.value, Decimal("0.1")))
    return (
        reading(m.start, middle, m.rule, Numeral(tenths, 0, "", -1), meaning(m["u"]), unit_text=m["u"].text),
        reading(middle, m.end, m.rule, parse(one), meaning(m["b"]), unit_text=m["b"].text),
    )


@R.rule("money.and_one", "n:NUMBER u:MONEY_UNIT d:DIGITS o:ONE b:UNIT|CLASSIFIER")
def figures_and_one(m: Match) -> Outcome:
    """15块8|一斤: the same in figures."""
    n, d = numeral(m["n"]), m["d"].text
    if n is None or n.value is None or n.exponent or len(d) > 1 or m["u"].text not in ("块", "毛", "元"):
        return None
    tenths = EXACT.add(n.value, Decimal(f"0.{d}"))
    return (
        reading(m.start, m["d"].end, m.rule, Numeral(tenths, 0, "", -1), meaning(m["u"]), unit_text=m["u"].text),
        reading(m["o"].start, m.end, m.rule, parse(m["o"].text), meaning(m["b"]), unit_text=m["b"].text),
    )


@ALONE.rule("money.alone", "w:NAME")
def named_amount(m: Match) -> Outcome:
    """三毛, 八角 as a whole text: elsewhere a writer and a spice."""
    word = m["w"].text
    if m.last - m.first < len(m.tokens) or word not in ("三毛", "八角"):
        return None
    return reading(
        m.start, m.end, m.rule, parse(word[:-1]), Measure("money", LOCAL_CURRENCY, _TENTH), unit_text=word[-1]
    )


_TENTH = Decimal("0.1")


@ALONE.rule("money.cents", "n:NUMBER u:MONEY_UNIT")
def cents(m: Match) -> Outcome:
    """25分 as a whole text is money; in running text 分 are points or minutes."""
    return money_in_words(m) if m.last - m.first == len(m.tokens) and m["u"].text == "分" else None
