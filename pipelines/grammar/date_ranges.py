"""Dates in figures, and ranges of dates and clock times.

Belongs here: 2025-08-22, 2025.8.22, 2025-08-22T14:41, and what stands on both sides of 至. Ranges of spans (3至5天) stand in `ranges`.
"""

from collections.abc import Sequence

from pipelines.grammar import moments
from pipelines.grammar.date_fragments import CLOCK, CLOCK_UNITS, DAY, MONTH, NIGHT, QUARTER, YEAR, end_of, kind_of, matched
from pipelines.grammar.dateparts import NoDate, parts_of
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()  # of decorators above one function the lowest comes first

# --------------------------------------------------------------------------------------------------------------- numeric
@R.rule(
    "time.iso",
    "y:YEAR MINUS|SLASH|DOT a:SHORT MINUS|SLASH|DOT b:SHORT t:LATIN? SHORT RATIO SHORT ( RATIO NUMBER )? z:LATIN?",
)
@R.rule("date.iso", "y:YEAR s:MINUS|SLASH|DOT a:SHORT t:MINUS|SLASH|DOT b:SHORT !MINUS|SLASH|DOT|NUMBER")
def iso(m: Match) -> Outcome:
    """2025-08-22, 2025/8/22, 2025-08-22T14:41, 2025-08-22 14:41:05Z."""
    return _numeric(m, [m["y"].text, m["a"].text, m["b"].text], list(matched(m))[5:])


@R.rule("date.dotted", "^DOT|MINUS d:DECIMAL DOT b:SHORT !DOT|NUMBER|PERCENT|UNIT")
@R.rule("time.dotted", "d:DECIMAL DOT b:SHORT SHORT RATIO SHORT ( RATIO SHORT )?")
def dotted(m: Match) -> Outcome:
    """2025.8.22: the lexer takes 2025.8 for a decimal."""
    year, _, month = m["d"].text.partition(".")
    if len(year) != 4 or len(month) > 2:  # noqa: PLR2004 -- the digits of a year, of a month
        return None
    return _numeric(m, [year, month, m["b"].text], list(matched(m))[3:])


def _numeric(m: Match, numbers: list[str], rest: list[Token]) -> Outcome:
    year, month, day = (int(n) if n.isascii() and n.isdigit() else 0 for n in numbers)
    if not (1 <= month <= 12 and 1 <= day <= 31) or year < 1000:  # noqa: PLR2004 -- as in any calendar
        return None
    parts = [Part("year", year), Part("month", month), Part("day", day)]
    zone = None
    if rest:
        letters = [t.text for t in rest if "LATIN" in t.senses]
        if any(text not in ("T", "Z") for text in letters):
            return None
        zone = 0 if "Z" in letters else None
        for unit, limit, token in zip(CLOCK_UNITS, (24, 59, 59), (t for t in rest if NUMBER in t.senses), strict=False):
            n = token.text.partition(".")[0]
            if not n.isdigit() or int(n) > limit:
                return None
            parts.append(Part(unit, int(n)))
    return Reading(m.start, m.end, kind_of(tuple(parts)), m.rule, moment=Moment(tuple(parts), zone=zone))


# ---------------------------------------------------------------------------------------------------------------- ranges
_LEFT_DATE = f"{YEAR}? {QUARTER}? {MONTH}? {DAY}? DEKAD? NUMBER?"
_RIGHT_DATE = f"( {YEAR}? ( {QUARTER} | {MONTH}? ( {DAY} | DEKAD ) | {MONTH} SHORT? ) | {YEAR} )"


@R.rule(
    "time.range",
    f"{YEAR}? {MONTH}? {DAY}? NIGHT? DAYPART? ( {CLOCK} | NUMBER ) TO {YEAR}? {MONTH}? {DAY}? DAYPART? {CLOCK}".replace(
        "NIGHT", NIGHT
    ),
)
@R.rule("date.range", f"^DOT|MINUS|LATIN|ORD {_LEFT_DATE} TO {_RIGHT_DATE}")
def ranges(m: Match) -> Outcome:
    """10月22日至28日, 1—5月, 2018—2020年, 8日20时至9日20时: one mention, from the left moment to the right one."""
    tokens = matched(m)
    joint = next(i for i, t in enumerate(tokens) if "TO" in t.senses)
    left, right = list(tokens[:joint]), tokens[joint + 1 :]
    if not left:
        return None
    try:
        first = parts_of(_completed(left, right))
        daypart = first[1] if _starts_with_clock(right) else ""
        second, _ = parts_of(right, daypart="pm" if daypart.startswith("noon") else daypart, short_years=True)
    except NoDate:
        return None
    if not _belong_together(first[0], second):
        return None
    return Reading(m.start, end_of(tokens[-1]), "date_range", m.rule, moment=Moment(first[0], Moment(second)))


def _completed(left: list[Token], right: Sequence[Token]) -> list[Token]:
    """The left side; where it ends in a number without a mark, with the first mark of the right side that fits behind it."""
    if NUMBER not in left[-1].senses or len(left) > 1 and "RATIO" in left[-2].senses:
        return left
    if len(left) > 1 and any(mark in left[-2].senses for mark in ("MONTH_MARK", "HOUR_MARK")):
        return left  # 1月3至2月10, 9点15至10点: what a number says there needs no mark
    mark = next((t for t in right if NUMBER not in t.senses and not t.senses.keys() & {"ORD", "DAYPART", "ERA"}), None)
    return left if mark is None else [*left, mark]


def _starts_with_clock(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and ("HOUR_MARK" in tokens[1].senses or "RATIO" in tokens[1].senses)


def _belong_together(left: tuple[Part, ...], right: tuple[Part, ...]) -> bool:
    """Whether both sides end in the same sort of period, and neither is a lone hour that may be a score."""
    clocks = (left[-1].unit in CLOCK_UNITS, right[-1].unit in CLOCK_UNITS)
    if clocks[0] != clocks[1]:
        return False
    if (
        left[0].unit == right[0].unit
        and len(left) == len(right) == 1
        and left[0].how == right[0].how == moments.AT
        and left[0].unit in ("month", "day", "quarter")
    ):
        return left[0].n != right[0].n
    return True
