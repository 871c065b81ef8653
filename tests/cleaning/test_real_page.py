"""The page that is shipped: a main story and three teasers, each with its own dateline."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import datetime

import pytest

from tests.cleaning.delivered import cleaned


@pytest.fixture(scope="module")
def clean_page(real_page):
    return cleaned(real_page.read_text("utf-8"), seed=real_page.name)


def test_the_head_of_the_document_is_filled(clean_page):
    document = clean_page.documents.row(0, named=True)
    assert document["title"] == "創建“創新城市” 兩江新區走出一條新路"
    assert document["published_at"] == datetime(2025, 8, 22, 14, 41)
    assert document["published_from"] == "page_line"
    assert document["script"] == "Hant"
    assert (document["jurisdiction"], document["jurisdiction_from"]) == ("CN", "publisher")
    assert document["currency"] == "CNY"
    assert document["publisher"] == "人民网"


def test_the_caption_stands_twice(clean_page):
    captions = clean_page.blocks.filter(clean_page.blocks["role"] == "caption")
    assert captions["text"].to_list() == ["兩江協同創新區。兩江協同創新區供圖"] * 2


def test_the_story_has_three_headings_and_twelve_paragraphs(clean_page):
    roles = dict(clean_page.blocks.filter(clean_page.blocks["article_no"] == 0)["role"].value_counts().rows())
    assert roles == {"title": 1, "dateline": 1, "body": 12, "caption": 2, "heading": 3}


def test_each_teaser_has_a_headline_a_text_and_its_own_date(clean_page):
    blocks = clean_page.blocks
    for number in (1, 2, 3):
        assert blocks.filter(blocks["article_no"] == number)["role"].to_list() == ["teaser_title", "teaser_body"]
    dates = dict(clean_page.articles.select("article_no", "published_at").rows())
    assert dates == {
        0: datetime(2025, 8, 22, 14, 41),
        1: datetime(2025, 8, 22),
        2: datetime(2025, 8, 15),
        3: datetime(2025, 8, 10),
    }


def test_a_teasers_date_leads_to_its_dateline_and_its_year_to_the_page(clean_page, real_page):
    lines = real_page.read_text("utf-8").split("\n")
    article = clean_page.articles.row(2, named=True)
    assert lines[article["line_no"] - 1][article["char_start"] : article["char_end"]] == "8月15日"
    assert lines[article["year_line_no"] - 1][article["year_char_start"] : article["year_char_end"]] == "2025"


def test_the_date_of_the_main_story_is_the_pages(clean_page, real_page):
    lines = real_page.read_text("utf-8").split("\n")
    article = clean_page.articles.row(0, named=True)
    assert lines[article["line_no"] - 1][article["char_start"] : article["char_end"]] == "2025年08月22日14:41"
    assert article["year_line_no"] is None


def test_nothing_disagrees(clean_page):
    assert clean_page.findings.is_empty()
