"""Texts of rows that are markup: read as pages, each character found again in the bytes of its cell."""

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.reading.cells import markup_cells
from tests.reading.checking import check
from tests.reading.deliveries import ENCODINGS, deliver, read_all

TITLE = '水廠"擴建"'
PAGE = (
    '<div class="a">\n <p>投資<b>4.2</b>億元，他說"年增"&nbsp;5%。</p>\r\n<!-- 3 --><p>&lt;好&gt; a\\b/\tc<br/>'
    "共&#20803;\n7項</p><script>var n = 8;</script></div>"
)
SHOWN = [TITLE, '投資4.2億元，他說"年增"\xa05%。', "<好> a\\b/\tc", "共元\n7項"]
FRAGMENTS = st.lists(
    st.sampled_from([*"元1 ,\"'\\/\n\r\t\u2028<>&;", "<p>", "</p>", "<br>", "&nbsp;", "&#20803;", "𠮷"])
)


def row(text: str, *, ascii_only: bool = False) -> str:
    """A line of JSON in which slashes of end tags are escaped too."""
    values = {"id": 7, "title": TITLE, "content": text, "n": "<p>1</p>"}
    return json.dumps(values, ensure_ascii=ascii_only).replace("</", r"<\/") + "\n"


def table(text: str) -> str:
    sink = io.StringIO()
    csv.writer(sink).writerows([["title", "content", "n"], [TITLE, text, "<p>1</p>"]])
    return sink.getvalue()


FILES = {
    "plain.jsonl": row,
    "escaped.jsonl": lambda text: row(text, ascii_only=True),
    "table.csv": table,
}


def blocks(tables):
    """The texts of the blocks of a page."""
    found = []
    for text, begins in tables.texts.select("text", "block_break").iter_rows():
        found.append(text if begins else found.pop() + text)
    return found


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=list(ENCODINGS))
@pytest.mark.parametrize("name", FILES)
def test_a_page_in_a_cell_leads_to_the_bytes_of_the_cell(tmp_path, encoding, name):
    data = encoding.encode(FILES[name](PAGE))
    deliver(tmp_path, {name: data})
    [tables] = read_all(tmp_path, f'[source."{name}"]\nencoding = "{encoding.codec}"\n')[1]
    assert blocks(tables) == SHOWN
    assert tables.documents["media_type"].str.ends_with("; text=html").to_list() == [True]
    assert check(tables, lambda *_: data) > 20
    assert tables.parts.filter(tables.parts["part"] == "script")["bytes"].to_list() == [
        len("var n = 8;".encode(encoding.codec))
    ]


def test_a_page_in_parquet_has_lines_and_no_bytes(tmp_path):
    sink = io.BytesIO()
    pq.write_table(pa.table({"title": [TITLE], "content": [PAGE]}), sink)
    deliver(tmp_path, {"a.parquet": sink.getvalue()})
    [tables] = read_all(tmp_path)[1]
    assert blocks(tables) == SHOWN
    assert tables.text_pieces["byte_start"].null_count() == len(tables.text_pieces)
    assert check(tables, lambda *_: None) > 20


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<p>投资4.2亿元。</p>", True),
        ("\n<!DOCTYPE html><html><body>4.2</body></html>", True),
        ('<img src="a.jpg" width=640>', True),
        ("<DIV\nCLASS=a>4.2<BR></DIV>", True),
        ("<!-- 稿件 --><p>4.2</p>", True),
        ("投资4.2亿元。", False),
        ("他在代码里写了<p>和</p>", False),
        ("<p是段落的标记", False),
        ("<投资指南>出版，定价42元", False),
        ("<3元的菜</p>", False),
        ("<b>没有结束", False),
        ("", False),
    ],
)
def test_a_text_is_a_page_if_it_begins_with_a_tag_and_holds_an_element(text, is_page):
    assert markup_cells.is_page(text, None) == is_page


def test_sources_toml_says_what_the_text_column_holds(tmp_path):
    lines = "".join(json.dumps({"text": text}) + "\n" for text in ("4.2<br>5", "<p>6</p>", "", "\n"))
    deliver(tmp_path, {"html.jsonl": lines.encode(), "text.jsonl": lines.encode()})
    settings = '[source."html.jsonl"]\ntext_format = "html"\n[source."text.jsonl"]\ntext_format = "text"\n'
    [tables] = read_all(tmp_path, settings)[1]
    assert blocks(tables) == ["4.2", "5", "6"]
    page, plain = "application/jsonl; text=html", "application/jsonl"
    assert tables.documents["media_type"].to_list() == [page, page, plain, page, *[plain] * 4]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fragments=FRAGMENTS, name=st.sampled_from(list(FILES)))
def test_whatever_a_cell_holds_is_found_again(tmp_path_factory, fragments, name):
    folder = tmp_path_factory.mktemp("seeds")
    data = FILES[name]("<p>" + "".join(fragments) + "</p>").encode()
    deliver(folder, {name: data})
    [tables] = read_all(folder)[1]
    assert check(tables, lambda *_: data) > 0
    assert blocks(tables)[0] == TITLE
