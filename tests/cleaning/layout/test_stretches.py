"""Sifting the lines of a whole chunk finds what the rules find in every document looked at singly."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.layout import grids, stretches, wrapping

WRAPPED = [
    "据市统计局公布，今年上半年全市",
    "实现地区生产总值，比去年同期增",
    "长百分之五点六；其中第一产业增",
    "加值四十五点六亿元，第二产业增",
]
ROWS = ["指标\t数值", "收入\t1,200", "| 支出 | 900 |", "|---|---|", "一  二  三", "1  2  3", "┌──┬──┐"]
LINES = st.lists(st.sampled_from(["", " ", "短句", *ROWS, *WRAPPED]), max_size=12)


def sized(documents):
    rows = [(doc, line) for doc, lines in enumerate(documents) for line in lines]
    text = pl.col("text")
    return pl.DataFrame(rows, schema={"doc": pl.Int64, "text": pl.String}, orient="row").with_columns(
        chars=text.str.len_chars(), filled=text.str.strip_chars() != ""
    )


@given(st.lists(LINES, max_size=4))
def test_the_tables_of_a_chunk_are_the_tables_of_its_documents(documents):
    found = [(table.number, table.grid.rows) for table in stretches.tables(sized(documents))]
    expected, first = [], 0
    for lines in documents:
        for number, grid in enumerate(grids.find(lines)):
            expected.append((number, {first + row: cells for row, cells in grid.rows.items()}))
        first += len(lines)
    assert found == expected


@given(LINES)
def test_no_group_of_lines_that_shows_a_margin_is_sifted_out(lines):
    filled = [line for line in lines if line.strip()]
    margin = wrapping.margin(filled) if filled else None
    joined = stretches.paragraphs(sized([filled]), [])
    assert joined == (wrapping.paragraphs(filled, margin) if margin else [])


def test_documents_share_no_paragraph():
    assert stretches.paragraphs(sized([WRAPPED, WRAPPED]), []) == [(0, 4), (4, 8)]
