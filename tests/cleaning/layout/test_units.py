"""Units and the way back to their lines: offsets and bytes in every encoding, joints, cells, escapes."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning.layout import placing, units
from pipelines.cleaning.layout.placing import Piece, Source
from tests.cleaning.delivered import CHINA, Delivered, clean, delivered

WRAPPED = (
    "据市统计局公布，今年上半年全市实\n现地区生产总值1234.56亿元，比去年\n同期增长5.6%；其中第一产业增加值4\n5.6亿元，"
    "第二产业增加值456.7亿元，\n其余为第三产业增加值，合计一千二\n百亿元。\n\n指标\t数值（万元）\n收入\t1,200\n支出\t900\n"
)
ENCODINGS = ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"]
TRADITIONAL = str.maketrans("据统计实现区产总亿长业余为标数万", "據統計實現區產總億長業餘為標數萬")


def pieces_hold_their_text(text, encoding):
    """Check every piece of every block against the characters and the bytes of its line."""
    documents, lines = delivered(Delivered(text, encoding=encoding))
    result = clean(documents, lines, None, CHINA)
    content = text.encode(encoding)
    line_texts = dict(lines.select("line_no", "text").iter_rows())
    blocks = dict(result.blocks.select("block_no", "text").iter_rows())
    mapped = result.block_map.group_by("block_no", maintain_order=True)
    seen = set()
    for (block_no,), pieces in mapped:
        seen.add(block_no)
        at = 0
        for piece in pieces.sort("block_start").iter_rows(named=True):
            assert piece["block_start"] == at
            at = piece["block_end"]
            said = blocks[block_no][piece["block_start"] : at]
            quote = line_texts[piece["line_no"]][piece["char_start"] : piece["char_end"]]
            held = content[piece["byte_start"] : piece["byte_end"]].decode(encoding)
            if piece["how"] == "joint":
                assert (said, quote, held.strip()) == ("\n", "", "")
            else:
                assert said == quote == held
        assert at == len(blocks[block_no])
    for block in result.blocks.iter_rows(named=True):
        if block["block_no"] not in seen:
            assert block["first_line"] == block["last_line"]
            assert block["text"] == line_texts[block["first_line"]]
    return result


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_piece_is_found_again_in_the_bytes(encoding):
    text = WRAPPED.translate(TRADITIONAL) if encoding == "big5hkscs" else WRAPPED
    result = pieces_hold_their_text(text, encoding)
    assert result.block_map.filter(pl.col("how") == "joint").height == 5
    assert result.blocks.filter(pl.col("role") == "table").height == 6


def test_a_number_broken_across_two_lines_is_whole_again():
    result = pieces_hold_their_text(WRAPPED, "utf-8")
    assert "4\n5.6亿元" in result.blocks.row(0, named=True)["text"]


@settings(max_examples=50)
@given(st.text(alphabet="一二三，。 1\t|\u3000\n", max_size=200))
def test_any_text_is_cut_without_loss(text):
    result = pieces_hold_their_text(text, "utf-8")
    said = "".join("".join(result.blocks["text"]).split())
    kept = "".join(char for char in text if not char.isspace())
    assert len(said) <= len(kept)
    # Only what sets the cells of a table apart is in no block.
    assert said.replace("|", "") == kept.replace("|", "")


def test_a_piece_of_an_escaped_line_keeps_the_escape_whole():
    pieces = (Piece(0, 2, 1, 0, 2, 10, 16), Piece(2, 3, 1, 2, 3, 16, 22, "entity"), Piece(3, 5, 1, 3, 5, 22, 28))
    source = Source(1, "投资\u5143共计", 10, 28, "utf-8", pieces)
    cut = placing.cut(source, 1, 4)
    assert [(p.start, p.end, p.char_start, p.char_end, p.byte_start, p.byte_end, p.how) for p in cut] == [
        (0, 1, 1, 2, 13, 16, "copy"),
        (1, 2, 2, 3, 16, 22, "entity"),
        (2, 3, 3, 4, 22, 25, "copy"),
    ]


def test_a_record_without_bytes_has_pieces_without_bytes():
    source = Source(1, "收入\t1200", None, None, "utf-8")
    assert [(p.byte_start, p.byte_end) for p in placing.cut(source, 3, 7)] == [(None, None)]


def test_a_span_is_located_through_its_pieces():
    pieces = [Piece(0, 4, 7, 10, 14, 0, 4), Piece(4, 5, 7, 14, 14, 4, 5, "joint"), Piece(5, 9, 8, 0, 4, 5, 9)]
    assert placing.locate(pieces, 1, 3) == (7, 11, 13)
    assert placing.locate(pieces, 6, 9) == (8, 1, 4)
    assert placing.locate(pieces, 2, 7) is None


def test_plain_lines_are_taken_as_they_are():
    documents, lines = delivered(Delivered("一行字。\n又一行字。\n"))
    numbered = lines.with_columns(doc=pl.lit(0, pl.Int64())).drop("doc_id")
    empty = pl.DataFrame(schema={"doc": pl.Int64(), "run_no": pl.Int64()})
    found = units.of_lines(numbered, empty, documents["encoding"].to_list())
    assert found.places.is_empty()
    assert found.rows["text"].to_list() == ["一行字。", "又一行字。"]
