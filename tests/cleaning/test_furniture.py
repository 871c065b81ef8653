"""Words by which a line shows what it is: each line of `furniture.tsv` is measured alone."""

import re
from pathlib import Path

import polars as pl
import pytest

from pipelines.cleaning import features, vocabulary
from pipelines.grammar.folding import fold
from schemas.tsv import rows

LINES = tuple(rows(Path(__file__).with_name("furniture.tsv"), ("kind", "line")))


@pytest.mark.parametrize(("kind", "line"), [(row["kind"], row["line"]) for row in LINES], ids=lambda word: word)
def test_a_line_shows_its_kind(kind, line):
    unit = pl.DataFrame({"text": [line], "link": [0.0], "grid": pl.Series([None], dtype=pl.Int64)})
    assert features.measure(unit)["kind"].to_list() == [kind]


def test_a_line_to_which_a_loose_pattern_applies_holds_what_is_looked_for_first():
    texts = [fold(row["line"]).lower() for row in LINES]
    held = re.compile(vocabulary.loose())
    loose = [re.compile(row.pattern) for row in vocabulary.furniture() if row.loose]
    shown = [text for text in texts if any(pattern.search(text) for pattern in loose)]
    assert len(shown) > 5
    assert [text for text in shown if not held.search(text)] == []
    assert sum(held.search(text) is None for text in texts) > len(texts) / 2
