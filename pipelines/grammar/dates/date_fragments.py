"""The pieces that patterns of dates are made of, and the reading of a match.

Belongs here: what a year, a month, a day, a clock time look like as rows of classes, how the tokens of a match
become a reading, and the registry that all modules of dates use. Does not belong here: productions.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Moment, Part
from pipelines.grammar.calendar.periods import CLOCK as CLOCK_UNITS
from pipelines.grammar.dates.dateparts import NoDateError, parts_of
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Builder, Match, Outcome, Production, Registry
from pipelines.grammar.engine.readings import Reading

# ---------------------------------------------------------------------------------------------- fragments of patterns
_BRACKETED = "DATE_OPEN DIGITS"  # 昨(11)日, 本(3)月, 今(114)年
YEAR = f"( ERA? NUMBER YEAR_MARK | ERA YEAR_FIRST | DEICTIC_YEAR | ANAPHOR_YEAR | {_BRACKETED} YEAR_CLOSE )"
QUARTER = "( ORD? SHORT QUARTER_MARK | QUARTER | DEICTIC_QUARTER | HALF_YEAR )"
MONTH = f"( SHORT MONTH_MARK | MONTH | DEICTIC_MONTH | ANAPHOR_MONTH | {_BRACKETED} MONTH_CLOSE )"
#: 上周五, 上周日, 下周周六; 本周三|场 are three matches.
WEEKDAY = "( DEICTIC_WEEK WEEKDAY | DEICTIC_WEEK SHORT !CLASSIFIER|UNIT | DEICTIC_WEEK DAY_MARK|SPAN | WEEKDAY )"
#: A day that needs nothing before it.
DEICTIC_DAY = f"( DEICTIC_DAY | ANAPHOR_DAY | {WEEKDAY} | {_BRACKETED} DAY_CLOSE )"
DAY = f"( SHORT DAY_MARK | {DEICTIC_DAY} )"
DATE = f"( {YEAR}? {MONTH}? {DAY} | {YEAR}? {QUARTER} | {YEAR}? {MONTH} | {YEAR} )"
NIGHT = "DEICTIC_NIGHT|ANAPHOR_NIGHT"

_MINUTE = "SHORT|INTEGER"
MINUTES = f"( HALF | SHORT QUARTER_HOUR | {_MINUTE} MINUTE_MARK ( {_MINUTE} SECOND_MARK )? | {_MINUTE} )"
_COLONS = "SHORT RATIO SHORT ( RATIO SHORT )? HOUR_MARK? MERIDIEM?"
CLOCK = f"( {_COLONS} | SHORT|INTEGER HOUR_MARK {MINUTES}? EXACTLY? | HOUR_WORD {MINUTES}? )"
#: All that may stand before a clock time, and the time.
DAY_BEFORE = f"{YEAR}? {MONTH}? {DAY}?"
#: 2025-08-22 and its like, as far as the lexer keeps the numbers apart.
SEPARATOR = "MINUS|SLASH|DOT"
FIGURES = f"YEAR {SEPARATOR} SHORT {SEPARATOR} SHORT"


class Dates(Registry):
    """Productions whose builders may find that the tokens form no date after all: then they yield to the next one."""

    def __init__(self) -> None:
        """An empty registry."""
        super().__init__()
        self._builder: Builder | None = None
        self._place = 0

    def forms(self, rule: str, *patterns: str) -> Callable[[Builder], Builder]:
        """Register the decorated function for several patterns, tried in this order.

        May be stacked; the uppermost decorator's patterns are tried first.
        """

        def register(build: Builder) -> Builder:
            if build is not self._builder:
                self._builder, self._place = build, len(self)
            self[self._place : self._place] = [Production(rule, pattern, _yielding(build)) for pattern in patterns]
            return build

        return register


def _yielding(build: Builder) -> Builder:
    def attempt(m: Match) -> Outcome:
        try:
            outcome = build(m)
        except NoDateError:
            return None
        if isinstance(outcome, Reading) and outcome.moment is not None and _recurs(m):
            return outcome.but(moment=replace(outcome.moment, bound=moments.RECURRING))
        return outcome

    return attempt


def _recurs(m: Match) -> bool:
    """Whether 每, 每年, 每月, 每天 … stands before the match."""
    before = [token.senses for token in m.tokens[max(m.first - 2, 0) : m.first]]
    return bool(before) and (
        "PER" in before[-1] or ("PER" in before[0] and not before[-1].keys().isdisjoint(("SPAN", "SPAN_LATE")))
    )


# ------------------------------------------------------------------------------------------------------ reading a match
def matched(m: Match) -> Sequence[Token]:
    """The tokens of a match."""
    return m.tokens[m.first : m.last]


def without(tokens: Sequence[Token], *classes: str) -> list[Token]:
    """The tokens that have none of these classes."""
    return [token for token in tokens if token.senses.keys().isdisjoint(classes)]


def end_of(token: Token) -> int:
    """Where a token ends as part of a date: of 年初步 in 2024年初步核算, and of 今宣布, it is the first character."""
    return token.start + 1 if "GLUED" in token.senses or "glued" in token.senses.values() else token.end


def kind_of(parts: Sequence[Part]) -> str:
    """The kind of a single moment: date, time, or date_range for several periods together."""
    if parts[-1].unit in CLOCK_UNITS:
        return "time"
    return "date_range" if parts[-1].how in (moments.FIRST, moments.LAST) and parts[-1].unit != "day" else "date"


def read(m: Match, tokens: Sequence[Token] | None = None, *, bound: str = "", zone: int | None = None) -> Reading:
    """One moment out of the tokens of a match.

    Raises:
        NoDateError: They form none.
    """
    tokens = matched(m) if tokens is None else tokens
    parts, _ = parts_of(tokens)
    moment = Moment(parts, bound=bound, zone=zone)
    return Reading(tokens[0].start, end_of(tokens[-1]), kind_of(parts), m.rule, moment=moment)


def found(
    m: Match, *parts: Part, kind: str | None = None, to: tuple[Part, ...] | None = None, bound: str = ""
) -> Reading:
    """A reading of the whole match as these parts, or as the range from these to those."""
    moment = Moment(parts, None if to is None else Moment(to), bound)
    return Reading(m.start, m.end, kind or kind_of(parts), m.rule, moment=moment)
