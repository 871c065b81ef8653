"""Views and macros give exact numbers, and lead back to the source."""

import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import publishing
from pipelines.publishing.sql_files import statements
from pipelines.publishing.staging import insert, unit_row
from schemas import ddl, units
from schemas.tables import SCHEMAS
from tests.publishing.sample import Sample

STEP = Decimal("1E-12")
CONVERTIBLE = sorted(code for code, unit in units.registry().items() if unit.dimension != "money")


@pytest.fixture(scope="module")
def warehouse():
    """An empty warehouse with its units, views and macros."""
    with duckdb.connect() as con:
        con.execute(ddl.statements())
        listed = [unit_row(unit) for unit in units.registry().values()]
        insert(con, "units", pl.DataFrame(listed, schema=SCHEMAS["units"], orient="row"))
        for folder in ("macros", "views"):
            for statement in statements(folder):
                con.execute(statement.sql)
        yield con


@pytest.fixture(scope="module")
def opened(template: Sample):
    """The published hand-made warehouse."""
    with duckdb.connect(str(template.warehouse / publishing.NAME), read_only=True) as con:
        yield con


def in_sql(con: duckdb.DuckDBPyConnection, value: Decimal, source: str, target: str) -> Decimal | None:
    query = "select convert(?::decimal(38, 12), ?, ?)"
    return con.execute(query, [f"{value:f}", source, target]).fetchone()[0]


def in_python(value: Decimal, source: str, target: str) -> Decimal | None:
    try:
        return units.convert(value, source, target)
    except units.OutOfRange:
        return None


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1000", "mu", "m2", "666666.666666666667"),
        ("-1", "mu", "m2", "-666.666666666667"),
        ("1", "mu", "hm2", "0.066666666667"),
        ("100", "Cel", "K", "373.15"),
        ("0", "K", "Cel", "-273.15"),
        ("0.000000000001", "m", "km", "0"),  # half of nothing
        ("0.000000000500", "m", "km", "0"),  # exactly a half: to the even side
        ("0.000000001500", "m", "km", "0.000000000002"),
        ("-0.000000001500", "m", "km", "-0.000000000002"),
        ("-0.000000000500", "m", "km", "0"),
        ("-0.000000000501", "m", "km", "-0.000000000001"),
        ("99999999999999999999999999", "km", "m", None),  # does not fit
        ("1", "CNY", "USD", None),  # never
        ("1", "m", "kg", None),
        ("1", "ha", "hm2", "1"),
    ],
)
def test_a_conversion_is_exact_and_rounds_half_to_even(warehouse, value, source, target, expected):
    assert in_sql(warehouse, Decimal(value), source, target) == (None if expected is None else Decimal(expected))


@given(
    value=st.decimals(min_value=-(10**14), max_value=10**14, places=12),
    source=st.sampled_from(CONVERTIBLE),
    data=st.data(),
)
@settings(max_examples=150, deadline=None)
def test_sql_converts_as_python_does(warehouse, value, source, data):
    dimension = units.unit(source).dimension
    target = data.draw(st.sampled_from([code for code in CONVERTIBLE if units.unit(code).dimension == dimension]))
    expected, found = in_python(value, source, target), in_sql(warehouse, value, source, target)
    if found is None and expected is not None:
        # SQL gives up where a product leaves 128 bits; it must never give another number
        factor = units.unit(source).factor / units.unit(target).factor
        assert max(factor.numerator, factor.denominator) > 10**12
        return
    assert found == expected


@given(st.decimals(min_value=-(10**20), max_value=10**20, places=12), st.sampled_from(CONVERTIBLE))
@settings(max_examples=100, deadline=None)
def test_a_canonical_value_is_the_nearest_decimal(value, code):
    unit = units.unit(code)
    exact = Fraction(value) * unit.factor + unit.offset
    try:
        canonical, canonical_unit, whole = units.canonical(value, code)
    except units.OutOfRange:
        assert abs(exact) >= 10**26 - 1
        return
    assert canonical_unit == unit.canonical
    assert abs(Fraction(canonical) - exact) <= Fraction(STEP) / 2
    assert whole == (Fraction(canonical) == exact)


def test_a_value_too_large_for_the_warehouse_converts_to_nothing(warehouse):
    for value in ("1e30::hugeint", "-1e30::hugeint", "1e38::double"):
        assert warehouse.execute(f"select convert({value}, 'km', 'm')").fetchone() == (None,)


@pytest.mark.parametrize("units_named", ["'m', 'metre'", "'metre', 'm'"])
def test_a_unit_that_is_not_listed_is_named_and_not_converted_to_nothing(warehouse, units_named: str):
    with pytest.raises(duckdb.InvalidInputException, match="unit metre is not listed"):
        warehouse.execute(f"select convert(1, {units_named})")
    assert warehouse.execute("select convert(1, null, 'm'), convert(null, 'km', 'm')").fetchone() == (None, None)


@pytest.mark.parametrize("wanted", ["'xxx'", "'00000000-0000-0000-0000-000000000000'", "uuid()"])
def test_a_fact_that_is_not_held_has_no_evidence_and_is_named(opened, wanted: str):
    with pytest.raises(duckdb.InvalidInputException, match="holds no fact"):
        opened.execute(f"from evidence({wanted})")


def test_no_view_and_no_macro_returns_a_double(warehouse):
    columns = warehouse.execute("select table_name, column_name, data_type from duckdb_columns() where not internal")
    assert [row for row in columns.fetchall() if "DOUBLE" in row[2] or "FLOAT" in row[2]] == []
    for call in (
        "select convert(1::decimal(38, 12), 'm', 'km')",
        "from evidence('1283f2bb-0719-1c81-e1d4-59be467e7b75')",
        "from facts_in('a.txt', 1)",
    ):
        described = warehouse.execute(f"describe {call}").fetchall()
        assert [row for row in described if row[1] in {"DOUBLE", "FLOAT"}] == [], call


def test_every_view_and_macro_is_commented_with_all_its_columns(opened):
    views = opened.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
    assert {name for name, _ in views} == {statement.name for statement in statements("views")}
    macros = opened.execute("select function_name, comment from duckdb_functions() where not internal").fetchall()
    assert {name for name, _ in macros} == {*(statement.name for statement in statements("macros")), "listed_unit"}
    columns = opened.execute("select table_name, column_name, comment from duckdb_columns() where not internal")
    assert [row for row in (*views, *macros, *columns.fetchall()) if not row[-1]] == []


def test_evidence_shows_a_fact_in_its_line_with_file_and_bytes(opened, template: Sample):
    (fact_id,) = opened.execute("select fact_id::varchar from facts where surface = '4.2%'").fetchone()
    row = opened.execute(
        "select before, quote, after, seed, byte_start, byte_end from evidence(?)", [fact_id]
    ).fetchone()
    before, quote, after, seed, start, end = row
    assert (before, quote, after) == ("總值3億元，增長", "4.2%", "，一帶一路沿線5國參加")
    assert (template.seeds / seed).read_bytes()[start:end].decode() == quote


def test_facts_in_lists_a_line_in_its_order(opened):
    found = opened.execute("select surface from facts_in('臨江.txt', 2)").fetchall()
    assert found == [("3億元",), ("4.2%",), ("5國",)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select surface, value, unit from amounts", [("3億元", Decimal(300000000), "CNY")]),
        ("select surface, unit from quantities where canonical_unit = 'm2'", [("1000畝", "mu")]),
        ("select surface, date_start from dates", [("2025年3月2日", None)]),
        ("select sum(mentions) from ledger where outcome = 'reject'", [(2,)]),
        ("select lines, blank_blocks, facts, rejects from funnel order by lines", [(2, 0, 2, 1), (4, 1, 5, 1)]),
        ("select count(*) from timeline", [(0,)]),
    ],
)
def test_a_view_says_what_the_text_says(opened, query, expected):
    assert opened.execute(query).fetchall() == expected


def test_an_article_that_was_told_before_is_not_counted_again(template: Sample, tmp_path):
    path = shutil.copy(template.root / "staged.duckdb", tmp_path)
    with publishing.connect(Path(path)) as con:
        assert con.execute("select count(*) from quantities").fetchone() == (5,)
        (town,) = con.execute("select doc_id from documents where seed = '臨江.txt'").fetchone()
        con.execute("insert into near_duplicates values (?, 0, 'other', 0, 0.9)", [town])
        assert con.execute("select surface from quantities order by 1").fetchall() == [("1000畝",), ("30個",)]


@pytest.mark.parametrize(("role", "counted"), [("caption", 3), ("table", 5)])
def test_a_line_that_stands_twice_on_its_page_is_counted_once_unless_it_is_a_cell(
    template: Sample, tmp_path, role: str, counted: int
):
    path = shutil.copy(template.root / "staged.duckdb", tmp_path)
    with publishing.connect(Path(path)) as con:
        again = "update blocks set role = ?, role_reason = 'words; repeats block 7' where text like '%1000畝%'"
        con.execute(again, [role])
        assert con.execute("select count(distinct surface) from quantities").fetchone() == (counted,)


def test_copies_of_a_document_that_was_set_aside_refer_to_the_first_one_that_was_read(template: Sample, tmp_path):
    path = shutil.copy(template.root / "staged.duckdb", tmp_path)
    (step,) = (s for s in statements("steps") if s.name == "first_copies")
    with publishing.connect(Path(path)) as con:
        con.execute("update documents set sha256 = 'same', duplicate_of = 'set aside'")
        con.execute(step.sql)
        first, second = con.execute("select doc_id, duplicate_of from documents order by rowid").fetchall()
    assert first[1] is None
    assert second[1] == first[0]


# --- fact_spans -----------------------------------------------------------------------------------------

DOCUMENT = """
insert into documents by name
select 'd' as doc_id, 's' as seed, '' as record, 'x' as sha256, 40 as bytes, 'utf-8' as encoding,
  'bom' as encoding_from, 'text/plain' as media_type, 2 as lines
"""
PIECES = """
insert into block_map values
  ('d', 1, 0, 5, 1, 0, 5, 3, 16, 'copy'),
  ('d', 1, 5, 6, 1, 5, 5, 16, 17, 'joint'),
  ('d', 1, 6, 8, 2, 0, 2, 22, 28, 'copy')
"""
FACT = """
insert into facts by name
select '1283f2bb-0719-1c81-e1d4-59be467e7b75' as fact_id, 'd' as doc_id, 1 as block_no, 3 as block_start,
  7 as block_end, '3億\n元' as surface, 1 as line_no, 3 as char_start, 5 as char_end, 12 as byte_start,
  16 as byte_end, '3億' as quote,
  2 as ext_start, 7 as ext_end, 'money' as kind, 'approx' as qualifier, 'money' as rule,
  1 as metric_block, 0 as metric_start, 2 as metric_end
"""
WRAPPED = (
    DOCUMENT,
    "insert into lines values ('d', 1, 3, 21, '總值約3億'), ('d', 2, 22, 28, '元多')",
    "insert into blocks values ('d', 1, '總值約3億\n元多', 0, 'body', '', 1, 2)",
    PIECES,
    FACT,
)
RESTATED = """
insert into facts by name
select $id as fact_id, $doc as doc_id, 1 as block_no, 0 as block_start, 4 as block_end, 'x' as surface, 1 as line_no,
  0 as char_start, 4 as char_end, 'x' as quote, 'money' as kind, 'exact' as qualifier, 'money' as rule,
  'm' as metric_id,
  date '2024-01-01' as as_of_start, date '2025-01-01' as as_of_end, $value::decimal(38, 12) as canonical_value,
  'CNY' as canonical_unit
"""


def test_a_fact_across_a_joint_has_its_pieces_with_lines_and_bytes(warehouse):
    warehouse.execute("begin")
    for statement in WRAPPED:
        warehouse.execute(statement)
    found = warehouse.execute(
        "select part, piece, line_no, char_start, char_end, byte_start, byte_end, quote from fact_spans order by 1, 2"
    ).fetchall()
    warehouse.execute("rollback")
    assert found == [
        ("core", 0, 1, 3, 5, 12, 16, "3億"),
        ("core", 1, 1, 5, 5, 16, 17, ""),
        ("core", 2, 2, 0, 1, 22, 25, "元"),
        ("ext", 0, 1, 2, 5, 9, 16, "約3億"),
        ("ext", 1, 1, 5, 5, 16, 17, ""),
        ("ext", 2, 2, 0, 1, 22, 25, "元"),
        ("metric", 0, 1, 0, 2, 3, 9, "總值"),
    ]


def test_a_later_document_restates_what_an_earlier_one_said(warehouse):
    warehouse.execute("begin")
    for number, value in ((1, "17.8"), (2, "17.9")):
        warehouse.execute(DOCUMENT.replace("'d'", f"'d{number}'"))
        warehouse.execute(
            "update documents set published_at = ? where doc_id = ?", [f"2025-0{number}-01", f"d{number}"]
        )
        fact_id = f"1283f2bb-0719-1c81-e1d4-59be467e7b7{number}"
        warehouse.execute(RESTATED, {"id": fact_id, "doc": f"d{number}", "value": value})
    warehouse.execute("insert into blocks select doc_id, 1, 'x', 0, 'body', '', 1, 1 from documents")
    warehouse.execute("insert into articles by name select doc_id, 0 as article_no, published_at from documents")
    warehouse.execute("insert into metrics values ('m', '总产值')")
    found = warehouse.execute("select metric, first_value, later_value, difference from restatements").fetchall()
    warehouse.execute("rollback")
    assert found == [("总产值", Decimal("17.8"), Decimal("17.9"), Decimal("0.1"))]


# --- teasers ---------------------------------------------------------------------------------------------

TEASED = """
insert into facts by name
select uuid() as fact_id, 'd' as doc_id, {block} as block_no, 2 as block_start, 4 as block_end, '{surface}' as surface,
  {block} as line_no, 2 as char_start, 4 as char_end, '{surface}' as quote, 'date' as kind, 'exact' as qualifier,
  'mass' as dimension, date '2025-08-01' as date_start, 'x' as rule
"""
PAGE = (
    DOCUMENT,
    "update documents set title = '糧食豐收', published_at = '2025-08-22 14:41'",
    "insert into blocks values ('d', 1, '產糧5噸', 0, 'body', '', 1, 1)",
    "insert into blocks values ('d', 2, '水庫蓄水', 1, 'teaser_title', '', 2, 2)",
    "insert into blocks values ('d', 3, '蓄水7噸', 1, 'teaser_body', '', 3, 3)",
    "insert into articles by name select 'd' as doc_id, 0 as article_no, '2025-08-22 14:41' as published_at",
    "insert into articles by name select 'd' as doc_id, 1 as article_no, '2025-08-15' as published_at",
    TEASED.format(block=1, surface="5噸"),
    TEASED.format(block=3, surface="7噸"),
)


@pytest.mark.parametrize(
    ("view", "kind"), [("amounts", "money"), ("quantities", "quantity"), ("dates", "date"), ("timeline", "date")]
)
def test_a_fact_of_a_teaser_has_the_headline_and_the_date_of_the_teaser(warehouse, view: str, kind: str):
    warehouse.execute("begin")
    for statement in PAGE:
        warehouse.execute(statement)
    warehouse.execute("update facts set kind = ?", [kind])
    found = warehouse.table(view).order("surface").project("surface, role, title, published_at::date::varchar")
    found = found.fetchall()
    warehouse.execute("rollback")
    assert found == [
        ("5噸", "body", "糧食豐收", "2025-08-22"),
        ("7噸", "teaser_body", "水庫蓄水", "2025-08-15"),
    ]
