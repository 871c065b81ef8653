"""The hand-made tables."""

from pathlib import Path

import pytest

from tests.publishing.sample import Sample, build


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return build(tmp_path)
