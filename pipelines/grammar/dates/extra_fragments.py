"""What the productions of `extra_spans`, `extra_days` and `extra_forms` share.

These read what is a date only in a text that is nothing else (a cell of a table, a query): 现在, 三天后, 春节. In
news a holiday's name is no date, 三天后 holds a span of time, and 昨晚 is the whole day. They go before the other
productions and yield to them by returning None.
"""

from collections.abc import Sequence

from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates.date_fragments import matched, without
from pipelines.grammar.dates.dateparts import NoDateError, parts_of
from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.productions import Match

#: Classes whose words are a date by themselves here.
CLASSES = frozenset(
    [
        "NOW",
        "DEICTIC_CLOCK",
        "WEEKEND",
        "WHOLE_DAY",
        "FESTIVAL",
        "SEASON",
        "MONTHS_OFF",
        "DAYPART",
        "DAYS_TOGETHER",
        "HALF_MONTH",
        "HALF_WEEK",
        "LUNAR_MONTH",
    ]
)
#: Units of spans as units of the calendar.
UNITS = {
    "a": "year", "mo": "month", "wk": "week", "d": "day", "workday": "workday",
    "h": "hour", "min": "minute", "s": "second",
}  # fmt: skip
MONTHS, DAYS, WEEKDAYS = 12, 31, 7


def parts(tokens: Sequence[Token]) -> tuple[Part, ...]:
    """The parts of some tokens, none if there are none; 的 adds nothing, and 15年 is a year.

    Raises:
        NoDateError: They form no date.
    """
    told = without(tokens, "OF")
    return parts_of(told, surely=True)[0] if told else ()


def before(m: Match, *classes: str) -> tuple[Part, ...]:
    """The parts of the tokens of a match that stand before the first one of some classes.

    Raises:
        NoDateError: They form no date.
    """
    tokens = matched(m)
    stops = (i for i, token in enumerate(tokens) if not token.senses.keys().isdisjoint(classes))
    return parts(tokens[: next(stops, len(tokens))])


def hours(daypart: str) -> Part:
    """A part of the day as hours, from the payload of its word."""
    first, last = daypart.split()[1:]
    return Part("daypart", 100 * int(first) + int(last))


def is_date(tokens: Sequence[Token]) -> bool:
    """Whether some tokens form a date that is no span of time."""
    try:
        parts_of(tokens)
    except NoDateError:
        return False
    return True
