"""HTML pages: blocks from text runs, links as a feature, tables, hints, and the way back to the source."""

from datetime import datetime

import polars as pl
import pytest

from pipelines import reading
from pipelines.cleaning import clean
from tests.cleaning.delivered import CHINA

STORY = "海滨市交通局昨日公布，今年前十个月港口货物吞吐量达到<b>1.26</b>亿吨，比去年同期增长7.4%，创下历史新高。"
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>海滨港吞吐量创新高_海滨新闻网</title>
<meta property="article:published_time" content="2024-11-05T08:30:00+08:00"></head>
<body><ul><li><a href="/">首页</a></li><li><a href="/c">财经新闻，一天一报，天天更新。</a></li></ul>
<h1>海滨港吞吐量创新高</h1><p>2024-11-05 08:30</p>
<p>{STORY}</p>
<table><tr><th>指标（万吨）</th><th>9月</th><th>10月</th></tr><tr><td>货物（万吨）</td><td>1,100</td><td>1,&#50;00</td></tr></table>
<p>“港口的下一步是把冷链做好。”港务集团负责人说，
明年计划投资3.5亿元建设冷库。</p>
<p>责任编辑：王小明</p>
<div><a href="/1">长跑比赛周日举行，八千人报名参加，交通管制。</a></div>
<div><a href="/2">图书馆延长开放时间，周末到晚上十点。</a></div>
</body></html>
"""


def cleaned_page(folder, html):
    (folder / "page.html").write_text(html, "utf-8")
    chunk = reading.plan(folder, CHINA).chunks[0]
    read = reading.read(folder, chunk, CHINA)
    return clean(read.documents, read.lines, read.texts, CHINA, read.text_pieces, read.hints)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return cleaned_page(tmp_path_factory.mktemp("seeds"), PAGE)


def test_the_head_comes_from_hints_and_headline(page):
    document = page.documents.row(0, named=True)
    assert document["title"] == "海滨港吞吐量创新高"
    assert document["published_at"] == datetime(2024, 11, 5, 8, 30)  # noqa: DTZ001  local time
    assert document["published_from"] in {"meta", "page_line"}


def test_roles_follow_the_page(page):
    blocks = page.blocks.filter(pl.col("role") != "navigation")
    assert blocks["role"].to_list() == ["title", "dateline", "body", *["table"] * 6, "body", "byline"]
    assert blocks.filter(pl.col("role") == "byline")["text"].to_list() == ["责任编辑：王小明"]


def test_links_are_navigation_whatever_their_punctuation(page):
    navigation = page.blocks.filter(pl.col("role") == "navigation")["text"].to_list()
    assert "财经新闻，一天一报，天天更新。" in navigation
    assert "长跑比赛周日举行，八千人报名参加，交通管制。" in navigation


def test_a_number_in_its_own_tag_stays_in_its_sentence(page):
    assert any("达到1.26亿吨" in text for text in page.blocks["text"])


def test_every_piece_stands_in_the_source(page):
    lines = PAGE.split("\n")
    content = PAGE.encode()
    blocks = dict(page.blocks.select("block_no", "text").iter_rows())
    assert set(page.block_map["block_no"]) == set(blocks)
    for piece in page.block_map.iter_rows(named=True):
        said = blocks[piece["block_no"]][piece["block_start"] : piece["block_end"]]
        quote = lines[piece["line_no"] - 1][piece["char_start"] : piece["char_end"]]
        held = content[piece["byte_start"] : piece["byte_end"]].decode()
        if piece["how"] == "copy":
            assert said == quote == held
        elif piece["how"] == "entity":
            assert (said, quote, held) == ("2", "&#50;", "&#50;")
        else:
            assert (said, quote, held.strip()) == ("\n", "", "")


def test_the_header_of_a_row_gives_its_unit_to_the_cells(page):
    lines = PAGE.split("\n")
    cells = dict(page.blocks.select("block_no", "text").iter_rows())
    given = page.unit_captions.rows(named=True)
    assert [cells[row["block_no"]] for row in given] == ["1,100", "1,200"]
    for row in given:
        assert row["text"] == "万吨"
        assert lines[row["line_no"] - 1][row["char_start"] : row["char_end"]] == "万吨"


def test_heading_elements_are_headline_and_headings_whatever_the_title_says(tmp_path):
    html = f"""<title>海滨新闻网</title><div>今日天气</div><h1>海滨港吞吐量创新高</h1><div>本网综合</div><p>{STORY}</p>
<h2>下一步做什么？</h2><p>{STORY}</p>"""
    blocks = cleaned_page(tmp_path, html).blocks
    roles = dict(blocks.select("text", "role").iter_rows())
    assert roles["海滨港吞吐量创新高"] == "title"
    assert roles["下一步做什么？"] == "heading"


def test_links_below_the_story_close_it(tmp_path):
    links = "".join(f"<li><a href='{n}'>{n}号码头改造工程今天完工</a></li>" for n in (1, 2))
    blocks = cleaned_page(tmp_path, f"<h1>海滨港吞吐量创新高</h1><p>{STORY}</p><p>（周小舟）</p>{links}").blocks
    assert blocks["role"].to_list() == ["title", "body", "body", "navigation", "navigation"]


def test_attachments_are_links_of_the_story(tmp_path):
    html = f"""<h1>关于渔港维护的通知</h1><p>发布日期：2024-05-06</p><p>{STORY}</p><p><a href='1'>附件：1.分配表</a></p>
<p><a href='2'>2.绩效目标表</a></p><p>海滨市渔业局</p><p>2024年4月28日</p><div>版权所有：海滨市渔业局</div>"""
    blocks = cleaned_page(tmp_path, html).blocks
    assert blocks["role"].to_list() == ["title", "dateline", *["body"] * 5, "notice"]


def test_a_short_heading_element_is_the_headline(tmp_path):
    page = cleaned_page(tmp_path, f"<title>海滨港_海滨百科</title><div>港务集团</div><h1>海滨港</h1><p>{STORY}</p>")
    assert page.documents["title"].to_list() == ["海滨港"]


def test_a_linked_promotion_above_the_text_is_no_caption(tmp_path):
    html = f"""<h1>海滨渔船今天全部出海</h1><p>2024年3月12日</p><p><a href='/'>▲订阅海滨电子报</a></p>
<p>▲渔船出海。（图／海滨报）</p><p>{STORY}</p>"""
    assert cleaned_page(tmp_path, html).blocks["role"].to_list() == [
        "title",
        "dateline",
        "navigation",
        "caption",
        "body",
    ]


def test_a_heading_element_as_short_as_a_word_opens_the_text(tmp_path):
    html = f"<h1>海滨渔船的电脑为什么这么慢</h1><p>2024年3月12日</p><h2>背景</h2><p>{STORY}</p>"
    assert cleaned_page(tmp_path, html).blocks["role"].to_list() == ["title", "dateline", "heading", "body"]


def test_a_table_of_what_a_page_says_of_itself_is_no_table_of_data(tmp_path):
    facts = {
        "索引号：": "HB-2024-17",
        "发文字号：": "海渔〔2024〕7号",
        "发布日期：": "2024年5月6日",
        "主题词：": "渔港",
    }
    table = "".join(f"<tr><td>{name}</td><td>{fact}</td></tr>" for name, fact in facts.items())
    page = cleaned_page(tmp_path, f"<table>{table}</table><h1>关于渔港维护的通知</h1><p>{STORY}</p>")
    assert page.documents["published_at"].dt.strftime("%Y-%m-%d").to_list() == ["2024-05-06"]
    assert "table" not in set(page.blocks["role"])


def test_a_row_of_links_above_the_text_does_not_open_it(tmp_path):
    links = "<div><a href='1'>手机客户端</a><a href='2'>保存到博客</a></div>"
    html = f"<h1>海滨港吞吐量创新高</h1><p>2024年5月6日</p>{links}<p>{STORY}</p>"
    assert cleaned_page(tmp_path, html).blocks["role"].to_list() == ["title", "dateline", "navigation", "body"]


def test_a_headline_is_found_below_what_the_site_says_of_itself(tmp_path):
    html = (
        "<div>海滨渔业服务</div><div>海滨渔业服务为您介绍修船和买网的地方，擅长修理发动机的师傅为您解答各种问题。</div>"
        "<div>本站有经验丰富的师傅，一年四季为渔民提供上门的服务，价钱公道，随叫随到，请放心选择。</div><div>联系师傅</div>"
        f"<h1>海滨港吞吐量创新高</h1><p>2024-11-05 08:30 来源：海滨日报</p><p>{STORY}</p><p>{STORY}</p>"
        "<div>相关新闻</div>"
    )
    blocks = cleaned_page(tmp_path, html).blocks
    assert blocks.filter(role="title")["text"].to_list() == ["海滨港吞吐量创新高"]
    assert blocks.filter(blocks["role"].is_in(["body", "caption"]))["text"].str.starts_with("海滨市").all()
