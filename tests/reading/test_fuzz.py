"""A thousand mutated deliveries, the same ones every time; `make fuzz` goes on from there."""

import pytest

from tests.reading import fuzz


@pytest.mark.parametrize("first", range(0, 1_000, fuzz.BATCH))
def test_whatever_is_delivered_is_read_or_set_aside(tmp_path, first):
    outcomes = fuzz.batch(first, fuzz.BATCH, tmp_path)
    assert outcomes["document"] > fuzz.BATCH // 3
    assert len(outcomes) > 3
