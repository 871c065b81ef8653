"""Where Dagster keeps its history: one folder for `suyuan run` and the UI; telemetry off in file and variable."""

import os
from errno import EACCES
from pathlib import Path

from pipelines.places import DAGSTER_HOME

SETTINGS = """\
# Written by `suyuan run` and `suyuan ui`; edit freely, it is only written where it is missing.
telemetry:
  enabled: false
nux:
  enabled: false # no sign-up form over the graph
concurrency:
  runs:
    max_concurrent_runs: 1 # one run publishes at a time
"""


class HomeError(RuntimeError):
    """The history cannot be written; the message says where."""


def use_home(folder: Path | None = None) -> Path:
    """Point Dagster at its home, made where it is missing; DAGSTER_HOME wins over the project's own folder.

    Must be called before an instance is taken. Returns the folder.

    Raises:
        HomeError: Nothing can be written there.
    """
    home = Path(folder or os.environ.get("DAGSTER_HOME") or DAGSTER_HOME).resolve()
    settings = home / "dagster.yaml"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not settings.exists():
            settings.write_text(SETTINGS, "utf-8")
        if not os.access(home, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except OSError as error:
        raise HomeError(
            f"the history of runs cannot be written at {home} ({error.strerror}): name another folder in DAGSTER_HOME"
        ) from None
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    return home
