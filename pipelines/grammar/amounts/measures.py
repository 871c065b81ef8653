"""Numbers with a unit: quantities, counts, percentages, multiples, temperatures, amounts in two units.

Belongs here: one amount. What only money has stands in `money`, rates and ranges in `rates` and `ranges`, durations in
`dates`.
"""

import re
from decimal import Decimal
from fractions import Fraction

from pipelines.grammar.amounts.worth import HALF, MEASURE, Measure, meaning, numeral, reading
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.numerals.parsing import Numeral
from pipelines.grammar.numerals.ratios import quotient
from schemas.exact import EXACT
from schemas.units import registry

R = Registry()
#: What is read only where it is a whole text.
ALONE = Registry()


# ----------------------------------------------------------------------------------------------------------- two pieces
@R.rule("tenth.parts", "n:NUMBER TENTH d:LONE|PAIR")
def tenth_parts(m: Match) -> Outcome:
    """三成五 = 35 %, 9成2 = 92 %, 三成九三 = 39.3 %."""
    n = tenths(m["n"], m["d"])
    return None if n is None else reading(m.start, m.end, m.rule, n, Measure("percent", "%"), unit_text="成")


def tenths(whole: Token, digits: Token | None) -> Numeral | None:
    """The percentage of 三成, and of 三成五 with the digits behind it."""
    n, behind = numeral(whole), "" if digits is None else digits.text.translate(_DIGITS)
    if n is None or n.number is None or not (behind.isdigit() or digits is None):
        return None
    value = EXACT.multiply(EXACT.add(n.number, Decimal(f"0.{behind or 0}")), Decimal(10))
    return Numeral(value, 0, "", 1 - len(behind))


@R.rule("percent.points_and_more", "n:NUMBER k:CLASSIFIER INSIDE p:PERCENT")
def points_and_more(m: Match) -> Outcome:
    """两个多百分点: 多 stands inside the name of the unit."""
    n = numeral(m["n"])
    if n is None or m["k"].text != "个" or m["p"].senses["PERCENT"] != "pp":
        return None
    return reading(m.start, m.end, m.rule, n, meaning(m["p"]), unit_text=m["p"].text).but(qualifier="over")


@R.rule("measure.and_half", f"n:NUMBER u:{MEASURE} HALF")
def and_half(m: Match) -> Outcome:
    """两米半, 一百二十斤半, 六成半: half a unit more."""
    n, unit = numeral(m["n"]), meaning(m["u"])
    if n is None or n.value is None or unit.kind in ("money", "duration"):
        return None
    return reading(m.start, m.end, m.rule, Numeral(EXACT.add(n.value, HALF), 0, "", -1), unit, unit_text=m["u"].text)


@R.rule("count.one_and_half", "w:NAME HALF !CLASSIFIER|UNIT|SPAN|NAME")
def one_and_half(m: Match) -> Outcome:
    """一片半: the lexicon has 一片 as a word."""
    if m["w"].text != "一片":
        return None
    return reading(m.start, m.end, m.rule, Numeral(Decimal("1.5"), 0, "", -1), Measure("count", "片"), unit_text="片")


@R.rule("temperature.and_half", "s:BELOW|MINUS n:NUMBER u:UNIT HALF")
def below_and_half(m: Match) -> Outcome:
    """零下十二度半."""
    n = numeral(m["n"])
    if n is None or n.value is None:
        return None
    value = EXACT.minus(EXACT.add(n.value, HALF))
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", -1), _temperature(m["u"]), unit_text=m["u"].text)


@R.rule("temperature.named", "b:BELOW|MINUS? d:DEGREE_OF s:BELOW|MINUS? n:NUMBER u:UNIT h:HALF?")
def named_degrees(m: Match) -> Outcome:
    """华氏三十一度半, 零下华氏12度."""
    n = numeral(m["n"], negative="b" in m or "s" in m)
    if n is None or n.value is None or m["u"].text != "度":
        return None
    whole = Numeral(n.value, 0, "", n.precision)
    read = whole if "h" not in m else Numeral(EXACT.add(n.value, HALF.copy_sign(n.value)), 0, "", -1)
    return reading(m.start, m.end, m.rule, read, Measure("temperature", m["d"].senses["DEGREE_OF"]), unit_text="度")


@R.rule("measure.parts", "n:NUMBER u:UNIT o:NUMBER v:UNIT")
def two_units(m: Match) -> Outcome:
    """六斤八两, 1米75厘米: two units of one dimension, in the larger one."""
    first, second = meaning(m["u"]), meaning(m["v"])
    large, small = registry().get(first.unit or ""), registry().get(second.unit or "")
    n, o = numeral(m["n"]), numeral(m["o"])
    if large is None or small is None or n is None or o is None or n.value is None or o.value is None:
        return None
    ratio = small.factor / large.factor
    part = Fraction(o.value) * ratio
    if large.dimension != small.dimension or ratio >= 1 or part >= 1:
        return None
    value, precision = quotient(Fraction(n.value) + part)
    if Fraction(value) != Fraction(n.value) + part:
        return None
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", precision), first, unit_text=m["u"].text)


@R.rule("length.parts", "n:NUMBER u:UNIT d:SHORT|PAIR|INTEGER !UNIT|CLASSIFIER|SPAN|NUMBER|PERCENT|TENTH|MONTH_MARK")
def length_parts(m: Match) -> Outcome:
    """一米七八 = 1.78 m, 一米七 = 1.7 m, 1米78."""
    if m["u"].text not in _DIVIDED or not m.adjacent("u", "d"):
        return None
    digits = m["d"].text.translate(_DIGITS)
    n = numeral(m["n"])
    if n is None or n.value is None or not digits.isdigit() or len(digits) > 2 or n.exponent:  # noqa: PLR2004 -- hundredths
        return None
    value = EXACT.add(n.value, Decimal(f"0.{digits}"))
    unit = _temperature(m["u"]) if m["u"].text == "度" else meaning(m["u"])
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", -len(digits)), unit, unit_text=m["u"].text)


_DIVIDED = ("米", "公尺", "尺", "度")  # what the digits behind are tenths and hundredths of
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")


# ----------------------------------------------------------------------------------------------------------- plus minus
@R.rule("measure.of_fraction", "^NUMBER|SLASH|LETTERS n:DIGITS SLASH d:DIGITS u:UNIT")
def of_fraction(m: Match) -> Outcome:
    """3/4英寸: a part of one unit, in lowest terms; 12/16GB are two."""
    n, d, unit = numeral(m["n"]), numeral(m["d"]), meaning(m["u"])
    if n is None or d is None or not n.value or not d.value or n.value >= d.value or m["u"].text == "级":
        return None
    part = Fraction(n.value) / Fraction(d.value)
    if part.denominator != d.value:
        return None
    value, precision = quotient(part)
    return reading(m.start, m.end, m.rule, Numeral(value, 0, "", precision), unit, unit_text=m["u"].text)


@R.rule("measure.tolerance", f"n:NUMBER v:{MEASURE} PLUSMINUS d:NUMBER u:{MEASURE}")
@R.rule("measure.tolerance", f"n:NUMBER PLUSMINUS d:NUMBER u:{MEASURE}?")
def tolerance(m: Match) -> Outcome:
    """85±2, 3%±0.5%: a value with bounds."""
    n, d = numeral(m["n"]), numeral(m["d"])
    if n is None or d is None or n.value is None or d.value is None:
        return None
    unit = meaning(m["u"]) if "u" in m else Measure("number", None)
    if "v" in m and meaning(m["v"]) != unit:
        return None
    found = reading(m.start, m.end, m.rule, n, unit, unit_text=m["u"].text if "u" in m else None)
    low, high = EXACT.subtract(n.value, d.value), EXACT.add(n.value, d.value)
    return found.but(low=EXACT.multiply(low, unit.factor), high=EXACT.multiply(high, unit.factor))


@R.rule("measure.both_signs", f"s:PLUSMINUS n:NUMBER u:{MEASURE}?")
def both_signs(m: Match) -> Outcome:
    """±0.02%, ±800千伏, ±0.5: x with the bounds -x and x."""
    n = numeral(m["n"])
    if n is None or n.value is None:
        return None
    unit, text = (meaning(m["u"]), m["u"].text) if "u" in m else (Measure("number", None), None)
    found = reading(m.start, m.end, m.rule, n, unit, unit_text=text)
    return found if found.value is None else found.but(low=EXACT.minus(found.value), high=found.value)


# ----------------------------------------------------------------------------------------------------------- one amount
def _temperature(token: Token) -> Measure:
    """度 is a degree where the cold is measured; elsewhere it is a kilowatt hour."""
    unit = meaning(token)
    return Measure("temperature", unit.unit if unit.kind == "temperature" else "Cel")


@R.rule("temperature.below_zero", "BELOW n:NUMBER u:UNIT")
def below_zero(m: Match) -> Outcome:
    """零下12℃ = -12."""
    n = numeral(m["n"], negative=True)
    return None if n is None else reading(m.start, m.end, m.rule, n, _temperature(m["u"]), unit_text=m["u"].text)


@R.rule("temperature.above_zero", "ABOVE n:NUMBER u:UNIT")
def above_zero(m: Match) -> Outcome:
    """零上5℃."""
    n = numeral(m["n"])
    return None if n is None else reading(m.start, m.end, m.rule, n, _temperature(m["u"]), unit_text=m["u"].text)


@R.rule("discount", "n:PAIR|DIGITS u:DISCOUNT")
def discount(m: Match) -> Outcome:
    """八八折, 75折: two digits are the percentage that is left."""
    digits = m["n"].text.translate(_DIGITS)
    if len(digits) != 2 or not digits.isdigit():  # noqa: PLR2004 -- two digits
        return None
    return reading(m.start, m.end, m.rule, Numeral(Decimal(digits), 0, "", 0), Measure("percent", "%"), unit_text="折")


@R.rule("measure.shortened", "n:NUMBER u:CLASSIFIER more:INSIDE?")
def shortened(m: Match) -> Outcome:
    """318平 of a flat, 4200方 of water; 4平 are matches without a winner, 3方 are parties."""
    n, unit = numeral(m["n"]), _SHORTENED.get(m["u"].text)
    if n is None or unit is None or not _LARGE.search(m["n"].text):
        return None
    found = reading(m.start, m.end, m.rule, n, Measure("quantity", unit), unit_text=m["u"].text)
    return found.but(qualifier="over") if "more" in m else found


_SHORTENED = {"平": "m2", "方": "m3"}
_LARGE = re.compile(r"\d.|.[百千万亿]|[百千][万亿]")  # in figures from ten on, in words with a scale


@R.rule("count.bits", "n:DIGITS u:CLASSIFIER y:MONEY_UNIT")
def bits(m: Match) -> Outcome:
    """64位元, as one says in Taiwan; 3位|元首 are persons."""
    n = numeral(m["n"])
    if n is None or (m["u"].text, m["y"].text) != ("位", "元") or len(m["n"].text) == 1:
        return None
    return reading(m.start, m.end, m.rule, n, Measure("count", "位元"), unit_text="位元")


@R.rule("count.nights", "n:NUMBER u:NIGHTS !NUMBER")
@R.rule("count.nights", "n:NUMBER u:NIGHTS ( AFTER | NUMBER SPAN )")
def nights(m: Match) -> Outcome:
    """5天4晚, 4晚5天, 连续三晚, 2晚以上, 1.4晚: of a whole number alone 晚 is the evening of a day (28晚)."""
    before = m.tokens[m.first - 1].senses.keys() if m.first else frozenset()
    behind = m.tokens[m.last - 1].senses.keys()
    told = not before.isdisjoint(("SPAN", "LASTING", "PER")) or not behind.isdisjoint(("SPAN", "AFTER"))
    n = numeral(m["n"]) if told or m["n"].text in _FEW_NIGHTS or "DECIMAL" in m["n"].senses else None
    if n is None:
        return None
    return reading(m.start, m["u"].end, m.rule, n, Measure("count", m["u"].text), unit_text=m["u"].text)


_FEW_NIGHTS = tuple("两三四五六七八九")


@R.rule("number.risen", "^NUMBER|PER n:DIGITS u:UNIT DIGITS !UNIT|CLASSIFIER|SPAN|MONEY_UNIT|CURRENCY|PERCENT|TIMES")
def risen(m: Match) -> Outcome:
    """32升48(跌): of shares, not litres."""
    n = numeral(m["n"])
    if n is None or m["u"].text != "升":
        return None
    return reading(m.start, m["n"].end, m.rule, n, Measure("number", None))


@R.rule("measure.signed", f"^NUMBER|LATIN|UNIT|SPAN s:MINUS|PLUS n:NUMBER u:{MEASURE} more:INSIDE?")
@R.rule("measure", f"n:NUMBER u:{MEASURE} more:INSIDE?")
def one_amount(m: Match) -> Outcome:
    """17.8亿元, 1000亩, 660余项, 9.89%: a number and a unit."""
    if "s" in m and not m.adjacent("s", "n"):
        return None
    n = numeral(m["n"], negative="s" in m and "MINUS" in m["s"].senses)
    unit = _temperature(m["u"]) if "s" in m and m["u"].text == "度" else meaning(m["u"])
    if n is None or not _plausible(m, unit) or ("TENTH" in m["u"].senses and ("s" in m or n.ceiling > _TENTHS)):
        return None
    found = reading(m.start, m.end, m.rule, n, unit, unit_text=m["u"].text)
    if "more" in m:
        rest = m.last < len(m.tokens) and m.tokens[m.last].text == "款" and unit.kind == "money"  # 5万元|余款
        more = m["more"].text in "多余" and not rest
        return found.but(qualifier="over", end=m["more"].end) if more else found.but(end=m["u"].end)
    return found


@ALONE.rule("count.half", "HALF u:CLASSIFIER")
def half_a_count(m: Match) -> Outcome:
    """半个."""
    return reading(m.start, m.end, m.rule, Numeral(HALF, 0, "", -1), meaning(m["u"]), unit_text=m["u"].text)


@R.rule("count.trio", "w:TRIO u:CLASSIFIER|MONTH_MARK?")
def trio(m: Match) -> Outcome:
    """(哥)仨, 仨人, 仨月: three, with the classifier inside."""
    three, unit = Numeral(Decimal(3), 0, "", 0), m.get("u")
    if unit is None:
        return reading(m.start, m.end, m.rule, three, Measure("number", None))
    if "MONTH_MARK" in unit.senses:
        return reading(m.start, m.end, m.rule, three, Measure("duration", "mo"), unit_text=unit.text)
    return reading(m.start, m.end, m.rule, three, meaning(unit), unit_text=unit.text)


@R.rule("measure.half_of_one", f"HALF u:{MEASURE}")
def half_of_one(m: Match) -> Outcome:
    """半公里, 半斤, 半成 = 5 %, 半杯; half of a thing (半个) is more often a way of speaking."""
    unit = meaning(m["u"])
    if unit.kind in ("duration", "money") or (unit.kind == "count" and unit.unit not in _FILLED):
        return None
    return reading(m.start, m.end, m.rule, Numeral(HALF, 0, "", -1), unit, unit_text=m["u"].text)


#: What is filled by halves.
_FILLED = ("杯", "碗", "勺", "匙", "茶匙", "汤匙", "大匙", "小匙")


@R.rule("multiple.doubled", "DOUBLED")
def doubled(m: Match) -> Reading:
    """翻番 = 2."""
    return reading(m.start, m.end, m.rule, Numeral(Decimal(2), 0, "", 0), Measure("multiple", "倍"))


@R.rule("multiple.doublings", "TURN b:BEFORE? n:NUMBER FOLD")
def doublings(m: Match) -> Outcome:
    """翻一番 = 2, 翻两番 = 4, 翻了近一番: each 番 doubles."""
    n = numeral(m["n"])
    if n is None or n.value is None or not 0 < n.value < 64 or n.value != int(n.value):  # noqa: PLR2004 -- 2^64 is far enough
        return None
    times = Numeral(Decimal(2 ** int(n.value)), 0, "", 0)
    found = reading(m.start, m.end, m.rule, times, Measure("multiple", "倍"), unit_text="番")
    return found.but(qualifier=m["b"].senses["BEFORE"]) if "b" in m else found


_TENTHS = 10  # more are no share: 十八|成人
#: What a lone scale may count: 百名, 千斤, 百倍.
_OF_A_SCALE = ("count", "quantity", "multiple")


def _plausible(m: Match, unit: Measure) -> bool:
    """Whether a lone scale can be the number: of 近万元, 每百元, 万名 it can; in (单位:) 万元 it names a unit.

    Nor are 四角 an amount of money without one beside them: they are corners.
    """
    if m["u"].text == "角" and m["n"].text == "四" and not (m.first and "MONEY_UNIT" in m.tokens[m.first - 1].senses):
        return m.last < len(m.tokens) and not m.tokens[m.last].senses.keys().isdisjoint(("CASH", "NUMBER"))
    named = unit.kind == "count" and len(m["u"].text) > 1 and m["u"].text[-1] not in "次份"  # (阿德)万|医院
    if "BARE" not in m["n"].senses or len(m["n"].text) > 1 or (unit.kind in _OF_A_SCALE and not named):
        return True
    before = m.tokens[m.first - 1].senses if m.first else {}
    behind = m.tokens[m.last] if m.last < len(m.tokens) else None
    bounded = behind is not None and "AFTER" in behind.senses and behind.text != "强"  # 亿元|强村
    return not before.keys().isdisjoint(("BEFORE", "UPTO", "PER")) or bounded
