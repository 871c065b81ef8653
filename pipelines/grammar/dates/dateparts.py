"""From the tokens of a date to the parts of a moment.

Belongs here: what each word of a date contributes (`calendar.tsv` names the classes), and which numbers no calendar
has (13月). Does not belong here: which rows of tokens form a date; those are the patterns built of
`date_fragments`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates import clock
from pipelines.grammar.dates.date_words import BELOW, COUNTED, EDGES, LIMITS, MARKS, MOST, WHOLE, Mark
from pipelines.grammar.dates.years import BEFORE_CHRIST, Beside, NoDateError, integer, year
from pipelines.grammar.engine.lexer import NUMBER, Token

__all__ = ["NoDateError", "integer", "parts_of"]
_ROC_YEARS, _FIRST_YEAR = 200, 1900
_CLOSES = {"DAY_CLOSE": "day", "MONTH_CLOSE": "month", "YEAR_CLOSE": "year"}
#: What stands before the bracket of which unit.
_OPENS = {"day": "昨今明前后本次翌", "month": "上本下今", "year": "去今明前本上"}


@dataclass(slots=True)
class _Walk:
    """A walk over the tokens of one date."""

    tokens: Sequence[Token]
    daypart: str
    surely: bool
    parts: list[Part] = field(default_factory=list)
    at: int = 0
    era: str = ""

    @property
    def last(self) -> str:
        """The unit of the last part."""
        return self.parts[-1].unit if self.parts else ""

    def add(self, unit: str, n: int, how: str = moments.AT) -> None:
        """One more part."""
        self.parts.append(Part(unit, n, how))

    def run(self) -> None:
        """All tokens, left to right."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if NUMBER in token.senses:
                self.number(token)
            else:
                self.word(token)

    def peek(self, ahead: int = 0) -> Mapping[str, str]:
        """The senses of a token to come."""
        return self.tokens[self.at + ahead].senses if self.at + ahead < len(self.tokens) else {}

    # ---------------------------------------------------------------------------------------------------------- words
    def word(self, token: Token) -> None:
        """A word without a number; what has no handler (整, 第, am) adds nothing."""
        senses = token.senses
        if self.last == "week" and ("DAY_MARK" in senses or senses.get("SPAN") == "d"):  # 上周日, 上星期天
            self.add("weekday", 7)
            return
        for sense in senses:
            if sense in WHOLE:
                unit, how = WHOLE[sense]
                self.add(unit, int(senses[sense]), how)
                return
        for sense, handle in _HANDLERS:
            if sense in senses:
                handle(self, token)
                return

    def night(self, token: Token) -> None:
        """昨晚: a day, and the part of it in which its hours lie."""
        deictic = "DEICTIC_NIGHT" in token.senses
        n, _, self.daypart = token.senses["DEICTIC_NIGHT" if deictic else "ANAPHOR_NIGHT"].partition(" ")
        self.add("day", int(n), moments.SHIFT if deictic else moments.ANAPHOR)

    def part_of_day(self, token: Token) -> None:
        self.daypart = token.senses["DAYPART"]

    def reign(self, token: Token) -> None:
        self.era = token.senses["ERA"]

    def bracketed(self, token: Token) -> None:
        """昨(11)日, 今(114)年: the number tells which one is meant."""
        unit, n = next(_CLOSES[c] for c in self.peek(1) if c in _CLOSES), integer(self.tokens[self.at].text)
        if token.text[0] not in _OPENS[unit]:
            raise NoDateError(token.text)
        self.at += 2
        if unit != "year":
            self.limited(unit, n)
        elif n < _ROC_YEARS or _FIRST_YEAR <= n <= LIMITS["year"][1]:
            self.add("year", n, moments.ROC if n < _ROC_YEARS else moments.AT)
        else:
            raise NoDateError(token.text)

    def first_year(self, _: Token) -> None:
        """令和元年."""
        self.parts.append(year("1", Beside(self.era)))

    def whole_year(self, _: Token) -> None:
        """全年, alone or behind a year."""
        if not self.parts:
            self.add("year", 0, moments.SHIFT)

    def same(self, _: Token) -> None:
        self.add("year", 0, moments.SAME)

    def dekads(self, token: Token) -> None:
        """中下旬."""
        self.add("dekad", 2, moments.FIRST if token.senses["DEKADS"] == "first" else moments.LAST)

    def hour_word(self, token: Token) -> None:
        self.hour(int(token.senses["HOUR_WORD"]))

    def half(self, _: Token) -> None:
        """3点半."""
        if self.last != "hour":
            raise NoDateError("半")
        self.add("minute", 30)

    def several(self, token: Token) -> None:
        """前7个月, 后三季度: a number and a unit together."""
        how = moments.FIRST if "FIRST" in token.senses else moments.LAST
        unit = self.peek(1)
        counted = "month" if "MONTH_MARK" in unit else "quarter" if "QUARTER_MARK" in unit else ""
        counted = counted or COUNTED.get(unit.get("SPAN", ""), "")
        if not counted or NUMBER not in self.peek():
            raise NoDateError(token.text)
        n = integer(self.tokens[self.at].text)
        if not 0 < n <= MOST:
            raise NoDateError(token.text)
        self.at += 2
        if self.tokens[self.at - 2].text == "一" and token.text == "前":  # 前一季度: the one before
            self.add(counted, -1, moments.ANAPHOR)
        else:
            self.add(counted, n, how)

    def edge(self, token: Token) -> None:
        """年底, 月末, 初: the first or last stretch of the period before it, or of this year, month, quarter."""
        sense = next(sense for sense in EDGES if sense in token.senses)
        unit = EDGES[sense]
        if unit and not self.parts:  # 年末 closes the year that is spoken of, 年底 this one
            self.add(unit, 0, moments.ANAPHOR if token.text.endswith("末") else moments.SHIFT)
        elif unit and self.last != unit:
            raise NoDateError(token.text)
        starts = token.senses[sense] == "start"
        if self.last in ("century", "decade"):
            self.add("edge", 1 if starts else -1)
        elif self.last == "week" and not starts:  # 上周末
            self.add("day", 2, moments.LAST)
        elif self.last == "month" and starts:
            self.add("dekad", 1)
        elif self.last in ("year", "half", "quarter", "month"):
            self.add("day", 1 if starts else -1)
        else:
            raise NoDateError(token.text)

    # -------------------------------------------------------------------------------------------------------- numbers
    def number(self, token: Token) -> None:
        """A number, with the mark behind it or what the unit before it makes of it."""
        if "点" in token.text:  # 下午三点零五: the lexer took it for a decimal
            hour, _, minute = token.text.partition("点")
            self.hour(integer(hour))
            self.limited("minute", integer(minute))
            return
        following = self.peek()
        if "RATIO" in following:
            self.at += 1
            self.limited(BELOW[self.last] if self.last in ("hour", "minute") else "hour", integer(token.text))
            return
        for mark in MARKS:
            if mark.sense in following and mark.behind in ("", self.last):
                self.marked(token, mark)
                return
        if self.last not in BELOW:
            raise NoDateError(token.text)
        self.limited(BELOW[self.last], integer(token.text))

    def marked(self, token: Token, mark: Mark) -> None:
        """A number with its mark; an edge (6|月末) is left to be read as one."""
        if mark.unit == "year":
            self.parts.append(year(token.text, self.beside()))
        elif mark.unit == "century" and self.era == BEFORE_CHRIST:
            self.add("century", -integer(token.text))
        else:
            self.limited(mark.unit, integer(token.text))
        if not mark.sense.endswith("_EDGE"):
            self.at += 1

    def beside(self) -> Beside:
        """What stands beside a year."""
        rest = [token.senses for token in self.tokens[self.at :]]
        months = ("MONTH_MARK", "MONTH_EDGE", "MONTH", "QUARTER_MARK", "QUARTER_EDGE", "HALF_YEAR")
        no_span = ("QUARTER_MARK", "QUARTER_EDGE", "HALF_YEAR", "DEKAD")  # 19年下半年: nobody counts so
        return Beside(
            self.era,
            month=any(sense in senses for senses in rest for sense in months),
            day=any("DAY_MARK" in senses for senses in rest[1:]),
            surely=self.surely or any(sense in senses for senses in rest for sense in no_span),
        )

    def limited(self, unit: str, n: int) -> None:
        """A part whose number the calendar has."""
        low, high = LIMITS[unit]
        if not low <= n <= high:
            raise NoDateError(f"{unit} {n}")
        if unit == "hour":
            self.hour(n)
        elif unit == "quarter_hour":
            self.add("minute", 15 * n)
        else:
            self.add(unit, n)

    def hour(self, n: int) -> None:
        """An hour, in the part of the day that was said."""
        found = clock.hour(n, self.daypart)
        if found is None:
            raise NoDateError(f"hour {n}")
        self.add("hour", found)


_HANDLERS: tuple[tuple[str, Callable[[_Walk, Token], None]], ...] = (
    ("SAME", _Walk.same),
    ("DEICTIC_NIGHT", _Walk.night),
    ("ANAPHOR_NIGHT", _Walk.night),
    ("DAYPART", _Walk.part_of_day),
    ("ERA", _Walk.reign),
    ("DATE_OPEN", _Walk.bracketed),
    ("YEAR_FIRST", _Walk.first_year),
    ("WHOLE_YEAR", _Walk.whole_year),
    ("FIRST", _Walk.several),
    ("LAST", _Walk.several),
    ("HOUR_WORD", _Walk.hour_word),
    ("DEKADS", _Walk.dekads),
    ("HALF", _Walk.half),
    *((sense, _Walk.edge) for sense in EDGES),
)


def parts_of(tokens: Sequence[Token], *, daypart: str = "", surely: bool = False) -> tuple[tuple[Part, ...], str]:
    """The parts that a row of tokens says, and the part of the day they end in.

    Args:
        tokens: The words and numerals of one date.
        daypart: The part of the day that its hours lie in if it names none.
        surely: Whether it is known that 18年 is a year, as on the right side of a range of dates.

    Raises:
        NoDateError: They form no date.
    """
    for token in tokens:
        daypart = token.senses.get("MERIDIEM", daypart)
    walk = _Walk(tokens, daypart, surely)
    walk.run()
    if not walk.parts:
        raise NoDateError("nothing")
    return tuple(walk.parts), walk.daypart
