"""Words that tell where a story stands: each line of `signs.tsv` is asked alone."""

from pathlib import Path

import pytest

from pipelines.cleaning import vocabulary
from pipelines.grammar.vocabulary.folding import fold
from schemas.tsv import rows

LINES = tuple(rows(Path(__file__).with_name("signs.tsv"), ("sign", "verdict", "line")))
CODE = "\n".join(path.read_text("utf-8") for path in Path(vocabulary.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("sign", "verdict", "line"), [(row["sign"], row["verdict"], row["line"]) for row in LINES], ids=lambda word: word
)
def test_a_line_tells_its_sign(sign, verdict, line):
    assert bool(vocabulary.sign(sign).search(fold(line).lower())) == (verdict == "tells")


def test_every_sign_is_tried_and_every_one_is_asked_for():
    table = list(rows(vocabulary.WORDS / "signs.tsv", ("sign", "where", "words")))
    whole = {row["sign"] for row in table if row["where"] != "part"}
    parts = {row["sign"] for row in table if row["where"] == "part"}
    assert {row["sign"] for row in LINES if row["verdict"] == "tells"} == whole
    assert {row["sign"] for row in LINES if row["verdict"] == "not"} == whole
    assert [name for name in whole if f'sign("{name}")' not in CODE] == []
    assert [name for name in parts if f"part('{name}')" not in CODE and f'part("{name}")' not in CODE] == []


def test_words_are_found_in_either_script():
    pattern = vocabulary.in_either_script(r"本[报刊]\d讯\[专电\]")
    assert pattern.startswith("本[报刊報")
    assert pattern.endswith(r"\d[讯訊]\[[专專][电電]\]")
