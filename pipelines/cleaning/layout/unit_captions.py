"""The unit that a table's caption or header gives to its cells: 單位：萬元, or 金額（億元） above a column.

Only finding where the unit is printed belongs here; what 萬元 means is the grammar's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.cleaning.vocabulary import part

# Folded text: half width, Simplified.
CAPTION = re.compile(r"(?:计量)?单位\s*[:为]?\s*(?P<unit>[^\s,;。:()\[\]|、/和及0-9][^\s,;。:()\[\]|、]{0,9})")
HEADER = re.compile(r"\(\s*(?:单位\s*:?\s*)?(?P<unit>[^\s()、,;0-9]{1,8})\s*\)\s*$")
SEVERAL = re.compile(r"^\s*[、,]")
BARE_NUMBER = re.compile(r"^[+\-−–]?\s?\d[\d,. ]*$")
# A header in brackets is a unit only if it looks like one: 万元, %, 吨, 平方米 … and not a year or a remark.
UNIT = re.compile(
    rf"^(?:{part('multiple')})*(?:{part('currency')}|%|‰|[a-z/%²³]{{1,8}}|.{{1,6}}/.{{1,4}}|.*(?:{part('counted')}))$"
)
ABOVE = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit of text in or above a table.

    Attributes:
        key: Its number in the document.
        folded: Its folded text.
        row: Row of the table, from 0.
        cell: Cell of the row, from 0.
    """

    key: int
    folded: str
    row: int
    cell: int


@dataclass(frozen=True, slots=True)
class Given:
    """A unit that a cell inherits.

    Attributes:
        cell: Number of the cell in the document.
        source: Number of the unit of text in which the unit is printed.
        start: First code point of the unit in that text.
        end: Code point after the last one.
    """

    cell: int
    source: int
    start: int
    end: int


def give(above: Sequence[tuple[int, str]], cells: Sequence[Cell]) -> list[Given]:
    """Return what the cells of one table inherit: the unit of their column, else that of their row, else the table's.

    Args:
        above: (number, folded text) of the few lines above the table, nearest last.
        cells: Its cells, in order.
    """
    captions = [(key, text) for key, text in above[-ABOVE:]] + [(cell.key, cell.folded) for cell in cells]
    table = next((found for key, text in captions if (found := _caption(key, text))), None)
    columns: dict[int, tuple[int, int, int]] = {}
    rows: dict[int, tuple[int, int, int]] = {}
    for cell in cells:
        if (found := _header(cell)) is None:
            continue
        if cell.row == 0:
            columns[cell.cell] = found
        elif cell.cell == 0:
            rows[cell.row] = found
    given = []
    for cell in cells:
        printed = columns.get(cell.cell) or rows.get(cell.row) or table
        if printed and cell.row > 0 and BARE_NUMBER.match(cell.folded.strip()):
            given.append(Given(cell.key, *printed))
    return given


def _caption(key: int, text: str) -> tuple[int, int, int] | None:
    """Return where a caption prints the unit of the whole table; none where it names several."""
    match = CAPTION.search(text)
    if match is None or SEVERAL.match(text[match.end() :]) or not UNIT.match(match["unit"]):
        return None
    return (key, *match.span("unit"))


def _header(cell: Cell) -> tuple[int, int, int] | None:
    """Return where the header of a column or row prints its unit."""
    match = HEADER.search(cell.folded) or CAPTION.search(cell.folded)
    if match is None or not UNIT.match(match["unit"]):
        return None
    return (cell.key, *match.span("unit"))
