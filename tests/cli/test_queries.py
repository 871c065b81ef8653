"""`suyuan sql`, `trace` and `diff` over a published warehouse."""

import csv
import io
import os
import shutil
from pathlib import Path

import pytest


def test_a_query_is_shown_as_a_table_with_numbers_in_full(suyuan, built: Path):
    done = suyuan("sql", "select quote, value from facts where quote = '2000億元'", "--warehouse", built)
    assert done.returncode == 0
    assert done.stdout.split() == ["quote", "value", "2000億元", "200000000000", "1", "row"]


def test_a_table_that_is_too_wide_is_shown_row_by_row_and_breaks_no_number(suyuan, built: Path):
    done = suyuan("sql", "select * from facts where quote = '17.8億元'", "--warehouse", built)
    shown = dict(line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    assert shown["value"] == "1780000000"
    assert shown["canonical_unit"] == "CNY"
    assert done.stdout.splitlines()[0] == "──── row 1"
    assert done.stdout.splitlines()[-1] == "1 row"


def test_a_query_is_written_as_csv(suyuan, built: Path):
    query = "select 17.80::decimal(38, 12) as number, null as nothing, 'a,\"b\"' as text"
    done = suyuan("sql", query, "--csv", "--warehouse", built)
    assert list(csv.DictReader(io.StringIO(done.stdout))) == [{"number": "17.8", "nothing": "", "text": 'a,"b"'}]


def test_a_query_cannot_write(suyuan, built: Path):
    done = suyuan("sql", "delete from facts", "--warehouse", built)
    assert done.returncode == 2
    assert "read-only" in done.stderr


def test_a_mistaken_query_is_answered_with_what_is_wrong(suyuan, built: Path):
    done = suyuan("sql", "select quotes from facts", "--warehouse", built)
    assert done.returncode == 2
    assert "quotes" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_warehouse_the_way_to_one_is_named(suyuan, tmp_path: Path):
    done = suyuan("sql", "select 1", "--warehouse", tmp_path)
    assert done.returncode == 2
    assert "suyuan run" in done.stderr


def test_a_trace_leads_to_the_line_and_to_where_the_year_is_printed(suyuan, built: Path):
    query = "select fact_id from facts where quote = '6月10日'"
    fact_id = suyuan("sql", query, "--csv", "--warehouse", built).stdout.splitlines()[1]
    done = suyuan("trace", fact_id, "--warehouse", built)
    assert done.returncode == 0
    for said in ("【6月10日】", "自", "bytes", "line 51", "year by year<", "【2025】年08月22日", "date_start"):
        assert said in done.stdout


def test_a_fact_that_does_not_exist_is_said_to(suyuan, built: Path):
    for fact_id in ("no-uuid", "00000000-0000-0000-0000-000000000000"):
        done = suyuan("trace", fact_id, "--warehouse", built)
        assert done.returncode == 2
        assert fact_id in done.stderr


@pytest.mark.slow
def test_a_diff_tells_facts_that_a_release_added_and_removed(suyuan, built: Path, tmp_path: Path, project: Path):
    shutil.copytree(built.parent / "seeds", tmp_path / "seeds")
    folders = ("--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "warehouse")
    (tmp_path / "seeds/二.txt").write_text("出口總額3億元。\n")
    assert suyuan("run", *folders).returncode == 0
    (tmp_path / "seeds/二.txt").write_text("出口總額4億元。\n")
    assert suyuan("run", *folders).returncode == 0
    done = suyuan("diff", "--warehouse", os.path.relpath(tmp_path / "warehouse", project))
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].split() == ["1", "added", "1", "removed", "0", "changed"]
    assert "3億元" in done.stdout
    assert "4億元" in done.stdout


def test_a_diff_against_nothing_and_an_empty_query_are_said_to_be(suyuan, built: Path, tmp_path: Path):
    done = suyuan("diff", built / "warehouse.duckdb", "--warehouse", tmp_path)
    assert done.returncode == 2
    assert "keeps no release" in done.stderr
    done = suyuan("sql", " ", "--warehouse", built)
    assert done.returncode == 2
    assert "the query is empty" in done.stderr


def test_a_diff_needs_two_releases(suyuan, built: Path):
    done = suyuan("diff", "--warehouse", built)
    assert done.returncode == 2
    assert "nothing to compare" in done.stderr
