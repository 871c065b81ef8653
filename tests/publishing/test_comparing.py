"""Pieces of blocks and delivered bytes are compared exactly, in every encoding and escape."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publishing.comparing import (
    Document,
    Line,
    Mention,
    Piece,
    Stretch,
    byte_break,
    differing,
    mention_break,
    piece_break,
)


def document(line: str, block: str, media_type: str = "text/html", encoding: str = "utf-8") -> Document:
    return Document("d", "s", "", encoding, media_type, {1: Line(line, 0, len(line.encode(encoding)))}, {1: block})


def piece(block: tuple[int, int], line: tuple[int, int], how: str) -> Piece:
    return Piece(1, *block, 1, *line, None, None, how)


@pytest.mark.parametrize(
    ("line", "block", "place", "how"),
    [
        ("<p>5億</p>", "5億", (3, 5), "copy"),
        ("<p>&#20803;</p>", "元", (3, 11), "entity"),
        ("<p>&nbsp;</p>", "\xa0", (3, 9), "entity"),
        ("<p>&nbsp;</p>", " ", (3, 9), "entity"),
        ('他說"5"', '"', (2, 3), "entity"),  # the escape of JSON: the line has the character already
        ("上一行", "\n", (3, 3), "joint"),
        ("上一行  ", "\n", (3, 5), "joint"),
        ("5<b>億", "", (1, 4), "markup"),
    ],
)
def test_a_piece_is_what_it_says_it_is(line: str, block: str, place: tuple[int, int], how: str):
    assert piece_break(document(line, block), piece((0, len(block)), place, how)) is None


@pytest.mark.parametrize(
    ("line", "block", "place", "how"),
    [
        ("<p>5億</p>", "5億", (2, 4), "copy"),
        ("<p>&#20803;</p>", "圓", (3, 11), "entity"),
        ("上一行", "\n", (2, 3), "joint"),
        ("上一行", " ", (3, 3), "joint"),
        ("5<b>億", "億", (1, 4), "markup"),
    ],
)
def test_a_piece_that_is_something_else_is_named_with_both_sides(line, block, place, how):
    doc_id, block_no, fault, start = piece_break(document(line, block), piece((0, len(block)), place, how))
    assert (doc_id, block_no, start) == ("d", 1, 0)
    assert fault.startswith(how)
    assert repr(block) in fault


def test_a_piece_of_a_line_that_is_not_there_is_named():
    lost = Piece(1, 0, 1, 9, 0, 1, None, None, "copy")
    assert piece_break(document("a", "a"), lost) == ("d", 1, "its line is not there", 0)


def test_a_mention_is_compared_with_its_text():
    mention = Mention("rejects", "1/0", 1, 1, 3, "三峽")
    assert mention_break(document("", ""), mention, "在三峽") is None
    assert mention_break(document("", ""), mention, "在三峡")[-2:] == ("三峽", "三峡")
    assert mention_break(document("", ""), mention, None)[-1] is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_bytes_are_compared_in_the_encoding_of_the_document(encoding: str):
    line = "總值17.8億元，增長"
    data = b"\0\0" + line.encode(encoding)
    start = 2 + len(line[:2].encode(encoding))
    end = start + len("17.8億元".encode(encoding))
    doc = document(line, line, "text/plain", encoding)
    assert byte_break(doc, data, Stretch("facts", "f", start, end, "17.8億元")) is None
    broken = byte_break(doc, data, Stretch("facts", "f", start + 1, end, "17.8億元"))
    assert broken[:6] == ("facts", "f", "d", "s", start + 1, end)


@pytest.mark.parametrize(
    ("media_type", "raw", "text"),
    [
        ("application/jsonl", r"\u5143\"5\"\n", '元"5"\n'),
        ("application/jsonl", r"\ud840\udc00", "\U00020000"),
        ("application/jsonl", "5億", "5億"),
        ("text/csv", '他說""5""', '他說"5"'),
        ("text/csv", '5""', '5""'),  # an unquoted cell holds its quotes as they are
    ],
)
def test_escapes_are_undone_before_bytes_are_compared(media_type: str, raw: str, text: str):
    data = raw.encode()
    assert byte_break(document(text, text, media_type), data, Stretch("lines", "1", 0, len(data), text)) is None


@pytest.mark.parametrize(("media_type", "raw"), [("application/jsonl", '5"'), ("text/plain", r"5\"")])
def test_what_is_no_escape_is_not_undone(media_type: str, raw: str):
    data = raw.encode()
    assert byte_break(document("5", "5", media_type), data, Stretch("lines", "1", 0, len(data), '5"x')) is not None


def test_a_text_without_bytes_is_not_compared():
    assert byte_break(document("5", "5"), b"", Stretch("lines", "1", None, None, "5")) is None


@given(st.lists(st.tuples(st.text("0a元\U00020000", min_size=1, max_size=4), st.integers(-1, 1)), max_size=20))
def test_all_stretches_at_once_differ_where_one_by_one_they_differ(parts: list[tuple[str, int]]):
    data = "".join(text for text, _ in parts).encode()
    rows, at = [], 0
    for text, shift in parts:
        width = len(text.encode())
        rows.append((f"{len(rows)}", at + shift, at + shift + width, text))
        at += width
    frame = pl.DataFrame(
        rows,
        schema={"key": pl.String, "byte_start": pl.Int64, "byte_end": pl.Int64, "characters": pl.String},
        orient="row",
    )
    expected = [
        key for key, start, end, text in rows if start < 0 or end > len(data) or data[start:end] != text.encode()
    ]
    assert differing(data, frame)["key"].to_list() == expected


def test_stretches_of_another_width_differ():
    frame = pl.DataFrame({"byte_start": [0, 0, 1], "byte_end": [1, 2, 1], "characters": ["ab", "ab", "b"]})
    assert differing(b"abc", frame).rows() == [(0, 1, "ab"), (1, 1, "b")]
