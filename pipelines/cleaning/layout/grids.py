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
# A number, not one in a name (P2P); in words it is all that the cell holds, but for its unit.
DIGIT = re.compile(r"(?<![A-Za-z])\d|^[一二三四五六七八九十百千萬万億亿]+\S{0,2}$")
CELL = re.compile(r"\S(?:.*\S)?", re.DOTALL)
# Lines alike that make a table, by what sets their cells apart: aligned spaces say least.
LEAST_ROWS = {"pipe": 2, "tab": 2, "gap": 3}
LEAST_CELLS = 2
LEAST_NUMERIC_ROWS = 0.5
# A cell with a number in it is no longer than this or begins with it; a headline behind the name of its channel
# (科技 | …) does neither.
LONGEST_NUMERIC = 16


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
        runs = [_run(texts, i, how) for how in LEAST_ROWS]
        grid = next((run for run, how in zip(runs, LEAST_ROWS, strict=True) if _holds_data(texts, run, how)), None)
        if grid is not None:
            grids.append(grid)
        # Lines alike that are no table are none from their second line on either: each line is looked at once.
        i = grid.last if grid is not None else max(i + 1, *(run.last for run in runs))
    return grids


def _run(texts: Sequence[str], first: int, how: str) -> Grid:
    """Return the lines alike that begin at a line, their cells set apart in one way; there may be none."""
    rows: dict[int, tuple[tuple[int, int], ...]] = {}
    i, widest = first, 0
    while i < len(texts) and texts[i].strip():
        if RULE.match(texts[i]) and len(texts[i].strip()) > 1:
            rows[i] = ()
        else:
            cells = _cells(texts[i], how)
            if len(cells) < LEAST_CELLS or (how != "pipe" and widest and abs(len(cells) - widest) > 1):
                break
            rows[i] = cells
            widest = max(widest, len(cells))
        i += 1
    return Grid(first, i, rows)


def _holds_data(texts: Sequence[str], run: Grid, how: str) -> bool:
    """Whether lines alike are a table: enough of them, and numbers in the cells of most."""
    filled = [(texts[line], cells) for line, cells in run.rows.items() if cells]
    numeric = sum(
        any(DIGIT.search(text[a:b]) and (b - a <= LONGEST_NUMERIC or text[a].isdigit()) for a, b in cells[1:] or cells)
        for text, cells in filled
    )
    return len(filled) >= LEAST_ROWS[how] and numeric >= LEAST_NUMERIC_ROWS * (len(filled) - 1) and numeric > 0


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
