"""Where things lie unless a person says otherwise: the only module that knows the project's own folder."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = Path(os.environ.get("SUYUAN_SEEDS") or PROJECT / "seeds")
WAREHOUSE = Path(os.environ.get("SUYUAN_WAREHOUSE") or PROJECT / "warehouse")
DAGSTER_HOME = PROJECT / ".dagster"


class PlacesError(ValueError):
    """Two folders cannot serve together; the message says what to do."""


def keep_apart(seeds: Path, warehouse: Path) -> None:
    """Make sure that a run does not read what it writes.

    Raises:
        PlacesError: The warehouse is the folder of the seeds, or lies inside it.
    """
    if warehouse.resolve().is_relative_to(seeds.resolve()):
        raise PlacesError(
            f"the warehouse {warehouse} lies inside the seeds {seeds}: a run would read what it writes. "
            "Name a folder outside of them with --warehouse"
        )


def published(warehouse: Path) -> Path:
    """Return the name under which the published release is opened."""
    return warehouse / "warehouse.duckdb"
