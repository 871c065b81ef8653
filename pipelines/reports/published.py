"""Opening a published release the way a reader should: read-only, nothing installed, nothing left behind."""

from functools import cache
from pathlib import Path

import duckdb

from pipelines.places import published

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
SQL = Path(__file__).with_name("sql")


class NoWarehouseError(Exception):
    """There is no release to read; the message says what to do."""


def connect(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open the published release of a warehouse folder.

    Raises:
        NoWarehouseError: Nothing has been published there yet, or it cannot be opened.
    """
    path = published(warehouse)
    try:
        if not path.exists():
            raise NoWarehouseError(f"nothing is published at {path} yet: `suyuan run` builds and publishes it")
        return duckdb.connect(str(path.resolve()), read_only=True, config=SETTINGS)
    except (OSError, duckdb.Error) as error:
        first = str(error).partition("\n")[0]
        raise NoWarehouseError(f"{path} cannot be opened ({first}): name another folder with --warehouse") from None


@cache
def sql(name: str) -> str:
    """Return the text of one of the queries beside this module."""
    return (SQL / f"{name}.sql").read_text("utf-8")
