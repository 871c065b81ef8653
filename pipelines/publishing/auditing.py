"""Audits: every promise of the warehouse, checked over all rows, before anyone sees them.

An audit is a file of `warehouse/sql/audits` that returns the rows that break a rule. This module prepares what the
files need, runs them, and says in words what broke, where, and what to do. It decides nothing about publishing.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from pipelines.publishing import gathering, rereading
from pipelines.publishing.sql_files import Statement, statements
from pipelines.publishing.text_pages import create_pages
from schemas import numerals
from schemas.ddl import literal
from schemas.rules import Rule, rules

SHOWN = 20
MOST = 10_000  # rows that differ are counted up to here: by then all is lost
COMPARING = frozenset({"A50", "A60", "A61"})  # audits that hold a release beside the last one
PER_MILLION = 1000  # 0.1 % of the facts may be in quarantine

BREAKS = {
    "long_quote_breaks": "of_table varchar, key varchar, doc_id varchar, line_no bigint, char_start bigint, "
    "char_end bigint, quote varchar, found varchar",
    "long_surface_breaks": "of_table varchar, key varchar, doc_id varchar, block_no bigint, block_start bigint, "
    "block_end bigint, surface varchar, found varchar",
    "piece_breaks": "doc_id varchar, block_no bigint, fault varchar, block_start bigint",
    "byte_breaks": "of_table varchar, key varchar, doc_id varchar, seed varchar, byte_start bigint, byte_end bigint, "
    "expected varchar, found varchar",
}


class UnknownChange(ValueError):  # noqa: N818
    """There is no such change to accept; the message says which there are."""


def accepted(families: Iterable[str]) -> frozenset[str]:
    """Return the families of audits whose changes against the last release are meant.

    Raises:
        UnknownChange: One of them compares nothing with the last release: what it guards cannot be waived.
    """
    wanted, there_are = frozenset(families), sorted({rules()[code].family for code in COMPARING})
    if unknown := sorted(wanted.difference(there_are)):
        raise UnknownChange(f"there is no change {unknown[0]!r} to accept; there are: {', '.join(there_are)}")
    return wanted


@dataclass(frozen=True, slots=True)
class Context:
    """What the audits are given from outside.

    Attributes:
        planned: Parquet files with doc_id · seed · record of every record that was planned; None where a published file
            is validated.
        deliver: (seed, record) → the bytes in which that record's byte offsets count: the file, the decompressed
            stream, the member of an archive. None to leave the bytes out. Called document by document in the order of
            the chunks: whoever gives it keeps the last stream.
        reread: See `rereading.second_readings`; None to leave the second reading out.
        last: The last release, to compare with; None where there is none.
        accept: Families whose changes are meant; see `accepted`.
        per_million: How many of a million facts may be in quarantine.
    """

    planned: Sequence[Path] | None = None
    deliver: gathering.Deliver | None = None
    reread: rereading.Reread | None = None
    last: Path | None = None
    accept: frozenset[str] = field(default=frozenset())
    per_million: int = PER_MILLION


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What one audit found.

    Attributes:
        rule: The rule it checks.
        count: How many rows break it.
        rows: The first of them, as text.
        accepted: Whether the change is meant.
        seconds: Time it took.
        compared: Whether there was something to compare with, where the rule compares.
    """

    rule: Rule
    count: int
    rows: pl.DataFrame
    accepted: bool
    seconds: float
    compared: bool = True

    @property
    def passed(self) -> bool:
        """Whether no row breaks the rule."""
        return self.count == 0

    @property
    def stops(self) -> bool:
        """Whether it forbids publication."""
        return not self.passed and self.rule.blocking and not self.accepted

    @property
    def message(self) -> str:
        """What, where, and what to do."""
        if not self.compared:
            return (
                f"{self.rule.code} {self.rule.title}: nothing to compare; a run compares with the release it replaces"
            )
        if self.passed:
            return f"{self.rule.code} {self.rule.title}: holds"
        first = ", ".join(
            f"{name} {value}" for name, value in self.rows.row(0, named=True).items() if value is not None
        )
        rows = "1 row breaks" if self.count == 1 else f"{self.count} rows break"
        return f"{self.rule.code} {self.rule.title}: {rows} it; the first: {first}. {self.rule.description}"


def audit(con: duckdb.DuckDBPyConnection, context: Context) -> list[AuditResult]:
    """Run every audit over an open warehouse, in the order of their codes.

    Args:
        con: The staged warehouse, or a published one opened for reading; only temporary tables are made.
        context: What the audits are given from outside.
    """
    prepare(con, context)
    return [run(con, statement, context) for statement in statements("audits")]


def run(con: duckdb.DuckDBPyConnection, statement: Statement, context: Context) -> AuditResult:
    """Run one audit over what was prepared for it."""
    started = time.monotonic()
    con.execute(f"create or replace temp table offending as {statement.sql}")
    (count,) = con.execute("select count(*) from offending").fetchone() or (0,)
    rows = con.execute(_with_seed(con)).pl()
    con.execute("drop table offending")
    rule = rules()[statement.code]
    compared = context.last is not None or rule.code not in COMPARING
    return AuditResult(rule, count, rows, rule.family in context.accept, time.monotonic() - started, compared)


def _with_seed(con: duckdb.DuckDBPyConnection) -> str:
    """Return the query for the first offending rows, as text; a person looks for a file, not for a doc_id."""
    columns = {name for name, *_ in con.execute("describe offending").fetchall()}
    if "doc_id" in columns and "seed" not in columns:
        source = "(select d.seed, o.* from offending o left join documents d using (doc_id))"
    else:
        source = "offending"
    return f"select columns(*)::varchar from {source} order by all limit {SHOWN}"  # noqa: S608  a number of ours


def by_family(results: Iterable[AuditResult]) -> dict[str, list[AuditResult]]:
    """Group results by family, in order: one check each."""
    families: dict[str, list[AuditResult]] = {}
    for result in results:
        families.setdefault(result.rule.family, []).append(result)
    return families


# --- what the statements need ---------------------------------------------------------------------------


def prepare(con: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create the temporary tables, views and macros that the statements name."""
    _macros(con)
    create_pages(con, "lines", "line_no", "line_pages")
    create_pages(con, "blocks", "block_no", "block_pages")
    con.execute("create temp view block_sizes as select doc_id, block_no, length(text) as characters from blocks")
    con.execute("create temp table audit_settings as select ?::bigint as limit_per_million", [context.per_million])
    _breaks(con, context.deliver)
    keep(con, "contract_breaks", rereading.contract_breaks(con))
    keep(con, "second_readings", rereading.second_readings(con, context.reread))
    if context.planned is None:
        con.execute("create temp view planned as select doc_id, seed, record from documents")
    else:
        paths = [str(path) for path in context.planned]
        con.execute("create temp table planned as select doc_id, seed, record from read_parquet(?)", [paths])
    _last_release(con, context.last)


def keep(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Keep a frame as a temporary table."""
    con.register("incoming", frame.to_arrow())
    con.execute(f"create temp table {name} as select * from incoming")  # noqa: S608  a name of ours
    con.unregister("incoming")


def _macros(con: duckdb.DuckDBPyConnection) -> None:
    """Generate the character classes; as constants, so that each pattern is compiled once and not for every row."""
    pieces, run_of = literal(numerals.split_pattern()), literal(numerals.run_pattern())
    con.execute(f"create temp macro numeral_pieces(t) as regexp_extract_all(t, {pieces})")
    con.execute(f"create temp macro is_numeral_run(t) as regexp_full_match(t, {run_of})")


def _breaks(con: duckdb.DuckDBPyConnection, deliver: gathering.Deliver | None) -> None:
    """Compare document by document what SQL cannot compare."""
    breaks = gathering.find_breaks(con, deliver)
    found = (breaks.quotes, breaks.surfaces, breaks.pieces, breaks.bytes)
    for (name, columns), rows in zip(BREAKS.items(), found, strict=True):
        con.execute(f"create temp table {name} ({columns})")
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            con.executemany(f"insert into {name} values ({marks})", rows[:MOST])  # noqa: S608  a name of ours


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {f'"{name}"' for name, *_ in con.execute(f"describe {table}").fetchall()}


def _last_release(con: duckdb.DuckDBPyConnection, last: Path | None) -> None:
    """Copy what is compared with the last release; without one, it is empty.

    A column that the last release did not have yet is null: what it did not say is not compared.
    """
    wanted = {
        "last_units": ("units", "*"),
        "last_facts": ("facts", "doc_id, kind"),
        "last_documents": ("documents", "doc_id"),
    }
    if last is not None:
        con.execute(f"attach {literal(str(last))} as last (read_only)")
    for name, (table, columns) in wanted.items():
        con.execute(f"create temp table {name} as select {columns} from {table} where false")  # noqa: S608  names of ours
        if last is not None:
            both = ", ".join(_columns(con, name) & _columns(con, f"last.{table}"))
            con.execute(f"insert into {name} by name select {both} from last.{table}")  # noqa: S608  names of ours
    if last is not None:
        con.execute("detach last")
