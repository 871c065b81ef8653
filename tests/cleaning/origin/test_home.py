"""Where a document was written and what a bare 元 means in it: the order of the evidence."""

import polars as pl
import pytest

from schemas.sources import Sources
from tests.cleaning.delivered import CHINA, Delivered, clean, delivered

BODY = "公司今年前三季營收為五億元，比去年同期成長一成，董事會決議配發股利。"


def home(text, sources=CHINA, **given):
    documents, lines = delivered(Delivered(text))
    if given:
        documents = documents.with_columns(**given)
    row = clean(documents, lines, None, sources).documents.row(0, named=True)
    return row["jurisdiction"], row["jurisdiction_from"], row["currency"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"營收成長\n{BODY}新台幣升值，新台幣兌美元創新高。\n", ("TW", "money_words", "TWD")),
        (f"營收成長\n（中央社記者王小明台北3日電）{BODY}\n", ("TW", "publisher", "TWD")),
        (f"營收成長\n{BODY}工廠距市區三公尺，面積二公尺。\n", ("TW", "place_words", "TWD")),
        (f"營收成長\n{BODY}收入以港幣計，港幣匯率平穩。\n", ("HK", "money_words", "HKD")),
        (f"營收成長\n{BODY}收入以澳門元計，澳門元匯率平穩。\n", ("MO", "money_words", "MOP")),
        (f"營收成長\n{BODY}\n", ("CN", "source_default", "CNY")),
        (f"營收成長\n{BODY}客戶付了港幣。\n", ("CN", "source_default", "CNY")),
        (f"營收成長\n来源：人民网\n{BODY}公司在香港上市，股價20港元，市值百億港元。\n", ("CN", "publisher", "CNY")),
    ],
    ids=["money", "agency", "place", "Hong Kong", "Macao", "default", "once is not enough", "another's money"],
)
def test_the_evidence_decides_in_its_order(text, expected):
    assert home(text) == expected


def test_what_the_caller_says_comes_first():
    text = f"營收成長\n{BODY}新台幣升值，新台幣兌美元創新高。\n"
    assert home(text, jurisdiction=pl.lit("HK")) == ("HK", "given", "HKD")


def test_sources_toml_comes_before_the_text():
    sources = Sources.parse({"source": {"*.txt": {"jurisdiction": "MO", "currency": "HKD", "publisher": "某報"}}})
    text = f"營收成長\n{BODY}新台幣升值，新台幣兌美元創新高。\n"
    assert home(text, sources) == ("MO", "sources.toml", "HKD")


def test_without_any_evidence_nothing_is_decided():
    assert home(f"營收成長\n{BODY}\n", Sources()) == (None, None, None)
