"""What a record says of itself: which title, which dates, and where they are printed."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import datetime

import polars as pl
import pytest

from pipelines.cleaning import said
from pipelines.cleaning.publication import Candidate


def gathered(*hints):
    rows = [(0, *hint, *(None,) * (4 - len(hint))) for hint in hints]
    schema = {
        "doc": pl.Int64(),
        "source": pl.String(),
        "value": pl.String(),
        "line_no": pl.Int64(),
        "char_start": pl.Int64(),
    }
    return said.gather(pl.DataFrame(rows, schema=schema, orient="row")).get(0, said.Said())


def test_the_title_is_the_most_special_one_folded():
    hints = [("title", "海濱港_海濱新聞"), ("meta:og:title", "海濱港"), ("json-ld:headline", "海濱港Ａ")]
    assert gathered(*hints).title == "海滨港a"
    assert gathered(*hints[:2]).title == "海滨港_海滨新闻"


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
    assert gathered((source, value)).dates == [Candidate(datetime(2024, 11, 5), kind)]


@pytest.mark.parametrize(
    ("source", "value"),
    [("json-ld:dateModified", "2024-11-05"), ("http:last-modified", "2024-11-05"), ("time", "昨天")],
)
def test_what_says_nothing_of_publication_is_left_out(source, value):
    assert gathered((source, value)).dates == []


def test_a_date_that_is_printed_leads_to_its_place():
    assert gathered(("time", "2024-11-05 08:30", 7, 12)).dates == [
        Candidate(datetime(2024, 11, 5, 8, 30), "time_element", 7, 12, 28, 12, 16)
    ]


def test_time_elements_of_several_days_date_no_page():
    assert gathered(("time", "2024-11-05"), ("time", "2024-11-05 09:00")).dates != []
    assert gathered(("time", "2024-11-05"), ("time", "2024-11-04")).dates == []


def test_the_publisher_of_a_column_is_taken():
    assert gathered(("field:publisher", " 海濱日報 ")).publisher == "海濱日報"
