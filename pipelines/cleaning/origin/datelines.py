"""The dates that say when something was published: in a line of its own, in an opening dateline, in a name.

Only forms that a page uses to date itself belong here. Dates inside sentences are the grammar's; which of several dates
is believed is decided in `publication`.

All functions look at folded text (half width, Simplified), whose offsets are those of the text as delivered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from pipelines.cleaning.vocabulary import in_either_script, part, sign
from pipelines.grammar.vocabulary.folding import fold

CHINESE = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
REPUBLIC = 1911  # year 1 of the Republic calendar is 1912
FIRST_YEAR, LAST_YEAR = 1900, 2100
NOON = MONTHS = 12
MONTHS_BACK = 3
HOME = timedelta(hours=8)
CENTURY = 2000

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK = (
    r"(?:日|号)?(?:[\st,]|&nbsp;|\|){0,4}(?:星期.|周.|\(.{1,3}\))?\s{0,3}(?P<half>上午|下午|晚上|凌晨|am|pm)?\s{0,2}"
    r"(?P<hour>\d{1,2})\s?[:时]\s?(?P<minute>\d\d)(?:\s?[:分]\s?(?P<second>\d\d)秒?|分)?(?:\.\d+)?(?P<zone>z\b|[+-]\d\d:?\d\d)?(?:\s?(?P<half_after>am|pm))?"
)
_CHINESE_NUMBER = "[〇零○一二三四五六七八九十]"
LABEL = f"(?:{part('date_label')})"
# A speech names the day and the occasion below its headline: 2026年2月3日在某市人民代表大会会议上.
SPOKEN = re.compile(r"^\W*\d{4}年\d{1,2}月\d{1,2}日在")
ANSWERED, SAYS_WHEN, SIGNING = sign("answered"), sign("says_when"), sign("signing")
LABELLED = re.compile(rf"^\W*{LABEL}[^,。]{{0,4}}:")
# The same in a line of its own, above or beside the day: 发文日期.
LABEL_ALONE = re.compile(rf"^\W*[^,。:\s]{{0,3}}{LABEL}\W*$")
WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.]){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?(?:日|号|(?=\D|$))(?:{_CLOCK})?",
        rf"(?<![\d.]){_YEAR}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d\d?)(?![\d-])(?:{_CLOCK})?",
        rf"(?<![\d.]){_YEAR}(?P<sign>[-/.])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?:{_CLOCK})",
        rf"(?<![\d.]){_YEAR}\s{{1,3}}(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/])(?:{_CLOCK})?",
        rf"(?<!\d){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        rf"(?:民国|中华民国)\s?(?P<republic>\d{{2,3}})\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日(?:{_CLOCK})?",
        rf"{LABEL}[于在]?\s?:?\s?(?P<republic>1[0-3]\d)\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日(?:{_CLOCK})?",
        rf"(?<![\d./-])(?P<republic>1[0-3]\d)(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?![\d-])(?:{_CLOCK})?",
        (
            rf"(?P<year_words>[二一][〇零○一二三四五六七八九]{{3}})年(?P<month_words>{_CHINESE_NUMBER}{{1,2}})月"
            rf"(?P<day_words>{_CHINESE_NUMBER}{{1,3}})日"
        ),
        # Day first, as in Hong Kong.
        rf"(?<![\d/])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}(?![\d/])(?:{_CLOCK})?",
        rf"(?<![\d-])(?P<short>[012]\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?=\s\d{{1,2}}:\d\d)(?:{_CLOCK})",
        rf"{LABEL}[于在]?\s?:?\s?(?P<short>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:{_CLOCK})?",
    )
)

# A date over several lines, each a part of it: 2024年 / 11月5日; 2024 / 11/05 / 08:30; day first, 05 / 2024-11. Numbers
# without a word have two digits, and no full stop stands between them: 11.05 below a year may be an amount.
_LABELLED_YEAR = rf"(?:{LABEL}[^,。\n]{{0,4}}:\s?)?{_YEAR}"
SPREAD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LABELLED_YEAR}(?:\s?年\n?|\n)(?P<month>\d{{1,2}})\s?月\n?(?P<day>\d{{1,2}})\s?[日号](?:{_CLOCK})?",
        rf"{_LABELLED_YEAR}\s?[年/-]?\n(?P<month>\d\d)\s?[/-]\s?(?P<day>\d\d)(?:{_CLOCK})?",
        rf"{_YEAR}\s?[-/.年]\s?(?P<month>\d\d)月?\n(?P<day>\d\d)日?",
        rf"(?P<day>\d\d|\d(?=日))日?\n{_YEAR}\s?[-/.年]\s?(?P<month>\d\d|\d(?=月))月?",
    )
)
MOST_PARTS = 4
# The day below a signature, no more than the place beside it: 2024年3月12日, 香港,二〇二四年三月十二日,
# (《某报》2024年3月12日 02版).
SIGNED = re.compile(
    rf"^\W*(?:《[^》]{{2,12}}》\W*|[^\d\W]{{2,4}}[,，]\s*)?(?:\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}|[二一]{_CHINESE_NUMBER}{{3}}年"
    rf"{_CHINESE_NUMBER}{{1,2}}月{_CHINESE_NUMBER}{{1,3}})\s?日\W*(?:第?\s?[a-z]?\d{{1,3}}\s?版)?\W*$"
)

IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?([01]\d)[-_/.]?([0-3]\d)(?!\d)")

# 人民网重庆8月22日电, 新华社北京2025年8月22日电, (中央社记者王大明台北3日电), 9月30日消息
OPENING = re.compile(
    r"^[\s(【\[〔]{0,4}(?P<place>[^。!?;\d]{0,40}?)"
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    rf"(?:{part('daytime')})?(?:(?P<wire>{part('wire')})|{part('reported')})"
)
AGENCY = sign("agency")
OPENING_WITHIN = 70
# The same of any text: what does not look like it need not be folded.
_DAY_SAID = rf"日(?:{part('daytime')})?(?:{part('wire')}|{part('reported')})"
_LIKE_OPENING = re.compile(
    in_either_script(
        rf"^[\s(（【\[〔]{{0,4}}[^。！？；!?;\d]{{0,40}}(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}{_DAY_SAID}"
    )
)
# A story may open without a day: 本报讯（记者某某）, 【本報江城專訊】, 海滨网讯. It is of the page's.
_STAFF_OPENING = re.compile(in_either_script(r"^[\s(（【\[]{0,4}(?:本[报刊网台][^。，,\d]{0,6}|[^。，,\d]{1,6}网)讯\W"))
# What every text holds that opens with either of them, as polars finds it in many lines at once.
MAY_OPEN = in_either_script(rf"{_DAY_SAID}|讯\W")
# A date line may hold a summary too, and be as long as a paragraph: 2009年6月17日 来源：… 作者：… [提要] …
_OPENING_DAY = r"(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}"
OPENS_DATED = in_either_script(
    rf"^\W{{0,4}}(?:{_OPENING_DAY}日?(?:\W{{0,3}}(?:星期|周).)?(?:\W{{0,4}}\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?"
    rf"\W{{0,4}}(?:来源|稿源|作者|出处)\s*[:：]|(?:来源|稿源|时间|日期|发布时间)\s*[:：]\s*\S{{0,16}}\s*{_OPENING_DAY})"
)
_OPENS_DATED = re.compile(OPENS_DATED)
# What may follow a date that belongs to a sentence or a subtitle, not to a date line.
_SENTENCE = re.compile(rf"^\s?(?:{part('after_date')}|-|—|~|–)")
_UNTIL = re.compile(rf"(?:{part('before_date')})\s?$")
_WORDS = re.compile(rf"{part('beside_date')}|[\W\d_a-z]")
MOST_OTHER_WORDS = 30


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as it is printed.

    Attributes:
        at: What it says, local time; at midnight where no clock time is printed.
        span: First code point of it, and the one after its last.
        year_span: The same of its year.
        timed: Whether a clock time is printed.
    """

    at: datetime
    span: tuple[int, int]
    year_span: tuple[int, int]
    timed: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """The date in an opening dateline, perhaps without its year or month.

    Attributes:
        place: What stands before it: agency, reporter, city.
        year: The year printed there, or None.
        month: The month printed there, or None.
        day: The day.
        start: First code point of the date.
        end: Code point after 日.
        year_span: First code point of the year and the one after its last; (-1, -1) where it has none.
    """

    place: str
    year: int | None
    month: int | None
    day: int
    start: int
    end: int
    year_span: tuple[int, int]

    def complete(self) -> Printed | None:
        """Return the date if year and month are printed with it."""
        if self.year is None or self.month is None:
            return None
        at = datetime(self.year, self.month, self.day)  # noqa: DTZ001  local time of the jurisdiction, no zone
        return Printed(at, (self.start, self.end), self.year_span, timed=False)


def whole(text: str) -> Printed | None:
    """Return the first whole date (year, month, day) in a folded text, with its clock time."""
    found = [printed for pattern in WHOLE if (match := pattern.search(text)) and (printed := _printed(match))]
    # Of two readings at one place the one that reads more is right.
    return min(found, key=lambda printed: (printed.span[0], -printed.span[1]), default=None)


@lru_cache(maxsize=1 << 16)
def date_line(text: str) -> Printed | None:
    """Return the date of a line that says when the page was published; None where the date is part of a sentence."""
    printed = whole(text)
    if printed is None:
        return None
    start, end = printed.span
    if _OPENS_DATED.match(text):
        return printed
    if _SENTENCE.match(text[end:]) or _UNTIL.search(text[:start]):
        return None
    rest = _WORDS.sub("", text[:start] + text[end:])
    return printed if len(rest) <= MOST_OTHER_WORDS else None


def spread(parts: Sequence[str]) -> Printed | None:
    """Return the date that short folded lines make together, each a part of it; None where they make none.

    The spans are offsets in the lines joined by line feeds.
    """
    text = "\n".join(parts)
    return next((_printed(match) for pattern in SPREAD if (match := pattern.fullmatch(text))), None)


def in_name(name: str) -> date | None:
    """Return the date that an address or a file name holds: 2025/0822, 2025-08-22, 20250822."""
    for match in IN_NAME.finditer(name):
        year, month, day = (int(part) for part in match.groups())
        if _exists(year, month, day):
            return date(year, month, day)
    return None


def opening(text: str) -> Opening | None:
    """Return the dateline that a story opens with, or None; the text need not be folded."""
    head = text[:OPENING_WITHIN]
    match = OPENING.match(fold(head).lower()) if _LIKE_OPENING.match(head) else None
    if match is None:
        return None
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    if day is None or not _exists(year or CENTURY, month or 1, day):
        return None
    if not match["wire"] and not AGENCY.search(match["place"]):
        return None
    first = next(name for name in ("year", "month", "day") if match[name])
    return Opening(
        match["place"].strip(), year, month, day, match.start(first), match.end("day") + 1, match.span("year")
    )


def opens(text: str) -> bool:
    """Whether a story opens here, by a dateline with or without a day; the text need not be folded."""
    return bool(_STAFF_OPENING.match(text)) or opening(text) is not None


def resolve(found: Opening, published: date) -> date | None:
    """Complete a dateline with what the page's date says: the nearest day that is not after it.

    A page may be dated a day before a story that came from another time zone.
    """
    latest = published + timedelta(days=1)
    if found.month:
        years = [found.year] if found.year else [latest.year, latest.year - 1]
        months = [(year, found.month) for year in years]
    else:
        counted = [latest.year * MONTHS + latest.month - 1 - back for back in range(MONTHS_BACK)]
        months = [(month // MONTHS, month % MONTHS + 1) for month in counted]
    days = (date(year, month, found.day) for year, month in months if _exists(year, month, found.day))
    return next((day for day in days if day <= latest), None)


def _printed(match: re.Match[str]) -> Printed | None:
    """Turn a match into a date; None where it is no day of the calendar."""
    part = match.groupdict()
    if part.get("year_words"):
        year = int("".join(str(CHINESE[c]) for c in part["year_words"]))
        month, day = _chinese(part["month_words"]), _chinese(part["day_words"])
    else:
        year = int(part.get("year") or 0) or int(part.get("republic") or 0) + REPUBLIC
        if part.get("short"):
            year = CENTURY + int(part["short"])
        month, day = int(part["month"]), int(part["day"])
    if not _exists(year, month, day):
        return None
    clock = _clock(part)
    start = min(match.start(name) for name, value in part.items() if value is not None and name != "sign")
    if "民国" in match[0]:
        start = match.start()
    span = match.span(next(name for name in ("year_words", "year", "republic", "short") if part.get(name)))
    at = datetime(year, month, day)  # noqa: DTZ001  local time of the jurisdiction, no zone
    if clock is None:
        end = match.start("hour") if part.get("hour") else match.end()
        return Printed(at, (start, end), span, timed=False)
    return Printed(at + clock, (start, match.end()), span, timed=True)


def _clock(part: dict[str, str | None]) -> timedelta | None:
    """Return the clock time as the time since midnight; a time in UTC becomes the time of UTC+8."""
    if not part.get("hour"):
        return None
    hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
    half = part.get("half") or part.get("half_after") or ""
    if half in {"下午", "晚上", "pm"} and hour < NOON:
        hour += NOON
    if half in {"上午", "凌晨", "am"} and hour == NOON:
        hour = 0
    if hour >= 24 or minute >= 60 or second >= 60:  # noqa: PLR2004  a clock
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second) + _shift(part.get("zone"))


def _shift(zone: str | None) -> timedelta:
    """Return what to add to a time with a zone for the time of UTC+8, which all jurisdictions keep."""
    if zone is None:
        return timedelta(0)
    if zone == "z":
        return HOME
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return HOME - offset if zone[0] == "+" else HOME + offset


def _chinese(words: str) -> int:
    """Return a number below 100 in Chinese numerals: 八, 十二, 三十一."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return CHINESE[words] if len(words) == 1 else 0
    return (CHINESE[tens] if tens else 1) * 10 + (CHINESE[ones] if ones else 0)


def _exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day, in a year in which a page may have been published."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return FIRST_YEAR <= year <= LAST_YEAR
