"""Where things lie unless a person says otherwise: the only module that knows the project's own folder."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = Path(os.environ.get("SUYUAN_SEEDS") or PROJECT / "seeds")
WAREHOUSE = Path(os.environ.get("SUYUAN_WAREHOUSE") or PROJECT / "warehouse")
DAGSTER_HOME = PROJECT / ".dagster"


def published(warehouse: Path) -> Path:
    """Return the name under which the published release is opened."""
    return warehouse / "warehouse.duckdb"
