"""Words by which a line shows what it is: each line of `furniture.tsv` is measured alone."""

import re
from pathlib import Path

import polars as pl
import pytest

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import features
from pipelines.grammar.vocabulary.folding import fold
from schemas.tsv import rows

LINES = tuple(rows(Path(__file__).with_name("furniture.tsv"), ("kind", "line")))


@pytest.mark.parametrize(("kind", "line"), [(row["kind"], row["line"]) for row in LINES], ids=lambda word: word)
def test_a_line_shows_its_kind(kind, line):
    unit = pl.DataFrame({"text": [line], "link": [0.0], "grid": pl.Series([None], dtype=pl.Int64)})
    assert features.measure(unit)["kind"].to_list() == [kind]


@pytest.mark.parametrize("gate", vocabulary.gates(), ids=lambda gate: gate.furniture[0].kind)
def test_a_gate_lets_through_every_line_that_shows_its_furniture(gate):
    texts = [fold(row["line"]).lower() for row in LINES]
    shown = [text for text in texts if any(row.pattern.search(text) for row in gate.furniture)]
    let_through = [text for text in texts if re.search(gate.likely, text)]
    assert set(shown) <= set(let_through)
    assert len(let_through) < len(texts)
