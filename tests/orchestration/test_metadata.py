"""What the pages of the assets are made of: small, exact, as text."""

from datetime import datetime
from decimal import Decimal

import dagster as dg
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.orchestration import metadata
from schemas.tables import TABLES


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (Decimal("17.800000000000"), "17.8"),
        (Decimal("2E+11"), "200000000000"),
        (Decimal(100), "100"),
        ("a|b\nc", "a¦b⏎c"),
        ("f" * 64, "f" * 16 + "…"),
        ("字" * 80, "字" * 59 + "…"),
        (12, "12"),
        (datetime(2025, 8, 22), "2025-08-22"),  # noqa: DTZ001 — local time, as printed
        (datetime(2025, 8, 22, 14, 41), "2025-08-22 14:41"),  # noqa: DTZ001
    ],
)
def test_a_cell_is_short_and_exact(value: object, shown: str):
    assert metadata.cell(value) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=-(10**20), max_value=10**20))
def test_a_decimal_is_written_in_full_and_loses_nothing(value: Decimal):
    written = metadata.plain(value)
    assert Decimal(written) == value
    assert "E" not in written


def test_a_preview_holds_eight_rows_at_most():
    shown = metadata.preview(pl.DataFrame({"n": range(100)}))
    assert len(shown.md_str.splitlines()) == 2 + 8


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_described_with_what_its_contract_asks_for(name: str):
    described = metadata.column_schema(TABLES[name])
    assert [column.name for column in described.columns] == list(TABLES[name].schema)
    assert all(column.description for column in described.columns)


def test_a_closed_list_and_a_smallest_value_are_shown_as_constraints():
    columns = {column.name: column for column in metadata.column_schema(TABLES["facts"]).columns}
    assert any(text.startswith("one of ") and "money" in text for text in columns["kind"].constraints.other)
    assert columns["line_no"].constraints.other == ["at least 1"]
    assert columns["value"].constraints.nullable


def test_a_query_is_shown_as_sql():
    assert metadata.query(" select 1 ") == dg.MetadataValue.md("```sql\nselect 1\n```")
