"""Dates in words: years, quarters, months, weeks, days, their edges and beginnings.

Belongs here: 去年10月, 前三季度, 6月末, 上周五, 今年以来, 2023年Q3. Does not belong here: clock
times, ranges and the Chinese calendar and decades, which have modules of their own.
"""

import re
from decimal import Decimal

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.dates.date_fragments import (
    DEICTIC_DAY,
    MONTH,
    NIGHT,
    QUARTER,
    SEPARATOR,
    YEAR,
    Dates,
    found,
    matched,
    read,
)
from pipelines.grammar.dates.dateparts import parts_of
from pipelines.grammar.dates.years import Beside, follows, integer
from pipelines.grammar.dates.years import year as year_of
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match, Outcome
from pipelines.grammar.engine.readings import Reading

R = Dates()


@R.forms("date.first_of", f"{YEAR}? WHOLE_YEAR? FIRST|LAST NUMBER MONTH_MARK|QUARTER_MARK|SPAN")
def first_of(m: Match) -> Outcome:
    """前三季度, 今年前7个月, 前十一月; 前三天 and 后三个月 are spans of time."""
    several = read(m)
    parts = several.moment.parts if several.moment is not None else ()
    first = m.tokens[m.first]
    head = first.text == "头" and not m.tokens[m.first + 1].text.isascii()  # 头三个月 may be anybody's
    alone = len(parts) == 1 and ("LAST" in first.senses or head)
    return None if alone or parts[-1].unit not in ("month", "quarter") else several


@R.forms("date.first_of", f"^{SEPARATOR}|NUMBER|LATIN YEAR FIRST NUMBER MONTH_MARK|QUARTER_MARK|SPAN")
@R.forms("date.quarter", f"^{SEPARATOR}|NUMBER|LATIN YEAR {QUARTER}")
def of_a_bare_year(m: Match) -> Outcome:
    """2025上半年, 2024一季度, 2025前三季度: a year without its mark."""
    year, *rest = matched(m)
    parts, _ = parts_of(rest)
    if not _OF_OUR_TIME.fullmatch(year.text) or parts[-1].unit not in ("month", "quarter", "half"):
        return None
    return found(m, Part("year", int(year.text)), *parts)


_OF_OUR_TIME = re.compile("(?:19|20)[0-9]{2}")


@R.forms("date.same_period", f"{YEAR} SAME")
def same_period(m: Match) -> Outcome:
    """去年同期, 2019年同期."""
    return read(m)


@R.forms("date.since", "( DEICTIC_YEAR | DEICTIC_MONTH | DEICTIC_WEEK | YEAR_EDGE ) SINCE")
def since(m: Match) -> Outcome:
    """今年以来, 年初以来: up to and with the date line; 去年以来 names the year."""
    first = matched(m)[:1]
    if first[0].senses.get("DEICTIC_YEAR", "0") != "0":
        return read(m, first)
    return read(m, first, bound=moments.SINCE).but(end=m.end)


@R.forms("date.since", "SINCE_START")
def since_start(m: Match) -> Reading:
    """年初以来, where the lexicon has it as one word."""
    return found(m, Part("year", 0, moments.SHIFT), bound=moments.SINCE)


@R.forms(
    "date.edge",
    f"{YEAR}? ( {MONTH} | {QUARTER} )? YEAR_EDGE|MONTH_EDGE|QUARTER_EDGE|EDGE",
    f"{YEAR}? ORD? NUMBER YEAR_EDGE|MONTH_EDGE|QUARTER_EDGE",
    "DEICTIC_WEEK EDGE",
)
def edge(m: Match) -> Outcome:
    """2025年6月末, 今年底, 2026年底, 月初, 一季度末."""
    return read(m)


@R.forms("date.dekad", f"{YEAR}? {MONTH}? DEKAD|DEKADS")
def dekad(m: Match) -> Outcome:
    """6月上旬, 本月中旬, 5月中下旬."""
    return read(m)


@R.forms(
    "date.day",
    f"{YEAR}? {MONTH} SHORT DAY_MARK d:DAYPART?",
    f"{YEAR} ( DEICTIC_DAY | ANAPHOR_DAY ) d:DAYPART?",
    f"{DEICTIC_DAY} d:DAYPART?",
)
def day(m: Match) -> Outcome:
    """2025年5月20日, 5月20日, 昨日, 上周五."""
    return _with_daypart(m)


@R.forms("date.day_in_brackets", "o:DATE_OPEN n:SHORT k:DAY_MARK")
def day_in_brackets(m: Match) -> Outcome:
    """昨(15日): the word and the day are two mentions, as in 昨天(15日)."""
    away = _OPENED.get(m["o"].text)
    if away is None or m["k"].text != "日":
        return None
    word = Moment((Part("day", away, moments.SHIFT),))
    return Reading(m.start, m["o"].end - 1, "date", m.rule, moment=word), read(m, matched(m)[1:])


_OPENED = {"昨(": -1, "今(": 0, "明(": 1}


@R.forms(
    "date.bare_day",
    "^LASTING|NUMBER|FIRST|PER n:SHORT k:DAY_MARK d:DAYPART? !WITHIN|SPAN|NUMBER",
    "^LASTING|NUMBER|FIRST n:SHORT k:DAY_MARK o:SHORT s:SPAN",
)
def bare_day(m: Match) -> Outcome:
    """22日, 6日|三天; 3号 may be the number of a house, 两日, 一日 and 三日后 are spans."""
    if m["k"].text[0] != "日" or m["n"].text in ("一", "两"):
        return None
    if "o" in m:
        return read(m, matched(m)[:2]) if m["s"].text == "天" else None
    later = m.last < len(m.tokens) and "LATER" in m.tokens[m.last].senses
    return None if later and not m["n"].text.isascii() else _with_daypart(m)


@R.forms(
    "date.spoken_day",
    "^LETTERS|ORD|NUMBER|MINUS|LIST n:DIGITS k:DAY_MARK d:DAYPART",
    "^LETTERS|ORD|NUMBER|MINUS|LIST n:DIGITS k:DAY_MARK",
)
def spoken_day(m: Match) -> Outcome:
    """(国防部)8号称, 8号晚: 号 is a day where someone says something then, or behind it a part of the day."""
    if m["k"].text[0] != "号" or ("d" not in m and m["k"].senses["DAY_MARK"] != "glued"):
        return None
    return _with_daypart(m)


@R.forms("date.day_set", "DAY_SET SHORT k:DAY_MARK !CLASSIFIER|SPAN|NUMBER|TO|DAYPART")
def day_set(m: Match) -> Outcome:
    """将于12号(开馆): what is set for it is set for a day."""
    return read(m, matched(m)[1:]) if m["k"].text == "号" else None


def _with_daypart(m: Match) -> Reading:
    """28日晚: the whole day, with the word of the part of the day in the outer span only."""
    if "d" not in m:
        return read(m)
    whole = read(m, matched(m)[:-1])
    return whole.but(ext_start=whole.start, ext_end=m.end)


@R.forms("date.weekday_since", "DEICTIC_WEEK n:SHORT s:SINCE_MARK", "DEICTIC_WEEK s:NAME")
def weekday_since(m: Match) -> Outcome:
    """下周三起, 下周一|起: from that day on, no three accidents of that week, and not together (一起)."""
    if "n" in m:
        return read(m, matched(m)[:2]) if m["s"].text == "起" else None
    if m["s"].text != "一起":
        return None
    week, _ = parts_of(matched(m)[:1])
    return found(m, *week, Part("weekday", 1)).but(end=m["s"].start + 1)


@R.forms("date.night", NIGHT)
def night(m: Match) -> Outcome:
    """昨晚, 今晨: the whole day."""
    return read(m)


@R.forms(
    "date.month",
    f"{YEAR} DEICTIC_MONTH",
    f"{YEAR}? {MONTH} a:ANAPHOR_MONTH",
    f"{YEAR}? {MONTH} !SPAN_LATE|NUMBER|DAY_MARK|UNIT",
    f"{YEAR}? SHORT MONTH_MARK",
)
def month(m: Match) -> Outcome:
    """2024年11月, 今年3月, 5月, 上月; 5月当月 is 5月 with an outer span; 两月 is a span of time."""
    tokens = matched(m)
    if any(token.text == "两" for token in tokens):
        return None
    return read(m, tokens[:-1]).but(ext_start=m.start, ext_end=m.end) if "a" in m else read(m)


@R.forms(
    "date.quarter",
    f"{YEAR} {QUARTER}",
    "( ORD SHORT QUARTER_MARK | QUARTER | DEICTIC_QUARTER | HALF_YEAR )",
    "k:SHORT QUARTER_MARK",
)
def quarter(m: Match) -> Outcome:
    """一季度, 第三季度, 2024年四季度, 上半年; 三季 alone is a span."""
    tokens = matched(m)
    if tokens[-1].text == "季":
        if "k" in m:
            return None
        dated = any("YEAR" in sense for token in tokens for sense in token.senses)
        if not (dated or tokens[-2].text.isascii()):
            return _season(m, tokens[-2])
    return read(m)


def _season(m: Match, number: Token) -> Reading | None:
    """第三季: a quarter, or the third season of a programme or crop; where the text is from decides in `dating`."""
    n = integer(number.text)
    if not 1 <= n <= 4:  # noqa: PLR2004 -- quarters of a year
        return None
    told = found(m, Part("quarter", n, moments.SEASON))
    return told.but(number=Decimal(n), scale=Decimal(1), value=Decimal(n), precision=0, unit="季", unit_text="季")


@R.forms(
    "date.quarters",
    "ORD a:SHORT LIST|LISTAND b:SHORT k:QUARTER_MARK",
    "^NUMBER|LIST|ORD a:SHORT LIST|LISTAND b:SHORT k:QUARTER_MARK",
)
def listed_quarters(m: Match) -> Outcome:
    """第三、四季度, 一、二季度."""
    first, second = integer(m["a"].text), integer(m["b"].text)
    if not 1 <= first < second <= 4:  # noqa: PLR2004 -- quarters of a year
        return None
    left = found(m, Part("quarter", first)).but(end=m["a"].end)
    return left, found(m, Part("quarter", second)).but(start=m["b"].start)


@R.forms("date.quarters", f"{YEAR}? n:PAIR QUARTER_MARK")
def quarters(m: Match) -> Outcome:
    """二三季度: two quarters together."""
    if m["n"].text not in ("一二", "二三", "三四"):
        return None
    before = matched(m)[:-2]
    year = parts_of(before)[0] if before else ()
    first, last = (Part("quarter", integer(digit)) for digit in m["n"].text)
    return found(m, *year, first, to=(last,), kind="date_range")


@R.forms("date.letter_quarter", "y:YEAR YEAR_MARK? q:LATIN n:SHORT", "y:INTEGER k:YEAR_MARK q:LATIN n:SHORT")
def letter_quarter(m: Match) -> Outcome:
    """2023年Q3, 2025H1, 114年Q1."""
    unit, limit = {"Q": ("quarter", 4), "q": ("quarter", 4), "H": ("half", 2)}.get(m["q"].text, ("", 0))
    n = integer(m["n"].text)
    return found(m, year_of(m["y"].text, Beside(month=True, surely=True)), Part(unit, n)) if 1 <= n <= limit else None


@R.forms("date.days_together", "d:DAYS_TOGETHER NUMBER SPAN", "d:DAYS_TOGETHER SPAN")
def days_together(m: Match) -> Outcome:
    """今明两天, 明后天, 今明两年."""
    unit = {"d": "day", "a": "year"}.get(matched(m)[-1].senses["SPAN"])
    if unit is None:
        return None
    first, last = (Part(unit, int(n), moments.SHIFT) for n in m["d"].senses["DAYS_TOGETHER"].split())
    return found(m, first, to=(last,), kind="date_range")


@R.forms("date.week", "DEICTIC_WEEK")
def week(m: Match) -> Outcome:
    """上周, 本周."""
    return read(m)


@R.forms(
    "date.fiscal_quarter",
    "y:YEAR FISCAL|YEAR_MARK ORD? SHORT FISCAL_QUARTER",
    "y:YEAR FISCAL ORD? SHORT QUARTER_MARK",
    "ORD SHORT FISCAL_QUARTER",
)
def fiscal_quarter(m: Match) -> Outcome:
    """2025财年第二财季, 第四财季: it is not written when it begins either."""
    return found(m, Part("fiscal", integer(m["y"].text) if "y" in m else 0))


@R.forms("date.fiscal", "ERA? y:INTEGER k:FISCAL")
@R.forms("date.fiscal", "y:YEAR|SHORT MINUS|SLASH|TO n:SHORT|YEAR k:FISCAL|YEAR_MARK", "y:YEAR k:FISCAL")
def fiscal(m: Match) -> Outcome:
    """2018-19年度, 2024财年: when such a year begins is not written."""
    if "n" in m and (
        ("FISCAL" not in m["k"].senses and m["k"].text != "年度") or not follows(m["y"].text, m["n"].text)
    ):
        return None
    return found(m, Part("fiscal", integer(m["y"].text)))


@R.forms("date.plan", "PLAN")
def plan(m: Match) -> Outcome:
    """十四五时期."""
    return read(m).but(kind="date_range")


@R.forms("date.whole_year", f"{YEAR}? WHOLE_YEAR")
def whole_year(m: Match) -> Outcome:
    """全年, 今年全年."""
    return read(m)


@R.forms("date.year", YEAR)
def year(m: Match) -> Outcome:
    """2024年, 去年, 民国112年; 108年 is a year in Taiwan and a span elsewhere, which `dating` decides."""
    named = read(m)
    if named.moment is None or named.moment.parts[0].how != moments.ROC_ALONE:
        return named
    n = Decimal(named.moment.parts[0].n)
    return named.but(number=n, scale=Decimal(1), value=n, precision=0, unit="a", unit_text="年")
