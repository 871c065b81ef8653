"""Showing the rows of a query: as a table for a person, as CSV for a program. Numbers are written in full, exactly."""

import csv
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text


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
    """Print rows as a table, numbers to the right."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for number, column in enumerate(columns):
        numeric = all(isinstance(row[number], int | Decimal | None) for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row))
    console.print(table)
    console.print(Text(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}", style="dim"))


def write_csv(stream: TextIO, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write rows as CSV with a header."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([plain(value) for value in row] for row in rows)
