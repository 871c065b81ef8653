"""Dates, clock times and spans of time: all their productions, in order.

Belongs here: the order, and which words begin a phrase without a numeral. The productions stand in the modules
named below; what their words mean in `dateparts`, which interval a date is in `resolution`.
"""

from pipelines.grammar import (
    calendar_dates,
    clock_times,
    date_ranges,
    durations,
    extra_days,
    extra_forms,
    extra_fragments,
    extra_spans,
    lunar_dates,
)  # fmt: skip
from pipelines.grammar.productions import Registry

#: What news counts as dates and spans of time. A span of several units (5年6月) comes before the dates, one of a single
#: unit (三年) behind them.
PRODUCTIONS = Registry(
    [
        *durations.COMPOUND,
        *lunar_dates.R,
        *date_ranges.R,
        *clock_times.R,
        *calendar_dates.R,
        *durations.SINGLE,
    ]
)

#: What counts as a date only where everything is asked for (现在, 三天后, 春节): these go before PRODUCTIONS.
EXTRA = Registry([*extra_spans.R, *extra_days.R, *extra_forms.R, *lunar_dates.BARE])

#: The classes whose words are a date without any numeral.
DEICTIC_CLASSES = frozenset(
    [
        "DEICTIC_YEAR",
        "DEICTIC_QUARTER",
        "DEICTIC_MONTH",
        "DEICTIC_WEEK",
        "DEICTIC_DAY",
        "DEICTIC_NIGHT",
        "DEICTIC_CENTURY",
        "ANAPHOR_YEAR",
        "ANAPHOR_MONTH",
        "ANAPHOR_DAY",
        "ANAPHOR_NIGHT",
        "WEEKDAY",
        "QUARTER",
        "HALF_YEAR",
        "YEAR_EDGE",
        "MONTH_EDGE",
        "QUARTER_EDGE",
        "WHOLE_YEAR",
        "SINCE_START",
        "YEAR_FIRST",
    ]
)

#: Those that are one only where everything is asked for.
EXTRA_CLASSES = extra_fragments.CLASSES
