"""A run that dies at any step leaves what was published, and the next run completes."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.orchestration.running import build

pytestmark = pytest.mark.faults

PAGE = "全年產值17.8億元，共31個項目。\n"
DYING = """
import os, signal, sys
from pathlib import Path
from pipelines.orchestration.running import build

seeds, warehouse, step, done = sys.argv[1:]

def die(told, number, total):
    if (told, number == total) == (step, done == "done"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.exit(build(Path(seeds), Path(warehouse), [], die).message or "it did not die")
"""
MOMENTS = [
    *[(step, "begun") for step in ("planning", "reading", "cleaning", "extraction", "staging", "audits")],
    ("extraction", "done"),
    ("audits", "done"),
]


def facts(warehouse: Path) -> list[tuple]:
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("select quote, value from facts order by all").fetchall()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of seeds with its published warehouse; runs keep their history beside it."""
    place = tmp_path_factory.mktemp("published")
    (place / "seeds").mkdir()
    (place / "seeds/a.txt").write_text(PAGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(place / "home"))
        patch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
        assert build(place / "seeds", place / "warehouse", [], lambda *_: None).state == "published"
        yield place


@pytest.mark.parametrize(("step", "moment"), MOMENTS)
def test_a_run_that_is_killed_leaves_what_was_published(
    step: str, moment: str, project: Path, published: Path, tmp_path: Path
):
    place = tmp_path / "place"
    shutil.copytree(published, place, symlinks=True)
    seeds, warehouse = place / "seeds", place / "warehouse"
    before = ((warehouse / "warehouse.duckdb").readlink(), facts(warehouse))

    (seeds / "b.txt").write_text(PAGE.replace("31", "32"))
    died = subprocess.run(
        [sys.executable, "-c", DYING, seeds, warehouse, step, moment], cwd=project, capture_output=True, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert ((warehouse / "warehouse.duckdb").readlink(), facts(warehouse)) == before

    assert build(seeds, warehouse, [], lambda *_: None).state == "published"
    assert len(facts(warehouse)) == 2 * len(before[1])
