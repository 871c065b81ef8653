"""Dates and clock times: which rows of words and numbers are one.

Belongs here: the patterns, and what kind of fact each is. What the words mean stands in `dateparts`, spans of time in `durations`, what only counts
as a date where everything is asked for in `date_extras`.
"""

from collections.abc import Sequence

from pipelines.grammar import moments
from pipelines.grammar.dateparts import NoDate, parts_of
from pipelines.grammar.durations import COMPOUND, SINGLE
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()  # of decorators above one function the lowest comes first

# ------------------------------------------------------------------------------------------------- fragments of patterns
YEAR = "( ERA? NUMBER YEAR_MARK | ERA YEAR_FIRST | DEICTIC_YEAR | ANAPHOR_YEAR )"
QUARTER = "( ORD? SHORT QUARTER_MARK | QUARTER | DEICTIC_QUARTER | HALF_YEAR )"
MONTH = "( SHORT MONTH_MARK | DEICTIC_MONTH | ANAPHOR_MONTH )"
#: A day that needs nothing before it.
DEICTIC_DAY = (
    "( DEICTIC_DAY | ANAPHOR_DAY | DEICTIC_WEEK WEEKDAY | DEICTIC_WEEK SHORT | DEICTIC_WEEK DAY_MARK|SPAN | WEEKDAY )"
)
DAY = f"( SHORT DAY_MARK | {DEICTIC_DAY} )"
SHORT = "SHORT|INTEGER"
MINUTES = f"( HALF | SHORT QUARTER_HOUR | {SHORT} MINUTE_MARK ( {SHORT} SECOND_MARK )? | SHORT|INTEGER )"
COLONS = "SHORT RATIO SHORT ( RATIO SHORT )? MERIDIEM?"
CLOCK = f"( {COLONS} | {SHORT} HOUR_MARK {MINUTES}? EXACTLY? )"
NIGHT = "DEICTIC_NIGHT|ANAPHOR_NIGHT"

#: The classes whose words are a date without any numeral.
DEICTIC_CLASSES = frozenset({
    "DEICTIC_YEAR", "DEICTIC_QUARTER", "DEICTIC_MONTH", "DEICTIC_WEEK", "DEICTIC_DAY", "DEICTIC_NIGHT", "DEICTIC_CENTURY", "ANAPHOR_YEAR",
    "ANAPHOR_MONTH", "ANAPHOR_DAY", "ANAPHOR_NIGHT", "WEEKDAY", "QUARTER", "HALF_YEAR", "YEAR_EDGE", "MONTH_EDGE", "QUARTER_EDGE", "WHOLE_YEAR",
    "SINCE_START",
})  # fmt: skip
_CLOCK = ("hour", "minute", "second")


def end_of(token: Token) -> int:
    """Where a token ends as part of a date: in 2024年初步核算 the lexicon's word is 年初步, the mark its first character."""
    return token.start + 1 if "glued" in token.senses.values() else token.end


def matched(m: Match) -> Sequence[Token]:
    """The tokens of a match."""
    return m.tokens[m.first : m.last]


def kind_of(parts: tuple[Part, ...]) -> str:
    """The kind of a single moment: date, time, or date_range for several periods together."""
    if parts[-1].unit in _CLOCK:
        return "time"
    return "date_range" if parts[-1].how in (moments.FIRST, moments.LAST) and parts[-1].unit != "day" else "date"


def read(
    m: Match, tokens: Sequence[Token] | None = None, *, bound: str = "", zone: int | None = None
) -> Reading | None:
    """One moment out of the tokens of a match; None if they form none."""
    tokens = matched(m) if tokens is None else tokens
    try:
        parts, _ = parts_of(tokens)
    except NoDate:
        return None
    return Reading(
        tokens[0].start, end_of(tokens[-1]), kind_of(parts), m.rule, moment=Moment(parts, bound=bound, zone=zone)
    )


# --------------------------------------------------------------------------------------------------------------- numeric
@R.rule(
    "time.iso",
    "y:YEAR MINUS|SLASH|DOT a:SHORT MINUS|SLASH|DOT b:SHORT t:LATIN? SHORT RATIO SHORT ( RATIO NUMBER )? z:LATIN?",
)
@R.rule("date.iso", "y:YEAR s:MINUS|SLASH|DOT a:SHORT t:MINUS|SLASH|DOT b:SHORT !MINUS|SLASH|DOT|NUMBER")
def iso(m: Match) -> Outcome:
    """2025-08-22, 2025/8/22, 2025-08-22T14:41, 2025-08-22 14:41:05Z."""
    return _numeric(m, [m["y"].text, m["a"].text, m["b"].text], list(matched(m))[5:])


@R.rule("date.dotted", "^DOT|MINUS d:DECIMAL DOT b:SHORT !DOT|NUMBER|PERCENT|UNIT")
@R.rule("time.dotted", "d:DECIMAL DOT b:SHORT SHORT RATIO SHORT ( RATIO SHORT )?")
def dotted(m: Match) -> Outcome:
    """2025.8.22: the lexer takes 2025.8 for a decimal."""
    year, _, month = m["d"].text.partition(".")
    if len(year) != 4 or len(month) > 2:  # noqa: PLR2004 -- the digits of a year, of a month
        return None
    return _numeric(m, [year, month, m["b"].text], list(matched(m))[3:])


def _numeric(m: Match, numbers: list[str], rest: list[Token]) -> Outcome:
    year, month, day = (int(n) if n.isascii() and n.isdigit() else 0 for n in numbers)
    if not (1 <= month <= 12 and 1 <= day <= 31) or year < 1000:  # noqa: PLR2004 -- as in any calendar
        return None
    parts = [Part("year", year), Part("month", month), Part("day", day)]
    zone = None
    if rest:
        letters = [t.text for t in rest if "LATIN" in t.senses]
        if any(text not in ("T", "Z") for text in letters):
            return None
        zone = 0 if "Z" in letters else None
        for unit, limit, token in zip(_CLOCK, (24, 59, 59), (t for t in rest if NUMBER in t.senses), strict=False):
            n = token.text.partition(".")[0]
            if not n.isdigit() or int(n) > limit:
                return None
            parts.append(Part(unit, int(n)))
    return Reading(m.start, m.end, kind_of(tuple(parts)), m.rule, moment=Moment(tuple(parts), zone=zone))


# ---------------------------------------------------------------------------------------------------------------- ranges
_LEFT_DATE = f"{YEAR}? {QUARTER}? {MONTH}? {DAY}? DEKAD? NUMBER?"
_RIGHT_DATE = f"( {YEAR}? ( {QUARTER} | {MONTH}? ( {DAY} | DEKAD ) | {MONTH} SHORT? ) | {YEAR} )"


@R.rule(
    "time.range",
    f"{YEAR}? {MONTH}? {DAY}? NIGHT? DAYPART? ( {CLOCK} | NUMBER ) TO {YEAR}? {MONTH}? {DAY}? DAYPART? {CLOCK}".replace(
        "NIGHT", NIGHT
    ),
)
@R.rule("date.range", f"^DOT|MINUS|LATIN|ORD {_LEFT_DATE} TO {_RIGHT_DATE}")
def ranges(m: Match) -> Outcome:
    """10月22日至28日, 1—5月, 2018—2020年, 8日20时至9日20时: one mention, from the left moment to the right one."""
    tokens = matched(m)
    joint = next(i for i, t in enumerate(tokens) if "TO" in t.senses)
    left, right = list(tokens[:joint]), tokens[joint + 1 :]
    if not left:
        return None
    try:
        first = parts_of(_completed(left, right))
        second, _ = parts_of(right, daypart=first[1] if _starts_with_clock(right) else "")
    except NoDate:
        return None
    if not _belong_together(first[0], second):
        return None
    return Reading(m.start, end_of(tokens[-1]), "date_range", m.rule, moment=Moment(first[0], Moment(second)))


def _completed(left: list[Token], right: Sequence[Token]) -> list[Token]:
    """The left side; where it ends in a number without a mark, with the first mark of the right side that fits behind it."""
    if NUMBER not in left[-1].senses or len(left) > 1 and "RATIO" in left[-2].senses:
        return left
    if len(left) > 1 and any(mark in left[-2].senses for mark in ("MONTH_MARK", "HOUR_MARK")):
        return left  # 1月3至2月10, 9点15至10点: what a number says there needs no mark
    mark = next((t for t in right if NUMBER not in t.senses and not t.senses.keys() & {"ORD", "DAYPART", "ERA"}), None)
    return left if mark is None else [*left, mark]


def _starts_with_clock(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and ("HOUR_MARK" in tokens[1].senses or "RATIO" in tokens[1].senses)


def _belong_together(left: tuple[Part, ...], right: tuple[Part, ...]) -> bool:
    """Whether both sides end in the same sort of period, and neither is a lone hour that may be a score."""
    clocks = (left[-1].unit in _CLOCK, right[-1].unit in _CLOCK)
    if clocks[0] != clocks[1]:
        return False
    if (
        left[0].unit == right[0].unit
        and len(left) == len(right) == 1
        and left[0].how == right[0].how == moments.AT
        and left[0].unit in ("month", "day", "quarter")
    ):
        return left[0].n != right[0].n
    return True


# ----------------------------------------------------------------------------------------------------------- clock times
@R.rule("time.daypart", "DAYPART p:NUMBER")
@R.rule("time.daypart", f"DAYPART {CLOCK}")
@R.rule("time.day", f"{YEAR}? {MONTH}? {DAY} DAYPART? {CLOCK}")
@R.rule("time.night", f"{NIGHT} DAYPART? {CLOCK}")
def clock_time(m: Match) -> Outcome:
    """2月3日18时30分, 昨晚11时20分, 今天上午9时, 下午3点半."""
    if "p" in m and "点" not in m["p"].text:
        return None
    return read(m)


@R.rule("time.zone", f"z:ZONE {YEAR}? {MONTH}? {DAY}? DAYPART? {CLOCK}")
def zoned(m: Match) -> Outcome:
    """格林尼治时间8时: the interval is told in local time; 北京时间 and 当地时间 change nothing."""
    zone = m["z"].senses["ZONE"]
    return read(m, matched(m)[1:], zone=None if zone == "local" else int(zone))


@R.rule("time.seconds", "^RATIO|NUMBER|DOT|SLASH|MINUS h:SHORT RATIO i:SHORT RATIO s:SHORT MERIDIEM? !RATIO|DOT|NUMBER")
@R.rule("time.colon", "^RATIO|NUMBER|DOT|SLASH|MINUS h:SHORT RATIO i:SHORT MERIDIEM")
@R.rule("time.colon", "^RATIO|NUMBER|DOT|SLASH|MINUS h:SHORT RATIO i:SHORT !RATIO|DOT|NUMBER|UNIT|PERCENT")
def colon(m: Match) -> Outcome:
    """20:15, 9:05pm, 10:08:33; minutes have two digits, so 3:2 is none."""
    shown = [m[name].text for name in ("i", "s") if name in m]
    if any(len(text) != 2 or not text.isascii() for text in shown) or not m["h"].text.isascii():  # noqa: PLR2004 -- two digits
        return None
    return read(m)


@R.rule("time.hour", "^NUMBER|ORD h:SHORT k:HOUR_MARK EXACTLY?")
@R.rule("time.hour", f"^NUMBER|ORD h:SHORT k:HOUR_MARK {MINUTES} EXACTLY?")
def hour(m: Match) -> Outcome:
    """20时, 3点半, 9点15分; 3点 alone may be three of something, so it is left to counting."""
    bare = m.last - m.first == 2  # noqa: PLR2004 -- a number and its mark
    if m["k"].text == "点" and (bare or not _clearly(matched(m)[2:])):
        return None
    return read(m)


def _clearly(minutes: Sequence[Token]) -> bool:
    """Whether what follows 点 says that it is an hour: 半, 一刻, 15分, two digits."""
    return (
        len(minutes) > 1 or "HALF" in minutes[0].senses or "EXACTLY" in minutes[0].senses or len(minutes[0].text) == 2
    )  # noqa: PLR2004


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


@R.rule("date.dekad", f"{YEAR}? {MONTH}? DEKAD")
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
    """一季度, 第三季度, 2024年四季度, 上半年, 去年下半年; 三季 alone is a span."""
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
    if (
        m["k"].text == "年"
        or "n" in m
        and len(m["n"].text) != 2
        and m["k"].text == "年度"
        and "FISCAL" not in m["k"].senses
    ):  # noqa: PLR2004
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
    """2024年, 去年, 民国112年; 108年 is a year in Taiwan only, which `resolution` decides."""
    found = read(m)
    if found is None or found.moment is None or found.moment.parts[0].how != moments.ROC_ALONE:
        return found
    return found


PRODUCTIONS = Registry([*COMPOUND, *R, *SINGLE])
EXTRA = Registry()
EXTRA_CLASSES: frozenset[str] = frozenset()
