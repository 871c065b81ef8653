"""Rows of JSON lines, CSV, Parquet and WARC."""

import csv
import gzip
import io
import json
import zlib

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.limits import DEFAULT
from pipelines.reading.outcomes import reason
from tests.reading import deliveries
from tests.reading.checking import check
from tests.reading.deliveries import deliver, read_all, warc_record

CELLS = st.text(st.sampled_from("元1，\"',\\/\n\r\t\u2028\x00\x7f𠮷é;|"), max_size=20)


def lines_of(tables):
    return [group["text"].to_list() for _, group in tables.lines.group_by("doc_id", maintain_order=True)]


@given(st.lists(CELLS, min_size=1, max_size=4), st.booleans())
def test_any_json_string_is_found_in_its_escaped_form(tmp_path_factory, texts, ascii_only):
    seeds = tmp_path_factory.mktemp("seeds")
    data = "".join(
        json.dumps({"a": [1, {"text": "no"}], "text": text}, ensure_ascii=ascii_only) + "\n" for text in texts
    ).encode()
    deliver(seeds, {"a.jsonl": data})
    [tables] = read_all(seeds)[1]
    check(tables, lambda *_: data)
    assert len(tables.documents) == len(texts)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_any_csv_cell_is_found_in_its_quoted_form(tmp_path_factory, rows, delimiter):
    seeds = tmp_path_factory.mktemp("seeds")
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["note", "content"])
    writer.writerows(rows)
    data = sink.getvalue().encode()
    deliver(seeds, {"a.csv": data})
    [tables] = read_all(seeds)[1]
    check(tables, lambda *_: data)
    assert len(tables.documents) == len(rows)
    joined = {"".join(texts) for texts in lines_of(tables)}
    ends = str.maketrans("", "", "\n\r\u2028")
    assert joined == {content.translate(ends) for _, content in rows if content.translate(ends)} | (joined & {""})


def test_the_headline_is_the_first_line_unless_the_text_begins_with_it(tmp_path):
    rows = [
        {"title": "水厂扩建", "text": "水厂扩建完工\n共4.2亿元"},
        {"title": "投资4.2亿元", "text": "水厂完工"},
        {"title": None, "text": "无题"},
    ]
    deliver(tmp_path, {"a.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()})
    [tables] = read_all(tmp_path)[1]
    assert lines_of(tables) == [["水厂扩建完工", "共4.2亿元"], ["投资4.2亿元", "水厂完工"], ["无题"]]
    assert tables.hints.select("source", "value", "line_no").rows() == [
        ("field:title", "水厂扩建", 1),
        ("field:title", "投资4.2亿元", 1),
    ]


def test_a_headline_that_is_a_number_is_read_whole(tmp_path):
    data = '{"title": 2025, "note": {"title": "a\\"}"}, "text": "水厂完工\\n共4.2亿元\\n"}\n'.encode()
    deliver(tmp_path, {"a.jsonl": data})
    [tables] = read_all(tmp_path)[1]
    check(tables, lambda *_: data)
    assert tables.lines["text"].to_list() == ["2025", "水厂完工", "共4.2亿元"]


def test_other_columns_become_hints(tmp_path):
    row = {
        "url": "http://news.example/1.html",
        "date": "2025-07-01",
        "source": "本市日报",
        "docid": 7,
        "text": "1元",
        "tags": ["a"],
    }
    deliver(tmp_path, {"a.jsonl": json.dumps(row).encode()})
    [tables] = read_all(tmp_path)[1]
    assert tables.hints.select("source", "value").rows() == [
        ("field:published", "2025-07-01"),
        ("field:publisher", "本市日报"),
        ("field:url", "http://news.example/1.html"),
        ("field:id", "7"),
    ]


def test_columns_named_in_sources_toml_are_used(tmp_path):
    deliver(tmp_path, {"a.jsonl": '{"text": "不要", "zw": "要1元", "bt": "题"}'.encode()})
    [tables] = read_all(tmp_path, '[source."*.jsonl"]\ntext_column = "zw"\ntitle_column = "bt"\n')[1]
    assert lines_of(tables) == [["题", "要1元"]]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{"text": "a" "b"}', "json_invalid"),
        ('["text"]', "json_invalid"),
        ("[" * 100_000, "json_invalid"),
        ('{"text": "\\ud83d alone"}', "json_surrogate"),
        ('{"text": "fine", "other": "\\udc00"}', "json_surrogate"),
        ('{"name": "x", "value": 1}', "no_text_column"),
        ('{"text": 12}', "not_a_string"),
        ('{"text": null}', "not_a_string"),
        ('{"text": {"zh": "1元"}}', "not_a_string"),
    ],
)
def test_a_json_line_that_cannot_be_read_is_set_aside_and_the_next_one_is_read(tmp_path, row, code):
    deliver(tmp_path, {"a.jsonl": f'{row}\n{{"text": "1元"}}\n'.encode()})
    [tables] = read_all(tmp_path)[1]
    assert tables.set_aside.select("record", "stage", "reason").rows() == [("1", "reading", reason(code))]
    assert tables.documents["record"].to_list() == ["2"]


def test_a_surrogate_pair_is_one_character(tmp_path):
    data = rb'{"text": "\ud842\udfb7 1\u5143\\ud800"}'
    deliver(tmp_path, {"a.jsonl": data})
    [tables] = read_all(tmp_path)[1]
    assert lines_of(tables) == [["𠮷 1元\\ud800"]]
    assert check(tables, lambda *_: data) == 6


def test_of_a_key_that_stands_twice_the_last_value_counts(tmp_path):
    data = '{"text": "old", "x": {"text": "deep"}, "te\\u0078t": "new 2元"}'.encode()
    deliver(tmp_path, {"a.jsonl": data})
    [tables] = read_all(tmp_path)[1]
    assert lines_of(tables) == [["new 2元"]]
    assert check(tables, lambda *_: data) == 1


def test_a_bad_byte_costs_one_row_only(tmp_path):
    rows = [json.dumps({"text": f"第{number}条，1元"}, ensure_ascii=False).encode() for number in range(1, 4)]
    rows[1] = rows[1].replace("条".encode(), b"\xe6\x9d")
    deliver(tmp_path, {"a.jsonl": b"\n".join([*rows, *rows[2:] * 40])})
    plan, [tables] = read_all(tmp_path)
    assert plan.set_aside.is_empty()
    assert tables.set_aside.select("record", "reason").rows() == [("2", reason("not_decodable"))]
    assert len(tables.documents) == 42


def test_a_row_whose_characters_have_no_bytes_of_their_own_is_refused(tmp_path):
    rows = [json.dumps({"text": text}, ensure_ascii=False) for text in ("拼音 Ê̄ 是1個字", "水廠擴建完工，投資4元")]
    deliver(tmp_path, {"a.jsonl": "\n".join(rows).encode("big5hkscs")})
    _, [tables] = read_all(tmp_path, '[source."**"]\nencoding = "big5hkscs"\n')
    assert tables.set_aside.select("record", "reason").rows() == [("1", reason("not_reversible"))]
    assert tables.documents["record"].to_list() == ["2"]


@pytest.mark.parametrize(("name", "read"), [("lines.json", True), ("pretty.json", False), ("array.json", False)])
def test_json_files_are_read_if_they_are_json_lines(tmp_path, name, read):
    rows = [{"text": "1元"}, {"text": "2元"}]
    content = {
        "lines.json": "\n".join(map(json.dumps, rows)),
        "pretty.json": json.dumps(rows[0], indent=1),
        "array.json": json.dumps(rows),
    }
    deliver(tmp_path, {name: content[name].encode()})
    plan, tables = read_all(tmp_path)
    assert sum(len(one.documents) for one in tables) == (2 if read else 0)
    assert plan.set_aside["reason"].to_list() == ([] if read else [reason("not_json_lines")])


@pytest.mark.parametrize(
    ("content", "code", "read"),
    [
        ("id,text\n1,a,b\n2,好\n", "csv_ragged", 1),
        ('id,text\n1,"a"b\n2,好\n', "csv_quote", 1),
        ('id,text\n1,好\n2,"open\n3,x\n', "csv_quote", 1),
        ("id,\n1,a\n", "csv_header", 0),
        ("a,a\n1,a\n", "csv_header", 0),
        ("name,value\n1,a\n", "no_text_column", 0),
    ],
)
def test_a_csv_row_that_cannot_be_read_is_set_aside(tmp_path, content, code, read):
    deliver(tmp_path, {"a.csv": content.encode()})
    plan, tables = read_all(tmp_path)
    reasons = plan.set_aside["reason"].to_list() + [row for one in tables for row in one.set_aside["reason"]]
    assert reasons == [reason(code)]
    assert sum(len(one.documents) for one in tables) == read


def test_quotes_inside_an_unquoted_cell_are_what_they_seem(tmp_path):
    data = 'id;text\n1;他说"好"，付1元\n2;第二\n'.encode()
    deliver(tmp_path, {"a.csv": data})
    [tables] = read_all(tmp_path)[1]
    assert lines_of(tables) == [['他说"好"，付1元'], ["第二"]]


def test_rows_longer_than_a_block_are_read(tmp_path):
    text = '"' + "每吨1,234元；\\" * 60_000 + "\n末行"
    data = json.dumps({"content": text}, ensure_ascii=False).encode() + b"\n"
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\r").writerows([["text"], [text]])
    table = sink.getvalue().encode()
    deliver(tmp_path, {"a.jsonl": data, "b.csv": table})
    [tables] = read_all(tmp_path)[1]
    assert len(tables.documents) == 2
    assert check(tables, lambda seed, _: data if seed == "a.jsonl" else table) > 120_000


def test_parquet_rows_have_lines_without_bytes(tmp_path):
    sink = io.BytesIO()
    pq.write_table(pa.table({"正文": ["一\n1元", None, "三"], "date": pa.array([1, 2, None])}), sink, row_group_size=1)
    deliver(tmp_path, {"a.parquet": sink.getvalue(), "bad.parquet": b"PAR1" + sink.getvalue()[9:]})
    plan, [tables] = read_all(tmp_path)
    assert lines_of(tables) == [["一", "1元"], ["三"]]
    assert tables.lines["byte_start"].null_count() == 3
    assert tables.documents["record"].to_list() == ["1", "3"]
    assert plan.set_aside.select("seed", "record", "reason").rows() == [
        ("a.parquet", "2", reason("not_a_string")),
        ("bad.parquet", "", reason("parquet_invalid")),
    ]


def http(headers, body):
    return warc_record("response", "application/http", b"HTTP/1.1 200 OK\r\n" + headers.encode() + b"\r\n\r\n" + body)


ZEROS = bytes(DEFAULT.ratio_from + 1)
PAGE = "<html><p>投资4.2亿元</p></html>".encode()
FRAME = zstandard.compress(PAGE[9:])


@pytest.mark.parametrize(
    ("headers", "body", "placed"),
    [
        ("Content-Type: text/html", PAGE, True),
        ("Content-Type: text/html\r\nContent-Encoding: identity", PAGE, True),
        (
            "Content-Type: text/html\r\nTransfer-Encoding: chunked",
            b"5\r\n" + PAGE[:5] + b"\r\n%x\r\n" % (len(PAGE) - 5) + PAGE[5:] + b"\r\n0\r\n\r\n",
            False,
        ),
        ("Content-Type: text/html\r\nContent-Encoding: gzip", gzip.compress(PAGE, mtime=0), False),
        ("Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", PAGE, True),
        ("Content-Type: text/html\r\nContent-Encoding: br", brotli.compress(PAGE), False),
        ("Content-Type: text/html\r\nContent-Encoding: br", PAGE, True),
        ("Content-Type: text/html\r\nContent-Encoding: zstd", zstandard.compress(PAGE), False),
        ("Content-Type: text/html\r\nContent-Encoding: zstd", zstandard.compress(PAGE[:9]) + FRAME, False),
        ("Content-Type: text/html\r\nContent-Encoding: zstd", PAGE, True),
        ("Content-Type: text/html\r\nContent-Encoding: gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0)), False),
    ],
)
def test_warc_bodies_are_read_as_stored_or_decoded(tmp_path, headers, body, placed):
    data = http(headers, body)
    deliver(tmp_path, {"a.warc": data})
    plan, [tables] = read_all(tmp_path)
    assert plan.set_aside.is_empty()
    assert tables.texts["text"].to_list() == ["投资4.2亿元"]
    assert check(tables, lambda *_: data if placed else PAGE) == 2
    assert tables.hints.select("source", "value").rows() == [("warc:uri", "http://news.example/2025/0707/1.html")]


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ("Content-Type: image/png", b"\x89PNG", "out_of_scope"),
        ("X-None: 1", b"?", "out_of_scope"),
        ("Content-Type: text/html\r\nContent-Encoding: compress", b"?", "http_encoding"),
        ("Content-Type: text/html\r\nContent-Encoding: br", b"??", "http_encoding"),
        ("Content-Type: text/html\r\nContent-Encoding: br", brotli.compress(PAGE)[:-9], "http_encoding"),
        ("Content-Type: text/html\r\nContent-Encoding: br", brotli.compress(ZEROS), "bomb_ratio"),
        ("Content-Type: text/html\r\nContent-Encoding: zstd", zstandard.compress(PAGE)[:-9], "http_encoding"),
        ("Content-Type: text/html\r\nContent-Encoding: zstd", zstandard.compress(PAGE)[:9] + b"?", "http_encoding"),
        ("Content-Type: text/html\r\nContent-Encoding: zstd", zstandard.compress(ZEROS), "bomb_ratio"),
        ("Content-Type: text/html\r\nContent-Encoding: deflate", zlib.compress(ZEROS), "bomb_ratio"),
        ("Content-Type: text/html\r\nContent-Encoding: gzip", gzip.compress(PAGE, mtime=0)[:-9], "http_encoding"),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", b"5\r\n12345\r\nzz", "http_encoding"),
    ],
)
def test_a_warc_body_that_cannot_be_read_is_set_aside_and_the_next_record_is_read(tmp_path, headers, body, code):
    deliver(tmp_path, {"a.warc": http(headers, body) + http("Content-Type: text/html", PAGE)})
    plan, [tables] = read_all(tmp_path)
    assert plan.set_aside.select("record", "reason").rows() == [("1", reason(code))]
    assert tables.documents["record"].to_list() == ["2"]


def test_a_warc_file_that_is_cut_off_or_spoilt_is_set_aside_from_there(tmp_path):
    whole = http("Content-Type: text/html", PAGE)
    deliver(tmp_path, {"cut.warc": whole + whole[:-20], "spoilt.warc": whole + b"rubbish\r\n\r\n"})
    plan, [tables] = read_all(tmp_path)
    assert plan.set_aside.select("seed", "record", "reason").rows() == [
        ("cut.warc", "2", reason("damaged")),
        ("spoilt.warc", "", reason("warc_invalid")),
    ]
    assert tables.documents.select("seed", "record").rows() == [("cut.warc", "1"), ("spoilt.warc", "1")]


def test_a_well_kept_library_finds_the_same_records(tmp_path):
    data = deliveries.warc(deliveries.ENCODINGS["utf-8"], "\n") * 3
    deliver(tmp_path, {"a.warc.gz": gzip.compress(data)})
    [tables] = read_all(tmp_path)[1]
    wanted = WarcRecordType.response | WarcRecordType.conversion
    theirs = [record.reader.read() for record in ArchiveIterator(io.BytesIO(data), record_types=wanted)]
    assert tables.documents["bytes"].to_list() == [len(body) for body in theirs]
