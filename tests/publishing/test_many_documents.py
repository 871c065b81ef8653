"""Audits over many documents need memory for what they find, not for each pair of what they compare."""

import duckdb

from pipelines.publishing.sql_files import statements
from schemas import ddl

DOCUMENTS, SURFACES, EACH = 5_000, 10_000, 200


def test_the_second_reading_never_joins_readings_with_documents(tmp_path):
    with duckdb.connect(tmp_path / "many.duckdb", config={"memory_limit": "300MB"}) as con:
        con.execute(f"set temp_directory = '{tmp_path / 'spilled'}'; set max_temp_directory_size = '100MB'")
        con.execute(ddl.statements())
        con.execute(f"""
            create or replace table documents as
            select 'd' || range as doc_id, 'CN' as jurisdiction, null::varchar as currency from range({DOCUMENTS});
            create or replace table facts as
            select
              uuid() as fact_id, 'd' || range // {EACH} as doc_id, 1 as line_no, 'f' || range % {SURFACES} as surface,
              'money' as kind, 'r' as rule, if(range = 7, 2, 1) as value, 'CNY' as unit
            from range({DOCUMENTS * EACH});
            create temp table second_readings as
            select
              'f' || range as surface, 'money' as kind, 'r' as rule, 'CN' as jurisdiction, null::varchar as currency,
              'money' as kind_again, 1 as value_again, 'CNY' as unit_again
            from range({SURFACES});
        """)  # noqa: S608 — numbers of the test
        [statement] = [statement for statement in statements("audits") if statement.code == "A40"]
        assert [row[1] for row in con.execute(statement.sql).fetchall()] == ["d0"]
