"""Dates of publication that a page prints over several lines, and groups of lines that only look like one."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.origin import datelines
from tests.cleaning.delivered import cleaned

TITLE = "海滨港新添两条近洋航线"
TEXT = (
    "港口今年已开通九条航线，吞吐量达到37.6万标箱，比去年增加两成。\n新航线每周两班，船期比原来短三天，货主可以订舱。"
)


def dated(text):
    """Date of the main article with the place of its first part, and the lines that are date lines."""
    result = cleaned(text)
    date = result.articles.select("published_at", "published_from", "line_no", "char_start", "char_end").row(0)
    lines = result.blocks.filter(result.blocks["role"] == "dateline")["first_line"].to_list()
    return date, lines


@pytest.mark.parametrize(
    ("parts", "at", "span"),
    [
        (["2024", "11/05", "08:30"], datetime(2024, 11, 5, 8, 30), (0, 4)),
        (["2024", "11-05"], datetime(2024, 11, 5), (0, 4)),
        (["2024", "11/ 05", "08:30:12"], datetime(2024, 11, 5, 8, 30, 12), (0, 4)),
        (["2024年", "11月5日"], datetime(2024, 11, 5), (0, 5)),
        (["2024年11月", "5日", "08:30:12"], datetime(2024, 11, 5, 8, 30, 12), (0, 8)),
        (["2024", "11月05日 08:30"], datetime(2024, 11, 5, 8, 30), (0, 4)),
        (["发布时间：2024年", "11月5日"], datetime(2024, 11, 5), (5, 10)),
        (["05", "2024-11"], datetime(2024, 11, 5), (0, 2)),
        (["5日", "2024年11月"], datetime(2024, 11, 5), (0, 2)),
        (["2024.11", "05"], datetime(2024, 11, 5), (0, 7)),
    ],
)
def test_parts_below_the_headline_date_the_page_from_their_first_line(parts, at, span):
    date, lines = dated("\n".join([TITLE, *parts, TEXT]))
    assert date == (at, "page_line", 2, *span)
    assert lines == [*range(2, 2 + len(parts))]


def test_blank_lines_between_the_parts_and_furniture_around_them_do_not_matter():
    date, lines = dated(f"首页\n要闻\n{TITLE}\n来源：海滨日报\n2024\n\n11/05\n\n08:30\n字号\n{TEXT}\n责任编辑：某某\n")
    assert date == (datetime(2024, 11, 5, 8, 30), "page_line", 5, 0, 4)
    assert lines == [5, 7, 9]


def test_a_day_above_its_month_may_stand_above_the_headline_too():
    date, _ = dated(f"05\n2024-11\n{TITLE}\n{TEXT}")
    assert date == (datetime(2024, 11, 5), "page_line", 1, 0, 2)


def test_a_label_may_stand_above_the_date():
    assert dated(f"{TITLE}\n发布时间：\n2024-11-05\n{TEXT}")[0] == (datetime(2024, 11, 5), "page_line", 3, 0, 10)
    assert dated(f"{TITLE}\n发布时间：\n2024\n11/05\n{TEXT}")[0] == (datetime(2024, 11, 5), "page_line", 3, 0, 4)


def test_the_year_below_the_day_completes_no_date_of_another_line():
    articles = cleaned(f"{TITLE}\n05\n2024-11\n本报海滨11月3日电 {TEXT}").articles
    row = articles.select("published_at", "published_from", "year_line_no").row(0)
    assert row == (datetime(2024, 11, 3), "dateline", None)


def test_the_year_in_the_first_line_completes_the_dateline_of_the_story():
    articles = cleaned(f"{TITLE}\n2024年\n11月5日\n本报海滨11月3日电 {TEXT}").articles
    row = articles.select("published_at", "year_line_no", "year_char_start", "year_char_end").row(0)
    assert row == (datetime(2024, 11, 3), 2, 0, 4)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TITLE}\n{TEXT}\n2024年\n11月5日\n{TEXT.replace('九', '十')}", id="inside the story"),
        pytest.param(f"{TITLE}\n{TEXT}\n2024年\n11月5日", id="below the story"),
        pytest.param(f"{TITLE}\n12\n05\n2024-11\n37\n{TEXT}", id="among figures"),
        pytest.param(f"{TITLE}\n2024\n13/05\n{TEXT}", id="no month"),
        pytest.param(f"{TITLE}\n2024\n11.05\n{TEXT}", id="an amount below a year"),
        pytest.param(f"{TITLE}\n2024\n3-2\n{TEXT}", id="a score below a year"),
        pytest.param(f"{TITLE}\n11/05\n2024\n{TEXT}", id="out of order"),
        pytest.param(f"{TITLE}\n2024\n海滨\n11/05\n{TEXT}", id="apart"),
        pytest.param(
            "要闻\n" + "".join(f"第{n}条航线开通仪式举行\n0{n}\n2024-11\n{n}月起，{TEXT}\n" for n in (1, 2, 3)),
            id="one for each teaser",
        ),
        pytest.param("".join(f"{n}号码头改造完工\n2024年\n11月{n}日\n" for n in (1, 2, 3)), id="a list without text"),
    ],
)
def test_parts_that_date_something_else_do_not_date_the_page(text):
    assert dated(text)[0][:2] == (None, None)


def test_a_date_in_one_line_is_believed_before_parts():
    date, _ = dated(f"{TITLE}\n2024年11月8日 09:00\n2024\n11/05\n{TEXT}")
    assert date[0] == datetime(2024, 11, 8, 9)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)))
def test_every_day_of_the_calendar_is_put_together_in_every_form(moment):
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    year_first = [f"{day:%Y}", f"{day:%m/%d}"], [f"{day.year}年", f"{day.month}月{day.day}日"]
    for parts in (*year_first, [f"{day:%d}", f"{day:%Y-%m}"]):
        printed = datelines.spread(parts)
        assert printed is not None
        assert (printed.at, printed.timed) == (day, False)
