"""Tables are described once, and everything else is derived from that."""

import subprocess
import sys

import duckdb
import polars as pl
import pytest

from schemas import ddl, dictionary
from schemas.columns import EXACT
from schemas.contracts import model
from schemas.tables import ALL, SCHEMAS, TABLES, conform, empty
from schemas.vocabularies import codes, vocabularies


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_description_is_complete(table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names)
    assert not any(table[name].null for name in table.key)
    for column in table.columns:
        assert column.meaning.endswith((".", "…")), column.name
        assert column.values is None or codes(column.values)


def test_every_vocabulary_is_used_by_a_column_or_the_registry_of_rules():
    used = {column.values for table in ALL for column in table.columns if column.values}
    assert used == set(vocabularies())


def test_an_empty_table_keeps_its_schema():
    for name in TABLES:
        assert dict(empty(name).schema) == SCHEMAS[name]


def test_a_frame_is_completed_with_nulls_and_put_in_order():
    frame = conform("parts", pl.DataFrame({"bytes": [3], "doc_id": ["d"]}))
    assert frame.row(0) == ("d", None, 3)


def test_a_column_that_a_table_does_not_know_is_refused_with_the_ones_it_knows():
    with pytest.raises(KeyError, match="parts has no column byte; it has: doc_id, part, bytes"):
        conform("parts", pl.DataFrame({"byte": [3]}))


@pytest.fixture
def warehouse():
    with duckdb.connect() as con:
        con.execute(ddl.statements())
        yield con


def test_every_table_and_column_of_the_warehouse_has_a_comment(warehouse):
    tables = warehouse.execute("select table_name, comment from duckdb_tables()").fetchall()
    assert {name for name, _ in tables} == {table.name for table in ddl.published()}
    columns = warehouse.execute(
        "select table_name, column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    assert [row for row in (*tables, *columns) if not row[-1]] == []


def test_duckdb_and_polars_agree_on_every_type(warehouse):
    for table in ddl.published():
        found = warehouse.execute(f"from {table.name}").pl().schema
        for column in table.columns:
            if column.type.sql not in {"uuid", "hugeint"}:  # polars has none: text in chunks
                assert found[column.name] == column.type.polars, column.name
    assert TABLES["facts"]["value"].type is EXACT


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_the_pandera_model_carries_types_and_meanings(table):
    columns = model(table.name).columns
    assert {name: column.dtype.type for name, column in columns.items()} == SCHEMAS[table.name]
    assert {name: column.description for name, column in columns.items()} == {c.name: c.meaning for c in table.columns}


@pytest.mark.parametrize("page", dictionary.PAGES)
def test_the_generated_pages_are_up_to_date(page: str):
    assert (dictionary.DOCS / page).read_text("utf-8") == dictionary.PAGES[page](), "run: python -m schemas.dictionary"


def test_tables_and_units_load_without_pandera():
    modules = "schemas.tables, schemas.units, schemas.numerals, schemas.sources, schemas.kinds, schemas.rules"
    script = f"import sys, {modules}; print('pandera' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
