"""The staged warehouse: a DuckDB file that holds everything and that no reader sees.

Rows come from the chunk store in the order of the chunks, so that the same chunks give the same file content. Nothing
is computed here.
"""

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl

from pipelines.publishing.chunk_store import Checkpoint, ChunkStore, no_checkpoint
from pipelines.publishing.sql_files import statements
from schemas import ddl, units
from schemas.columns import FACT_ID, WHOLE, Table
from schemas.rules import rules
from schemas.tables import SCHEMAS, TABLES, conform

SHARED = frozenset({"metrics"})  # the same row may come from several chunks
ACCUMULATED = frozenset({"set_aside", "quarantine", "findings"})  # every stage adds to them
AS_TEXT = (FACT_ID, WHOLE)  # polars has no such types
# DuckDB would take most of the machine before it goes to disk; a core needs some memory of its own to sort in.
MEMORY = max(2048, 256 * (os.cpu_count() or 1))  # MiB
SETTINGS = {
    "autoinstall_known_extensions": "false",
    "preserve_insertion_order": "true",
    "memory_limit": f"{MEMORY}MiB",
}


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a warehouse file."""
    return duckdb.connect(str(path), read_only=read_only, config={**SETTINGS})


def stage(
    path: Path,
    store: ChunkStore,
    stages: Mapping[str, Sequence[str]],
    extra: Mapping[str, pl.DataFrame],
    checkpoint: Checkpoint = no_checkpoint,
) -> None:
    """Build a warehouse from the chunk store.

    Args:
        path: Where to write it; whatever lay there is removed.
        store: Holds the chunks.
        stages: Stage → keys of its chunks in path order, stages in the order of the flow. A table that several stages
            hand on is taken from the last one; set_aside, quarantine and findings from all.
        extra: Rows that no chunk holds: seeds, runs, set_aside of the planner …
        checkpoint: Called between the steps.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for stray in (path, path.with_name(path.name + ".wal")):
        stray.unlink(missing_ok=True)
    with connect(path) as con:
        con.execute("begin")  # one transaction: hundreds of small ones would each wait for the disk
        con.execute(ddl.statements())
        checkpoint("staging:tables")
        for table in ddl.published():
            load(con, table, files(store, stages, table.name))
            if table.name in extra:
                insert(con, table.name, extra[table.name])
        for step in statements("steps"):
            con.execute(step.sql)
        checkpoint("staging:loaded")
        insert(con, "units", used_units(con))
        insert(con, "rules", listed_rules())
        checkpoint("staging:registries")
        for folder in ("macros", "views"):
            for statement in statements(folder):
                con.execute(statement.sql)
        comment_views(con)
        con.execute("commit")
        con.execute("checkpoint")
    checkpoint("staging:done")


def files(store: ChunkStore, stages: Mapping[str, Sequence[str]], table: str) -> list[Path]:
    """Return the Parquet files of a table, in the order in which they are loaded."""
    found: list[list[Path]] = []
    for name, keys in stages.items():
        holding = [store.path(name, key, table) for key in keys if table in store.tables(name, key)]
        if holding:
            found.append(holding)
    if table in ACCUMULATED:
        return [path for holding in found for path in holding]
    return found[-1] if found else []


def load(con: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path]) -> None:
    """Insert Parquet files into a table, in their order."""
    if not paths:
        return
    columns = ", ".join(f'"{name}"' for name in table.schema)
    # lines come from reading, and cleaning may have set a document aside since
    condition = " where doc_id in (select doc_id from documents)" if table.name in {"lines", "parts"} else ""
    distinct, order = ("distinct ", " order by all") if table.name in SHARED else ("", "")
    con.execute(
        f"insert into {table.name} select {distinct}{columns} from read_parquet(?){condition}{order}",  # noqa: S608  names from schemas
        [[str(path) for path in paths]],
    )


def insert(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Insert rows into a table."""
    rows = conform(table, frame)
    con.register("incoming", rows.to_arrow())
    con.execute(f"insert into {table} select * from incoming")  # noqa: S608  a name from schemas
    con.unregister("incoming")


def comment_views(con: duckdb.DuckDBPyConnection) -> None:
    """Give the columns of views that have no comment of their own that of the table column of the same name."""
    meanings = {column.name: column.meaning for table in reversed(ddl.published()) for column in table.columns}
    bare = con.execute(
        "select c.table_name, c.column_name from duckdb_columns() c "
        "join duckdb_views() v on v.view_name = c.table_name where not v.internal and c.comment is null"
    ).fetchall()
    for view, column in bare:
        con.execute(f'comment on column {view}."{column}" is {ddl.literal(meanings[column])}')


# --- registries -----------------------------------------------------------------------------------------


def used_units(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Return the registry, and the composed units and classifiers that facts use."""
    used = con.execute(
        "select unit from facts where unit is not null union select per from facts where per is not null "
        "union select canonical_unit from facts where canonical_unit is not null order by all"
    ).fetchall()
    known = dict(units.registry())
    for (code,) in used:
        try:
            unit = units.unit(code)
            known.setdefault(code, unit)
            known.setdefault(unit.canonical, units.unit(unit.canonical))
        except units.UnknownUnit:
            continue  # an audit reports it: a fact refers to a unit that is not there
    return pl.DataFrame([unit_row(known[code]) for code in sorted(known)], schema=SCHEMAS["units"], orient="row")


def unit_row(unit: units.Unit) -> tuple[str | Decimal, ...]:
    """Return a unit as a row of the table."""
    num, shift, den = unit.whole
    offset, _ = units.to_decimal(unit.offset)
    return (
        *(unit.code, unit.dimension, str(num), str(den), offset, str(shift)),
        *(unit.canonical, unit.title, unit.origin),
    )


def listed_rules() -> pl.DataFrame:
    """Return the registry of rules."""
    rows = [
        (
            *(rule.code, rule.family, rule.title, rule.severity, rule.blocking),
            *(rule.description, rule.example or None, rule.reference or None),
        )
        for rule in rules().values()
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["rules"], orient="row")


def read_table(con: duckdb.DuckDBPyConnection, table: str) -> pl.DataFrame:
    """Return a table of a warehouse as the stages know it: ids as text, in key order."""
    described = TABLES[table]
    columns = ", ".join(
        f'"{c.name}"::varchar as "{c.name}"' if c.type in AS_TEXT else f'"{c.name}"' for c in described.columns
    )
    query = f"select {columns} from {table} order by {', '.join(described.key)}"  # noqa: S608  names from schemas
    return con.execute(query).pl().cast(dict(SCHEMAS[table]))  # type: ignore[arg-type]
