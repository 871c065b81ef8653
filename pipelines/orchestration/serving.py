"""Starting Dagster's UI over the project's history."""

import os
import sys
from pathlib import Path
from typing import Never

from pipelines.orchestration.home import use_home
from pipelines.places import PROJECT


def serve(port: int, seeds: Path, warehouse: Path) -> Never:
    """Become `dagster dev` over these folders; its processes end together when it is interrupted."""
    use_home()
    os.environ["SUYUAN_SEEDS"] = str(seeds.resolve())
    os.environ["SUYUAN_WAREHOUSE"] = str(warehouse.resolve())
    os.chdir(PROJECT)
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)]
    os.execv(sys.executable, command)  # noqa: S606 — the arguments are ours
