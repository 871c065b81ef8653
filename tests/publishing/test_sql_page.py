"""The page on SQL is true: it names every view with its columns and every macro, and its queries can be asked."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines import publishing
from tests.publishing.sample import Sample

COLUMNS = """
select view_name, list(column_name order by column_index)
from duckdb_columns()
join duckdb_views() v on v.view_name = table_name
where not v.internal
group by view_name
"""


@pytest.fixture(scope="module")
def opened(template: Sample) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(template.warehouse / publishing.NAME), read_only=True) as con:
        yield con


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "sql.md").read_text("utf-8")


def test_it_names_every_view_with_its_columns(opened: duckdb.DuckDBPyConnection, page: str):
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    told = {row[0].strip("| `"): row[-1].strip(" |").replace("`", "").split() for row in rows}
    views = dict(opened.execute(COLUMNS).fetchall())
    assert {view: told.get(view) for view in views} == views


def test_it_names_every_macro_that_a_person_calls(opened: duckdb.DuckDBPyConnection, page: str):
    macros = opened.execute("select function_name from duckdb_functions() where not internal").fetchall()
    assert {name for (name,) in macros if f"{name}(" not in page} == {"listed_unit"}  # convert calls it


def test_its_queries_can_be_asked(opened: duckdb.DuckDBPyConnection, page: str):
    queries = page.split("```sql\n")[1].split("```", maxsplit=1)[0].split("\n\n")
    assert len(queries) == 5
    for query in queries:
        opened.execute(query)
