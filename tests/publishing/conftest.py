"""The hand-made warehouse, made once and copied for each test: with seeds and chunks, staged, or published."""

import shutil
from copy import copy
from pathlib import Path

import pytest

from pipelines import publishing
from tests.publishing import sample as hand_made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> hand_made.Sample:
    """A warehouse with one release; its staged file lies beside it."""
    made = hand_made.build(tmp_path_factory.mktemp("template"))
    shutil.copy(made.stage(), made.root / "staged.duckdb")
    made.run(inputs="inputs")
    return made


@pytest.fixture
def published(template: hand_made.Sample, tmp_path: Path) -> hand_made.Sample:
    """Published once, from the inputs `inputs`."""
    shutil.copytree(template.root, tmp_path, symlinks=True, dirs_exist_ok=True)
    made = copy(template)
    made.root, made.records, made.tables = tmp_path, dict(template.records), dict(template.tables)
    return made


@pytest.fixture
def sample(published: hand_made.Sample) -> hand_made.Sample:
    """Chunks are written, nothing is published."""
    shutil.rmtree(published.warehouse / "releases")
    (published.warehouse / publishing.NAME).unlink()
    return published


@pytest.fixture
def staged(sample: hand_made.Sample) -> Path:
    """The staged file."""
    path = publishing.staged_path(sample.warehouse)
    path.parent.mkdir(exist_ok=True)
    return (sample.root / "staged.duckdb").rename(path)
