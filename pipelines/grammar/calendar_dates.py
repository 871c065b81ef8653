"""Dates in words: years, quarters, months, weeks, days, their edges and beginnings.

Belongs here: 去年10月, 前三季度, 6月末, 上周五, 今年以来, 2023年Q3, 上世纪80年代. Clock times, ranges and the Chinese calendar have modules of their own.
"""

from decimal import Decimal

from pipelines.grammar import moments
from pipelines.grammar.date_fragments import DEICTIC_DAY, MONTH, NIGHT, QUARTER, YEAR, matched, read
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()  # of decorators above one function the lowest comes first

# ----------------------------------------------------------------------------------------------------------------- years
@R.rule("date.first_of", f"{YEAR}? ( WHOLE_YEAR )? FIRST|LAST NUMBER MONTH_MARK|QUARTER_MARK|SPAN")
def first_of(m: Match) -> Outcome:
    """前三季度, 今年前7个月, 前十一月; 前三天 and 前五年 are spans of time."""
    found = read(m)
    if found is None or found.moment is None or found.moment.parts[-1].unit not in ("month", "quarter"):
        return None
    if len(found.moment.parts) == 1 and ("LAST" in m.tokens[m.first].senses or m.tokens[m.first].text == "头"):
        return None  # 后三个月 without a year may follow on anything
    return found


@R.rule("date.same_period", "s:SAME")
@R.rule("date.same_period", f"{YEAR} SAME")
def same_period(m: Match) -> Outcome:
    """去年同期, 2019年同期."""
    return None if "s" in m else read(m)


@R.rule("date.since", "( DEICTIC_YEAR | DEICTIC_MONTH | DEICTIC_WEEK | YEAR_EDGE ) SINCE")
def since(m: Match) -> Outcome:
    """今年以来, 年初以来: up to and with the date line."""
    if m.tokens[m.first].senses.get("DEICTIC_YEAR", "0") != "0":
        return read(m, matched(m)[:1])
    found = read(m, matched(m)[:1], bound=moments.SINCE)
    return None if found is None else found.but(end=m.end)


@R.rule("date.since", "s:SINCE_START")
def since_start(m: Match) -> Reading:
    """年初以来 where the lexicon has it as one word."""
    return Reading(
        m.start, m.end, "date", m.rule, moment=Moment((Part("year", 0, moments.SHIFT),), bound=moments.SINCE)
    )


# --------------------------------------------------------------------------------------------------------- parts of dates
@R.rule("date.edge", "DEICTIC_WEEK EDGE")
@R.rule("date.edge", f"{YEAR}? ORD? n:NUMBER YEAR_EDGE|MONTH_EDGE|QUARTER_EDGE")
@R.rule("date.edge", f"{YEAR}? ( {MONTH} | {QUARTER} )? YEAR_EDGE|MONTH_EDGE|QUARTER_EDGE|EDGE")
def edge(m: Match) -> Outcome:
    """2025年6月末, 今年底, 2026年底, 月初, 一季度末."""
    return read(m)


@R.rule("date.dekad", f"{YEAR}? {MONTH}? DEKAD|DEKADS")
def dekad(m: Match) -> Outcome:
    """6月上旬, 本月中旬."""
    return read(m)


@R.rule("date.day", f"{DEICTIC_DAY} d:DAYPART?")
@R.rule("date.day", f"{YEAR} ( DEICTIC_DAY | ANAPHOR_DAY ) d:DAYPART?")
@R.rule("date.day", f"{YEAR}? {MONTH} SHORT DAY_MARK d:DAYPART?")
def day(m: Match) -> Outcome:
    """2025年5月20日, 5月20日, 昨日, 上周五, 28日晚: a part of the day without an hour leaves the whole day."""
    return _with_daypart(m)


@R.rule("date.bare_day", "^LASTING|NUMBER|FIRST n:SHORT k:DAY_MARK d:DAYPART? !WITHIN|SPAN|NUMBER")
def bare_day(m: Match) -> Outcome:
    """22日; 3号 may be the number of a house, 两日 and 一日 are spans."""
    if m["k"].text != "日" or m["n"].text in ("一", "两"):
        return None
    return _with_daypart(m)


def _with_daypart(m: Match) -> Outcome:
    """The day, with the word of the part of the day in the outer span only."""
    found = read(m, matched(m)[: -1 if "d" in m else None])
    return found if found is None or "d" not in m else found.but(ext_start=found.start, ext_end=m.end)


@R.rule("date.night", NIGHT)
def night(m: Match) -> Outcome:
    """昨晚, 今晨: the whole day."""
    return read(m)


@R.rule("date.month", f"{YEAR}? n:SHORT MONTH_MARK")
@R.rule("date.month", f"{YEAR}? {MONTH} !SPAN_LATE|NUMBER|DAY_MARK|UNIT")
@R.rule("date.month", f"{YEAR}? {MONTH} a:ANAPHOR_MONTH")
@R.rule("date.month", f"{YEAR} DEICTIC_MONTH")
def month(m: Match) -> Outcome:
    """2024年11月, 今年3月, 5月, 上月, 5月当月; 两月 is a span."""
    tokens = matched(m)
    if any(t.text == "两" for t in tokens):
        return None
    if "a" in m:
        found = read(m, tokens[:-1])
        return None if found is None else found.but(ext_start=m.start, ext_end=m.end)
    return read(m)


@R.rule("date.quarter", "n:SHORT k:QUARTER_MARK")
@R.rule("date.quarter", "( ORD SHORT QUARTER_MARK | QUARTER | DEICTIC_QUARTER | HALF_YEAR )")
@R.rule("date.quarter", f"{YEAR} {QUARTER}")
def quarter(m: Match) -> Outcome:
    """一季度, 第三季度, 2024年四季度, 上半年, 去年下半年; 三季 alone is a span, 第三季 of a programme or a crop."""
    last = matched(m)[-1]
    if last.text == "季" and not any("YEAR" in s for t in matched(m) for s in t.senses) and not matched(m)[-2].text.isascii():
        return None
    return None if "k" in m and m["k"].text == "季" else read(m)


@R.rule("date.letter_quarter", "y:YEAR YEAR_MARK? q:LATIN n:SHORT")
def letter_quarter(m: Match) -> Outcome:
    """2023年Q3, 2025H1."""
    unit, limit = {"Q": ("quarter", 4), "q": ("quarter", 4), "H": ("half", 2)}.get(m["q"].text, ("", 0))
    if not m["n"].text.isdigit() or not 1 <= int(m["n"].text) <= limit:
        return None
    year = read(m, (m["y"], *matched(m)[1:2])) if m.last - m.first == 4 else None  # noqa: PLR2004 -- with 年
    number = (
        Part("year", int(m["y"].text))
        if m["y"].text.isdigit()
        else year.moment.parts[0]
        if year is not None and year.moment
        else None
    )
    if number is None:
        return None
    return Reading(m.start, m.end, "date", m.rule, moment=Moment((number, Part(unit, int(m["n"].text)))))


@R.rule("date.week", "DEICTIC_WEEK")
def week(m: Match) -> Outcome:
    """上周, 本周."""
    return read(m)


@R.rule("date.fiscal", "y:YEAR k:FISCAL")
@R.rule("date.fiscal", "y:YEAR MINUS|SLASH|TO n:SHORT|YEAR k:FISCAL|YEAR_MARK")
def fiscal(m: Match) -> Outcome:
    """2018-19年度, 2024财年: when such a year begins is not written."""
    if "n" in m and "FISCAL" not in m["k"].senses and m["k"].text != "年度":
        return None
    return Reading(
        m.start,
        m.end,
        "date",
        m.rule,
        moment=Moment((Part("fiscal", int(m["y"].text) if m["y"].text.isdigit() else 0),)),
    )


@R.rule("date.century", "( n:SHORT CENTURY_MARK|CENTURY_EDGE | DEICTIC_CENTURY ) EDGE?")
@R.rule("date.decade", "( SHORT CENTURY_MARK | DEICTIC_CENTURY )? d:SHORT k:DECADE_MARK EDGE?")
def decade(m: Match) -> Outcome:
    """20世纪80年代, 上世纪90年代, 21世纪初."""
    return read(m)


@R.rule("date.plan", "PLAN")
def plan(m: Match) -> Outcome:
    """十四五时期."""
    found = read(m)
    return None if found is None else found.but(kind="date_range")


@R.rule("date.whole_year", f"{YEAR}? w:WHOLE_YEAR")
def whole_year(m: Match) -> Outcome:
    """全年, 今年全年."""
    return read(m)


@R.rule("date.year", YEAR)
def year(m: Match) -> Outcome:
    """2024年, 去年, 民国112年; 108年 is a year in Taiwan and a span elsewhere, which `dating` decides."""
    found = read(m)
    if found is None or found.moment is None or found.moment.parts[0].how != moments.ROC_ALONE:
        return found
    n = Decimal(found.moment.parts[0].n)
    return found.but(number=n, scale=Decimal(1), value=n, precision=0, unit="a", unit_text="年")
