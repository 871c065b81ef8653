"""Fixtures that every folder of tests shares: texts from outside, the command line, a warehouse built once."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).parent.parent
Suyuan = Callable[..., subprocess.CompletedProcess[str]]

settings.register_profile("suyuan", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suyuan")


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder."""
    return PROJECT


@pytest.fixture(scope="session")
def real_page() -> Path:
    """The page that is shipped under seeds/, exactly as it was delivered."""
    return PROJECT / "seeds" / "000_300df59450ee1900.txt"


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of annotated cases that SUYUAN_CASES names; the test is skipped where it is unset."""
    return _outside("SUYUAN_CASES", "annotated cases")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real texts that SUYUAN_CORPUS names; the test is skipped where it is unset."""
    return _outside("SUYUAN_CORPUS", "real texts to measure on")


@pytest.fixture(scope="session")
def suyuan(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Suyuan:
    """Run the command line with a history of its own."""
    home = tmp_path_factory.mktemp("home")

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [Path(sys.executable).parent / "suyuan", *map(str, arguments)],
            cwd=project,
            env={**os.environ, "DAGSTER_HOME": str(home), "COLUMNS": "160", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
            **options,
        )

    return run


@pytest.fixture(scope="session")
def built(suyuan: Suyuan, real_page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a warehouse over the shipped page."""
    place = tmp_path_factory.mktemp("built")
    (place / "seeds").mkdir()
    (place / "seeds" / real_page.name).write_bytes(real_page.read_bytes())
    done = suyuan("run", "--seeds", place / "seeds", "--warehouse", place / "warehouse")
    assert done.returncode == 0, done.stderr
    (place / "printed").write_text(done.stdout)
    return place / "warehouse"


def _outside(variable: str, what: str) -> Path:
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"{variable} is unset: it names the folder of {what}")
    if not Path(folder).is_dir():
        pytest.fail(f"{variable} names no folder: {folder}")
    return Path(folder)
