"""Dates in figures, and ranges of dates and clock times.

Belongs here: 2025-08-22, 2025.8.22, 2025-08-22T14:41, and what stands on both sides of 至. Ranges of spans (3至5天) stand in `ranges`.
"""

from collections.abc import Sequence

from pipelines.grammar import moments
from pipelines.grammar.date_fragments import CLOCK, CLOCK_UNITS, DAY, MONTH, NIGHT, QUARTER, YEAR, end_of, kind_of, matched
from pipelines.grammar.dateparts import NoDateError, parts_of
from pipelines.grammar.lexer import NUMBER, Token
from pipelines.grammar.moments import Moment, Part
from pipelines.grammar.productions import Match, Outcome, Registry
from pipelines.grammar.readings import Reading

R = Registry()  # of decorators above one function the lowest comes first

# --------------------------------------------------------------------------------------------------------------- figures
_SEPARATOR = "MINUS|SLASH|DOT"
_FIGURES = f"( YEAR {_SEPARATOR} SHORT {_SEPARATOR} SHORT | DECIMAL DOT SHORT )"
_TIME = "( LATIN|SPACE|MINUS SHORT RATIO SHORT ( RATIO NUMBER )? LATIN? )"
_NEITHER_SIDE = f"{_SEPARATOR}|NUMBER|UNIT|PERCENT"


@R.rule("date.range", f"^{_SEPARATOR} {_FIGURES} {_TIME}? j:TO {_FIGURES} {_TIME}? !{_NEITHER_SIDE}")
def range_in_figures(m: Match) -> Outcome:
    """2025.1.1-2025.3.31, 2025-05-26至2025-05-29."""
    joint = m.index("j")
    left, right = _figures(m.tokens[m.first : joint]), _figures(m.tokens[joint + 1 : m.last])
    if left is None or right is None:
        return None
    return Reading(m.start, m.end, "date_range", m.rule, moment=Moment(left.parts, right))


@R.rule("date.figures", f"^{_SEPARATOR} {_FIGURES} !{_NEITHER_SIDE}")
@R.rule("time.figures", f"^{_SEPARATOR} {_FIGURES} {_TIME}")
def in_figures(m: Match) -> Outcome:
    """2025-08-22, 2025/8/22, 2025.8.22, 2025-08-22T14:41, 2025-08-22 14:41:05Z."""
    found = _figures(matched(m))
    if found is None:
        return None
    return Reading(m.start, m.end, kind_of(found.parts), m.rule, moment=found)


def _figures(tokens: Sequence[Token]) -> Moment | None:
    """Year, month, day and, where they follow, hour, minute and second; the lexer takes 2025.8 for a decimal."""
    letters = [t.text for t in tokens if "LATIN" in t.senses]
    numbers = [int(n) for t in tokens if NUMBER in t.senses and t.text.isascii() for n in t.text.split(".") if n.isdigit()]
    limits = ((1000, 9999), (1, 12), (1, 31), (0, 24), (0, 59), (0, 59))
    if len(numbers) < 3 or any(text not in ("T", "Z") for text in letters):  # noqa: PLR2004 -- year, month and day
        return None
    if not all(low <= n <= high for n, (low, high) in zip(numbers, limits, strict=False)):
        return None
    units = ("year", "month", "day", *CLOCK_UNITS)
    parts = tuple(Part(unit, n) for unit, n in zip(units, numbers, strict=False))
    return Moment(parts, zone=0 if "Z" in letters else None)


# ---------------------------------------------------------------------------------------------------------------- ranges
_LEFT_DATE = f"{YEAR}? {QUARTER}? {MONTH}? {DAY}? DEKAD? NUMBER?"
_RIGHT_DATE = f"( {YEAR}? ( {QUARTER} | {MONTH}? ( {DAY} | DEKAD ) | SHORT MONTH_EDGE | {MONTH} SHORT? ) | NUMBER YEAR_EDGE | {YEAR} )"


@R.rule("date.range", f"^DOT|MINUS|LATIN|ORD {_LEFT_DATE} TO {_RIGHT_DATE}")
@R.rule(
    "time.range",
    f"{YEAR}? {MONTH}? {DAY}? {NIGHT}? DAYPART? ( {CLOCK} | NUMBER ) TO {YEAR}? {MONTH}? {DAY}? DAYPART? {CLOCK}",
)
def ranges(m: Match) -> Outcome:
    """10月22日至28日, 1—5月, 2018—2020年, 8日20时至9日20时: one mention, from the left moment to the right one."""
    tokens = matched(m)
    joint = next(i for i, t in enumerate(tokens) if "TO" in t.senses)
    left, right = list(tokens[:joint]), tokens[joint + 1 :]
    if not left or right[-1].text == "年度":  # 2018-19年度 is one year, see date.fiscal
        return None
    try:
        first = parts_of(_completed(left, right))
        daypart = first[1] if _starts_with_clock(right) else ""
        second, _ = parts_of(right, daypart="pm" if daypart.startswith("noon") else daypart, surely=True)
    except NoDateError:
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
