"""What a record says of itself: which title, which dates, and where they are printed."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import datetime

import polars as pl
import pytest

from pipelines.cleaning.origin import said
from pipelines.cleaning.origin.publication import Candidate


def gathered(*hints):
    rows = [(0, *hint, *(None,) * (4 - len(hint))) for hint in hints]
    schema = {
        "doc": pl.Int64(),
        "source": pl.String(),
        "value": pl.String(),
        "line_no": pl.Int64(),
        "char_start": pl.Int64(),
    }
    return said.gather(pl.DataFrame(rows, schema=schema, orient="row"))


def head(name, *hints):
    return gathered(*hints).heads[name].to_list()


def dates(*hints):
    return gathered(*hints).candidates(pl.Series([0])).get(0, [])


def test_the_title_is_the_most_special_one_folded():
    hints = [("title", "海濱港_海濱新聞"), ("meta:og:title", "海濱港"), ("json-ld:headline", "海濱港Ａ")]
    assert head("title", *hints) == ["海滨港a"]
    assert head("title", *hints[:2]) == ["海滨港_海滨新闻"]


@pytest.mark.parametrize(
    ("source", "value", "kind"),
    [
        ("field:published", "2024-11-05", "record"),
        ("json-ld:datePublished", "2024-11-05T00:00:00+08:00", "json_ld"),
        ("meta:pubdate", "2024/11/05", "meta"),
        ("meta:weibo:article:create_at", "2024-11-05 00:00:00", "meta"),
        ("time", "2024年11月5日", "time_element"),
        ("link:canonical", "https://example.cn/2024/1105/a.html", "url"),
    ],
)
def test_every_kind_of_date_is_read(source, value, kind):
    assert dates((source, value)) == [Candidate(datetime(2024, 11, 5), kind)]


@pytest.mark.parametrize(
    ("source", "value"),
    [("json-ld:dateModified", "2024-11-05"), ("http:last-modified", "2024-11-05"), ("time", "昨天")],
)
def test_what_says_nothing_of_publication_is_left_out(source, value):
    assert dates((source, value)) == []


def test_a_date_that_is_printed_leads_to_its_place():
    assert dates(("time", "2024-11-05 08:30", 7, 12)) == [
        Candidate(datetime(2024, 11, 5, 8, 30), "time_element", 7, 12, 28, 12, 16)
    ]


def test_time_elements_of_several_days_date_no_page():
    assert dates(("time", "2024-11-05"), ("time", "2024-11-05 09:00")) != []
    assert dates(("time", "2024-11-05"), ("time", "2024-11-04")) == []


def test_the_publisher_of_a_column_is_taken():
    assert head("publisher", ("field:publisher", " 海濱日報 ")) == ["海濱日報"]


def test_only_what_stands_first_in_a_source_counts():
    hints = [
        ("field:title", " "),
        ("title", "二"),
        ("title", "三"),
        ("meta:date", "2024-11-05"),
        ("meta:date", "2024-11-06"),
    ]
    assert head("title", *hints) == ["二"]
    assert [date.at for date in dates(*hints)] == [datetime(2024, 11, 5)]


def test_the_surest_date_comes_first_and_a_disagreement_is_told():
    hints = [("field:url", "https://example.cn/2024/1104/a.html"), ("field:published", "2024-11-05")]
    assert [date.source for date in dates(*hints)] == ["record", "url"]
    assert gathered(*hints).known().rows(named=True) == [
        {"doc": 0, "known_title": None, "known_at": datetime(2024, 11, 5), "disagree": True}
    ]
