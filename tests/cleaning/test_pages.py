"""What every line of a page is, on pages written for it: `pages/README.md` says how."""

from pathlib import Path

import pytest

from tests.cleaning.delivered import cleaned

PAGES = sorted(Path(__file__).with_name("pages").glob("*.tsv"))
TABLE = "table"


def annotated(path):
    """The page, and (article, role, text) of each of its lines that are not blank."""
    lines, expected = [], []
    for row in path.read_text("utf-8").split("\n")[:-1]:
        if row.startswith("#"):
            continue
        what, _, text = row.partition("\t")
        article, _, role = what.rpartition(" ")
        lines.append((role, text))
        if what:
            expected.append((int(article) if article else None, role, text.strip()))
    return lines, expected


def page(lines):
    """The text of a page; three cells follow one another on a line of its table."""
    texts = []
    cells = []
    for role, text in lines:
        if role == TABLE:
            cells.append(text)
            if len(cells) == 3:
                texts.append("\t".join(cells))
                cells = []
        else:
            texts.append(text)
    return "\n".join(texts) + "\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_has_its_role_and_article(path):
    lines, expected = annotated(path)
    blocks = cleaned(page(lines)).blocks
    found = [
        (article, role, text.strip())
        for article, role, text in blocks.select("article_no", "role", "text").iter_rows()
        if role != "blank"
    ]
    assert found == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_blank_lines_and_all_others_are_blocks(path):
    lines, _ = annotated(path)
    text = page(lines)
    blocks = cleaned(text).blocks
    for row in blocks.iter_rows(named=True):
        assert (row["role"] == "blank") == (row["text"].strip() == "")
    assert set(blocks["first_line"]) == set(range(1, text.count("\n") + 1))


def test_a_line_that_stands_twice_says_where_it_stood_first():
    lines, _ = annotated(Path(__file__).with_name("pages") / "portal.tsv")
    blocks = cleaned(page(lines)).blocks
    first, second = blocks.filter(blocks["role"] == "caption").select("block_no", "role_reason").rows()
    assert second[1] == f"caption_again; repeats block {first[0]}"


def test_each_story_of_a_collection_is_dated_by_its_own_date_line():
    lines, _ = annotated(Path(__file__).with_name("pages") / "collection.tsv")
    articles = cleaned(page(lines)).articles
    dates = articles.select("article_no", articles["published_at"].dt.strftime("%m-%d %H:%M"), "line_no").rows()
    assert dates == [(0, "10-18 00:00", 2), (1, "10-19 09:00", 9), (2, "10-20 00:00", 14)]


def test_a_table_of_what_a_page_says_of_itself_is_no_table_of_data():
    blocks = cleaned(
        "海滨市长召开渔港工作会议\n"
        "信息索引号 | 012925369/2023-00101 | 发布时间 | 2023-02-11\n"
        "发布机构 | 海滨市政府 | 文号 | 无\n"
        "主题词 | 渔港 | 体裁 | 其他\n"
        "2月9日，市长召开渔港工作会议，研究渔港的安全、渔船的登记和渔民的培训，各区的渔业部门参加了会议并作了汇报。\n"
    ).blocks
    assert "table" not in set(blocks["role"])
    assert blocks.filter(role="dateline")["text"].to_list() == ["2023-02-11"]


def test_a_part_is_headed_above_its_first_paragraph_where_no_headline_is_found():
    blocks = cleaned(
        "第四节 渔港的防波堤\n"
        "一、防波堤的高度\n"
        "防波堤的高度要看最大的浪，浪高三米的港口，堤顶要高出海面四米，另外再留出半米，防备海面慢慢升高。\n"
        "登录\n注册\n"
    ).blocks
    assert blocks["role"].to_list()[1:3] == ["heading", "body"]
