"""The unit that a table's caption or header gives to its cells, and where it is printed."""

import pytest

from tests.cleaning.delivered import cleaned


def inherited(text):
    """Cell → (unit as printed, what stands at its place)."""
    result = cleaned(text)
    cells = dict(result.blocks.select("block_no", "text").iter_rows())
    lines = text.split("\n")
    return {
        cells[row["block_no"]]: (row["text"], lines[row["line_no"] - 1][row["char_start"] : row["char_end"]])
        for row in result.unit_captions.iter_rows(named=True)
    }


def test_a_caption_above_the_table_gives_its_unit_to_all_numbers():
    text = "主要指標（單位：萬元）\n指標\t一季度\t二季度\n收入\t1,200\t1,300\n支出\t900\t1,000\n"
    assert inherited(text) == dict.fromkeys(["1,200", "1,300", "900", "1,000"], ("萬元", "萬元"))


def test_a_caption_in_the_table_gives_its_unit_too():
    text = "单位：亿元\t2023年\t2024年\n收入\t12.5\t13.5\n支出\t9.25\t10.75\n"
    assert set(inherited(text).values()) == {("亿元", "亿元")}


def test_the_header_of_a_column_is_nearer_than_the_caption():
    text = "单位：万元\n项目\t金额\t增速（%）\n收入\t1200\t3.5\n支出\t900\t4.5\n"
    assert inherited(text) == {"1200": ("万元",) * 2, "900": ("万元",) * 2, "3.5": ("%",) * 2, "4.5": ("%",) * 2}


def test_the_header_of_a_row_gives_its_unit():
    text = "指标\t2023年\t2024年\n面积（公顷）\t120\t130\n产量（万吨）\t45\t46\n"
    assert inherited(text) == {"120": ("公顷",) * 2, "130": ("公顷",) * 2, "45": ("万吨",) * 2, "46": ("万吨",) * 2}


def test_a_cell_with_its_own_unit_inherits_none():
    text = "单位：万元\n项目\t金额\n收入\t12%\n支出\t900\n"
    assert inherited(text) == {"900": ("万元",) * 2}


@pytest.mark.parametrize(
    "caption",
    ["单位：万元、%", "主办单位：海滨市交通局", "参加单位", "（2024年）"],
    ids=["several", "host", "word", "year"],
)
def test_what_names_no_single_unit_gives_none(caption):
    assert inherited(f"{caption}\n项目\t金额\n收入\t1200\n支出\t900\n") == {}
