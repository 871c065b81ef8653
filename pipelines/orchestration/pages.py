"""What the page of each asset shows: how many rows, of which sorts, the first of them, their columns, a query.

Numbers are counted in the chunk store with lazy scans, so that a page costs a few columns and no stage's memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import dagster as dg
import polars as pl

from pipelines.orchestration import metadata
from pipelines.orchestration.manifests import Step
from pipelines.orchestration.publication import Outcome
from pipelines.places import published
from pipelines.publishing import ChunkStore
from pipelines.reports.published import connect, sql
from pipelines.reports.summary import read_counts
from schemas.sources import NAME as SETTINGS
from schemas.tables import TABLES

Page = Mapping[str, dg.MetadataValue | str | int | float]
NOTHING: Page = MappingProxyType({})
DOUBTS, REPAIRED = "doubts", "repaired"  # what a person is told of a run that went well
EACH = 6  # codes of each table on the page of the warehouse
QUERY = """
select kind, quote, value, unit, qualifier, seed, line_no
from facts join documents using (doc_id)
where kind = 'money'
order by value desc
limit 10
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a stage.

    Attributes:
        table: The table whose rows are counted and whose columns are described.
        columns: Columns of the preview.
        variety: Column of which the preview shows a row for each code; None for the first rows as they come.
        counted: Table → column whose codes are counted.
        query: A query to paste into `suyuan sql`.
    """

    table: str
    columns: Sequence[str]
    variety: str | None
    counted: Mapping[str, str]
    query: str


SHOWN: Mapping[str, Shown] = MappingProxyType(
    {
        "reading": Shown(
            "documents",
            ("seed", "record", "media_type", "encoding", "encoding_from", "bytes", "lines"),
            None,
            {"documents": "encoding", "set_aside": "reason"},
            "select seed, record, encoding, lines from documents order by lines desc limit 10",
        ),
        "cleaning": Shown(
            "blocks",
            ("block_no", "article_no", "role", "role_reason", "text"),
            "role",
            {"blocks": "role"},
            "select role, count(*) as blocks from blocks group by role order by blocks desc",
        ),
        "extraction": Shown(
            "facts",
            ("surface", "kind", "value", "unit", "qualifier", "date_start"),
            "kind",
            {"facts": "kind", "rejects": "reason"},
            "select kind, quote, value, unit, qualifier from facts limit 10",
        ),
    }
)


def stage_page(store: ChunkStore, step: Step) -> Page:
    """Describe what a stage left in the chunk store."""
    shown = SHOWN[step.stage]
    rows = _scan(store, step, shown.table)
    varied = rows.unique(shown.variety, keep="first", maintain_order=True) if shown.variety else rows
    first = varied.select(shown.columns).head(metadata.PREVIEW).collect()
    counted = {f"{table} by {column}": _counts(store, step, table, column) for table, column in shown.counted.items()}
    return {
        "dagster/row_count": rows.select(pl.len()).collect().item(),
        "dagster/column_schema": dg.MetadataValue.table_schema(metadata.column_schema(TABLES[shown.table])),
        "preview": metadata.preview(first),
        **counted,
        "query": metadata.query(shown.query),
        "chunks": len(step.keys),
        "chunks worked on": step.worked_on,
        "seconds": round(step.seconds, 2),
    }


def doubts(unmatched: Sequence[str]) -> Page:
    """Name the patterns of `sources.toml` that no seed has."""
    told = [f'{SETTINGS}: [source."{pattern}"] matches no file under the seeds' for pattern in unmatched]
    return {DOUBTS: "\n".join(told)} if told else NOTHING


def warehouse_page(warehouse: Path, outcome: Outcome) -> Page:
    """Describe the published release."""
    with connect(warehouse) as connection:
        counts = read_counts(connection)
        funnel = connection.execute(sql("funnel")).fetchall()
    release = outcome.release
    broken = [message for verdict in outcome.verdicts if not verdict.passed for message in verdict.messages]
    return {
        "dagster/row_count": sum(counts.get("facts", {}).values()),
        "dagster/column_schema": dg.MetadataValue.table_schema(metadata.column_schema(TABLES["facts"])),
        "state": outcome.state,
        "funnel": metadata.markdown_table(("step", "size"), [(name, f"{size:,}") for name, size in funnel]),
        "rows": metadata.markdown_table(
            ("table", "code", "rows"),
            [(part, code, f"{rows:,}") for part, codes in counts.items() for code, rows in list(codes.items())[:EACH]],
        ),
        "checks": metadata.markdown_table(
            ("check", "outcome"), [(verdict.family, verdict.outcome) for verdict in outcome.verdicts]
        ),
        "query": metadata.query(QUERY),
        "file": dg.MetadataValue.path(published(warehouse)),
        **({"release": release.name, "published at": release.published_at} if release else {}),
        **({"warnings": "\n".join(broken)} if broken else {}),
        **({REPAIRED: outcome.message} if outcome.message else {}),
    }


def _counts(store: ChunkStore, step: Step, table: str, column: str) -> dg.MarkdownMetadataValue:
    """Count the rows of each code, the most frequent first."""
    counted = (
        _scan(store, step, table)
        .group_by(column)
        .agg(pl.len().alias("rows"))
        .sort("rows", column, descending=[True, False])
    )
    return metadata.counts(counted.head(metadata.OFFENDERS).collect())


def _scan(store: ChunkStore, step: Step, table: str) -> pl.LazyFrame:
    """All rows of a table that a stage made."""
    holding = [store.path(step.stage, key, table) for key in step.keys if table in store.tables(step.stage, key)]
    return pl.scan_parquet(holding) if holding else pl.LazyFrame(schema=TABLES[table].schema)
