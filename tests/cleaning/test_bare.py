"""The shortcut for bare pages says exactly what the walk over single pages says."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning import bare, chunk
from pipelines.cleaning.layout import units
from pipelines.cleaning.lines import features as measuring
from pipelines.cleaning.origin import said
from schemas import tables
from tests.cleaning.delivered import CHINA, Delivered, delivered

TITLES = st.sampled_from(
    ["秋粮收购十二万吨", "要闻", "***", "利润增长（快讯）", "——副题", "首页", "三条航线同日开通，直达九个港口"]
)
DATES = st.sampled_from(["2024年10月18日", "发布时间：2024-10-18 08:30", "2024年10月18日在会上", "字号", ""])
TEXT = st.sampled_from(
    [
        "全县共收购秋粮12.3万吨，完成计划的96%，比去年同期多收1.1万吨。",
        "本报海滨11月3日电 全县共收购秋粮12.3万吨，完成计划的96%，比去年多。",
        "仓容充足",
        "粮款当日结清；",
        "现有标准仓房37座，有效仓容18万吨，可以满足收购需要，各地还在增加",
        "相关阅读",
        "",
    ]
)
PAGES = st.builds(lambda title, date, text: "\n".join([title, date, *text]), TITLES, DATES, st.lists(TEXT, max_size=6))


def decided(texts, title=None, at=None):
    """Decisions on the same pages by the shortcut and one by one, for the pages that the shortcut takes."""
    documents, lines = delivered(*(Delivered(text, seed=f"{n}.txt") for n, text in enumerate(texts)))
    numbers = documents.select("doc_id").with_row_index("doc").cast({"doc": pl.Int64()})
    nothing = pl.lit(None, pl.Int64())
    rows = lines.join(numbers, on="doc_id", maintain_order="left").select(
        "doc",
        "text",
        unit="line_no",
        first_line="line_no",
        link=pl.lit(0.0),
        tag=pl.lit(None, pl.String()),
        grid=nothing,
        row=nothing,
        cell=nothing,
    )
    measured = measuring.measure(rows).with_row_index("at")
    heads = documents.select("doc_id", "seed", "published_at").with_columns(
        doc=numbers["doc"],
        name_date=pl.lit(None, pl.Date()),
        known_title=pl.lit(title, pl.String()),
        known_at=pl.lit(at, pl.Datetime("us")),
    )
    short = bare.decide(measured, heads, pl.Series([], dtype=pl.Int64()))
    taken = pl.col("doc").is_in(short.heads["doc"].implode())
    places = pl.DataFrame(schema=units.MAP)
    told = said.gather(tables.empty("hints").with_columns(doc=nothing))
    return short, chunk.decide(heads.filter(taken), measured.filter(taken), places, told, CHINA)


@settings(max_examples=60)
@given(st.lists(PAGES, min_size=1, max_size=8))
def test_the_shortcut_and_the_walk_decide_the_same(texts):
    short, walk = decided(texts)
    assert short.roles.sort("at").rows() == walk.roles.rows()
    assert short.heads.rows() == walk.heads.rows()
    assert short.articles.select(walk.articles.columns).rows() == walk.articles.rows()
    assert short.findings.rows() == walk.findings.rows()
    assert walk.unit_captions.is_empty()


def test_a_page_of_headline_date_and_text_is_taken():
    short, _ = decided(["秋粮收购十二万吨\n2024年10月18日\n\n全县共收购秋粮12.3万吨，完成计划的96%，多收1.1万吨。"])
    assert short.heads.height == 1
    assert set(short.articles.columns) <= {"doc", *tables.SCHEMAS["articles"]}


@pytest.mark.parametrize(
    ("title", "at", "taken"),
    [
        ("秋粮收购十二万吨", datetime(2024, 10, 18), True),
        ("另一个标题", datetime(2024, 10, 18), False),
        ("秋粮收购十二万吨", datetime(2024, 10, 19), False),
        (None, None, True),
    ],
)
def test_a_page_is_left_out_where_more_is_known_than_it_says(title, at, taken):
    short, _ = decided(
        ["秋粮收购十二万吨\n2024年10月18日\n\n全县共收购秋粮12.3万吨，完成计划的96%，多收1.1万吨。"], title, at
    )
    assert short.heads.height == taken
