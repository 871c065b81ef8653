"""Dates, clock times and spans of time: all their productions, in order.

Belongs here: the order, and which words begin a phrase without a numeral. The productions stand in the modules named below; what their words mean in
`dateparts`, which interval a date is in `resolution`.
"""

from pipelines.grammar import calendar_dates, clock_times, date_extras, date_ranges, durations, lunar_dates
from pipelines.grammar.productions import Registry

#: What news counts as dates and spans of time. A span of several units (5年6月) comes before the dates, one of a single unit (三年) behind them.
PRODUCTIONS = Registry([*durations.COMPOUND, *lunar_dates.R, *date_ranges.R, *clock_times.R, *calendar_dates.R, *durations.SINGLE])

#: What counts as a date only where everything is asked for (现在, 三天后, 春节): these go before PRODUCTIONS.
EXTRA = Registry([*date_extras.R, *lunar_dates.BARE])

#: The classes whose words are a date without any numeral.
DEICTIC_CLASSES = frozenset({
    "DEICTIC_YEAR", "DEICTIC_QUARTER", "DEICTIC_MONTH", "DEICTIC_WEEK", "DEICTIC_DAY", "DEICTIC_NIGHT", "DEICTIC_CENTURY", "ANAPHOR_YEAR",
    "ANAPHOR_MONTH", "ANAPHOR_DAY", "ANAPHOR_NIGHT", "WEEKDAY", "QUARTER", "HALF_YEAR", "YEAR_EDGE", "MONTH_EDGE", "QUARTER_EDGE", "WHOLE_YEAR",
    "SINCE_START", "YEAR_FIRST",
})  # fmt: skip

#: Those that are one only where everything is asked for.
EXTRA_CLASSES = date_extras.CLASSES

#: Classes whose words only ever follow a numeral or another word of a date: they never begin a phrase.
FOLLOWING_CLASSES = frozenset({
    "SPAN_LATE", "SPAN_HALF", "SPAN_MORE", "MORE", "WITHIN", "AGO", "LATER", "YEAR_MARK", "MONTH_MARK", "DAY_MARK", "HOUR_MARK", "CLOCK_MARK", "MINUTE_MARK",
    "SECOND_MARK", "QUARTER_HOUR", "QUARTER_MARK", "DECADE_MARK", "CENTURY_MARK", "CENTURY_EDGE", "EDGE", "SINCE", "YEAR_FIRST", "FISCAL", "MERIDIEM",
    "LUNAR_TAIL", "SINCE_MARK", "OF", "OR", "BETWEEN", "BETWEEN_END", "CLASSIFIER_OF_TIME", "LAST_ONE", "AND",
})  # fmt: skip
