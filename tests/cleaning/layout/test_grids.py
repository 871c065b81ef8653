"""Tables in plain text: pipes, tabs, aligned spaces; and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.layout import grids


def cells(lines):
    """The texts of the cells of each table, row by row."""
    return [
        [[lines[n][a:b] for a, b in spans] for n, spans in sorted(grid.rows.items()) if spans]
        for grid in grids.find(lines)
    ]


ROWS = [["指标", "一季度", "二季度"], ["收入", "1,200", "1,300"], ["支出", "900", "1,000"]]


@pytest.mark.parametrize(
    "lines",
    [
        ["指标\t一季度\t二季度", "收入\t1,200\t1,300", "支出\t900\t1,000"],
        ["| 指标 | 一季度 | 二季度 |", "|---|---:|---:|", "| 收入 | 1,200 | 1,300 |", "| 支出 | 900 | 1,000 |"],
        ["指标｜一季度｜二季度", "收入｜1,200｜1,300", "支出｜900｜1,000"],
        ["指标    一季度   二季度", "收入    1,200    1,300", "支出    900      1,000"],
        ["指标　　一季度　　二季度", "收入　　1,200　　1,300", "支出　　900　　1,000"],
        ["┌──┬──┬──┐", "│指标│一季度│二季度│", "├──┼──┼──┤", "│收入│1,200│1,300│", "│支出│900│1,000│"],
    ],
    ids=["tabs", "markdown", "wide pipes", "spaces", "wide spaces", "drawn"],
)
def test_a_table_is_cut_into_its_cells(lines):
    assert cells(lines) == [ROWS]


@pytest.mark.parametrize(
    "lines",
    [
        ["首页 | 新闻 | 视频", "关于我们 | 联系我们 | 招聘"],
        ["　　本报讯 今天有3件事。", "　　记者 王小明 报道2条。"],
        ["版权所有 | 2024 | 海滨"],
        ["科技 | 三号码头的5艘货轮昨天全部接上岸电", "体育 | 海滨队在加时赛中以3比2逆转对手夺冠"],
        ["深度|一家P2P的最后三十天", "研究院|个税改革一年账本"],
        ["第一段，没有表格。", "第二段，也没有。"],
        ["", "\t\t", ""],
    ],
    ids=["menus", "indented prose", "one line", "headlines", "short headlines", "prose", "white space"],
)
def test_other_lines_are_no_table(lines):
    assert cells(lines) == []


def test_two_tables_with_prose_between_are_two():
    lines = ["甲\t1", "乙\t2", "以上为上月数据，以下为本月数据。", "甲\t3", "乙\t4"]
    assert cells(lines) == [[["甲", "1"], ["乙", "2"]], [["甲", "3"], ["乙", "4"]]]


@given(st.lists(st.text(alphabet="甲乙1 2\t|｜\u3000-", max_size=20), max_size=12))
def test_cells_lie_in_their_lines_in_order_and_hold_no_white_space_around(lines):
    for grid in grids.find(lines):
        assert 0 <= grid.first < grid.last <= len(lines)
        for n, spans in grid.rows.items():
            before = 0
            for a, b in spans:
                assert before <= a < b <= len(lines[n])
                assert lines[n][a:b].strip() == lines[n][a:b]
                before = b


def test_many_lines_alike_that_are_no_table_are_looked_at_once():
    assert cells(["甲\t乙"] * 20_000) == []


def test_a_long_table_is_cut_in_one_go():
    assert len(cells(["甲\t1"] * 20_000)[0]) == 20_000
