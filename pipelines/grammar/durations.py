"""Spans of time: 三年, 5年6月, 2小时14分09秒, 半年, 三个半月, 3分多钟.

Belongs here: a number and a unit of time that are no date. Which of the two N年 and N日 are is decided by the order of the registries: COMPOUND comes before
the dates, SINGLE after them. Ranges of spans (3至5天) stand in `ranges`.

A span in one unit stays as written; one of several units, or with a half, is told in the largest unit that stays whole.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pipelines.grammar.amounts import Measure, numeral, reading
from pipelines.grammar.exact import EXACT
from pipelines.grammar.dateparts import NoDateError, parts_of
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.numerals import Numeral, shift
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

COMPOUND = Registry()
SINGLE = Registry()

HALF = Fraction(1, 2)
#: Units that are told in another one: how many of which.
_TOLD_AS = {"quarter": (3, "mo"), "century": (100, "a"), "dekad": (10, "d"), "quarter_hour": (15, "min")}
#: The two chains of units that convert into one another, each from the longest; how many of the last one of the chain each is.
_CALENDAR = {"a": 12, "mo": 1}
_CLOCK = {"wk": 604_800, "d": 86_400, "h": 3600, "min": 60, "s": 1}


def span(code: str) -> Measure:
    """What a unit of time says: its unit and how many of it."""
    factor, unit = _TOLD_AS.get(code, (1, code))
    return Measure("duration", unit, Decimal(factor))


def whole(pieces: list[tuple[Fraction, str]]) -> tuple[Decimal, str] | None:
    """The sum of several spans in the largest unit in which it is whole; in the smallest one where it never is.

    Returns:
        None if calendar months and hours would have to be added.
    """
    chain = _CALENDAR if all(code in _CALENDAR for _, code in pieces) else _CLOCK
    if any(code not in chain for _, code in pieces):
        return None
    total = sum((n * chain[code] for n, code in pieces), Fraction(0))
    for code, size in chain.items():
        if (total / size).denominator == 1:
            return Decimal(total.numerator // (total.denominator * size)), code
    last = next(reversed(chain))
    if 100 % total.denominator:  # halves and hundredths are finite decimals
        return None
    return shift(Decimal(int(total * 100)), -2).normalize(EXACT), last


def _told(m: Match, pieces: list[tuple[Fraction, str]], text: str, *, more: bool = False, end: int | None = None) -> Outcome:
    known = [(n * int(span(code).factor), span(code).unit or "") for n, code in pieces]
    found = whole(known)
    if found is None:
        return None
    value, unit = found
    exponent = value.as_tuple().exponent
    precision = exponent if isinstance(exponent, int) else 0
    return reading(
        m.start, m.end if end is None else end, m.rule, Numeral(value, 0, "", precision, more=more), Measure("duration", unit), unit_text=text
    )  # fmt: skip


def _fills(shorter: tuple[Fraction, str], longer: tuple[Fraction, str]) -> bool:
    """Whether the second part of a span is at least one unit of the first (一周|七天), so that it is none."""
    chain = _CALENDAR if longer[1] in _CALENDAR else _CLOCK
    return shorter[1] in chain and shorter[0] * chain[shorter[1]] >= chain[longer[1]]


def _fraction(token: Token) -> Fraction | None:
    n = numeral(token)
    return None if n is None or n.value is None or n.more else Fraction(n.value)


def _is_date(tokens: list[Token]) -> bool:
    try:
        parts_of(tokens)
    except NoDateError:
        return False
    return True


# -------------------------------------------------------------------------------------------------------------- compound
@COMPOUND.rule("duration.parts", "^NUMBER|HOUR_MARK|ORD NUMBER l:SPAN_LATE AND? NUMBER s:SPAN h:DIGITS?")
@COMPOUND.rule("duration.parts", "^ORD|FIRST NUMBER SPAN ( AND? NUMBER SPAN|SPAN_LATE ) ( AND? NUMBER SPAN|SPAN_LATE )? ( AND? NUMBER SPAN|SPAN_LATE )?")
def parts(m: Match) -> Outcome:
    """5年6月, 2小时14分09秒, 36天5小时, 两年零三个月, 14分09秒: units that fall."""
    tokens = list(m.tokens[m.first : m.last])
    if "l" in m and (m["l"].senses["SPAN_LATE"], m["s"].senses["SPAN"]) != ("min", "s"):
        return None
    if "h" in m and (len(m["h"].text) > 2 or not m.adjacent("s", "h")):  # noqa: PLR2004 -- hundredths
        return None
    pieces: list[tuple[Fraction, str]] = []
    for number, unit in pairwise(tokens):
        if NUMBER not in number.senses:
            continue
        n = _fraction(number)
        if n is None:
            return None
        pieces.append((n, unit.senses.get("SPAN") or unit.senses["SPAN_LATE"]))
    if tokens[1].text in ("日", "年") and _is_date(tokens):
        return None
    if tokens[1].text == "日" and "SPAN_LATE" in tokens[-1].senses:
        return None
    order = [*_CALENDAR, *_CLOCK]
    codes = [code for _, code in pieces]
    if any(code not in order for code in codes) or codes != sorted(set(codes), key=order.index):
        return None
    if any(_fills(shorter, longer) for longer, shorter in pairwise(pieces)):  # 一周七天 are two spans
        return None
    if "h" in m:  # 1分27秒69
        pieces.append((Fraction(int(m["h"].text), 10 ** len(m["h"].text)), "s"))
    return _told(m, pieces, tokens[1].text)


@COMPOUND.rule("duration.hundredths", "^NUMBER|ORD n:DIGITS u:SPAN h:DIGITS !UNIT|SPAN|CLASSIFIER|SPAN_LATE|PERCENT|DOT|MINUS|NUMBER")
def hundredths(m: Match) -> Outcome:
    """9秒58."""
    if m["u"].text != "秒" or len(m["h"].text) != 2 or not m.adjacent("u", "h"):  # noqa: PLR2004 -- hundredths
        return None
    n = numeral(m["n"])
    return None if n is None or n.value is None else reading(
        m.start, m.end, m.rule, Numeral(Decimal(f"{n.value}.{m['h'].text}"), 0, "", -2), span("s"), unit_text="秒"
    )  # fmt: skip


@COMPOUND.rule("duration.and_half", "^ORD|FIRST n:NUMBER u:SPAN|SPAN_LATE HALF !SPAN|SPAN_MORE|UNIT|CLASSIFIER")
def and_half(m: Match) -> Outcome:
    """一年半 = 18 mo, 一天半 = 36 h, 两小时半; 十三分半."""
    n = _fraction(m["n"])
    code = m["u"].senses.get("SPAN") or m["u"].senses["SPAN_LATE"]
    if n is None or m["u"].text in ("月", "时", "日") or "YEAR" in m["n"].senses:
        return None
    return _told(m, [(n, code), (HALF, code)], m["u"].text)


@COMPOUND.rule("duration.half_unit", "n:NUMBER u:SPAN_HALF")
def half_unit(m: Match) -> Outcome:
    """三个半月 = 3.5 mo, 一个半小时 = 90 min."""
    n, code = _fraction(m["n"]), m["u"].senses["SPAN_HALF"]
    return None if n is None else _told(m, [(n + HALF, code)], m["u"].text.replace("半", ""))


@COMPOUND.rule("duration.half_of_one", "^NUMBER h:HALF u:SPAN|SPAN_MORE")
def half_of_one(m: Match) -> Outcome:
    """半年 = 6 mo, 半小时, 半个多小时."""
    unit = m["u"]
    if unit.text in ("周", "秒"):
        return None
    code = unit.senses.get("SPAN") or unit.senses["SPAN_MORE"]
    return _told(m, [(HALF, code)], unit.text.replace("多", ""), more="SPAN_MORE" in unit.senses and "SPAN" not in unit.senses)


@COMPOUND.rule("duration.more", "n:NUMBER u:SPAN MORE !CLASSIFIER|NUMBER")
@COMPOUND.rule("duration.more", "n:NUMBER u:SPAN_MORE")
def more(m: Match) -> Outcome:
    """3分多钟, 两个多月, 三年多."""
    n, unit = numeral(m["n"]), m["u"]
    if n is None or n.value is None or "YEAR" in m["n"].senses or unit.text == "日":
        return None
    code = unit.senses.get("SPAN_MORE") or unit.senses["SPAN"]
    more_of_it = Numeral(n.number, n.exponent, n.scale_text, n.precision, more=True)
    return reading(m.start, m.end, m.rule, more_of_it, span(code), unit_text=unit.text.replace("多", ""))


@COMPOUND.rule("duration.days_and_nights", "n:NUMBER d:SPAN o:NUMBER k:DAYPART")
def days_and_nights(m: Match) -> Outcome:
    """三天三夜."""
    n = numeral(m["n"])
    if n is None or m["d"].senses["SPAN"] != "d" or m["k"].text != "夜" or m["n"].text != m["o"].text:
        return None
    return reading(m.start, m.end, m.rule, n, span("d"), unit_text=m["d"].text)


# ---------------------------------------------------------------------------------------------------------------- single
@SINGLE.rule("duration.months", "^ORD n:NUMBER u:MONTH_MARK")
@SINGLE.rule("duration", "^ORD n:NUMBER u:SPAN")
@SINGLE.rule("duration.ago", "^ORD n:NUMBER u:SPAN s:AGO|LATER")
def single(m: Match) -> Outcome:
    """三年, 80分钟, 12个月, 七日, 5.4亿年, 两月; in 十年前 the core is 十年."""
    n, unit = numeral(m["n"]), m["u"]
    if n is None or ("SPAN" not in unit.senses and m["n"].text not in ("两", "仨")):
        return None
    code = unit.senses.get("SPAN", "mo")
    found = reading(m.start, unit.end, m.rule, n, span(code), unit_text=unit.text)
    return found.but(ext_start=m.start, ext_end=m.end) if "s" in m else found


def as_units(tokens: Sequence[Token]) -> tuple[Fraction, str] | None:
    """Number and unit of a span, in the largest unit that stays whole; None if the tokens are no span."""
    pieces: list[tuple[Fraction, str]] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].senses if at + 1 < len(tokens) else {}
        code = next((following[c] for c in ("SPAN", "SPAN_HALF", "SPAN_LATE", "SPAN_MORE") if c in following), None)
        if NUMBER in token.senses:
            number = numeral(token)
            if number is None or number.value is None or code is None:
                return None
            n = Fraction(number.value)
            pieces.append((n + HALF if "SPAN_HALF" in following and "SPAN" not in following else n, code))
        elif "HALF" in token.senses:
            pieces.append((HALF, pieces[-1][1] if pieces else code or ""))
    if not pieces or any(code not in _CALENDAR and code not in _CLOCK and code not in _TOLD_AS for _, code in pieces):
        return None
    if len(pieces) == 1 and pieces[0][0].denominator == 1 and pieces[0][1] not in _TOLD_AS:
        return pieces[0]
    found = whole([(n * int(span(code).factor), span(code).unit or "") for n, code in pieces])
    return None if found is None else (Fraction(found[0]), found[1])
