"""The pieces that patterns of dates are made of, and the reading of a match.

Belongs here: what a year, a month, a day, a clock time look like as rows of classes, and how the tokens of a match become a reading. Does not belong
here: productions.
"""

from collections.abc import Sequence

from pipelines.grammar import moments
from pipelines.grammar.dateparts import NoDateError, parts_of
from pipelines.grammar.lexer import Token
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match
from pipelines.grammar.readings import Reading

# ------------------------------------------------------------------------------------------------- fragments of patterns
YEAR = "( ERA? NUMBER YEAR_MARK | ERA YEAR_FIRST | DEICTIC_YEAR | ANAPHOR_YEAR )"
QUARTER = "( ORD? SHORT QUARTER_MARK | QUARTER | DEICTIC_QUARTER | HALF_YEAR )"
MONTH = "( SHORT MONTH_MARK | DEICTIC_MONTH | ANAPHOR_MONTH )"
#: A day that needs nothing before it.
DEICTIC_DAY = (
    "( DEICTIC_DAY | ANAPHOR_DAY | DEICTIC_WEEK WEEKDAY | DEICTIC_WEEK SHORT !CLASSIFIER|UNIT | DEICTIC_WEEK DAY_MARK|SPAN | WEEKDAY )"
)
DAY = f"( SHORT DAY_MARK | {DEICTIC_DAY} )"
SHORT = "SHORT|INTEGER"
MINUTES = f"( HALF | SHORT QUARTER_HOUR | {SHORT} MINUTE_MARK ( {SHORT} SECOND_MARK )? | SHORT|INTEGER )"
COLONS = "SHORT RATIO SHORT ( RATIO SHORT )? HOUR_MARK? MERIDIEM?"
CLOCK = f"( {COLONS} | {SHORT} HOUR_MARK {MINUTES}? EXACTLY? | HOUR_WORD {MINUTES}? )"
NIGHT = "DEICTIC_NIGHT|ANAPHOR_NIGHT"

#: Units of a clock time.
CLOCK_UNITS = ("hour", "minute", "second")


def end_of(token: Token) -> int:
    """Where a token ends as part of a date: in 2024年初步核算 the lexicon's word is 年初步, the mark its first character."""
    return token.start + 1 if "glued" in token.senses.values() else token.end


def matched(m: Match) -> Sequence[Token]:
    """The tokens of a match."""
    return m.tokens[m.first : m.last]


def kind_of(parts: tuple[Part, ...]) -> str:
    """The kind of a single moment: date, time, or date_range for several periods together."""
    if parts[-1].unit in CLOCK_UNITS:
        return "time"
    return "date_range" if parts[-1].how in (moments.FIRST, moments.LAST) and parts[-1].unit != "day" else "date"


def read(
    m: Match, tokens: Sequence[Token] | None = None, *, bound: str = "", zone: int | None = None
) -> Reading | None:
    """One moment out of the tokens of a match; None if they form none."""
    tokens = matched(m) if tokens is None else tokens
    try:
        parts, _ = parts_of(tokens)
    except NoDateError:
        return None
    return Reading(
        tokens[0].start, end_of(tokens[-1]), kind_of(parts), m.rule, moment=Moment(parts, bound=bound, zone=zone)
    )
