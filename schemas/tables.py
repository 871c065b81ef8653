"""All tables together: their polars schemas, cheaply, without Pandera.

A table is described in the module of its boundary; this one only gathers them.
"""

from types import MappingProxyType

import polars as pl

from schemas import blocks, documents, facts, findings, warehouse
from schemas.columns import Table

ALL: tuple[Table, ...] = (
    *documents.TABLES,
    *blocks.TABLES,
    *facts.TABLES,
    *findings.TABLES,
    *warehouse.TABLES,
)
TABLES = MappingProxyType({table.name: table for table in ALL})
SCHEMAS = MappingProxyType({table.name: table.schema for table in ALL})


def empty(name: str) -> pl.DataFrame:
    """Return the table with its columns and no rows."""
    return pl.DataFrame(schema=SCHEMAS[name])


def conform(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with exactly the table's columns, in order; columns it lacks are added as nulls.

    Types are not cast: a cast to decimal rounds in silence, so a wrong type is left for the contract to report.

    Raises:
        KeyError: The frame has a column the table does not know.
    """
    schema = SCHEMAS[name]
    unknown = [column for column in frame.columns if column not in schema]
    if unknown:
        message = f"{name} has no column {', '.join(unknown)}; it has: {', '.join(schema)}"
        raise KeyError(message)
    missing = [pl.lit(None, dtype).alias(column) for column, dtype in schema.items() if column not in frame.columns]
    return (frame.with_columns(missing) if missing else frame).select(list(schema))
