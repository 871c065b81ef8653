"""What the published file says of the page that is shipped, line by line of `real_page.tsv`."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from schemas.columns import NOT_YET

EXPECTED = Path(__file__).with_name("real_page.tsv")
NUMBERS = ("value", "canonical_value")
WORDS = ("kind", "unit", "qualifier", "canonical_unit")
MOMENTS = ("date_start", "date_end")


def expected() -> list[dict[str, str]]:
    lines = [line for line in EXPECTED.read_text().splitlines() if not line.startswith("#")]
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t") + [""] * len(columns), strict=False)) for line in lines[1:]]


@pytest.fixture(scope="module")
def published(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(built / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


def facts(published: duckdb.DuckDBPyConnection, quote: str) -> list[dict[str, object]]:
    result = published.execute("select * from facts where quote = ? order by block_no, block_start", [quote])
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


@pytest.mark.parametrize("row", expected(), ids=lambda row: row["quote"])
def test_a_fact_of_the_page_is_in_the_published_file(published: duckdb.DuckDBPyConnection, row: dict[str, str]):
    found = facts(published, row["quote"])
    assert len(found) == int(row["times"])
    for fact in found:
        said = {name: fact[name] for name in row if name in fact and row[name]}
        meant = {
            **{name: row[name] for name in WORDS if row[name]},
            **{name: Decimal(row[name]) for name in NUMBERS if row[name]},
            **{name: datetime.fromisoformat(row[name]) for name in MOMENTS if row[name]},
            **({"precision": int(row["precision"])} if row["precision"] else {}),
            "quote": row["quote"],
        }
        assert said == meant
        if row["ratio"]:
            assert f"{fact['ratio_num']}/{fact['ratio_den']}" == row["ratio"]


def test_an_area_that_has_no_finite_canonical_value_says_so(published: duckdb.DuckDBPyConnection):
    (area,) = facts(published, "1000畝")
    assert area["canonical_exact"] is False
    (exact,) = published.execute("select factor_num / factor_den = 2000.0 / 3 from units where code = 'mu'").fetchone()
    assert exact


def test_a_year_that_is_printed_elsewhere_says_where(published: duckdb.DuckDBPyConnection):
    quote, rule, line, start, end = published.execute(
        """
        select i.quote, i.rule, l.text, i.char_start, i.char_end
        from inheritances as i
        join facts as f using (fact_id)
        join lines as l on l.doc_id = i.doc_id and l.line_no = i.line_no
        where f.quote = '6月10日' and i.attribute = 'year'
        """
    ).fetchone()
    assert quote == "2025"
    assert rule.startswith("year<")
    assert line[start:end] == "2025"
    assert "2025年08月22日14:41" in line


def test_each_teaser_has_its_own_dateline(published: duckdb.DuckDBPyConnection):
    datelines = published.execute(
        """
        select b.article_no, min(f.date_start)
        from facts as f
        join blocks as b using (doc_id, block_no)
        where b.role = 'teaser_body' and f.quote in ('8月22日', '8月15日', '8月10日')
        group by b.article_no
        order by b.article_no
        """
    ).fetchall()
    assert [moment.isoformat()[:10] for _, moment in datelines] == ["2025-08-22", "2025-08-15", "2025-08-10"]
    assert len({article for article, _ in datelines}) == 3


@pytest.mark.parametrize(("word", "reason"), [("兩江新區", "name"), ("六屆七次全會", "meeting"), ("一流", "word")])
def test_what_is_no_fact_is_a_reject_with_its_reason(published: duckdb.DuckDBPyConnection, word: str, reason: str):
    rejected = published.execute("select distinct reason from rejects where surface = ?", [word]).fetchall()
    standing = published.execute("select count(*) from blocks where contains(text, ?)", [word]).fetchone()[0]
    assert standing
    assert rejected == [(reason,)]
    assert not published.execute("select 1 from facts where contains(surface, ?)", [word]).fetchall()


def test_the_caption_stands_twice_and_the_page_date_is_the_date_of_publication(published: duckdb.DuckDBPyConnection):
    captions = published.execute("select text from blocks where role = 'caption'").fetchall()
    assert captions == [("兩江協同創新區。兩江協同創新區供圖",)] * 2
    (moment,) = published.execute("select published_at from documents").fetchone()
    assert moment == datetime(2025, 8, 22, 14, 41)  # noqa: DTZ001 — local time, as printed


def test_every_table_view_and_column_is_explained(published: duckdb.DuckDBPyConnection):
    silent = published.execute(
        """
        select table_name from duckdb_tables() where comment is null and not internal and schema_name = 'main'
        union all
        select table_name || '.' || column_name from duckdb_columns()
        where comment is null and not internal and table_name in (select table_name from duckdb_tables())
        union all
        select view_name from duckdb_views() where comment is null and not internal
        """
    ).fetchall()
    assert silent == []


def test_what_is_said_to_be_filled_by_nothing_yet_is_empty_and_what_is_empty_is_said_to_be(
    published: duckdb.DuckDBPyConnection,
):
    def filled(name: str, column: str) -> bool:
        return published.execute(f'select count("{column}") > 0 from {name}').fetchone()[0]  # noqa: S608

    comments = dict(published.execute("select table_name, comment from duckdb_tables()").fetchall())
    columns = published.execute("select table_name, column_name, comment from duckdb_columns() where not internal")
    for name, column, comment in columns.fetchall():
        if NOT_YET in comments.get(name, "") + comment:
            assert not filled(name, column), f"{name}.{column}"
        elif name == "facts" and column != "per":  # which the page has none of
            assert filled(name, column), f"{name}.{column}"
