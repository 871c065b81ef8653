"""Spans of time: 三年, 5年6月, 2小时14分09秒, 半年, 三个半月, 3分多钟.

Belongs here: a number and a unit of time that are no date, and from one such span to another. Which of the two N年 and
N日 are is decided by the order of the registries: COMPOUND comes before the dates, RANGES and SINGLE after them. Does
not belong here: ranges with one unit (3至5天), which stand in `ranges`.

A span in one unit stays as written; one of several units, or with a half, is told in the largest unit that stays whole.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from pipelines.grammar.amounts.spans import HALF, Piece, decimal, fall, is_long_ago, measure, piece, shared, whole
from pipelines.grammar.amounts.worth import Measure, between, numeral, reading
from pipelines.grammar.dates.date_fragments import Dates, matched
from pipelines.grammar.dates.dateparts import NoDateError, parts_of
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.lexer import NUMBER, Token
from pipelines.grammar.engine.productions import Match, Outcome
from pipelines.grammar.numerals.parsing import Numeral, parse

COMPOUND, RANGES, SINGLE = Dates(), Dates(), Dates()

#: The classes of a unit, in the order in which they hold.
_UNITS = ("SPAN", "SPAN_HALF", "SPAN_LATE", "SPAN_MORE")
_QUARTERS = "n:SHORT|INTEGER u:QUARTER_MARK !NUMBER|TO|EDGE|LIST|LISTAND"
_UNIT = "AND? NUMBER SPAN|SPAN_LATE"
#: What is counted by the week; 每周一例会 is a meeting on Mondays.
_OFTEN = frozenset("次回场趟期班节天个")
_THOUSANDTHS = 3  # digits


# ----------------------------------------------------------------------------------------------------------- compound
@COMPOUND.forms(
    "duration.parts",
    "^ORD|FIRST NUMBER SPAN NUMBER m:SPAN_LATE NUMBER s:SPAN h:DIGITS",
    f"^ORD|FIRST NUMBER SPAN ( {_UNIT} ) ( {_UNIT} )? ( {_UNIT} )?",
    "^NUMBER|HOUR_MARK|ORD NUMBER m:SPAN_LATE AND? NUMBER s:SPAN h:DIGITS?",
)
def parts(m: Match) -> Outcome:
    """5年6月, 2小时14分09秒, 36天5小时, 两年零三个月, 1分27秒69: units that fall."""
    tokens = matched(m)
    if "m" in m and (m["m"].senses["SPAN_LATE"], m["s"].senses["SPAN"]) != ("min", "s"):
        return None
    late = tokens[1].text == "日" and "SPAN_LATE" in tokens[-1].senses  # 18日20时
    if late or _day_follows(m) or (tokens[1].text in ("日", "年") and _is_date(tokens)):
        return None
    pieces = _pieces(tokens)
    taken = 0 if pieces is None else _falling(pieces)
    if pieces is None or not taken:
        return None
    if taken < len(pieces):  # 八年六个月|和三年
        last = [i for i, token in enumerate(tokens) if NUMBER in token.senses][taken - 1]
        return _told(m, pieces[:taken], tokens[1].text, end=tokens[last + 1].end)
    if "h" in m:
        if len(m["h"].text) > _THOUSANDTHS or not m.adjacent("s", "h"):
            return None
        pieces.append(Piece(Fraction(int(m["h"].text), 10 ** len(m["h"].text)), "s"))
    return _told(m, pieces, tokens[1].text)


def _day_follows(m: Match) -> bool:
    """Whether a day stands behind the month that ends the match: 15年3月|3号."""
    if m.tokens[m.last - 1].text != "月":
        return False
    behind = [token.senses for token in m.tokens[m.last : m.last + 2]]
    return len(behind) > 1 and NUMBER in behind[0] and "DAY_MARK" in behind[1]


def _falling(pieces: Sequence[Piece]) -> int:
    """How many pieces, from the first one on, make one span; 0 if no two do."""
    return next((k for k in range(len(pieces), 1, -1) if fall(pieces[:k]) and whole(pieces[:k]) is not None), 0)


@COMPOUND.forms(
    "count.weekly", "PER w:WEEKDAY u:CLASSIFIER|SPAN !NUMBER", "n:NUMBER w:WEEKDAY u:CLASSIFIER|SPAN !NUMBER"
)
def weekly(m: Match) -> Outcome:
    """每周一次, 一周|三天: the lexicon's 周一 is a week and a number."""
    week, unit = m["w"], m["u"]
    if week.text[-1] in "日天" or unit.text not in _OFTEN:
        return None
    told = measure(unit.senses["SPAN"]) if "SPAN" in unit.senses else Measure("count", unit.text)
    times = reading(week.end - 1, unit.end, m.rule, parse(week.text[-1]), told, unit_text=unit.text)
    if "n" not in m:
        return times
    n = numeral(m["n"])
    if n is None:
        return None
    weeks = reading(m.start, week.end - 1, "duration", n, measure("wk"), unit_text=week.text[:-1])
    return weeks, times


@COMPOUND.forms("duration.hundredths_and_place", "^NUMBER|ORD n:DIGITS u:SPAN h:DIGITS k:CLASSIFIER ORD")
@COMPOUND.forms(
    "duration.hundredths",
    "^NUMBER|ORD n:DIGITS u:SPAN h:DIGITS !UNIT|SPAN|CLASSIFIER|SPAN_LATE|PERCENT|DOT|MINUS|NUMBER",
)
def hundredths(m: Match) -> Outcome:
    """9秒58, 40秒693, 3秒8, 12秒98|列第三."""
    digits = len(m["h"].text)
    if m["u"].text != "秒" or digits > _THOUSANDTHS or not m.adjacent("u", "h"):
        return None
    if "k" in m and m["k"].text != "列":
        return None
    told = [Piece(integer(m["n"].text) + Fraction(int(m["h"].text), 10**digits), "s")]
    return _told(m, told, "秒", end=m["h"].end)


@COMPOUND.forms("duration.and_half", "^ORD|FIRST n:NUMBER u:SPAN|SPAN_LATE HALF !SPAN|SPAN_MORE|UNIT|CLASSIFIER")
def and_half(m: Match) -> Outcome:
    """一年半 = 18 mo, 一天半 = 36 h, 两小时半, 十三分半."""
    n, code = _fraction(m["n"]), _code(m["u"])
    if n is None or m["u"].text in ("月", "时", "日") or "YEAR" in m["n"].senses:
        return None
    return _told(m, [piece(n + HALF, code)], m["u"].text)


@COMPOUND.forms("duration.half_unit", "n:NUMBER u:SPAN_HALF")
def half_unit(m: Match) -> Outcome:
    """三个半月 = 3.5 mo, 一个半小时 = 90 min."""
    n = _fraction(m["n"])
    return None if n is None else _told(m, [piece(n + HALF, _code(m["u"]))], m["u"].text.replace("半", ""))


@COMPOUND.forms("duration.range", "^NUMBER n:HALF v:SPAN TO o:NUMBER u:SPAN !HALF|MORE|NUMBER")
@RANGES.forms(
    "duration.range",
    "^ORD|FIRST|NUMBER n:NUMBER v:SPAN TO o:NUMBER u:SPAN !HALF|MORE|NUMBER",
    "^ORD|FIRST|NUMBER n:NUMBER v:SPAN a:AFTER o:NUMBER u:SPAN z:AFTER",
    "^ORD|FIRST|NUMBER n:NUMBER v:SPAN a:AFTER b:BEFORE o:NUMBER u:SPAN",
)
def from_span_to_span(m: Match) -> Outcome:
    """3年至5年, 30分钟到1小时, 半年至一年, 三年以上七年以下, 一年以上不满五年: in the smaller of the two units."""
    last = m["z"].senses["AFTER"] if "z" in m else m["b"].senses["BEFORE"] if "b" in m else ""
    if "a" in m and (m["a"].senses["AFTER"], last) != ("over", "under"):
        return None
    left, right, first = numeral(m["n"]), numeral(m["o"]), _code(m["v"])
    if "HALF" in m["n"].senses:
        half = whole([piece(HALF, first)])
        value = None if half is None else decimal(half.n)
        if half is None or value is None:
            return None
        left, first = Numeral(value, 0, "", -1), half.unit
    units = shared(measure(first), measure(_code(m["u"])))
    if left is None or right is None or units is None:
        return None
    if is_long_ago(left, right, units[1]):
        left, right = right, left
    return between(m.start, m.end, m.rule, left, right, units, unit_text=m["u"].text)


@COMPOUND.forms(
    "duration.half_of_one", "^NUMBER HALF u:SPAN k:MORE !CLASSIFIER|NUMBER", "^NUMBER HALF u:SPAN|SPAN_MORE"
)
def half_of_one(m: Match) -> Outcome:
    """半年 = 6 mo, 半小时, 半个多小时, 半年多."""
    unit = m["u"]
    if unit.text in ("周", "秒"):
        return None
    more = "k" in m or "SPAN" not in unit.senses
    return _told(m, [piece(HALF, _code(unit))], unit.text.replace("多", ""), more=more)


@COMPOUND.forms("duration.most_of_one", "w:SPAN_MOST")
def most_of_one(m: Match) -> Outcome:
    """大半天, 大半年: more than half of it."""
    return _told(m, [piece(HALF, m["w"].senses["SPAN_MOST"])], m["w"].text[-1], more=True)


@COMPOUND.forms("duration.more", "n:NUMBER u:SPAN_MORE", "n:NUMBER u:SPAN MORE !CLASSIFIER|NUMBER")
def more(m: Match) -> Outcome:
    """3分多钟, 两个多月, 三年多."""
    n, unit = numeral(m["n"]), m["u"]
    if n is None or n.value is None or "YEAR" in m["n"].senses or unit.text == "日":
        return None
    vague = Numeral(n.number, n.exponent, n.scale_text, n.precision, more=True)
    return reading(m.start, m.end, m.rule, vague, measure(_code(unit)), unit_text=unit.text.replace("多", ""))


@COMPOUND.forms(
    "duration.lasting", "l:LASTING n:NUMBER u:MONTH_MARK|QUARTER_MARK !NUMBER|DAY_MARK|DEKAD|TO|EDGE|LIST|LISTAND"
)
def lasting(m: Match) -> Outcome:
    """连续5月, 連3季, 有期徒刑五月: so many months or quarters in a row."""
    n, code = numeral(m["n"]), {"月": "mo", "季": "quarter"}.get(m["u"].text)
    if n is None or code is None or m["l"].text not in _IN_A_ROW:
        return None
    return reading(m["n"].start, m.end, m.rule, n, measure(code), unit_text=m["u"].text)


@COMPOUND.forms("duration.to_now", "l:LASTING BEFORE? n:YEAR u:SPAN !NUMBER")
def to_now(m: Match) -> Outcome:
    """距今2100年, 距今已有约1900年: no year, but so many of them."""
    n = numeral(m["n"])
    if n is None or not m["l"].text.startswith("距今") or m["u"].text != "年":
        return None
    return reading(m["n"].start, m.end, m.rule, n, measure("a"), unit_text=m["u"].text)


@COMPOUND.forms(
    "duration.of_history", "^NUMBER|ORD o:NUMBER SPAN? TO n:NUMBER u:HISTORY", "^ORD|FIRST|TO n:NUMBER u:HISTORY"
)
def of_history(m: Match) -> Outcome:
    """2000年历史, 500年的历史, 200至300年历史: round numbers are no years; 2024年历史最高 is one."""
    n, o = numeral(m["n"]), numeral(m["o"]) if "o" in m else None
    if n is None or ("YEAR" in m["n"].senses and n.floor % _HUNDRED) or ("o" in m and o is None):
        return None
    if o is not None:
        years = measure("a"), measure("a")
        return between(m.start, m["u"].start + 1, m.rule, o, n, years, unit_text="年")
    return reading(m.start, m["u"].start + 1, m.rule, n, measure("a"), unit_text="年")


_HUNDRED = 100


_IN_A_ROW = ("连续", "连", "时隔", "持续", "历时", "长达", "有期徒刑", "徒刑")


@COMPOUND.forms("duration.quarters", f"l:LASTING|PER {_QUARTERS}")
def quarters(m: Match) -> Outcome:
    """近11季, 每2季."""
    n = numeral(m["n"])
    if n is None or m["u"].text != "季" or not (m["l"].text == "近" or "PER" in m["l"].senses):
        return None
    return reading(m["n"].start, m["u"].end, m.rule, n, measure("quarter"), unit_text=m["u"].text)


@COMPOUND.forms("count.seasons", _QUARTERS)
def seasons(m: Match) -> Outcome:
    """(办了)七季: more of them than a year has are seasons of a programme."""
    n = numeral(m["n"])
    if n is None or m["u"].text != "季" or n.floor <= 4:  # noqa: PLR2004 -- the quarters of a year
        return None
    return reading(m.start, m.end, m.rule, n, Measure("count", "季"), unit_text=m["u"].text)


@COMPOUND.forms("duration.days_and_nights", "n:NUMBER d:SPAN o:NUMBER k:DAYPART")
def days_and_nights(m: Match) -> Outcome:
    """三天三夜."""
    n = numeral(m["n"])
    if n is None or m["d"].senses["SPAN"] != "d" or m["k"].text != "夜" or m["n"].text != m["o"].text:
        return None
    return reading(m.start, m.end, m.rule, n, measure("d"), unit_text=m["d"].text)


# ------------------------------------------------------------------------------------------------------------- single
@SINGLE.forms("duration.four_weeks", "LASTING|COMING|PAST w:NAME", "w:NAME WITHIN|LATER")
def four_weeks(m: Match) -> Outcome:
    """连续四周, 四周内: elsewhere the word means all around."""
    if m["w"].text != "四周":
        return None
    four = parse("四")
    return reading(m["w"].start, m["w"].end, m.rule, four, Measure("duration", "wk"), unit_text="周")


@SINGLE.forms("duration.ago", "^ORD n:NUMBER u:SPAN s:AGO|LATER")
@SINGLE.forms("duration", "^ORD n:NUMBER u:SPAN")
@SINGLE.forms("duration.months", "^ORD n:NUMBER u:MONTH_MARK")
def single(m: Match) -> Outcome:
    """三年, 80分钟, 12个月, 七日, 5.4亿年, 两月; in 十年前 the core is 十年."""
    n, unit = numeral(m["n"]), m["u"]
    if n is None or ("SPAN" not in unit.senses and m["n"].text not in ("两", "仨")):
        return None
    found = reading(m.start, unit.end, m.rule, n, measure(unit.senses.get("SPAN", "mo")), unit_text=unit.text)
    return found.but(ext_start=m.start, ext_end=m.end) if "s" in m else found


# ------------------------------------------------------------------------------------------------------------- tokens
def as_units(tokens: Sequence[Token]) -> tuple[Fraction, str] | None:
    """Number and unit of a span, in the largest unit that stays whole; None if the tokens are no span."""
    pieces: list[Piece] = []
    for at, token in enumerate(tokens):
        unit = tokens[at + 1] if at + 1 < len(tokens) else None
        if NUMBER in token.senses:
            n = numeral(token)
            if n is None or n.value is None or unit is None or unit.senses.keys().isdisjoint(_UNITS):
                return None
            half = HALF if "SPAN_HALF" in unit.senses and "SPAN" not in unit.senses else 0
            pieces.append(piece(Fraction(n.value) + half, _code(unit)))
        elif "HALF" in token.senses and (pieces or unit is not None):
            pieces.append(Piece(HALF, pieces[-1].unit) if pieces or unit is None else piece(HALF, _code(unit)))
    if len(pieces) == 1 and pieces[0].n.denominator == 1:
        return pieces[0].n, pieces[0].unit
    sum_of_all = whole(pieces) if pieces else None
    return None if sum_of_all is None else (sum_of_all.n, sum_of_all.unit)


def _pieces(tokens: Sequence[Token]) -> list[Piece] | None:
    """The numbers of some tokens with their units, None if one of them is vague."""
    pieces = []
    for number, unit in pairwise(tokens):
        if NUMBER in number.senses:
            n = _fraction(number)
            if n is None:
                return None
            pieces.append(piece(n, _code(unit)))
    return pieces


def _told(m: Match, pieces: list[Piece], text: str, *, more: bool = False, end: int | None = None) -> Outcome:
    """The reading of a match, or of its beginning, as a sum of pieces."""
    total = whole(pieces)
    value = None if total is None else decimal(total.n)
    if total is None or value is None:
        return None
    exponent = value.as_tuple().exponent
    n = Numeral(value, 0, "", exponent if isinstance(exponent, int) else 0, more=more)
    return reading(m.start, m.end if end is None else end, m.rule, n, measure(total.unit), unit_text=text)


def _code(unit: Token) -> str:
    return next(unit.senses[sense] for sense in _UNITS if sense in unit.senses)


def _fraction(token: Token) -> Fraction | None:
    n = numeral(token)
    return None if n is None or n.value is None or n.more else Fraction(n.value)


def _is_date(tokens: Sequence[Token]) -> bool:
    try:
        parts_of(tokens)
    except NoDateError:
        return False
    return True
