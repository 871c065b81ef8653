"""Fixtures that every folder of tests shares: where the texts from outside lie, how hypothesis runs."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).parent.parent

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


def _outside(variable: str, what: str) -> Path:
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"{variable} is unset: it names the folder of {what}")
    if not Path(folder).is_dir():
        pytest.fail(f"{variable} names no folder: {folder}")
    return Path(folder)
