"""Texts in, mentions out: the JSON lines of `suyuan extract` and the table behind them."""

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.grammar.reading import read
from pipelines.grammar.records import BATCH, BadRecordError, extract, mentions


def answers(*records: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in extract(json.dumps(r, ensure_ascii=False) for r in records)]


def test_a_mention_has_the_fields_of_the_guideline() -> None:
    text = "总投资约17.8亿元。"
    (answer,) = answers({"id": "a", "text": text})
    (mention,) = answer["mentions"]
    assert answer["id"] == "a"
    assert text[mention["start"] : mention["end"]] == "17.8亿元"
    assert text[mention["ext_start"] : mention["ext_end"]] == "约17.8亿元"
    assert {name: mention[name] for name in ("kind", "value", "unit", "qualifier", "rule")} == {
        "kind": "money", "value": "1780000000", "unit": "CNY", "qualifier": "approx", "rule": "measure",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("record", "unit"),
    [({}, "CNY"), ({"jurisdiction": "TW"}, "TWD"), ({"jurisdiction": "HK"}, "HKD"), ({"currency": "MOP"}, "MOP")],
)
def test_a_bare_yuan_is_the_currency_of_the_publication(record: dict[str, str], unit: str) -> None:
    (answer,) = answers({"id": 1, "text": "票价20元。", **record})
    assert [m["unit"] for m in answer["mentions"]] == [unit]


@pytest.mark.parametrize(
    ("record", "kind"), [({"currency": "TWD"}, "date"), ({"currency": "CNY"}, "duration"), ({}, "duration")]
)
def test_a_text_whose_currency_is_known_is_from_there(record: dict[str, str], kind: str) -> None:
    (answer,) = answers({"id": 1, "text": "產值自113年起成長。", "published": "2025-03-14", **record})
    assert [m["kind"] for m in answer["mentions"]] == [kind]


def test_a_classifier_is_given_as_it_is_printed() -> None:
    (answer,) = answers({"id": 1, "text": "影響23車次,為第三屆。"})
    assert [m["unit"] for m in answer["mentions"]] == ["車次", "屆"]


def test_a_fraction_is_given_as_written_and_to_fifteen_digits() -> None:
    (answer,) = answers({"id": 1, "text": "占三分之一。"})
    assert [(m["ratio"], m["value"]) for m in answer["mentions"]] == [("1/3", "0.333333333333333")]


def test_a_number_that_no_column_holds_is_exact_in_the_answer() -> None:
    (answer,) = answers({"id": 1, "text": f"总数为{'9' * 30}个。"})
    assert [m["value"] for m in answer["mentions"]] == ["9" * 30]


def test_every_record_is_answered_in_order_however_many_there_are() -> None:
    found = answers(*({"id": i, "text": f"共{i}家。"} for i in range(BATCH + 3)))
    assert [(a["id"], a["mentions"][0]["value"]) for a in found] == [(i, str(i)) for i in range(BATCH + 3)]


def test_a_text_without_numbers_has_an_empty_answer() -> None:
    assert answers({"id": 1, "text": ""}, {"id": 2, "text": "无"}) == [
        {"id": 1, "mentions": []},
        {"id": 2, "mentions": []},
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (['{"id": 1}'], "line 1"),
        (['{"id": 1, "text": "a"}', "{"], "line 2"),
        (['["id", "text"]'], "a record is"),
        (['{"id": 1, "text": "a", "published": "gestern"}'], "ISO date"),
        (['{"id": 1, "text": "\\ud83d"}'], "surrogate"),
    ],
)
def test_a_bad_line_is_named(lines: Iterable[str], told: str) -> None:
    with pytest.raises(BadRecordError, match=told):
        list(extract(lines))


def test_the_table_gives_the_same_with_decimals_and_dates() -> None:
    table = pl.DataFrame({"text": ["6月10日投产，产能3.5万吨。"], "published": [datetime(2025, 8, 22)]})  # noqa: DTZ001
    found = mentions(table)
    assert found["kind"].to_list() == ["date", "quantity"]
    assert found["value"].to_list() == [None, Decimal(35000)]
    assert found["date_start"].to_list()[0] == datetime(2025, 6, 10)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "surface", "reason"),
    [
        ("（三）扩大内需", "三", "list_marker"),
        ("2.扩大内需", "2", "list_marker"),
        ("〔12〕参见", "12", "list_marker"),
        ("“雪龙2”号", "2", "name"),
        ("战机歼-20升空", "-20", "model"),
        ("取得三级证书", "三级", "model"),
    ],
)
def test_the_characters_beside_a_number_can_make_it_none(text: str, surface: str, reason: str) -> None:
    found = read([text])
    start = text.index(surface)
    assert found.mentions.is_empty()
    assert found.refusals.select("start", "end", "reason").rows() == [(start, start + len(surface), reason)]


@pytest.mark.parametrize("text", ["风力达到三级", "发生5.2级地震", "8级大风", "变动为-20。", "得分（300）"])
def test_and_otherwise_it_stays_one(text: str) -> None:
    assert read([text]).mentions.height == 1


def test_joints_of_wrapped_lines_stand_inside_a_mention() -> None:
    text = "总投资17.\n8亿\n元，建设周期3\n年。"
    found = read([text]).mentions
    assert [text[a:b] for a, b in found.select("start", "end").iter_rows()] == ["17.\n8亿\n元", "3\n年"]
