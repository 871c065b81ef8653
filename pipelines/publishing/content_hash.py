"""The content hash: what makes two warehouses the same.

SHA-256 over the rows of every table in key order, each row as its columns, each column as its length and text. Without
`runs` and chunk ids: when and how a warehouse was made is no part of what it says.
"""

from hashlib import sha256

import duckdb

from schemas import ddl
from schemas.columns import Table

BATCH = 100_000


def content_hash(con: duckdb.DuckDBPyConnection) -> str:
    """Return the content hash of an open warehouse."""
    digest = sha256()
    for table in ddl.published():
        if table.hashed:
            digest.update(f"{table.name}\n".encode())
            digest.update(table_hash(con, table).encode())
    return digest.hexdigest()


def table_hash(con: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Return the hash of one table."""
    digest = sha256()
    names = [f'"{column.name}"' for column in table.columns if column.hashed]
    texts = ", ".join(f"coalesce(length({name}::varchar) || ':' || {name}::varchar, '-')" for name in names)
    order = ", ".join(f'"{name}"' for name in table.key)
    cursor = con.cursor()
    cursor.execute(f"select sha256(concat_ws(',', {texts})) as row_hash from {table.name} order by {order}, row_hash")  # noqa: S608
    while rows := cursor.fetchmany(BATCH):
        digest.update("".join(row_hash for (row_hash,) in rows).encode())
    cursor.close()
    return digest.hexdigest()
