"""Words by which a line shows what it is: each line of `furniture.tsv` is measured alone."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.cleaning import features
from schemas.tsv import rows

LINES = rows(Path(__file__).with_name("furniture.tsv"), ("kind", "line"))


@pytest.mark.parametrize(("kind", "line"), [(row["kind"], row["line"]) for row in LINES], ids=lambda word: word)
def test_a_line_shows_its_kind(kind, line):
    unit = pl.DataFrame({"text": [line], "link": [0.0], "grid": pl.Series([None], dtype=pl.Int64)})
    assert features.measure(unit)["kind"].to_list() == [kind]
