"""A date of publication that is printed over several lines: which lines of a page make one together.

Only finding them among a page's measured lines belongs here; the forms are those of `datelines`. A page is asked only
where no line of its own dates it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import datelines
from pipelines.cleaning.origin.datelines import Printed

PART_LONGEST = 20
LONGER = {kinds.CELL, kinds.PROSE}
# Beside a bare number a group may be a row of figures.
_FIGURES = re.compile(r"[\d\W]*\d[\d\W]*")


@dataclass(frozen=True, slots=True)
class Spread:
    """A date over several lines.

    Attributes:
        lines: Positions of its lines on the page.
        printed: The date; its spans are offsets in the first of the lines.
        has_year: Whether the year stands in the first line.
    """

    lines: range
    printed: Printed
    has_year: bool


def only(lines: Sequence[Line]) -> Spread | None:
    """Return the one date of a page that is printed over several lines.

    A page with more of them is a list: each dates a teaser, none the page.
    """
    found = None
    i = 0
    while i < len(lines):
        group = _at(lines, i)
        if group and found:
            return None
        found = group or found
        i = group.lines.stop if group else i + 1
    return found


def as_date_lines(lines: Sequence[Line], group: Spread) -> list[Line]:
    """Return the lines of a page with those of the date seen as date lines."""
    return [line.seen_as(kinds.DATED) if i in group.lines else line for i, line in enumerate(lines)]


def _at(lines: Sequence[Line], first: int) -> Spread | None:
    """Return the date that begins at a line: the longest there, as a clock time may follow."""
    if not lines[first].head[-1:].isdigit() and lines[first].head[-1:] not in "年月日-/":
        return None
    if first and _FIGURES.fullmatch(lines[first - 1].head):
        return None
    for length in range(datelines.MOST_PARTS, 1, -1):
        parts = lines[first : first + length]
        if len(parts) < length or any(line.kind in LONGER or line.size > PART_LONGEST for line in parts):
            continue
        printed = datelines.spread([line.head for line in parts])
        below = lines[first + length].head if first + length < len(lines) else ""
        if printed and not _FIGURES.fullmatch(below):
            end = len(parts[0].head)
            start, stop = printed.span
            year = printed.year_span
            own = Printed(printed.at, (start, min(stop, end)), year, printed.timed)
            return Spread(range(first, first + length), own, year[1] <= end)
    return None
