"""What one release says and another does not: facts added, removed and read differently."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.places import published
from pipelines.reports.published import SETTINGS, NoWarehouseError, sql
from pipelines.reports.rows import plain

STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
SAID = ("kind", "value", "unit", "date", "qualifier")


def releases(warehouse: Path) -> list[Path]:
    """Return the releases that are kept, oldest first; the last one is the published one."""
    current = published(warehouse).resolve()
    kept = [path for path in (warehouse / "releases").resolve().glob("*.duckdb") if path != current]
    kept.sort(key=_published_at)
    return [*kept, current] if current.exists() else kept


def _published_at(release: Path) -> str:
    """When a release was last published, as noted beside it; empty where nothing is noted."""
    note = release.with_suffix(".json")
    return str(json.loads(note.read_text("utf-8"))["published_at"]) if note.exists() else ""


def changed_facts(before: Path, after: Path) -> list[dict[str, Any]]:
    """Compare the facts of two releases by their ids.

    Raises:
        NoWarehouseError: One of the files does not exist, or is no release.
    """
    for path in (before, after):
        if not path.exists():
            raise NoWarehouseError(f"{path} does not exist: `suyuan diff` without files compares the last two releases")
    with duckdb.connect(config=SETTINGS) as connection:
        for name, path in (("before", before), ("after", after)):
            quoted = str(path.resolve()).replace("'", "''")
            try:
                connection.execute(f"attach '{quoted}' as {name} (read_only)")
            except duckdb.Error as error:
                raise NoWarehouseError(f"{path} is no release: {error}") from None
        result = connection.execute(sql("changed_facts"))
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def show_changes(console: Console, rows: list[dict[str, Any]], limit: int) -> None:
    """Print how many facts changed and the first of them."""
    totals = Counter(row["change"] for row in rows)
    console.print("  ".join(f"{totals[change]:,} {change}" for change in STYLES))
    if not rows:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("change", "where", "quote", "before", "after"):
        table.add_column(column, overflow="fold")
    for row in rows[:limit]:
        change = row["change"]
        where = f"{row['seed']}:{row['line_no']}"
        table.add_row(
            Text(change, STYLES[change]), Text(where), Text(row["quote"]), _said(row, "before"), _said(row, "after")
        )
    console.print(table)
    if len(rows) > limit:
        console.print(Text(f"{len(rows) - limit:,} more: --limit shows more of them", style="dim"))


def _said(row: dict[str, Any], side: str) -> Text:
    """What one side says, in a few words."""
    return Text(" ".join(plain(row[f"{name}_{side}"]) for name in SAID if row[f"{name}_{side}"] is not None))
