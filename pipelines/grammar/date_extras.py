"""What is a date only where everything is asked for: 现在, 三天后, 昨晚 as hours, 春节, 周末, 5月之前.

Belongs here: productions whose names begin with `extra.`; news does not count these as dates (a holiday's name, 目前), or takes the span of time in them
(三天后) or the whole day (昨晚). They go before the others and yield to them by returning None.
"""

from pipelines.grammar import moments
from pipelines.grammar.date_fragments import CLOCK, DAY, MONTH, NIGHT, QUARTER, YEAR, kind_of, matched, read
from pipelines.grammar.dateparts import NoDateError, integer, parts_of
from pipelines.grammar.durations import as_units
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()

#: Classes whose words are a date by themselves here.
CLASSES = frozenset({"NOW", "WEEKEND", "WHOLE_DAY", "FESTIVAL", "SEASON", "DAYPART", "DAYS_TOGETHER", "HALF_MONTH", "HALF_WEEK", "LUNAR_MONTH"})
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
_SPAN = "( NUMBER SPAN|SPAN_LATE|SPAN_HALF|SPAN_MORE|MONTH_MARK HALF? | HALF SPAN )"
_DATE = f"( {YEAR}? {MONTH}? {DAY} | {YEAR}? {QUARTER} | {YEAR}? {MONTH} | {YEAR} )"
_ISO = "YEAR MINUS|SLASH|DOT SHORT MINUS|SLASH|DOT SHORT"
_UNITS = {"a": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour", "min": "minute", "s": "second"}
_MINUTE_UNITS = ("hour", "minute", "second")


def _found(m: Match, *parts: Part, kind: str | None = None, to: tuple[Part, ...] | None = None, bound: str = "", end: int | None = None) -> Reading:
    moment = Moment(parts, None if to is None else Moment(to), bound)
    return Reading(m.start, m.end if end is None else end, kind or kind_of(parts), m.rule, moment=moment)


def _before(m: Match, stop: str) -> list[Token]:
    """The tokens of a match before the first of a class, without 的."""
    found = []
    for token in matched(m):
        if stop in token.senses:
            break
        if "OF" not in token.senses:
            found.append(token)
    return found


def _parts(tokens: list[Token]) -> tuple[Part, ...]:
    return parts_of(tokens, surely=True)[0] if tokens else ()


def _is_date(tokens: list[Token]) -> bool:
    try:
        parts_of(tokens)
    except NoDateError:
        return False
    return True


# ------------------------------------------------------------------------------------------------------------------- now
@R.rule("extra.now", "NOW")
def now(m: Match) -> Outcome:
    """现在, 此刻: the second of the date line."""
    return _found(m, Part("second", 0, moments.AWAY), kind="time")


@R.rule("extra.whole_day", "WHOLE_DAY")
def whole_day(m: Match) -> Outcome:
    """全天: today."""
    return _found(m, Part("day", 0, moments.SHIFT))


@R.rule("extra.days_together", "d:DAYS_TOGETHER ( NUMBER SPAN | s:SPAN )")
def days_together(m: Match) -> Outcome:
    """今明两年, 明后天."""
    unit = _UNITS.get(matched(m)[-1].senses["SPAN"], "")
    if unit not in ("day", "year"):
        return None
    first, last = map(int, m["d"].senses["DAYS_TOGETHER"].split())
    return _found(m, Part(unit, first, moments.SHIFT), to=(Part(unit, last, moments.SHIFT),), kind="date_range")


# ------------------------------------------------------------------------------------------------------ counted from now
@R.rule("extra.away", f"p:PASSING {_SPAN}")
@R.rule("extra.away", f"^LASTING|PAST|COMING {_SPAN} ( NUMBER SPAN )? w:AGO|LATER !NUMBER")
def away(m: Match) -> Outcome:
    """三天后, 2小时前, 一年半以前, 过两天."""
    tokens = [t for t in matched(m) if not t.senses.keys() & {"AGO", "LATER", "PASSING"}]
    moved = None if _is_date(tokens) else _spans(tokens)
    if moved is None:
        return None
    unit, n = moved
    back = "w" in m and "AGO" in m["w"].senses
    vague = any(c in token.text for token in tokens for c in "多余" if NUMBER in token.senses)
    is_open = vague or "p" in m or (m["w"].senses.get("AGO") or m["w"].senses.get("LATER")) == "open"
    if is_open and unit == "week":
        unit, n = "day", 7 * n
    bound = "" if not is_open else moments.FROM if not back else moments.BEFORE if unit in _MINUTE_UNITS else moments.UNTIL
    return _found(m, Part(unit, -n if back else n, moments.AWAY), bound=bound)


@R.rule("extra.away_from", f"( {YEAR}? {MONTH}? {DAY} ) OF? s:{_SPAN} ( NUMBER SPAN )? w:AGO|LATER !NUMBER".replace("s:( ", "( s:", 1))
def away_from(m: Match) -> Outcome:
    """2月13号的3天后, 明天的一个月以前."""
    at = m.index("s") - m.first
    tokens = list(matched(m))
    moved = _spans(tokens[at:-1])
    try:
        before = _parts([t for t in tokens[:at] if "OF" not in t.senses])
    except NoDateError:
        return None
    if moved is None or not before:
        return None
    return _found(m, *before, Part(moved[0], -moved[1] if "AGO" in m["w"].senses else moved[1], moments.AWAY))


@R.rule("extra.past", f"p:PAST {_SPAN}")
@R.rule("extra.within", f"COMING {_SPAN}")
@R.rule("extra.within", f"{_SPAN} w:WITHIN")
def stretch(m: Match) -> Outcome:
    """未来三年, 过去5分钟, 三周内: from now on, or up to now."""
    if "w" in m and m["w"].text not in ("内", "之内", "以内"):
        return None
    told = _spans([t for t in matched(m) if not t.senses.keys() & {"WITHIN", "COMING", "PAST"}])
    if told is None:
        return None
    how = moments.PAST if "p" in m else moments.WITHIN if "w" in m else moments.COMING
    return _found(m, Part(told[0], told[1], how), kind="date_range")


@R.rule("extra.units_around", f"w:BEFORE_NOW|AFTER_NOW {_SPAN} !AGO|LATER|QUARTER_MARK")
def units_around(m: Match) -> Outcome:
    """上两周, 前两个月, 下三年: whole periods before or behind the present one."""
    told = _spans(list(matched(m)[1:]))
    if told is None:
        return None
    how = moments.PRIOR if "BEFORE_NOW" in m["w"].senses else moments.NEXT
    return _found(m, Part(told[0], told[1], how), kind="date_range")


def _spans(tokens: list[Token]) -> tuple[str, int] | None:
    """Unit and number of a span; a half in the next smaller unit."""
    told = as_units(tokens)
    if told is not None and told[1] == "mo" and told[0].denominator == 2:  # noqa: PLR2004 -- 两个半月
        return "halfmonth", int(2 * told[0])
    if told is None or told[1] not in _UNITS or told[0] != int(told[0]) or not 0 < told[0] < 10**6:  # noqa: PLR2004 -- no calendar goes on so long
        return None
    return _UNITS[told[1]], int(told[0])


# ------------------------------------------------------------------------------------------------------ parts of the day
@R.rule("extra.daypart", "^NUMBER|DAYPART d:DAYPART !NUMBER|HOUR_WORD")
@R.rule("extra.daypart", f"n:{NIGHT} !NUMBER|DAYPART|TO|HOUR_WORD")
@R.rule("extra.daypart", f"{YEAR}? {MONTH}? {DAY} OF? d:DAYPART !NUMBER|HOUR_WORD")
def part_of_day(m: Match) -> Outcome:
    """昨晚, 明天上午, 中午: as hours; 早 and 晚 need a day before them."""
    if "d" in m and len(m["d"].text) == 1 and m["d"].start == m.start:
        return None
    try:
        before = _parts(_before(m, "DAYPART"))
    except NoDateError:
        return None
    if "d" in m:
        hours = m["d"].senses["DAYPART"].split()[1:]
    else:
        hours = ["18", "24"] if "night" in "".join(m["n"].senses.values()) else ["4", "12"]
    return _found(m, *before, Part("daypart", 100 * int(hours[0]) + int(hours[1])), kind="time")


# ------------------------------------------------------------------------------------------------------------- festivals
@R.rule("extra.festival_range", f"( {YEAR} OF? )? a:FESTIVAL j:TO ( {YEAR} OF? )? b:FESTIVAL")
def festival_range(m: Match) -> Outcome:
    """2019年感恩节到2021年母亲节, 去年春节到元宵节."""
    joint = m.index("j")
    try:
        left = _parts([t for t in m.tokens[m.first : joint] if not t.senses.keys() & {"OF", "FESTIVAL"}])
        right = _parts([t for t in m.tokens[joint + 1 : m.last] if not t.senses.keys() & {"OF", "FESTIVAL"}])
    except NoDateError:
        return None
    named = [Part("festival", 0, name=m[name].text) for name in ("a", "b")]
    return _found(m, *left, named[0], to=(*right, named[1]), kind="date_range")


@R.rule("extra.festival", f"( {YEAR} OF? )? LUNAR? f:FESTIVAL d:DAYPART")
@R.rule("extra.festival", f"( {YEAR} OF? )? LUNAR? f:FESTIVAL OF? ( {CLOCK} | DAYPART {CLOCK} )?")
def festival(m: Match) -> Outcome:
    """春节, 2019年的清明节, 除夕晚上6点半."""
    tokens = [t for t in matched(m) if "OF" not in t.senses]
    at = tokens.index(m["f"])
    try:
        before = _parts([t for t in tokens[:at] if "LUNAR" not in t.senses])
        after = _parts(tokens[at + 1 :]) if "d" not in m and at + 1 < len(tokens) else ()
    except NoDateError:
        return None
    if "d" in m:
        low, high = m["d"].senses["DAYPART"].split()[1:]
        after = (Part("daypart", 100 * int(low) + int(high)),)
    how = moments.AT if before else moments.FOLLOWING
    return _found(m, *before, Part("festival", 0, how, name=m["f"].text), *after)


@R.rule("extra.festival_eve", f"( {YEAR} OF? )? LUNAR? f:FESTIVAL OF? a:ANAPHOR_DAY")
def around_festival(m: Match) -> Outcome:
    """圣诞节的前一天."""
    try:
        before = _parts([t for t in _before(m, "FESTIVAL") if "LUNAR" not in t.senses])
    except NoDateError:
        return None
    day = Part("festival", 0, moments.AT if before else moments.FOLLOWING, name=m["f"].text)
    return _found(m, *before, day, Part("day", int(m["a"].senses["ANAPHOR_DAY"]), moments.AWAY))


@R.rule("extra.weekday", "^DEICTIC_WEEK|PER|ORD|NUMBER w:WEEKDAY d:DAYPART? !NUMBER|TO")
def weekday(m: Match) -> Outcome:
    """星期一: the next one."""
    coming = Part("weekday", int(m["w"].senses["WEEKDAY"]), moments.FOLLOWING)
    if "d" not in m:
        return _found(m, coming)
    low, high = m["d"].senses["DAYPART"].split()[1:]
    return _found(m, coming, Part("daypart", 100 * int(low) + int(high)), kind="time")


@R.rule("extra.season", f"{YEAR}? s:SEASON")
def season(m: Match) -> Outcome:
    """2021年春, 冬季."""
    if len(m["s"].text) == 1 and m.last - m.first == 1:
        return None
    try:
        before = _parts(_before(m, "SEASON"))
    except NoDateError:
        return None
    return _found(m, *before, Part("season", _SEASONS[m["s"].senses["SEASON"]], moments.AT if before else moments.FOLLOWING))


# ----------------------------------------------------------------------------------------------------- weeks and their days
@R.rule("extra.weekend", "( DEICTIC_WEEK )? WEEKEND|EDGE")
def weekend(m: Match) -> Outcome:
    """周末, 下周末: Saturday and Sunday."""
    tokens = matched(m)
    week = int(tokens[0].senses.get("DEICTIC_WEEK", "0"))
    if "WEEKEND" not in tokens[-1].senses and (len(tokens) == 1 or tokens[-1].text != "末"):
        return None
    return _found(m, Part("week", week, moments.SHIFT), Part("day", 2, moments.LAST))


@R.rule("extra.nth_week", f"( {YEAR} | {YEAR}? {MONTH} ) OF? ORD n:NUMBER w:SPAN")
@R.rule("extra.last_day", f"( {YEAR} | {YEAR}? {MONTH} ) OF? l:LAST_ONE")
@R.rule("extra.nth_weekday", f"( {YEAR}? {MONTH} ) OF? ORD n:NUMBER v:SPAN k:SHORT|DAY_MARK")
@R.rule("extra.nth_weekday", f"( {YEAR}? {MONTH} ) OF? ORD n:NUMBER CLASSIFIER_OF_TIME? d:WEEKDAY")
@R.rule("extra.nth_day", f"( {YEAR} | {YEAR}? {MONTH} ) OF? ORD n:NUMBER w:SPAN DAYPART? {CLOCK}")
def nth(m: Match) -> Outcome:
    """6月第3个星期日, 当月第三周, 今年的第二天, 5月的最后一天."""
    try:
        before = _parts(_before(m, "LAST_ONE" if "l" in m else "ORD"))
        n = integer(m["n"].text) if "n" in m else -1
        after = _parts(list(m.tokens[m.index("w") + 1 : m.last])) if "w" in m else ()
    except NoDateError:
        return None
    if "v" in m:  # the lexicon's word is 个星期: 第3个星期|日
        weekday = 7 if "DAY_MARK" in m["k"].senses else integer(m["k"].text)
        return _found(m, *before, Part("weekday", weekday, nth=n)) if m["v"].senses["SPAN"] == "wk" and weekday <= 7 else None  # noqa: PLR2004
    if "d" in m:
        return _found(m, *before, Part("weekday", int(m["d"].senses["WEEKDAY"]), nth=n))
    unit = _UNITS.get(m["w"].senses["SPAN"], "") if "w" in m else "day"
    if unit not in ("day", "week", "month"):
        return None
    return _found(m, *before, Part(unit, n), *after)


@R.rule("extra.first_days", f"( {YEAR} | {YEAR}? {MONTH} ) OF? f:FIRST|LAST SPACE? n:NUMBER s:SPAN")
def first_days(m: Match) -> Outcome:
    """去年的前10天, 今年的最后3周."""
    try:
        before = _parts(_before(m, "FIRST" if "FIRST" in m["f"].senses else "LAST"))
        n = integer(m["n"].text)
    except NoDateError:
        return None
    unit = _UNITS.get(m["s"].senses["SPAN"], "")
    if unit not in ("day", "week", "month"):
        return None
    return _found(m, *before, Part(unit, n, moments.FIRST if "FIRST" in m["f"].senses else moments.LAST), kind="date_range")


@R.rule("extra.half_week", "h:HALF_WEEK")
@R.rule("extra.half_month", f"( {YEAR}? {MONTH} )? h:HALF_MONTH")
def half(m: Match) -> Outcome:
    """上半月, 下半周."""
    try:
        before = _parts(_before(m, "HALF_MONTH"))
    except NoDateError:
        return None
    if "HALF_WEEK" in m["h"].senses:
        second = m["h"].senses["HALF_WEEK"] == "2"
        week = Part("week", 0, moments.SHIFT)
        return _found(m, week, Part("day", 4, moments.LAST if second else moments.FIRST), kind="date_range")
    start = before or (Part("month", 0, moments.SHIFT),)
    if m["h"].senses["HALF_MONTH"] == "1":
        return _found(m, *start, Part("day", 15, moments.FIRST), kind="date_range")
    return _found(m, *start, Part("day", 16), to=(Part("day", -1),), kind="date_range")


# ----------------------------------------------------------------------------------------------------------- open on a side
@R.rule("extra.bound", f"( FROM_MARK )? i:{_ISO} OR? w:AGO|LATER|SINCE_MARK|SINCE !TO|NUMBER")
@R.rule("extra.bound", f"( FROM_MARK )? ( {YEAR}? ( {MONTH} | SHORT )? YEAR_EDGE|MONTH_EDGE|EDGE ) OR? w:AGO|LATER !NUMBER")
@R.rule("extra.bound", f"( FROM_MARK )? {_DATE} OR? w:AGO|LATER|SINCE_MARK|SINCE !TO|NUMBER")
@R.rule("extra.bound", f"( FROM_MARK )? ( {YEAR}? {MONTH}? {DAY}? DAYPART? {CLOCK} ) OR? w:AGO|LATER|SINCE_MARK|SINCE !TO|NUMBER")
def bounded(m: Match) -> Outcome:
    """明年6月之前, 2015年1月1日及以后, 从去年9月起, 自2018年以来."""
    tokens = [t for t in matched(m)[:-1] if not t.senses.keys() & {"FROM_MARK", "OR"} or NUMBER in t.senses]
    inclusive = any("OR" in t.senses for t in matched(m))
    try:
        parts = _iso(tokens) if "i" in m else _parts(tokens)
    except NoDateError:
        return None
    if "AGO" in m["w"].senses:
        exact = parts[-1].unit in ("day", *_MINUTE_UNITS) and parts[-1].n > 0 or m["w"].text == "以前"
        bound = moments.BEFORE if exact and not inclusive else moments.UNTIL
    else:
        bound = moments.FROM
    return _found(m, *parts, bound=bound, kind="date_range")


def _iso(tokens: list[Token]) -> tuple[Part, ...]:
    year, month, day = (integer(t.text) for t in tokens[0:5:2])
    return Part("year", year), Part("month", month), Part("day", day)


@R.rule("extra.month_range", "^DOT|MINUS a:DECIMAL MINUS|TO b:DECIMAL !DOT|UNIT|PERCENT|CLASSIFIER|MONEY_UNIT")
def month_range(m: Match) -> Outcome:
    """1999.08-2002.02."""
    sides = []
    for name in ("a", "b"):
        year, _, month = m[name].text.partition(".")
        if len(year) != 4 or len(month) != 2 or not 1 <= int(month) <= 12:  # noqa: PLR2004 -- digits of a year and a month
            return None
        sides.append((Part("year", int(year)), Part("month", int(month))))
    return _found(m, *sides[0], to=sides[1], kind="date_range")


@R.rule("extra.between", f"FROM_MARK? {YEAR}? {MONTH}? {DAY}? ( DAYPART? {CLOCK} )? b:BETWEEN|TO {YEAR}? {MONTH}? {DAY}? ( DAYPART? {CLOCK} )? BETWEEN_END")
def between(m: Match) -> Outcome:
    """三月和九月之间."""
    tokens = [t for t in matched(m)[:-1] if "FROM_MARK" not in t.senses or NUMBER in t.senses]
    joint = tokens.index(m["b"])
    try:
        left, right = _parts(tokens[:joint]), _parts(tokens[joint + 1 :])
    except NoDateError:
        return None
    if not left or not right:
        return None
    return _found(m, *left, to=right, kind="date_range")


# ------------------------------------------------------------------------------------------------------- bare numbers and hours
@R.rule("extra.year", "^NUMBER|DOT|MINUS|SLASH|RATIO|LATIN|CURRENCY_BEFORE y:YEAR !OTHER|SPACE|NUMBER|DOT|MINUS|SLASH|RATIO|UNIT|CLASSIFIER|PERCENT|MONEY_UNIT|CURRENCY|TIMES|SPAN|TO")
def bare_year(m: Match) -> Outcome:
    """2018: a year where nothing else is counted."""
    return _found(m, Part("year", integer(m["y"].text)), kind="date_range") if m["y"].text.isascii() and m.first == 0 and m["y"].text[:2] in ("19", "20") else None


@R.rule("extra.year", "y:DIGITS k:YEAR_MARK !AGO|LATER|WITHIN|HALF|MORE|NUMBER|ORD|FIRST|LAST|HALF_YEAR|SPAN")
def short_year(m: Match) -> Outcome:
    """24年, 15年版: a year of this century where no word says that it is a span of time."""
    if len(m["y"].text) != 2 or m.first or m["k"].text != "年":  # noqa: PLR2004 -- two digits
        return None
    return _found(m, Part("year", int(m["y"].text), moments.SHORT))


@R.rule("extra.year_month", "y:YEAR MINUS|SLASH m:SHORT")
def year_month(m: Match) -> Outcome:
    """2008-08, where nothing stands beside it."""
    month = integer(m["m"].text)
    if len(m.tokens) > m.last - m.first or len(m["m"].text) != 2 or not 1 <= month <= 12:  # noqa: PLR2004 -- 01 to 12
        return None
    return _found(m, Part("year", integer(m["y"].text)), Part("month", month))


@R.rule("extra.digits", "d:DIGITS !NUMBER|UNIT|CLASSIFIER|LATIN|MONEY_UNIT|CURRENCY|MINUS")
def digits(m: Match) -> Outcome:
    """20240307."""
    text = m["d"].text
    if len(text) != 8 or text[:2] not in ("19", "20"):  # noqa: PLR2004 -- year, month and day
        return None
    month, day = int(text[4:6]), int(text[6:])
    if not (1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004 -- as in any calendar
        return None
    return _found(m, Part("year", int(text[:4])), Part("month", month), Part("day", day))


@R.rule("extra.slashed", "m:SHORT SLASH d:SHORT")
@R.rule("extra.day_first", "m:SHORT SLASH d:SHORT SLASH y:YEAR|SHORT")
@R.rule("extra.spaced", "y:YEAR SPACE m:SHORT SPACE d:SHORT")
def slashed(m: Match) -> Outcome:
    """2022 11 23, 31/10/1974, 2/15; before a year the day comes first where both numbers could be a month."""
    month, day = integer(m["m"].text), integer(m["d"].text)
    if month > 12 or (m.rule == "extra.day_first" and day <= 12):  # noqa: PLR2004 -- months of a year
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004 -- as in any calendar
        return None
    parts = (Part("month", month), Part("day", day))
    if "y" not in m:
        return _found(m, *parts)
    year = integer(m["y"].text)
    return _found(m, Part("year", year, moments.AT if year > 99 else moments.SHORT), *parts)  # noqa: PLR2004 -- two digits


@R.rule("extra.month_day", f"{YEAR}? SHORT MONTH_MARK d:SHORT !CLASSIFIER|UNIT|SPAN|NUMBER|DAY_MARK|MONEY_UNIT|PERCENT|TO")
def month_day(m: Match) -> Outcome:
    """10月22, 十月31."""
    return read(m) if m["d"].text.isascii() else None


@R.rule("extra.numbered_day", "^NUMBER|LATIN|FIRST|LASTING n:SHORT k:DAY_MARK d:DAYPART? !WITHIN|SPAN|NUMBER|AGO|LATER")
def numbered_day(m: Match) -> Outcome:
    """12号."""
    return read(m) if m["k"].text == "号" and "d" not in m else None


@R.rule("extra.hour", f"^NUMBER|ORD|DAYPART h:SHORT|INTEGER k:HOUR_MARK !CLASSIFIER|NUMBER|TO|UNIT|HALF")
def bare_hour(m: Match) -> Outcome:
    """三点, 十一点."""
    return read(m) if m["k"].text == "点" else None
