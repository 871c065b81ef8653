r"""The cells of a CSV row (RFC 4180, with any delimiter), with the place of each.

Only the syntax of one row belongs here. A quote is special only at the beginning of a cell: 他说"好" without quotes
around it is what it seems.
"""

import re
from functools import cache

from pipelines.reading.cells.escapes import Cell, Syntax
from pipelines.reading.outcomes import Refused

DELIMITERS = ",\t;|"
_DOUBLED = Syntax(re.compile('""'), lambda _: '"', mark='"')
_REST_OF_QUOTED = re.compile(rb'(?:[^"]++|"")*+"')
_QUOTED = re.compile('"((?:[^"]++|"")*+)"')


def delimiter(header: bytes) -> str:
    """Return what separates the cells of a header: the candidate that stands in it most often."""
    return max(DELIMITERS, key=lambda candidate: header.count(candidate.encode()))


def cells(row: str, separator: str) -> list[Cell]:
    """Read the cells of a row without its line end.

    Raises:
        Refused: A quoted cell does not end, or goes on after its end quote.
    """
    row = row.removesuffix("\n").removesuffix("\r")
    found: list[Cell] = []
    at = 0
    while True:
        quoted = _QUOTED.match(row, at)
        if quoted:
            found.append(Cell(quoted[1], at + 1, _DOUBLED))
            end = quoted.end()
            if end < len(row) and row[end] != separator:
                raise Refused("csv_quote", None, row[at : end + 20])
        elif row.startswith('"', at):
            raise Refused("csv_quote", None, row[at : at + 20])
        else:
            end = row.find(separator, at)
            end = len(row) if end < 0 else end
            found.append(Cell(row[at:end], at))
        if end == len(row):
            return found
        at = end + 1


class Quotes:
    """Follows the lines of a CSV file and tells whether a line end lies inside quotes."""

    def __init__(self, separator: str) -> None:
        """Begin outside quotes; `separator` stands between the cells."""
        self._cells = _whole_cells(separator.encode())
        self._open = False

    def open_after(self, line: bytes) -> bool:
        """Take the next physical line; tell whether the row goes on after it."""
        if b'"' not in line:
            return self._open
        at = 0
        if self._open:
            closed = _REST_OF_QUOTED.match(line)
            if closed is None:
                return True
            at = closed.end()
        rest = self._cells.match(line, at)
        at = rest.end() if rest else at
        self._open = line.startswith(b'"', at)
        return self._open


@cache
def _whole_cells(separator: bytes) -> re.Pattern[bytes]:
    """Cells that end on this line, each with what follows it; stops before a quote that stays open."""
    plain = rb"[^" + re.escape(separator) + rb"\r\n]*+"
    return re.compile(
        rb'(?:"(?:[^"]++|"")*+"'
        + plain
        + rb"|[^\""
        + re.escape(separator)
        + rb"\r\n]"
        + plain
        + rb"|["
        + re.escape(separator)
        + rb"\r\n])*+"
    )
