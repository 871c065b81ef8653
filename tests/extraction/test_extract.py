"""What extraction makes of blocks: facts, rejects, and where what they inherit is printed."""

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.extraction import extract, reread
from schemas.contracts import validate
from schemas.tables import SCHEMAS

sys.path.insert(0, str(Path(__file__).parent))
from page import Page

AUGUST = datetime(2025, 8, 22, 14, 41)  # noqa: DTZ001  local time, as in the tables


def only(frame: pl.DataFrame, **where: object) -> dict[str, object]:
    """The one row with these values."""
    rows = frame.filter(pl.lit(True), *(pl.col(name) == value for name, value in where.items())).to_dicts()  # noqa: FBT003
    assert len(rows) == 1, rows
    return rows[0]


def kept(found: object, table: str) -> pl.DataFrame:
    """A table of the result, after its contract has let every row through."""
    checked = validate(table, getattr(found, table))
    assert checked.quarantine.to_dicts() == []
    return checked.valid


# ------------------------------------------------------------------------------------------------ places and bytes
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "big5"])
def test_a_quote_is_the_characters_at_its_bytes_in_every_encoding(encoding: str) -> None:
    page = Page(["水廠一期", "日供水12萬噸，投資3.5億元"], encoding=encoding)
    facts = kept(extract(*page.tables()), "facts")
    assert facts["quote"].to_list() == ["12萬噸", "3.5億元"]
    for row in facts.to_dicts():
        assert page.data[row["byte_start"] : row["byte_end"]].decode(encoding) == row["quote"]
        assert page.lines[row["line_no"] - 1][row["char_start"] : row["char_end"]] == row["quote"]


def test_a_mention_across_a_joint_is_quoted_by_its_first_piece() -> None:
    page = Page(
        ["運量1.2", "億噸"],
        blocks=[
            (
                "運量1.2\n億噸",
                [(0, 5, 1, 0, 5, 0, 9, "copy"), (5, 6, 1, 5, 5, 9, 10, "joint"), (6, 8, 2, 0, 2, 10, 16, "copy")],
            )
        ],
    )
    row = only(kept(extract(*page.tables()), "facts"))
    assert (row["surface"], row["quote"], row["value"]) == ("1.2\n億噸", "1.2", Decimal(120_000_000))
    assert (row["line_no"], row["char_start"], row["char_end"], row["byte_start"], row["byte_end"]) == (1, 2, 5, 6, 9)


def test_an_entity_is_quoted_in_its_source_form() -> None:
    page = Page(
        ["<b>&#53;&#20803;</b>"],
        blocks=[("5元", [(0, 1, 1, 3, 8, 3, 8, "entity"), (1, 2, 1, 8, 16, 8, 16, "entity")])],
    )
    row = only(kept(extract(*page.tables()), "facts"))
    assert (row["surface"], row["quote"], row["byte_start"], row["byte_end"]) == ("5元", "&#53;", 3, 8)


def test_the_id_is_of_the_place_and_not_of_the_reading() -> None:
    as_yuan, as_dollars = (extract(*Page(["修路花了300萬元"], currency=code).tables()).facts for code in ("CNY", "TWD"))
    assert as_yuan["fact_id"].to_list() == as_dollars["fact_id"].to_list()
    assert as_yuan["unit"].to_list() != as_dollars["unit"].to_list()


# ---------------------------------------------------------------------------------------------------- inheritances
def test_a_year_says_on_which_line_it_is_printed() -> None:
    page = Page(
        ["2025年08月22日14:41", "本报8月20日电 大坝6月10日蓄水"],
        published=AUGUST,
        articles=[
            {
                "article_no": 0,
                "published_at": datetime(2025, 8, 20),  # noqa: DTZ001
                "published_from": "dateline",
                "line_no": 2,
                "char_start": 2,
                "char_end": 7,
                "year_line_no": 1,
                "year_char_start": 0,
                "year_char_end": 4,
            }
        ],
    )
    found = extract(*page.tables())
    fact = only(found.facts, surface="6月10日")
    assert fact["date_start"] == datetime(2025, 6, 10)  # noqa: DTZ001
    row = only(kept(found, "inheritances"), fact_id=fact["fact_id"])
    assert (row["attribute"], row["line_no"], row["quote"], row["rule"]) == ("year", 1, "2025", "year<dateline<page")


def test_a_date_that_leans_on_the_one_before_says_where_that_stands() -> None:
    page = Page(["会议3月2日开幕，5日闭幕"], published=AUGUST)
    found = extract(*page.tables())
    fact = only(found.facts, surface="5日")
    month = only(found.inheritances, fact_id=fact["fact_id"], attribute="month")
    assert (month["quote"], month["rule"]) == ("3月2日", "month<previous")


def test_without_a_date_line_a_partial_date_is_a_fact_that_says_it_is_not_resolved() -> None:
    row = only(kept(extract(*Page(["大坝6月10日蓄水"]).tables()), "facts"))
    assert row["date_start"] is None
    assert row["rule"].startswith("unresolved")


def test_a_bare_yuan_takes_the_currency_of_its_place_and_says_so() -> None:
    found = extract(*Page(["補助每戶5000元，另撥3億港元"], currency="TWD", currency_from="publisher").tables())
    assert found.facts["unit"].to_list() == ["TWD/户", "HKD"] or found.facts["unit"].to_list() == ["TWD", "HKD"]
    row = only(kept(found, "inheritances"))
    assert (row["attribute"], row["line_no"], row["rule"]) == ("currency", None, "currency<source_publisher")


def test_without_any_currency_a_bare_yuan_is_xxx_and_the_page_gets_a_finding() -> None:
    page = Page(["花了5000元", "每吨300元，另付20美元"], currency=None, currency_from=None, jurisdiction=None)
    found = extract(*page.tables())
    assert found.facts["unit"].to_list() == ["XXX", "XXX/t", "USD"]
    row = only(kept(found, "findings"))
    first = found.facts["fact_id"][0]
    assert (row["rule"], row["doc_id"], row["fact_id"], row["actual"]) == ("T01", "d", first, "5000元")
    assert "2 amounts" in str(row["message"])


def test_with_a_currency_there_is_nothing_to_find() -> None:
    assert extract(*Page(["花了5000元"]).tables()).findings.is_empty()


def test_a_bare_number_in_a_cell_takes_the_unit_of_its_caption() -> None:
    page = Page(
        ["单位：万元", "1250.5"],
        captions=[{"block_no": 2, "line_no": 1, "char_start": 3, "char_end": 5, "text": "万元"}],
    )
    found = extract(*page.tables())
    row = only(kept(found, "facts"), block_no=2)
    assert (row["kind"], row["value"], row["unit"]) == ("money", Decimal(12_505_000), "CNY")
    unit = only(found.inheritances, fact_id=row["fact_id"], attribute="unit")
    assert (unit["quote"], unit["line_no"], unit["rule"]) == ("万元", 1, "unit<caption")


# ---------------------------------------------------------------------------------------------------- what is kept
def test_canonical_values_are_exact_or_say_that_they_are_not() -> None:
    facts = kept(extract(*Page(["占地1000畝，长3公里"]).tables()), "facts")
    mu, km = only(facts, unit="mu"), only(facts, unit="km")
    assert (mu["canonical_value"], mu["canonical_exact"]) == (Decimal("666666.666666666667"), False)
    assert (km["canonical_value"], km["canonical_unit"], km["canonical_exact"]) == (Decimal(3000), "m", True)


def test_classifiers_are_kept_as_written_and_folded_in_the_canonical_unit() -> None:
    row = only(kept(extract(*Page(["建成30個泵站"]).tables()), "facts"))
    assert (row["unit"], row["canonical_unit"], row["dimension"]) == ("個", "个", "count")


@pytest.mark.parametrize("text", ["共" + "9" * 40 + "吨", "0." + "1" * 20 + "吨", "9" * 26 + "公里"])
def test_a_number_that_does_not_fit_is_a_reject_that_says_so(text: str) -> None:
    found = extract(*Page([text]).tables())
    assert found.facts.height == 0
    assert set(found.rejects["reason"]) == {"out_of_range"}


def test_empty_tables_give_empty_tables_with_their_columns() -> None:
    found = extract(*(frame.clear() for frame in Page(["x"]).tables()))
    for name in ("facts", "rejects", "inheritances"):
        assert dict(getattr(found, name).schema) == dict(SCHEMAS[name])
        assert getattr(found, name).height == 0


def test_a_surface_read_again_alone_says_the_same() -> None:
    page = Page(["投资17.8亿元，增长9.89%，约50多家企业，每吨3200元"])
    facts = extract(*page.tables()).facts
    asked = facts.select("surface", "kind", "rule", jurisdiction=pl.lit("CN"), currency=pl.lit("CNY"))
    again = reread(asked)
    assert again.height == facts.height
    for row in again.to_dicts():
        first = only(facts, surface=row["surface"])
        assert (row["kind_again"], row["value_again"]) == (first["kind"], first["value"])
