"""Showing the rows of a query: as a table for a person, as CSV for a program. Numbers are written in full, exactly."""

import csv
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

GAP = 2  # between two columns


def plain(value: object) -> str:
    """Write a value in full: decimals without exponent or trailing zeros, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def shown(value: object) -> str:
    """Write a value for a person: a time of day only where there is one."""
    if isinstance(value, datetime) and not value.second:
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return plain(value)


def show(console: Console, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows as a table, numbers to the right; row by row where the table would be wider than the console."""
    numeric = [all(isinstance(row[at], int | Decimal | None) for row in rows) for at in range(len(columns))]
    cells = [[shown(value) for value in row] for row in rows]
    if _width(columns, cells) <= console.width:
        table = Table(box=None, header_style="bold", pad_edge=False)
        for column, is_numeric in zip(columns, numeric, strict=True):
            table.add_column(column, justify="right" if is_numeric else "left")
        for row in cells:
            table.add_row(*map(Text, row))
        console.print(table)
    else:
        for number, row in enumerate(cells, 1):
            console.print(Text(f"──── row {number:,}", style="dim"))
            console.print(_apart(columns, row))
    console.print(Text(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}", style="dim"))


def _width(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """How wide the table is that breaks no cell but where the cell itself does."""
    lines = [[line for cell in column for line in cell.split("\n")] for column in zip(columns, *cells, strict=True)]
    return sum(max(map(cell_len, column)) for column in lines) + GAP * (len(columns) - 1)


def _apart(columns: Sequence[str], row: Sequence[str]) -> Table:
    """One row, a line a column."""
    table = Table.grid(padding=(0, GAP))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        table.add_row(column, Text(cell))
    return table


def write_csv(stream: TextIO, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write rows as CSV with a header."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([plain(value) for value in row] for row in rows)
