"""One fact and where it comes from: the quote in its line, the place in the delivered file, what it inherited."""

from collections.abc import Mapping
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.reports.published import sql
from pipelines.reports.rows import shown

CONTEXT = 40
MEANING = (
    "kind", "value", "low", "high", "unit", "per", "canonical_value", "canonical_unit", "qualifier",
    "date_start", "date_end", "grain", "metric", "rule",
)  # fmt: skip


class NoFactError(LookupError):
    """There is no fact of that id; the message says how to find one."""


def show_trace(console: Console, connection: duckdb.DuckDBPyConnection, fact_id: str) -> None:
    """Print a fact with its source.

    Raises:
        NoFactError: The warehouse holds no fact of that id.
    """
    found = _rows(connection, "fact", fact_id)
    if not found:
        raise NoFactError(
            f"this release holds no fact {fact_id!r}; the column fact_id of the table facts has those it holds"
        )
    fact = found[0]
    console.print(_place(fact))
    console.print(in_line(fact["line"], fact["char_start"], fact["char_end"]))
    console.print()
    console.print(_meaning(fact))
    for inherited in _rows(connection, "inherited", fact_id):
        console.print(Text(f"\n{inherited['attribute']} by {inherited['rule']}", style="bold"))
        if inherited["line"] is not None:
            console.print(
                f"  line {inherited['line_no']}, characters {inherited['char_start']}–{inherited['char_end']}"
            )
            console.print(Text("  ") + in_line(inherited["line"], inherited["char_start"], inherited["char_end"]))
    for finding in _rows(connection, "findings_of", fact_id):
        console.print(Text(f"\n{finding['severity']} {finding['rule']}: {finding['message']}", style="yellow"))


def in_line(line: str, start: int, end: int) -> Text:
    """The quote between what stands around it, cut where the line is long."""
    before = line[max(0, start - CONTEXT) : start]
    after = line[end : end + CONTEXT]
    return Text.assemble(
        "…" if start > CONTEXT else "",
        before,
        ("【", "dim"),
        (line[start:end], "bold"),
        ("】", "dim"),
        after,
        "…" if end + CONTEXT < len(line) else "",
    )


def _place(fact: Mapping[str, Any]) -> Text:
    record = f", record {fact['record']}" if fact["record"] else ""
    where = f"{fact['seed']}{record}, line {fact['line_no']}, characters {fact['char_start']}–{fact['char_end']}"
    if fact["byte_start"] is not None:
        where += f", bytes {fact['byte_start']}–{fact['byte_end']}"
    return Text(where, style="cyan")


def _meaning(fact: Mapping[str, Any]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name in MEANING:
        if fact[name] is not None:
            table.add_row(Text(name, style="dim"), shown(fact[name]))
    return table


def _rows(connection: duckdb.DuckDBPyConnection, name: str, fact_id: str) -> list[dict[str, Any]]:
    result = connection.execute(sql(name), {"fact_id": fact_id})
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
