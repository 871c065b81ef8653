"""Rows laid out together are read exactly as rows laid out one by one."""

import csv
import io
import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import reading
from pipelines.reading import row_documents, written_rows
from tests.reading.deliveries import deliver, read_all

CELLS = st.one_of(
    st.text(st.sampled_from('元1，"\\\n\r\t\u2028𠮷 ;'), max_size=12),
    st.sampled_from(
        ["", "水厂扩建", "水厂扩建\n投资4.2亿元。\n", "<p>投资</p>\n<p>4.2亿元</p>", "锟斤拷锟斤拷", "ÖÐ¹úÈËÃñ" * 9]
    ),
)
ROWS = st.lists(
    st.one_of(
        st.tuples(st.one_of(CELLS, st.integers(), st.none()), CELLS),
        st.tuples(st.just("水厂扩建"), st.just("第一行\n\n第三行")),
    ),
    min_size=1,
    max_size=6,
)


def delivered(rows, *, text_first):
    columns = ("content", "title", "source") if text_first else ("source", "title", "content")
    objects = [{"source": "日报", "title": title, "content": text} for title, text in rows]
    objects = [{column: row[column] for column in columns} for row in objects]
    sink = io.StringIO()
    writer = csv.DictWriter(sink, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(objects)
    return {
        "a.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects).encode(),
        "b.csv": sink.getvalue().encode(),
        "c.jsonl": "\r\n".join(map(json.dumps, objects)).encode("utf-8-sig"),
    }


@settings(max_examples=80, deadline=None)
@given(rows=ROWS, text_first=st.booleans())
def test_rows_laid_out_together_give_what_rows_laid_out_singly_give(tmp_path_factory, rows, text_first):
    folder = tmp_path_factory.mktemp("seeds")
    deliver(folder, delivered(rows, text_first=text_first))
    together = read_all(folder)[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written_rows, "TOGETHER", 40)
        in_turns = read_all(folder)[1]
        patch.setattr(row_documents.written_rows, "line_end", lambda *_: None)
        singly = read_all(folder)[1]
    for chunks in zip(together, in_turns, singly, strict=True):
        for table in fields(reading.Read):
            one, *others = (getattr(chunk, table.name) for chunk in chunks)
            assert all(one.equals(other) for other in others), table.name


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("投资4.2亿元。", True),
        ("第一行\n第二行\n", True),
        ("", True),
        ('厂长说"够用十年"', False),
        ("制\t表", False),
        ("一\r二", False),
        ("一\u2028二", False),
        ("<p>投资</p>", False),
        ("锟斤拷锟斤拷", False),
    ],
)
def test_only_rows_about_which_nothing_is_odd_are_laid_out_together(tmp_path, monkeypatch, text, together):
    taken = []
    monkeypatch.setattr(written_rows.Rows, "add", lambda _, nth, *__: taken.append(nth))
    deliver(tmp_path, {"a.jsonl": json.dumps({"text": text}, ensure_ascii=False).encode()})
    read_all(tmp_path)
    assert bool(taken) == together


def test_a_column_without_a_name_says_nothing(tmp_path):
    deliver(tmp_path, {"a.jsonl": '{"": "3", "text": "投资4.2亿元"}'.encode()})
    [read] = read_all(tmp_path)[1]
    assert read.hints.is_empty()
