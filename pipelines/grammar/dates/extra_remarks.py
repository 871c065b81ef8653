"""Dates inside a remark: 明天元旦去哪里, 我十一点出门.

Belongs here: what neither a whole text nor prose reads so. What a remark reads besides stands in the other modules
`extra_…`.
"""

from pipelines.grammar.calendar import moments
from pipelines.grammar.calendar.moments import Part
from pipelines.grammar.dates import extra_forms
from pipelines.grammar.dates.date_fragments import DEICTIC_DAY, Dates, found, matched, read
from pipelines.grammar.dates.years import integer
from pipelines.grammar.engine.productions import Match, Outcome

R = Dates()
#: Fewer points than this may be made in a remark (谈三点意见).
_HOURS_FROM = 6


@R.forms("remark.festival", f"{DEICTIC_DAY} f:FESTIVAL")
def festival(m: Match) -> Outcome:
    """明天元旦: the day and its name, two dates; a name alone (双十一促销) is none."""
    name = m["f"]
    day = read(m, matched(m)[:-1])
    feast = found(m, Part("festival", 0, moments.FOLLOWING, name=name.text)).but(start=name.start)
    return day, feast


@R.forms("remark.bound", *extra_forms.BOUND)
def bounded(m: Match) -> Outcome:
    """2024年5月6日之前, 2015年及以后; 5月前 is as often said of May itself."""
    return extra_forms.bounded(m) if len(m["w"].text) > 1 else None


@R.forms("remark.hour", "^NUMBER|ORD|DAYPART n:SHORT k:HOUR_MARK !CLASSIFIER|NUMBER|TO|UNIT|HALF")
def hour(m: Match) -> Outcome:
    """(我)十一点(出门)."""
    return read(m) if m["k"].text == "点" and integer(m["n"].text) >= _HOURS_FROM else None
