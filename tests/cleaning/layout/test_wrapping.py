"""Lines broken at the margin become paragraphs; lines that end where they should stay lines."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.layout import stretches, wrapping

PROSE = (
    "据市统计局公布，今年上半年全市实现地区生产总值1234.56亿元，比去年同期增长5.6%；其中第一产业增加值45.6亿元，"
    "第二产业增加值456.7亿元，第三产业增加值732.26亿元。居民人均可支配收入28765元，比去年同期增加1432元，"
    "城镇新增就业3.2万人，完成全年计划的58.3%，物价总水平保持稳定，粮食总产量比上年略有增加。"
)


def broken(text, columns):
    """A text broken as a typesetter breaks it: at a width, no punctuation at the beginning of a line."""
    lines, line = [], ""
    for char in text:
        if wrapping.width(line) + wrapping.width(char) > columns and char not in "，。；、％%":
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def paragraphs(lines):
    """The paragraphs of a document that holds no table."""
    text = pl.col("text")
    frame = pl.DataFrame({"text": pl.Series(lines, dtype=pl.String)}).with_columns(doc=pl.lit(0))
    sized = frame.with_columns(chars=text.str.len_chars(), filled=text.str.strip_chars() != "")
    return stretches.paragraphs(sized, [])


@pytest.mark.parametrize("columns", [30, 36, 44, 60])
def test_a_wrapped_paragraph_is_one_paragraph(columns):
    lines = broken(PROSE, columns)
    assert paragraphs(lines) == [(0, len(lines))]


def test_blank_lines_and_short_lines_end_a_paragraph():
    first, second = broken(PROSE, 36), broken(PROSE[40:], 36)
    lines = ["上半年经济运行情况", "", *first, "", *second]
    start = 2 + len(first) + 1
    assert paragraphs(lines) == [(2, 2 + len(first)), (start, start + len(second))]


def test_an_indented_line_begins_a_paragraph():
    one, two = broken("　　" + PROSE, 36), broken("　　" + PROSE, 36)
    lines = [*one, *two]
    assert paragraphs(lines) == [(0, len(one)), (len(one), len(lines))]


def test_a_short_paragraph_joins_where_longer_ones_show_the_margin():
    long, short = broken(PROSE, 36), broken(PROSE[:30], 36)
    lines = [*long, "", *short]
    assert paragraphs(lines) == [(0, len(long)), (len(long) + 1, len(lines))]


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE, PROSE[10:], PROSE[20:], PROSE[5:], PROSE[8:]],
        [
            "床前明月光，疑是地上霜，举头望明月，",
            "低头思故乡，床前明月光，疑是地上霜。",
            "举头望明月，低头思故乡，床前明月光，",
            "疑是地上霜，举头望明月，低头思故乡。",
        ],
        [
            "全市完成植树造林三万亩任务圆满",
            "地铁五号线本周末开始试运行了吗",
            "老字号糕点铺排起长队顾客盈门啊",
            "图书馆延长开放时间至晚上十点钟",
            "秋季长跑吸引八千名市民踊跃参加",
        ],
        ["甲", "乙", "丙", "丁", "戊"],
        ["", "", ""],
        [],
    ],
    ids=["long paragraphs", "verse", "headlines of one length", "single characters", "blank lines", "nothing"],
)
def test_lines_that_were_not_wrapped_stay_lines(lines):
    assert paragraphs(lines) == []


@given(st.lists(st.text(alphabet="一二三，。 a1\u3000", max_size=40), max_size=20))
def test_paragraphs_are_runs_of_lines_in_order_without_blank_ones(lines):
    before = 0
    for first, last in paragraphs(lines):
        assert before <= first < last - 1 < len(lines)
        assert all(line.strip() for line in lines[first:last])
        before = last


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("中文", 4), ("中a，", 5), ("", 0), ("ｱ", 1)])
def test_a_wide_character_takes_two_columns(text, columns):
    assert wrapping.width(text) == columns
