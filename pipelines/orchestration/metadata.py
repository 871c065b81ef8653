"""What an asset's page shows of a table: columns, counts, a few rows, a query to paste.

Only the form belongs here: frames and descriptions go in, Dagster's metadata values come out. An event must stay
small, and a `Decimal` in it fails the step: at most PREVIEW rows, long cells cut, numbers as text.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal

import dagster as dg
import polars as pl

from schemas.columns import Column, Table
from schemas.vocabularies import codes

PREVIEW = 8
OFFENDERS = 20
CELL = 60
HASH = 16


def column_schema(table: Table) -> dg.TableSchema:
    """Describe a table's columns for the UI, each with what its contract asks for."""
    return dg.TableSchema(columns=[_column(table, column) for column in table.columns])


def _column(table: Table, column: Column) -> dg.TableColumn:
    allowed = sorted(codes(column.values)) if column.values else []
    bounds = [] if column.at_least is None else [f"at least {column.at_least}"]
    return dg.TableColumn(
        column.name,
        type=column.type.sql,
        description=column.meaning,
        constraints=dg.TableColumnConstraints(
            nullable=column.null,
            unique=table.key == (column.name,),
            other=[*bounds, *([f"one of {', '.join(allowed)}"] if allowed else [])],
        ),
    )


def preview(rows: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """Show the first rows as a table."""
    return markdown_table(rows.columns, rows.head(PREVIEW).rows())


def counts(rows: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """Show how many rows there are of each code; `rows` has two columns, the code and the number."""
    return markdown_table(rows.columns, [(code, f"{number:,}") for code, number in rows.rows()])


def query(sql: str) -> dg.MarkdownMetadataValue:
    """Show a query to paste into `suyuan sql`."""
    return dg.MetadataValue.md(f"```sql\n{sql.strip()}\n```")


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> dg.MarkdownMetadataValue:
    """Lay rows out as a Markdown table."""
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(cell(value) for value in row) for row in rows]
    return dg.MetadataValue.md("\n".join(f"| {line} |" for line in lines))


def cell(value: object, width: int = CELL) -> str:
    """Write a value so that it fits a cell: decimals without trailing zeros, long text and hashes cut."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    text = str(value).replace("\n", "⏎").replace("|", "¦")
    if len(text) > HASH and all(character in "0123456789abcdef" for character in text):
        return f"{text[:HASH]}…"
    return text if len(text) <= width else f"{text[: width - 1]}…"


def plain(value: Decimal) -> str:
    """Write a decimal in full, without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
