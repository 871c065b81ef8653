"""Tables in plain text: lines whose cells are set apart by pipes, tabs or aligned spaces.

Only finding the cells belongs here, over the lines of one document. What unit a caption gives to a cell is decided in
`unit_captions`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PIPE = re.compile(r"[|｜│┃]")
TAB = re.compile("\t+")
GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
RULE = re.compile(r"^[\s|｜│┃+:=\-─━┼├┤┌┐└┘┬┴]+$")
DIGIT = re.compile(r"\d|[一二三四五六七八九十百千萬万億亿]")
CELL = re.compile(r"\S(?:.*\S)?", re.DOTALL)
# Lines alike that make a table, by what sets their cells apart: aligned spaces say least.
LEAST_ROWS = {"pipe": 2, "tab": 2, "gap": 3}
LEAST_CELLS = 2
LEAST_NUMERIC_ROWS = 0.5


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the lines of a document.

    Attributes:
        first: Its first line, counted from 0.
        last: The line after its last one.
        rows: Line → its cells as (start, end) in the line; a line that only draws a rule has none.
    """

    first: int
    last: int
    rows: dict[int, tuple[tuple[int, int], ...]]


def find(texts: Sequence[str]) -> list[Grid]:
    """Find the tables among the lines of a document."""
    grids, i = [], 0
    while i < len(texts):
        grid = next((grid for how in LEAST_ROWS if (grid := _from(texts, i, how))), None)
        if grid is None:
            i += 1
        else:
            grids.append(grid)
            i = grid.last
    return grids


def _from(texts: Sequence[str], first: int, how: str) -> Grid | None:
    """Return the table that begins at a line and whose cells are set apart in one way, or None."""
    rows: dict[int, tuple[tuple[int, int], ...]] = {}
    i = first
    while i < len(texts) and texts[i].strip():
        if RULE.match(texts[i]) and len(texts[i].strip()) > 1:
            rows[i] = ()
        else:
            cells = _cells(texts[i], how)
            if len(cells) < LEAST_CELLS or (how != "pipe" and rows and abs(len(cells) - _columns(rows)) > 1):
                break
            rows[i] = cells
        i += 1
    filled = [(texts[line], cells) for line, cells in rows.items() if cells]
    numeric = sum(any(DIGIT.search(text[a:b]) for a, b in cells[1:] or cells) for text, cells in filled)
    if len(filled) < LEAST_ROWS[how] or numeric < LEAST_NUMERIC_ROWS * (len(filled) - 1) or not numeric:
        return None
    return Grid(first, i, rows)


def _columns(rows: dict[int, tuple[tuple[int, int], ...]]) -> int:
    return max(len(cells) for cells in rows.values())


def _cells(text: str, how: str) -> tuple[tuple[int, int], ...]:
    """Cut a line into cells, without the white space around them; empty cells are left out."""
    marks = {"pipe": PIPE, "tab": TAB, "gap": GAP}[how]
    cuts = [match.span() for match in marks.finditer(text)]
    if not cuts:
        return ()
    spans = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True)
    found = []
    for start, end in spans:
        match = CELL.search(text, start, end)
        if match:
            found.append(match.span())
    return tuple(found)
