"""Ranges: from one number to another, with one unit or two.

Belongs here: 20至30亿元, 300元至1万元, -18~-15℃, 六至七成, 五千元以上三万元以下. Ranges of dates stand in `dates`.
"""

import re

from pipelines.grammar.amounts.measures import one_amount, tenths
from pipelines.grammar.amounts.money import money_parts
from pipelines.grammar.amounts.spans import is_long_ago
from pipelines.grammar.amounts.worth import HALF, MEASURE, Measure, between, meaning, measure, numeral, share_scale
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading, Refusal
from pipelines.grammar.numerals import parsing as numerals
from pipelines.grammar.numerals.parsing import Numeral
from schemas.exact import EXACT

R = Registry()


@R.rule("range.percent", "p:PERCENTOF n:NUMBER a:AFTER PERCENTOF o:NUMBER z:AFTER")
@R.rule("range.percent", "p:PERCENTOF n:NUMBER a:AFTER b:BEFORE PERCENTOF o:NUMBER")
@R.rule("range.percent", "p:PERCENTOF n:NUMBER TO PERCENTOF? o:NUMBER")
def percent_range(m: Match) -> Outcome:
    """百分之三至五, 百分之三到百分之五, 百分之五以上百分之二十以下."""
    left, right = numeral(m["n"]), numeral(m["o"])
    if left is None or right is None or ("a" in m and not _bounds(m)):
        return None
    unit = Measure("percent", m["p"].senses["PERCENTOF"])
    return between(m.start, m.end, m.rule, left, right, (unit, unit), unit_text=m["p"].text)


_PARTS = "( NUMBER MONEY_UNIT )* NUMBER?"


@R.rule("range.money_parts", f"n:NUMBER u:MONEY_UNIT {_PARTS} t:TO o:NUMBER v:MONEY_UNIT {_PARTS}")
def money_parts_range(m: Match) -> Outcome:
    """三元五角至四元: an amount in parts on either side."""
    to = m.index("t")
    sides = [
        amount(Match(m.tokens, first, last, m.rule, {"n": 0, "u": 1}))
        for first, last in ((m.first, to), (to + 1, m.last))
        for amount in (money_parts if last - first > 2 else one_amount,)  # noqa: PLR2004 -- a number and its unit
    ]
    left, right = (side if isinstance(side, Reading) else None for side in sides)
    if left is None or right is None or m.last - m.first == 5:  # noqa: PLR2004 -- no parts at all
        return None
    if left.unit != right.unit or left.value is None or right.value is None or left.value > right.value:
        return None
    return right.but(
        start=m.start,
        precision=min(left.precision or 0, right.precision or 0),
        number=None,
        scale=None,
        scale_text=None,
        value=None,
        low=left.value,
        high=right.value,
    )


@R.rule("range.ten_odd", f"n:NUMBER o:NUMBER u:{MEASURE}?")
def ten_odd_to_twenty(m: Match) -> Outcome:
    """十几二十岁, 十几二十万元: from eleven to twenty of them."""
    left, right = numeral(m["n"]), numeral(m["o"])
    if left is None or right is None or m["n"].text != "十几" or not _TWENTY.fullmatch(m["o"].text):
        return None
    unit = meaning(m["u"]) if "u" in m else Measure("number", None)
    low = numerals.shift(left.floor, right.exponent)
    first = Numeral(low, 0, "", right.exponent)
    found = between(m.start, m.end, m.rule, first, right, (unit, unit), unit_text=m["u"].text if "u" in m else None)
    return None if found is None else found.but(qualifier="approx")


_TWENTY = re.compile("二十[万亿]?")


@R.rule("range.tenths", "n:NUMBER TENTH d:LONE|PAIR? TO o:NUMBER TENTH e:LONE|PAIR?")
def tenths_range(m: Match) -> Outcome:
    """两成八至三成二, 三成五到四成."""
    left, right = tenths(m["n"], m.get("d")), tenths(m["o"], m.get("e"))
    unit = Measure("percent", "%")
    if left is None or right is None or ("d" not in m and "e" not in m):
        return None
    return between(m.start, m.end, m.rule, left, right, (unit, unit), unit_text="成")


@R.rule("range.points", "n:NUMBER k:CLASSIFIER TO o:NUMBER CLASSIFIER? u:PERCENT")
def points_range(m: Match) -> Outcome:
    """3个到5个百分点: 个 is the beginning of the unit."""
    left, right, unit = numeral(m["n"]), numeral(m["o"]), meaning(m["u"])
    if left is None or right is None or m["k"].text != "个" or unit.unit != "pp":
        return None
    return between(m.start, m.end, m.rule, left, right, (unit, unit), unit_text=m["u"].text)


@R.rule("range.below_zero", "BELOW n:NUMBER v:UNIT? TO ( BELOW | z:ABOVE )? o:NUMBER u:UNIT")
def below_zero_range(m: Match) -> Outcome:
    """零下18℃至零下15℃, 零下3至5度, 零下2℃至零上4℃."""
    second_below = "z" not in m and "BELOW" in m.tokens[m.index("o") - 1].senses
    left, right = numeral(m["n"], negative=True), numeral(m["o"], negative=second_below)
    if left is None or right is None:
        return None
    if not second_below and "z" not in m and "v" not in m:  # 零下3至5度: both below
        lower = numeral(m["o"], negative=True)
        if lower is None:
            return None
        left, right = lower, left
    unit = Measure("temperature", meaning(m["u"]).unit if meaning(m["u"]).kind == "temperature" else "Cel")
    low, high = (left, right) if left.floor <= right.ceiling else (right, left)
    return between(m.start, m.end, m.rule, low, high, (unit, unit), unit_text=m["u"].text)


@R.rule("range.degrees_named", "d:DEGREE_OF n:NUMBER TO o:NUMBER u:UNIT")
def named_degrees_range(m: Match) -> Outcome:
    """摄氏15至20度."""
    left, right = numeral(m["n"]), numeral(m["o"])
    if left is None or right is None or m["u"].text != "度":
        return None
    unit = Measure("temperature", m["d"].senses["DEGREE_OF"])
    return between(m.start, m.end, m.rule, left, right, (unit, unit), unit_text=m["u"].text)


def _bounds(m: Match) -> bool:
    """Whether the words a and z, or a and b, say that one number is the least and the other the most."""
    last = m["z"].senses["AFTER"] if "z" in m else m["b"].senses["BEFORE"]
    return (m["a"].senses["AFTER"], last) == ("over", "under")


@R.rule("range.from_to_bounds", f"c:CURRENCY_BEFORE? n:NUMBER v:{MEASURE} a:AFTER o:NUMBER u:{MEASURE} z:AFTER")
@R.rule("range.from_to_bounds", f"c:CURRENCY_BEFORE? n:NUMBER v:{MEASURE} a:AFTER b:BEFORE o:NUMBER u:{MEASURE}")
def bounded_on_both_sides(m: Match) -> Outcome:
    """五千元以上三万元以下, 20吨以上不满30吨: one range, and exact."""
    left, right = numeral(m["n"]), numeral(m["o"])
    if left is None or right is None or not _bounds(m) or ("b" in m and m["b"].text not in _BUT_BELOW):
        return None
    first, unit = meaning(m["v"]), meaning(m["u"])
    if "c" in m:
        first, unit = (Measure("money", m["c"].senses["CURRENCY_BEFORE"], side.factor) for side in (first, unit))
    return between(m.start, m.end, m.rule, left, right, (first, unit), unit_text=m["u"].text)


_BUT_BELOW = ("不满", "未满", "不足", "不到", "低于", "少于")  # 3人以上|近百人 are two amounts


@R.rule(
    "range.measure",
    f"^NUMBER|LATIN c:CURRENCY_BEFORE? s:MINUS? n:NUMBER v:{MEASURE}? TO "
    f"d:CURRENCY_BEFORE? t:MINUS? o:NUMBER u:{MEASURE}? w:CURRENCY? h:HALF?",
)
def measure_range(m: Match) -> Outcome:
    """20至30亿元, 300元至1万元, -18~-15℃: without a unit on the left the two share unit and, where it fits, scale."""
    left, right = numeral(m["n"], negative="s" in m), numeral(m["o"], negative="t" in m)
    if left is None or right is None:
        return None
    if "u" not in m and ("v" in m or "c" in m):
        return _prefixed(m) if "c" in m else None
    if "u" not in m:
        return _bare(m)
    unit = meaning(m["u"])
    if "h" in m:  # 三到五岁半
        if right.value is None:
            return None
        right = Numeral(EXACT.add(right.value, HALF), 0, "", -1)
    if "w" in m and unit.kind == "money":
        unit = Measure("money", m["w"].senses["CURRENCY"], unit.factor)
    first = meaning(m["v"]) if "v" in m else unit
    if "c" in m:
        currency = m["c"].senses["CURRENCY_BEFORE"]
        first, unit = Measure("money", currency, first.factor), Measure("money", currency, unit.factor)
    if "v" in m and first.kind == "money" and unit.kind == "money" and first.unit != unit.unit:
        first = Measure("money", unit.unit, first.factor)  # 300元至1万美元: the currency is written once
    left = left if "v" in m else share_scale(left, right)
    end = m.end if "w" not in m or unit.kind == "money" else m["u"].end
    if is_long_ago(left, right, unit):
        left, right = right, left
    return between(m.start, end, m.rule, left, right, (first, unit), unit_text=m["u"].text)


@R.rule(
    "range.between",
    f"^NUMBER|LATIN|LIST s:MINUS? n:NUMBER v:{MEASURE}? LISTAND t:MINUS? o:NUMBER u:{MEASURE}? w:CURRENCY? BETWEEN_END",
)
def between_two(m: Match) -> Outcome:
    """3亿元与4亿元之间, 10%和20%之间: 之间 says that the two are bounds, and stays outside."""
    inside = Match(m.tokens, m.first, m.last - 1, "range.measure", m.places)
    found = measure_range(inside)
    return found.but(rule=m.rule) if isinstance(found, Reading) else None


def _prefixed(m: Match) -> Outcome:
    """¥5~10万."""
    left, right = numeral(m["n"]), numeral(m["o"])
    if left is None or right is None:
        return None
    unit = measure({"CURRENCY": m["c"].senses["CURRENCY_BEFORE"]}, m["c"].text)
    return between(m.start, m.end, m.rule, share_scale(left, right), right, (unit, unit), unit_text=m["c"].text)


def _bare(m: Match) -> Outcome:
    """From A to B without a unit; at a dash, what does not rise is a code and what begins with 0 a score."""
    left, right = numeral(m["n"], negative="s" in m), numeral(m["o"], negative="t" in m)
    if left is None or right is None:
        return None
    behind = m.tokens[m.last].senses if m.last < len(m.tokens) else {}
    if m.tokens[m.index("n") + 1].text == "-":
        if "MINUS" in behind or (not (left.exponent or right.exponent) and left.floor >= right.ceiling):
            return None
        if m["n"].text == "0" and len(m["o"].text) == 1:
            return Refusal(m.start, m.end, "score", m.rule)
    left = share_scale(left, right)
    if left.floor >= right.ceiling:
        return None
    return Reading(
        m.start,
        m.end,
        "range",
        m.rule,
        low=left.floor,
        high=right.ceiling,
        precision=min(left.precision, right.precision),
    )
