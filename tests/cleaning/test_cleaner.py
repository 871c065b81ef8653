"""The step over whole chunks: empty ones, empty documents, many kinds at once, order, repeatable results."""

import polars as pl
import pytest

from pipelines.cleaning import clean
from schemas import tables
from tests.cleaning.checking import check
from tests.cleaning.delivered import CHINA, Delivered, delivered

TEXTS = [
    "",
    "\n",
    "利润增长\n2024年5月6日\n\n今年前四个月，全市规模以上工业企业实现利润89亿元，同比增长3.4%。\n",
    "单位：万元\n项目\t金额\n收入\t1200\n支出\t900\n",
    "首页\n更多新闻\n下一页\n",
    "今年产值1.5亿元",
    "ASCII only, 3.5 million yuan.\n",
]


def chunk(texts):
    records = [Delivered(text, seed=f"{n}.txt") for n, text in enumerate(texts)]
    documents, lines = delivered(*records)
    contents = {doc: record.text.encode() for doc, record in zip(documents["doc_id"], records, strict=True)}
    return documents, lines, contents


def test_a_chunk_without_documents_gives_empty_tables():
    empty = [tables.empty(name) for name in ("documents", "lines", "texts")]
    result = clean(*empty, CHINA, tables.empty("text_pieces"), tables.empty("hints"))
    for name in ("documents", "blocks", "block_map", "articles", "unit_captions", "findings"):
        frame = getattr(result, name)
        assert frame.is_empty()
        assert dict(frame.schema) == tables.SCHEMAS[name]


def test_all_sorts_of_documents_pass_through_one_chunk():
    documents, lines, contents = chunk(TEXTS)
    result = clean(documents, lines, None, CHINA)
    check(documents, lines, result, contents)
    assert result.articles["doc_id"].unique(maintain_order=True).to_list() == documents["doc_id"].to_list()


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_is_cleaned_alone_as_among_others(text):
    n = TEXTS.index(text)
    documents, lines, _ = chunk(TEXTS)
    doc_id = documents["doc_id"][n]
    among = clean(documents, lines, None, CHINA)
    one = documents.filter(pl.col("doc_id") == doc_id)
    alone = clean(one, lines.filter(pl.col("doc_id") == doc_id), None, CHINA)
    for name in ("documents", "blocks", "block_map", "articles", "unit_captions"):
        assert getattr(among, name).filter(pl.col("doc_id") == doc_id).equals(getattr(alone, name)), name


def test_the_same_chunk_gives_the_same_rows():
    documents, lines, _ = chunk(TEXTS)
    one, other = clean(documents, lines, None, CHINA), clean(documents, lines, None, CHINA)
    for name in ("documents", "blocks", "block_map", "articles", "unit_captions", "findings"):
        assert getattr(one, name).equals(getattr(other, name)), name


def test_a_lone_line_is_read_as_text():
    documents, lines, _ = chunk(["今年产值1.5亿元"])
    assert clean(documents, lines, None, CHINA).blocks["role"].to_list() == ["body"]


def test_what_the_record_says_stays():
    documents, lines, _ = chunk([TEXTS[2]])
    said = documents.with_columns(title=pl.lit("记录的标题"), publisher=pl.lit("记录的来源"))
    row = clean(said, lines, None, CHINA).documents.row(0, named=True)
    assert (row["title"], row["publisher"]) == ("记录的标题", "记录的来源")


def test_the_title_of_a_column_is_the_headline_however_short():
    documents, lines, _ = chunk(["要闻\n今年前四个月，企业实现利润89亿元，同比增长3.4%，信心指数继续回升。\n"])
    said = {"doc_id": documents["doc_id"][0], "hint_no": 0, "source": "field:title", "value": "要闻"}
    hints = tables.conform("hints", pl.DataFrame([said], schema_overrides={"hint_no": pl.Int64()}))
    result = clean(documents, lines, None, CHINA, None, hints)
    assert result.documents["title"].to_list() == ["要闻"]
    assert result.blocks["role"].to_list() == ["title", "body"]


def test_the_title_of_a_column_stands_in_where_the_page_has_no_headline():
    documents, lines, _ = chunk(["今年前四个月，企业实现利润89亿元，同比增长3.4%，信心指数继续回升。\n"])
    said = {"doc_id": documents["doc_id"][0], "hint_no": 0, "source": "field:title", "value": "利润继续增长"}
    hints = tables.conform("hints", pl.DataFrame([said], schema_overrides={"hint_no": pl.Int64()}))
    assert clean(documents, lines, None, CHINA, None, hints).documents["title"].to_list() == ["利润继续增长"]
