"""The visible text of pages, where it stands, and what pages say of themselves."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.markup import html_tokens
from pipelines.reading.markup.html_elements import raw_elements
from tests.reading.checking import check
from tests.reading.deliveries import deliver, read_all

# ruff: noqa: SIM905 — a list of 45 strings is harder to read

ROWS = [line.split("\t") for line in Path(__file__).with_name("html_cases.tsv").read_text("utf-8").split("\n")[8:]]
CASES = [row for row in ROWS if len(row) == 3]
BITS = st.sampled_from(
    "一|1元|\n|\r\n|\t| |<|>|&|&nbsp;|&#20803;|&#20803|&amp|&#|<p>|</p>|<b|</b>|<td>|<tr>|<table>|</table>|<li>|<ul>"
    "|<!-- -->|<!-- |<script>|</script>|<style>|<pre>|</pre>|<a href=x>|<div hidden>|</div>|<title>|</title>|<head>"
    "|</head>|<br>|'|\"|=|/|\x00|\u2028|𠮷".split("|")
)


def unescaped(cell):
    return cell.encode("latin-1", "backslashreplace").decode("unicode_escape")


def read_page(tmp_path, source):
    data = source.encode()
    deliver(tmp_path, {"page.html": data})
    [tables] = read_all(tmp_path)[1]
    check(tables, lambda *_: data)
    return tables


def blocks(tables):
    found = []
    for text, new in tables.texts.select("text", "block_break").iter_rows():
        if new:
            found.append(text)
        else:
            found[-1] += text
    return found


@pytest.mark.parametrize(("what", "source", "expected"), CASES, ids=[row[0] for row in CASES])
def test_a_page_reads_as_a_browser_shows_it(tmp_path, what, source, expected):
    tables = read_page(tmp_path, unescaped(source))
    assert blocks(tables) == [block for block in unescaped(expected).split("¦") if block], what


@given(st.lists(BITS, max_size=30))
def test_tokens_tile_any_source(bits):
    source = "".join(bits)
    at = 0
    for _, start, end, _, _ in html_tokens.tokens(source, raw_elements()):
        assert start == at
        assert end > at
        at = end
    assert at == len(source)


@given(st.lists(BITS, max_size=30))
def test_every_piece_of_any_source_is_found_again(tmp_path_factory, bits):
    tables = read_page(tmp_path_factory.mktemp("seeds"), "".join(bits))
    assert all(text for text in tables.texts["text"])
    assert tables.texts["run_no"].to_list() == list(range(len(tables.texts)))


def test_paths_say_where_a_run_stands_and_number_the_cells(tmp_path):
    source = (
        "<body><div><p>一<a>二</a></p></div>"
        "<table><tr><th>三</th><td>四</td></tr><tr><td>五<table><tr><td>六</table></table>"
    )
    tables = read_page(tmp_path, source)
    assert tables.texts.select("text", "path", "in_link").rows() == [
        ("一", "body/div/p", False),
        ("二", "body/div/p/a", True),
        ("三", "body/table[1]/tr[1]/th[1]", False),
        ("四", "body/table[1]/tr[1]/td[1]", False),
        ("五", "body/table[1]/tr[2]/td[1]", False),
        ("六", "body/table[1]/tr[2]/td[1]/table[1]/tr[1]/td[1]", False),
    ]


def test_pieces_lead_across_tags_entities_and_line_ends(tmp_path):
    tables = read_page(tmp_path, "<p>17&#46;<b>8亿\n 元</b></p>")
    rows = tables.text_pieces.select(
        "run_no", "run_start", "line_no", "char_start", "char_end", "byte_start", "byte_end", "how"
    ).rows()
    assert rows == [
        (0, 0, 1, 3, 5, 3, 5, "copy"),
        (0, 2, 1, 5, 10, 5, 10, "entity"),
        (1, 0, 1, 13, 15, 13, 17, "copy"),
        (1, 2, 1, 15, 15, 17, 18, "joint"),
        (1, 3, 2, 1, 2, 19, 22, "copy"),
    ]


def test_what_a_page_says_of_itself(tmp_path):
    source = """<html lang="zh-CN"><head>
<title> 水厂扩建
 &amp; 投产 </title>
<meta name="PubDate" content="2025-07-01 08:00"><meta property='og:title' content="水厂"><meta content=none>
<meta charset="utf-8"><link rel="alternate canonical" href="http://news.example/2025-07/01/c_1.htm">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-07-01T08:00:00+08:00",
 "headline": "\\u6c34厂", broken</script><script>"datePublished": "9"</script></head>
<body><time datetime="2025-07-01">7月1日</time><time>2025年7月1日</time><time>2025<b>年</b></time></body>"""
    tables = read_page(tmp_path, source)
    lines = tables.lines["text"].to_list()
    hints = tables.hints.to_dicts()
    assert [(hint["source"], hint["value"]) for hint in hints] == [
        ("html:lang", "zh-CN"),
        ("title", "水厂扩建 & 投产"),
        ("meta:pubdate", "2025-07-01 08:00"),
        ("meta:og:title", "水厂"),
        ("link:canonical", "http://news.example/2025-07/01/c_1.htm"),
        ("json-ld:datePublished", "2025-07-01T08:00:00+08:00"),
        ("json-ld:headline", "水厂"),
        ("time", "2025-07-01"),
        ("time", "2025年7月1日"),
    ]
    quotes = [lines[hint["line_no"] - 1][hint["char_start"] : hint["char_end"]] for hint in hints]
    assert quotes[1] == "水厂扩建"
    assert quotes[6] == "\\u6c34厂"
    assert [quote for number, quote in enumerate(quotes) if number not in (1, 6)] == [
        hint["value"] for number, hint in enumerate(hints) if number not in (1, 6)
    ]


def test_the_bytes_of_a_page_are_accounted_for(tmp_path):
    source = "<head><title>题</title></head><!--c--><p>一<script>二</script><style>三</style><b hidden>四</b></p>"
    tables = read_page(tmp_path, source)
    parts = dict(tables.parts.select("part", "bytes").iter_rows())
    shown = {"head": "题", "comment": "<!--c-->", "text": "一", "script": "二", "style": "三", "hidden": "四"}
    assert {part: parts[part] for part in shown} == {part: len(text.encode()) for part, text in shown.items()}
    assert sum(parts.values()) == len(source.encode())


def test_a_page_without_a_suffix_is_recognised_by_its_beginning(tmp_path):
    deliver(
        tmp_path,
        {"page": "\ufeff \n<!-- 1 --><!DOCTYPE html><p>一".encode(), "text": "<p>一".encode(), "b.txt": b"<html>1"},
    )
    [tables] = read_all(tmp_path)[1]
    assert tables.documents.select("seed", "media_type").rows() == [
        ("b.txt", "text/plain"),
        ("page", "text/html"),
        ("text", "text/plain"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 50_000 + "一",
        "</div>" * 50_000,
        "<b><i>" * 20_000 + "一" + "</b></i>" * 20_000,
        "<!--" * 50_000,
        "<a b='" * 50_000,
        '<a "' * 50_000,
        "<script>" * 50_000,
        "<title>" * 50_000 + "</titl" * 10_000,
        "&#" * 20_000 + "9" * 100_000,
        "&" + "a" * 100_000,
        "< " * 100_000,
        " \n" * 100_000,
        "<p>1<td>" * 20_000,
        "<meta content='" * 20_000,
        "<time>" * 20_000,
        "<" * 100_000,
        "<table><tr><td>" * 10_000 + "一",
    ],
    ids=lambda source: source[:12].strip(),
)
def test_hostile_pages_take_linear_time(tmp_path, source):
    begun = time.process_time()
    read_page(tmp_path, source)
    assert time.process_time() - begun < 5
