"""The summary that ends a run: how much was read, what became of it, where the warehouse is, what to type next."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.places import WAREHOUSE, published
from pipelines.reports.published import connect, sql
from pipelines.reports.verdicts import Checks, counted, failures

SHOWN = 14
NEXT = "select surface, value, unit, seed, line_no from amounts order by value desc limit 5"
ASIDE = "select seed, record, reason from set_aside"
Counts = Mapping[str, Mapping[str, int]]


def show_summary(console: Console, warehouse: Path, checks: Checks, headline: str) -> None:
    """Print what the published release holds."""
    with connect(warehouse) as connection:
        counts = read_counts(connection)
        steps = connection.execute(sql("funnel")).fetchall()
    documents = sum(counts.get("documents", {}).values())
    aside = sum(counts.get("set aside", {}).values())
    console.print()
    console.print(Text(headline, style="bold green"))
    console.print(f"{documents:,} {'document' if documents == 1 else 'documents'} read, {aside:,} set aside")
    if aside:
        console.print(Text(f"why they were set aside: {command(ASIDE, warehouse)}", "yellow"), soft_wrap=True)
    console.print()
    console.print(Columns([_tally(part, counts) for part in ("blocks", "facts", "rejects")], padding=(0, 4)))
    console.print()
    console.print(_funnel(steps))
    console.print(_verdicts(counts, checks))
    console.print(Text(f"warehouse    {published(warehouse)}"), soft_wrap=True)
    console.print(
        Text.assemble("next         ", (command(NEXT, warehouse), "bold")), soft_wrap=True
    )  # to be copied whole


def command(query: str, warehouse: Path) -> str:
    """Return what to type for a query; the folder is named where it is not the one that is meant by itself."""
    folder = "" if warehouse.resolve() == WAREHOUSE.resolve() else f" --warehouse {shlex.quote(str(warehouse))}"
    return f'suyuan sql "{query}"{folder}'


def read_counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    """Return part → code → rows, the most frequent code first."""
    counts: dict[str, dict[str, int]] = {}
    for part, code, rows in connection.execute(sql("counts")).fetchall():
        counts.setdefault(part, {})[code] = rows
    return counts


def _tally(part: str, counts: Counts) -> Table:
    """One part's codes with their numbers; what does not fit is added up in a last line."""
    rows = list(counts.get(part, {}).items())
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column(part, "total", header_style="bold")
    table.add_column("", f"{sum(number for _, number in rows):,}", justify="right")
    for code, number in rows[:SHOWN]:
        table.add_row(code, f"{number:,}", style="yellow" if code == "unsupported" else None)
    if rest := rows[SHOWN:]:
        table.add_row(f"{len(rest)} more", f"{sum(number for _, number in rest):,}", style="dim")
    return table


def _funnel(steps: Sequence[tuple[str, int]]) -> Text:
    """Bytes → … → facts in one line."""
    return Text("funnel       ") + Text(" → ").join(Text(f"{size:,} {name}") for name, size in steps)


def _verdicts(counts: Counts, checks: Checks) -> Text:
    """Findings, quarantine, what the grammar does not know yet, and the audits."""
    findings = ", ".join(f"{rows:,} {severity}" for severity, rows in counts.get("findings", {}).items()) or "none"
    lines = [
        f"unsupported  {counts.get('rejects', {}).get('unsupported', 0):,} numerals that the grammar does not know yet",
        f"findings     {findings}",
        f"quarantine   {sum(counts.get('quarantine', {}).values()):,} rows",
        f"checks       {counted(checks)}",
    ]
    return Text("\n".join([*lines, *(f"             failed: {name}" for name in failures(checks))]))
