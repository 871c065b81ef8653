"""Offsets over a column of texts: slices and bytes are those of Python, whatever the characters."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.grammar.ledger import numeral_places, uncovered
from pipelines.grammar.points import Points

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(TEXT, min_size=1, max_size=6), st.data())
def test_slices_are_the_slices_of_python(texts: list[str], data: st.DataObject) -> None:
    points, spans = Points(pl.Series(texts, dtype=pl.String)), []
    for row, text in enumerate(texts):
        start = data.draw(st.integers(0, len(text)))
        spans.append((row, start, data.draw(st.integers(start, len(text)))))
    rows, starts, ends = (np.array(column, dtype=np.int64) for column in zip(*spans, strict=True))
    assert points.slices(rows, starts, ends).to_list() == [texts[r][s:e] for r, s, e in spans]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030", "big5hkscs"])
def test_bytes_before_a_character_are_those_of_its_prefix(encoding: str) -> None:
    texts = ["臺北101", "", "三千公尺"]
    points = Points(pl.Series(texts))
    before = points.encoded([encoding] * 3)
    for row, text in enumerate(texts):
        base = points.offsets[row]
        for at in range(len(text) + 1):
            assert before[base + at] - before[base] == len(text[:at].encode(encoding))


def test_a_column_may_mix_encodings() -> None:
    points = Points(pl.Series(["元", "元"]))
    assert points.encoded(["utf-8", "gb18030"]).tolist() == [0, 3, 5]


@pytest.mark.parametrize(
    ("text", "held"), [("参加", ""), ("参伍", "参伍"), ("大陸5", "陸5"), ("半3½", "半3½"), ("abc", "")]
)
def test_formal_numerals_count_only_beside_another(text: str, held: str) -> None:
    places = numeral_places(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32))
    assert "".join(text[at] for at in places) == held


def test_what_no_span_holds_is_told_with_its_place() -> None:
    codes = np.frombuffer("有5个和6个".encode("utf-32-le"), dtype=np.uint32)
    starts, ends = uncovered(codes, np.array([1]), np.array([3]))
    assert (starts.tolist(), ends.tolist()) == ([4], [5])
    starts, ends = uncovered(codes, np.array([1, 4]), np.array([3, 6]))
    assert (starts.tolist(), ends.tolist()) == ([], [])
    starts, ends = uncovered(codes, np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    assert (starts.tolist(), ends.tolist()) == ([1, 4], [2, 5])


def test_neighbours_that_no_span_holds_are_one_run() -> None:
    codes = np.frombuffer("五百三十五个".encode("utf-32-le"), dtype=np.uint32)
    starts, ends = uncovered(codes, np.array([4, 0]), np.array([6, 1]))
    assert (starts.tolist(), ends.tolist()) == ([1], [4])
