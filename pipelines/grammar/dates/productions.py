"""Dates, clock times and spans of time: all their productions, in order.

Belongs here: the order, and which words begin a phrase without a numeral. The productions stand in the modules
named below; what their words mean in `dateparts`, which interval a date is in `resolution`.
"""

from pipelines.grammar.dates import (
    calendar_dates,
    clock_times,
    date_ranges,
    decades,
    durations,
    extra_days,
    extra_forms,
    extra_fragments,
    extra_queries,
    extra_remarks,
    extra_spans,
    lettered_spans,
    lunar_dates,
)
from pipelines.grammar.engine.productions import Registry

#: What news counts as dates and spans of time. A span of several units (5年6月) comes before the dates, one of a single
#: unit (三年) behind them.
PRODUCTIONS = Registry(
    [
        *durations.COMPOUND,
        *lettered_spans.R,
        *lunar_dates.R,
        *date_ranges.R,
        *clock_times.R,
        *decades.R,
        *calendar_dates.R,
        *durations.RANGES,
        *durations.SINGLE,
    ]
)

_EXTRA = Registry([*extra_spans.R, *extra_days.R, *extra_forms.R, *lunar_dates.BARE])
_BARE_NUMBERS = frozenset(["extra.slashed", "extra.year"])
_ALONE = _BARE_NUMBERS | {
    "extra.numbered_day", "extra.hour", "extra.since", "extra.bound",
    "extra.festival", "extra.festival_range", "extra.season",
}  # fmt: skip

#: What counts as a date only where everything is asked for (现在, 三天后, 春节): these go before PRODUCTIONS.
EXTRA = Registry([p for p in _EXTRA if p.rule not in _BARE_NUMBERS])
#: And 3/4, 2025, which are numbers first.
UNSURE = Registry([p for p in _EXTRA if p.rule in _BARE_NUMBERS])
#: What is a date inside a remark, and in one that is nothing else: these go before everything.
SAID = Registry([*extra_remarks.R, *(p for p in _EXTRA if p.rule not in _ALONE)])
ASKED = Registry([*extra_queries.R, *(p for p in UNSURE if p.rule != "extra.slashed")])

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
        "MONTH",
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
