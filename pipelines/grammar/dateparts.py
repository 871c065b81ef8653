"""From the tokens of a date to the parts of a moment.

Belongs here: what each word of a date contributes (`calendar.tsv` names the classes), and which numbers no calendar has (13月). Does not belong here:
which rows of tokens form a date; those are the patterns of `dates`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.grammar import clock, moments, numerals
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.moments import Part

#: Words that are a part by themselves: class → unit and way of choosing; their payload is the number.
_WHOLE = {
    "DEICTIC_YEAR": ("year", moments.SHIFT),
    "DEICTIC_QUARTER": ("quarter", moments.SHIFT),
    "DEICTIC_MONTH": ("month", moments.SHIFT),
    "DEICTIC_WEEK": ("week", moments.SHIFT),
    "DEICTIC_DAY": ("day", moments.SHIFT),
    "DEICTIC_CENTURY": ("century", moments.SHIFT),
    "ANAPHOR_YEAR": ("year", moments.ANAPHOR),
    "ANAPHOR_MONTH": ("month", moments.ANAPHOR),
    "ANAPHOR_DAY": ("day", moments.ANAPHOR),
    "WEEKDAY": ("weekday", moments.AT),
    "QUARTER": ("quarter", moments.AT),
    "HALF_YEAR": ("half", moments.AT),
    "DEKAD": ("dekad", moments.AT),
    "SAME": ("year", moments.SAME),
}
#: Marks behind a number: class → unit, smallest and largest number, in the order they are asked for.
_MARKS = (
    ("YEAR_MARK", "year", 0, 9999),
    ("YEAR_EDGE", "year", 0, 9999),
    ("MONTH_MARK", "month", 1, 12),
    ("MONTH_EDGE", "month", 1, 12),
    ("QUARTER_MARK", "quarter", 1, 4),
    ("QUARTER_EDGE", "quarter", 1, 4),
    ("DECADE_MARK", "decade", 0, 90),
    ("CENTURY_MARK", "century", 1, 30),
    ("CENTURY_EDGE", "century", 1, 30),
    ("DAY_MARK", "day", 1, 31),
    ("HOUR_MARK", "hour", 0, 24),
    ("QUARTER_HOUR", "minute", 1, 3),
    ("MINUTE_MARK", "minute", 0, 59),
    ("SECOND_MARK", "second", 0, 59),
)
#: What a number without a mark is, by the unit before it: 10月22, 3点15, 10:13:02, 上周五.
_BELOW = {"year": "month", "month": "day", "day": "hour", "hour": "minute", "minute": "second", "week": "weekday"}
_LIMITS = {unit: (low, high) for _, unit, low, high in _MARKS if unit not in ("minute",)} | {
    "minute": (0, 59),
    "weekday": (1, 7),
}
#: Units that 前7个月 may count.
_COUNTED = {"mo": "month", "quarter": "quarter", "a": "year", "wk": "week", "d": "day", "h": "hour", "dekad": "dekad"}

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"} | {str(i): str(i) for i in range(10)}
_GREGORIAN = re.compile(r"[12]\d{3}|[一二][零〇一二三四五六七八九]{3}")
_TWO_DIGITS = re.compile(r"\d{2}|[零〇一二三四五六七八九]{2}")
_THREE_DIGITS = re.compile(r"\d{2,3}|一百[零〇一二三四五六七八九十]+|[一][零〇一二三四五六七八九]{2}")
#: Years of the Republic that news writes without 民国.
_ROC_FROM, _ROC_TO = 60, 150
#: 1200年 and 2500年 are spans of time; as a year they need a month behind them.
_YEARS_FROM, _YEARS_TO, _ROUND = 1800, 2100, 100


class NoDate(ValueError):
    """The tokens form no date: a 13th month, an hour behind a year."""


def integer(text: str) -> int:
    """The whole number of a numeral; digits side by side are read one by one (一二 is 12).

    Raises:
        NoDate: It is none, or is vague.
    """
    if all(c in _DIGITS for c in text):
        return int("".join(_DIGITS[c] for c in text))
    try:
        n = numerals.parse(text)
    except numerals.NotANumeral as error:
        raise NoDate(text) from error
    if n.value is None or n.more or n.value != int(n.value):
        raise NoDate(text)
    return int(n.value)


@dataclass(slots=True)
class _Walk:
    """A walk over the tokens of one date."""

    tokens: Sequence[Token]
    parts: list[Part] = field(default_factory=list)
    at: int = 0
    era: str = ""
    daypart: str = ""
    short_years: bool = False

    @property
    def last(self) -> str:
        return self.parts[-1].unit if self.parts else ""

    def add(self, unit: str, n: int, how: str = moments.AT) -> None:
        self.parts.append(Part(unit, n, how))

    def run(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if NUMBER in token.senses:
                self.number(token)
            else:
                self.word(token)

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    # -------------------------------------------------------------------------------------------------------------- words
    def word(self, token: Token) -> None:
        senses = token.senses
        if self.last == "week" and ("DAY_MARK" in senses or senses.get("SPAN") == "d"):  # 上周日, 上星期天
            return self.add("weekday", 7)
        for sense, (unit, how) in _WHOLE.items():
            if sense in senses:
                return self.add(unit, int(senses[sense]) if sense != "SAME" else 0, how)
        if "DEICTIC_NIGHT" in senses or "ANAPHOR_NIGHT" in senses:
            sense = "DEICTIC_NIGHT" if "DEICTIC_NIGHT" in senses else "ANAPHOR_NIGHT"
            n, _, self.daypart = senses[sense].partition(" ")
            return self.add("day", int(n), moments.SHIFT if sense == "DEICTIC_NIGHT" else moments.ANAPHOR)
        if "DAYPART" in senses:
            self.daypart = senses["DAYPART"]
        elif "ERA" in senses:
            self.era = senses["ERA"]
        elif "YEAR_FIRST" in senses:
            self.year_of_era(1)
        elif "WHOLE_YEAR" in senses:
            if not self.parts:
                self.add("year", 0, moments.SHIFT)
        elif "FIRST" in senses or "LAST" in senses:
            self.first(moments.FIRST if "FIRST" in senses else moments.LAST)
        elif "DEKADS" in senses:
            self.add("dekad", 2, moments.FIRST if senses["DEKADS"] == "first" else moments.LAST)
        elif "HALF" in senses and self.last == "hour":
            self.add("minute", 30)
        elif "HOUR_WORD" in senses:
            self.hour(int(senses["HOUR_WORD"]))
        elif "PLAN" in senses:
            self.add("plan", int(senses["PLAN"]))
        else:
            self.edge(token)
        return None

    def edge(self, token: Token) -> None:
        """年底, 月末, 初: the first or last stretch of the period before it, or of this year, month, quarter."""
        for sense, unit in (
            ("YEAR_EDGE", "year"),
            ("MONTH_EDGE", "month"),
            ("QUARTER_EDGE", "quarter"),
            ("CENTURY_EDGE", "century"),
            ("EDGE", ""),
        ):
            if sense not in token.senses:
                continue
            if unit and not self.parts:  # 年末 closes the year that is spoken of, 年底 this one
                self.add(unit, 0, moments.ANAPHOR if token.text.endswith("末") else moments.SHIFT)
            elif unit and self.last != unit:
                raise NoDate(token.text)
            self.add_edge(token.senses[sense])
            return
        # what is left are the words that add nothing: 整, 第, am

    def add_edge(self, edge: str) -> None:
        if self.last in ("century", "decade"):
            self.add("edge", 1 if edge == "start" else -1)
        elif self.last == "week" and edge == "end":
            self.add("day", 2, moments.LAST)
        elif self.last not in ("year", "half", "quarter", "month"):
            raise NoDate(edge)
        elif edge == "start" and self.last == "month":
            self.add("dekad", 1)
        else:
            self.add("day", 1 if edge == "start" else -1)

    def first(self, how: str) -> None:
        """前7个月, 后三季度: a number and a unit together."""
        number, unit = self.peek(), self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if number is None or unit is None:
            raise NoDate(how)
        self.at += 2
        if "MONTH_MARK" in unit.senses:
            counted = "month"
        elif "QUARTER_MARK" in unit.senses:
            counted = "quarter"
        else:
            counted = _COUNTED.get(unit.senses.get("SPAN", ""), "")
        n = integer(number.text)
        if not counted or not 0 < n <= 366:  # noqa: PLR2004 -- no period has more days
            raise NoDate(number.text)
        self.add(counted, n, how)

    # ------------------------------------------------------------------------------------------------------------ numbers
    def number(self, token: Token) -> None:
        mark = self.peek()
        if "点" in token.text:  # 下午三点零五: the lexer took it for a decimal
            hour, _, minute = token.text.partition("点")
            self.hour(integer(hour))
            return self.within("minute", integer(minute))
        if mark is not None:
            if "RATIO" in mark.senses:
                self.at += 1
                n = integer(token.text)
                return self.hour(n) if self.last not in ("hour", "minute") else self.within(_BELOW[self.last], n)
            for sense, unit, low, high in _MARKS:
                if (
                    sense in mark.senses
                    and not (unit == "minute" and self.last != "hour")
                    and not (unit == "second" and self.last != "minute")
                ):
                    return self.marked(token, mark, sense, unit, low, high)
        unit = _BELOW.get(self.last, "")
        if not unit:
            raise NoDate(token.text)
        return self.hour(integer(token.text)) if unit == "hour" else self.within(unit, integer(token.text))

    def marked(self, token: Token, mark: Token, sense: str, unit: str, low: int, high: int) -> None:
        if not sense.endswith("_EDGE"):
            self.at += 1
        n = integer(token.text)
        if not low <= n <= high:
            raise NoDate(token.text + mark.text)
        if unit == "year":
            self.year(token.text, n)
        elif unit == "hour":
            self.hour(n)
        elif sense == "QUARTER_HOUR":
            self.add("minute", 15 * n)
        else:
            self.add(unit, n)

    def within(self, unit: str, n: int) -> None:
        low, high = _LIMITS[unit]
        if not low <= n <= high:
            raise NoDate(f"{unit} {n}")
        self.add(unit, n)

    def hour(self, n: int) -> None:
        found = clock.hour(n, self.daypart)
        if found is None:
            raise NoDate(f"hour {n}")
        self.add("hour", found)

    def year(self, text: str, n: int) -> None:
        following = self.tokens[self.at + 1 :] if self.at + 1 < len(self.tokens) else ()
        goes_on = any(
            s in t.senses
            for t in self.tokens[self.at :]
            for s in ("MONTH_MARK", "MONTH_EDGE", "QUARTER_MARK", "HALF_YEAR")
        )
        if self.era:
            self.year_of_era(n)
        elif _GREGORIAN.fullmatch(text):
            if not goes_on and (n > _YEARS_TO or (n < _YEARS_FROM and n % _ROUND == 0)):
                raise NoDate(text)
            self.add("year", n)
        elif goes_on and _YEARS_FROM <= n <= _YEARS_TO:  # 两千零五年八月
            self.add("year", n)
        elif _TWO_DIGITS.fullmatch(text):
            self.short_year(text, n, goes_on=goes_on, with_day=any("DAY_MARK" in t.senses for t in following))
        elif _THREE_DIGITS.fullmatch(text) and _ROC_FROM <= n <= _ROC_TO:
            self.add("year", n, moments.ROC if goes_on else moments.ROC_ALONE)
        else:
            raise NoDate(text)

    def short_year(self, text: str, n: int, *, goes_on: bool, with_day: bool) -> None:
        """08年, 一三年, 25年3月; 30年 is a span, and so are 三四年 and 15年6月."""
        digits = [int(_DIGITS[c]) for c in text]
        told = text[0] in "0零〇" or (not text.isascii() and digits[1] != digits[0] + 1)
        if told or with_day or self.short_years or (goes_on and n > 20):  # noqa: PLR2004 -- no sentence of prison is longer than 20 years
            self.add("year", n, moments.SHORT)
        else:
            raise NoDate(text)

    def year_of_era(self, n: int) -> None:
        if self.era == "bc":
            self.add("year", -n)
        else:
            self.add("year", n + int(self.era))


def parts_of(tokens: Sequence[Token], *, daypart: str = "", short_years: bool = False) -> tuple[tuple[Part, ...], str]:
    """The parts that a row of tokens says, and the part of the day they end in.

    Args:
        tokens: The words and numerals of one date.
        daypart: The part of the day that its hours lie in if it names none.
        short_years: Whether it is known that 18年 is a year, as on the right side of a range of dates.

    Raises:
        NoDate: They form no date.
    """
    for token in tokens:
        daypart = token.senses.get("MERIDIEM", daypart)
    walk = _Walk(tokens, daypart=daypart, short_years=short_years)
    walk.run()
    if not walk.parts:
        raise NoDate("nothing")
    return tuple(walk.parts), walk.daypart
