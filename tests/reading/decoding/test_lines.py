"""Where lines end, and which bytes they have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.decoding.lines import split
from tests.reading.checking import check
from tests.reading.deliveries import deliver, read_all

TEXTS = st.text(st.sampled_from("元１a\n\r\u2028\u2029\x0b\x0c\x1c\x85\x00𠮷\ufeff "), max_size=40)


@given(TEXTS)
def test_lines_and_their_ends_together_are_the_text(text):
    lines = split(text)
    assert "".join(a + b for a, b in zip(lines.texts, lines.gaps, strict=True)) == text
    assert lines.starts() == [
        len("".join(a + b for a, b in list(zip(lines.texts, lines.gaps, strict=True))[:i]))
        for i in range(len(lines.texts))
    ]


@given(TEXTS)
def test_no_line_holds_a_line_end_and_only_the_last_may_lack_one(text):
    lines = split(text)
    assert not any(end in line for line in lines.texts for end in "\n\r\u2028")
    assert all(gap in ("\n", "\r\n", "\r", "\u2028") for gap in lines.gaps[:-1])


def test_a_final_line_end_makes_no_further_line():
    assert split("一\n").texts == ["一"]
    assert split("一\n\n").texts == ["一", ""]
    assert split("").texts == []
    assert split("\n").texts == [""]


def test_other_separators_stay_in_the_line():
    assert split("一\x0b二\x0c三\x85四\u2029五\r六").texts == ["一\x0b二\x0c三\x85四\u2029五", "六"]


def test_an_empty_file_is_a_document_without_lines(tmp_path):
    deliver(tmp_path, {"empty.txt": b"", "empty.html": b""})
    _, [tables] = read_all(tmp_path)
    assert tables.documents.select("seed", "bytes", "lines", "encoding").rows() == [
        ("empty.html", 0, 0, "utf-8"),
        ("empty.txt", 0, 0, "utf-8"),
    ]
    assert tables.lines.is_empty()


def test_control_characters_and_marks_in_the_middle_are_kept(tmp_path):
    data = "\ufeff共\x001000\x01亩\ufeff，\x7f完\r\n第二行".encode()
    deliver(tmp_path, {"a.txt": data})
    _, [tables] = read_all(tmp_path)
    assert tables.lines["text"].to_list() == ["共\x001000\x01亩\ufeff，\x7f完", "第二行"]
    assert tables.lines.row(0)[2] == 3
    assert check(tables, lambda *_: data) == 2


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_every_line_of_any_text_is_found_at_its_bytes(tmp_path_factory, texts):
    seeds = tmp_path_factory.mktemp("seeds")
    files = {f"{number}.txt": text.encode() for number, text in enumerate(texts) if text.count("\x00") * 20 < len(text)}
    deliver(seeds, files)
    for tables in read_all(seeds)[1]:
        assert tables.set_aside.is_empty()
        check(tables, lambda seed, _: files[seed])


@pytest.mark.parametrize("size", [10_000_000, pytest.param(100_000_000, marks=pytest.mark.slow)])
def test_one_very_long_line_is_read_at_once(tmp_path, size):
    part = "上半年完成投资1,234.56亿元，同比增长7.8%；"
    data = (part * (size // len(part.encode()))).encode()
    deliver(tmp_path, {"long.txt": data})
    _, [tables] = read_all(tmp_path)
    assert tables.lines.select("line_no", "byte_start", "byte_end").rows() == [(1, 0, len(data))]
    assert tables.lines["text"].str.len_bytes().to_list() == [len(data)]
