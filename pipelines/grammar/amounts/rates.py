"""Rates: an amount per something, written together.

Belongs here: 元/千瓦时, 每平方米8至11元, 时速160公里, 每秒38米. A 每X that is not next to its amount is no matter of
a phrase.
"""

from pipelines.grammar.amounts.money import in_cents, money_parts
from pipelines.grammar.amounts.worth import (
    BASE,
    MEASURE,
    base_unit,
    between,
    meaning,
    measure,
    numeral,
    reading,
    share_scale,
)
from pipelines.grammar.engine.productions import Match, Outcome, Registry
from pipelines.grammar.engine.readings import Reading

R = Registry()

#: Calendar units that follow 每 say how often, not per what (每年 3 次).
_FREQUENCY = ("a", "mo", "wk", "d", "quarter", "夜", "晚")
_CLOCK = ("h", "min", "s")
_AMOUNT = f"n:NUMBER u:{MEASURE}"


@R.rule("rate.each_in_parts", f"PER b:{BASE} n:NUMBER u:MONEY_UNIT ( NUMBER MONEY_UNIT? | HALF ) !UNIT|CLASSIFIER|SPAN")
def each_in_parts(m: Match) -> Outcome:
    """每斤1块5, 每度五毛三分."""
    base, start = base_unit(m["b"]), m.index("n")
    found = money_parts(Match(m.tokens, start, m.last, m.rule, {"n": 0, "u": 1}))
    if not isinstance(found, Reading) or base in _FREQUENCY:
        return None
    return found.but(start=m.start, kind="rate", unit=f"{found.unit}/{base}")


@R.rule("rate.each_range", f"PER b:{BASE} n:NUMBER v:{MEASURE}? TO o:NUMBER u:{MEASURE}")
def each_range(m: Match) -> Outcome:
    """每平方米8至11元, 每张80元至380元."""
    base, left, right = base_unit(m["b"]), numeral(m["n"]), numeral(m["o"])
    if left is None or right is None or base in _FREQUENCY:
        return None
    unit = meaning(m["u"])
    first = meaning(m["v"]) if "v" in m else unit
    left = left if "v" in m else share_scale(left, right)
    return between(m.start, m.end, m.rule, left, right, (first, unit), unit_text=m["u"].text, per=base)


@R.rule("rate.each", f"PER b:{BASE} c:CURRENCY_BEFORE? {_AMOUNT}")
def each(m: Match) -> Outcome:
    """每桶64.75美元, 每秒38米."""
    base, n, unit = base_unit(m["b"]), numeral(m["n"]), meaning(m["u"])
    if n is None or base in _FREQUENCY or (m["b"].text == "升" and unit.kind == "count"):  # 每|升一档
        return None
    if m["u"].text == "分" and "UNIT" in m["b"].senses:  # 每度5分
        unit = in_cents(m["u"])
    if base in _CLOCK and unit.kind not in ("quantity", "money"):  # 每分钟3次
        return None
    return reading(m.start, m.end, m.rule, n, unit, unit_text=m["u"].text, per=base)


@R.rule("rate.from_rate_to_rate", f"n:NUMBER v:{MEASURE} SLASH b:{BASE} TO o:NUMBER u:{MEASURE} SLASH c:{BASE}")
def from_rate_to_rate(m: Match) -> Outcome:
    """0.3元/千瓦时至0.5元/千瓦时."""
    left, right, base = numeral(m["n"]), numeral(m["o"]), base_unit(m["b"])
    if left is None or right is None or base != base_unit(m["c"]):
        return None
    units = meaning(m["v"]), meaning(m["u"])
    return between(m.start, m.end, m.rule, left, right, units, unit_text=m["u"].text, per=base)


@R.rule("rate.per_range", f"s:MINUS? n:NUMBER v:{MEASURE}? TO o:NUMBER u:{MEASURE} p:SLASH|PER b:{BASE}")
def per_range(m: Match) -> Outcome:
    """0.3至0.5元/千瓦时."""
    left, right, unit = numeral(m["n"], negative="s" in m), numeral(m["o"]), meaning(m["u"])
    if left is None or right is None or (unit.kind == "count" and "PER" in m["p"].senses):  # 7～12岁|每次2片
        return None
    first = meaning(m["v"]) if "v" in m else unit
    left = left if "v" in m else share_scale(left, right)
    base = "min" if m["b"].text == "分" and unit.kind == "count" else base_unit(m["b"])
    return between(m.start, m.end, m.rule, left, right, (first, unit), unit_text=m["u"].text, per=base)


@R.rule("rate.per", f"c:CURRENCY_BEFORE? {_AMOUNT} p:SLASH b:NIGHTS")
@R.rule("rate.per", f"c:CURRENCY_BEFORE? s:MINUS? {_AMOUNT} p:SLASH|PER b:{BASE}")
def per(m: Match) -> Outcome:
    """0.52元/千瓦时, 29微克/立方米, 3元每公斤, 60次每分钟, 80次/分, 500元/晚.

    Not (仿制出)一种|每平方米(只有1.6克的纸).
    """
    n, unit, base = numeral(m["n"], negative="s" in m), meaning(m["u"]), base_unit(m["b"])
    if n is None or (unit.kind == "count" and "PER" in m["p"].senses and base not in _CLOCK):
        return None
    if m["b"].text == "分" and unit.kind == "count":
        base = "min"
    if "c" in m:
        unit = measure({"CURRENCY": m["c"].senses["CURRENCY_BEFORE"]}, m["c"].text)
    elif m["u"].text == "分" and "UNIT" in m["b"].senses:  # 5分/千瓦时
        unit = in_cents(m["u"])
    return reading(m.start, m.end, m.rule, n, unit, unit_text=m["u"].text, per=base)


@R.rule("rate.speed_range", "SPEED BEFORE? n:NUMBER TO o:NUMBER u:UNIT")
def speed_range(m: Match) -> Outcome:
    """时速80至100公里."""
    left, right = numeral(m["n"]), numeral(m["o"])
    if left is None or right is None:
        return None
    unit = meaning(m["u"])
    base = m.tokens[m.first].senses["SPEED"]
    return between(
        m["n"].start, m.end, m.rule, share_scale(left, right), right, (unit, unit), unit_text=m["u"].text, per=base
    )


@R.rule("rate.speed", "p:SPEED BEFORE? n:NUMBER u:UNIT")
def speed(m: Match) -> Outcome:
    """时速160公里: the span is the amount, the unit is per hour."""
    n = numeral(m["n"])
    if n is None or meaning(m["u"]).kind != "quantity":
        return None
    return reading(m["n"].start, m.end, m.rule, n, meaning(m["u"]), unit_text=m["u"].text, per=m["p"].senses["SPEED"])
