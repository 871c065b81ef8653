"""A second look at what is stored: the contracts again, and the surfaces read again.

A chunk may be changed after it was written. Its hash can be recomputed by whoever does that, but then its values no
longer follow from each other, or no longer from the characters they were read from.
"""

from collections.abc import Callable, Iterator

import duckdb
import polars as pl

from schemas.columns import FACT_ID, Table
from schemas.contracts import validate
from schemas.tables import SCHEMAS, TABLES, empty

CHECKED = ("documents", "blocks", "facts", "rejects", "inheritances")
ROWS = 100_000
ENOUGH = 10_000

Reread = Callable[[pl.DataFrame], pl.DataFrame]
ASKED = ("surface", "kind", "rule", "jurisdiction", "currency")
SURFACES = """
select distinct f.surface, f.kind, f.rule, d.jurisdiction, d.currency
from facts f join documents d using (doc_id)
order by all
"""


def contract_breaks(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Return the quarantine of what is stored; it ends early where everything is broken.

    Returns:
        table_name · key · rule · column_name · value · record
    """
    found = empty("quarantine")
    for name in CHECKED:
        for frame in _frames(con, TABLES[name]):
            found = pl.concat([found, validate(name, frame).quarantine])
            if found.height > ENOUGH:
                return found
    return found


def second_readings(con: duckdb.DuckDBPyConnection, reread: Reread | None) -> pl.DataFrame:
    """Read each distinct surface again.

    Args:
        con: The warehouse.
        reread: Given surface · kind · rule · jurisdiction · currency, each combination once, returns those of the rows
            that can be read alone, with kind_again · value_again · unit_again. None to read nothing.
    """
    surfaces = con.execute(SURFACES).pl()
    schema = {name: pl.String() for name in ASKED} | {
        "kind_again": pl.String(),
        "value_again": SCHEMAS["facts"]["value"],
        "unit_again": pl.String(),
    }
    if reread is None or not surfaces.height:
        return pl.DataFrame(schema=schema)
    return reread(surfaces.cast(dict.fromkeys(ASKED, pl.String))).select(list(schema))


def _frames(con: duckdb.DuckDBPyConnection, table: Table) -> Iterator[pl.DataFrame]:
    """Yield a table in batches, as the stages know it."""
    columns = ", ".join(
        f'"{item.name}"::varchar as "{item.name}"' if item.type == FACT_ID else f'"{item.name}"'
        for item in table.columns
    )
    reader = con.execute(f"select {columns} from {table.name}").to_arrow_reader(ROWS)  # noqa: S608  names from schemas
    for batch in reader:
        frame = pl.DataFrame(pl.from_arrow(batch))
        yield frame.select(pl.col(name).cast(dtype) for name, dtype in table.schema.items())
