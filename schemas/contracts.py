"""The contracts at the boundaries: Pandera models made from the descriptions, and what becomes of rows that fail.

A table that lacks a column or has a wrong type stops the run (`BrokenTable`). A row that fails goes to quarantine with
the rule, the column, the value and the whole row: it is never dropped, and never mended in silence.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandera.polars as pa
import polars as pl

from schemas.columns import Column
from schemas.row_rules import RowRule, rules_of
from schemas.rules import rules
from schemas.tables import SCHEMAS, TABLES, conform, empty
from schemas.vocabularies import codes

SHAPE, FILLED, LISTED, SMALLEST, LOST = "C01", "C02", "C03", "C04", "A21"
SUBSTANCE = frozenset({"documents", "lines", "texts", "text_pieces", "blocks", "block_map"})  # half of it is none of it


class BrokenTable(ValueError):  # noqa: N818
    """A table lacks a column, has one too many, or has a column of another type."""


@dataclass(frozen=True, slots=True)
class Validated:
    """A table, parted.

    Attributes:
        valid: The rows that keep the contract.
        broken: The rows that do not.
        quarantine: One row for each rule that a broken row fails.
    """

    valid: pl.DataFrame
    broken: pl.DataFrame
    quarantine: pl.DataFrame


# --- models ---------------------------------------------------------------------------------------------


def _column(column: Column) -> pa.Column:
    """Make the Pandera column of a description."""
    checks = []
    if column.values is not None:
        checks.append(pa.Check.isin(sorted(codes(column.values)), error=f"{LISTED} {column.name}"))
    if column.at_least is not None:
        checks.append(pa.Check.ge(column.at_least, error=f"{SMALLEST} {column.name}"))
    return pa.Column(
        column.type.polars,
        checks,
        nullable=column.null,
        description=column.meaning,
        title=column.name.replace("_", " "),
    )


def _check(row_rule: RowRule) -> pa.Check:
    """Make the Pandera check of a rule over a row."""
    return pa.Check(
        lambda data: row_rule.holds(data.lazyframe).select(pl.all().fill_null(value=True)),
        error=f"{row_rule.code} {row_rule.column}",
    )


@cache
def model(table: str) -> pa.DataFrameSchema:
    """Return the Pandera schema of a table; `KeyError` if there is none of that name."""
    described = TABLES[table]
    return pa.DataFrameSchema(
        {column.name: _column(column) for column in described.columns},
        checks=[_check(row_rule) for row_rule in rules_of(table)],
        strict=True,
        name=table,
        description=described.meaning,
    )


# --- one table ------------------------------------------------------------------------------------------


def validate(table: str, frame: pl.DataFrame) -> Validated:
    """Part a table into the rows that keep its contract and those that do not.

    Raises:
        BrokenTable: The table itself is not what its description says.
    """
    _require_shape(table, frame)
    try:
        model(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return _part(table, frame, error.failure_cases)
    return Validated(frame, frame.clear(), empty("quarantine"))


def _require_shape(table: str, frame: pl.DataFrame) -> None:
    """Stop where columns or types differ: no row of such a table can be trusted."""
    expected, given = SCHEMAS[table], frame.schema
    faults = [f"lacks {name}" for name in expected if name not in given]
    faults += [f"has no place for {name}" for name in given if name not in expected]
    faults += [
        f"{name} is {given[name]}, not {dtype}" for name, dtype in expected.items() if given.get(name, dtype) != dtype
    ]
    if faults:
        message = f"{SHAPE} table {table}: {'; '.join(faults)}. {rules()[SHAPE].description}"
        raise BrokenTable(message)


def _part(table: str, frame: pl.DataFrame, failures: pl.DataFrame) -> Validated:
    """Split by Pandera's list of failures."""
    crashed = failures.filter(pl.col("index").is_null())
    if crashed.height:
        first = crashed.row(0, named=True)
        message = f"{SHAPE} table {table}: {first['check']} could not be checked: {first['failure_case']}"
        raise BrokenTable(message)
    key = TABLES[table].key
    rows: dict[int, dict[str, object]] = {}
    quarantine = set()
    for failure in failures.iter_rows(named=True):
        index = failure["index"]
        record = rows.setdefault(index, frame.row(index, named=True))
        rule, _, column = failure["check"].partition(" ")
        if rule == "not_nullable":
            rule, column = FILLED, failure["column"]
        value = None if record[column] is None else str(record[column])
        identity = "/".join(str(record[name]) for name in key)
        quarantine.add((table, identity, rule, column, value, json.dumps(record, ensure_ascii=False, default=str)))
    broken = pl.Series(sorted(rows), dtype=pl.Int64)
    marked = frame.with_row_index("row")
    return Validated(
        marked.filter(~pl.col("row").is_in(broken.implode())).drop("row"),
        marked.filter(pl.col("row").is_in(broken.implode())).drop("row"),
        pl.DataFrame(sorted(quarantine, key=repr), schema=SCHEMAS["quarantine"], orient="row"),
    )


# --- the tables of one stage ----------------------------------------------------------------------------


def sift(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Hold the tables that a stage hands on to their contracts.

    A broken fact or reject becomes a reject with the reason `contract`; what refers to a broken fact goes with it.
    A broken document, line or block takes its document with it, which is set aside: half a document is none.

    Args:
        tables: Name → rows. Columns that are missing because their stage is still to come are filled with nulls.

    Returns:
        The same tables with what may pass, and `quarantine`; `set_aside` grows where documents had to go.

    Raises:
        BrokenTable: A table is not what its description says.
    """
    parted = {name: validate(name, conform(name, frame)) for name, frame in tables.items()}
    valid = {name: part.valid for name, part in parted.items()}
    quarantines = [part.quarantine for part in parted.values()]
    if "facts" in parted:
        quarantines.append(_follow_facts(valid, parted))
    _follow_documents(valid, parted)
    valid["quarantine"] = pl.concat([empty("quarantine"), *quarantines])
    return valid


def _follow_facts(valid: dict[str, pl.DataFrame], parted: Mapping[str, Validated]) -> pl.DataFrame:
    """Turn broken facts and rejects into rejects; returns the quarantine of rows that referred to broken facts."""
    gone = parted["facts"].broken
    facts, undated = _without(valid["facts"], "as_of_fact", gone)
    gone = pl.concat([gone, undated])
    valid["facts"] = facts
    followers = [_orphans("facts", undated, "as_of_fact")]
    if "inheritances" in valid:
        valid["inheritances"], orphans = _without(valid["inheritances"], "fact_id", gone)
        followers.append(_orphans("inheritances", orphans, "fact_id"))
    if "rejects" in valid:
        broken = [_as_rejects(frame) for frame in (gone, parted["rejects"].broken) if frame.height]
        valid["rejects"] = pl.concat([valid["rejects"], *broken]).sort(TABLES["rejects"].key)
    return pl.concat(followers)


def _without(frame: pl.DataFrame, column: str, gone: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part a table into the rows that do not refer to facts that are gone, and those that do."""
    lost = pl.col(column).is_in(gone["fact_id"].implode()).fill_null(value=False)
    return frame.filter(~lost), frame.filter(lost)


def _orphans(table: str, frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """The quarantine of rows whose fact is gone."""
    key = TABLES[table].key
    rows = [
        (
            *(table, "/".join(str(row[name]) for name in key), LOST, column, row[column]),
            json.dumps(row, ensure_ascii=False, default=str),
        )
        for row in frame.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["quarantine"], orient="row")


def _as_rejects(broken: pl.DataFrame) -> pl.DataFrame:
    """Broken rows as rejects; those that have no place stay in quarantine only, and the ledger will not balance."""
    because = {"reason": pl.lit("contract"), "rule": pl.lit("contract")}
    return validate("rejects", broken.with_columns(**because).select(list(SCHEMAS["rejects"]))).valid


def _follow_documents(valid: dict[str, pl.DataFrame], parted: Mapping[str, Validated]) -> None:
    """Take documents out of which a row broke, from every table of the stage."""
    broken = [
        part.broken.select("doc_id", pl.lit(name).alias("table"))
        for name, part in parted.items()
        if name in SUBSTANCE and part.broken.height
    ]
    if not broken:
        return
    gone = pl.concat(broken).unique("doc_id", maintain_order=True)
    if "documents" in parted:
        known = pl.concat([parted["documents"].valid, parted["documents"].broken])
        leaving = known.join(gone, on="doc_id", how="inner", maintain_order="left")
        notes = leaving.select(
            "seed",
            "record",
            stage=pl.lit("reading" if "lines" in parted else "cleaning"),
            reason=pl.format("a row of {} broke its contract: see quarantine", pl.col("table")),
        )
        aside = valid.get("set_aside", empty("set_aside"))
        valid["set_aside"] = pl.concat([aside, conform("set_aside", notes)])
    for name, frame in valid.items():
        if "doc_id" in frame.columns:
            valid[name] = frame.join(gone, on="doc_id", how="anti", maintain_order="left")
