"""Every audit finds the fault it is there for, and nothing in a sound warehouse."""

import shutil
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines import publishing
from pipelines.publishing.sql_files import statements
from schemas import ddl
from schemas.columns import FACT_ID
from schemas.rules import families, rules
from tests.publishing.sample import Sample

# rule → statements that plant the fault in the staged file
FAULTS = {
    "A01": ["update facts set char_start = char_start + 1, char_end = char_end + 1 where surface = '3億元'"],
    "A02": ["update facts set byte_start = byte_start + 1, byte_end = byte_end + 1 where surface = '3億元'"],
    "A03": ["update rejects set surface = '三峡' where surface = '三峽'"],
    "A04": ["update blocks set text = text || '。' where block_no = 1"],
    "A05": ["update facts set block_start = block_start - 1 where surface = '3億元'"],
    "A10": ["delete from rejects where surface = '三峽'"],
    "A20": ["insert into rejects select * from rejects limit 1"],
    "A21": [
        "insert into inheritances select uuid(), 'year', doc_id, null, null, null, null, 'source_default' from facts"
    ],
    "A30": ["delete from documents where seed = '臨江.txt'"],
    "A31": ["delete from lines where line_no = 3"],
    "A41": ["update facts set canonical_value = canonical_value * 10 where surface = '3億元'"],
    "A70": ["insert into quarantine values ('facts', 'd/0/0', 'C02', 'unit', null, '{}')"],
    "A71": ["insert into quarantine values ('blocks', 'd/0', 'C03', 'role', 'x', '{}')"],
}


def broken(results: list[publishing.AuditResult]) -> set[str]:
    return {result.rule.code for result in results if not result.passed}


def test_a_sound_warehouse_passes_every_audit(sample: Sample, staged: Path):
    results = sample.audit(staged)
    assert [result.message for result in results if not result.passed] == []
    assert len(results) == len(statements("audits"))


@pytest.mark.parametrize("code", FAULTS)
def test_an_audit_finds_its_fault(sample: Sample, staged: Path, code: str):
    with publishing.connect(staged) as con:
        for statement in FAULTS[code]:
            con.execute(statement)
    results = sample.audit(staged)
    assert code in broken(results)
    (found,) = [result for result in results if result.rule.code == code]
    assert found.rows.height == min(found.count, 20)
    assert found.rule.title in found.message
    assert found.rule.description in found.message


def test_every_audit_has_a_planted_fault_or_a_test_of_its_own():
    apart = {"A40", "A50", "A60", "A61"}  # below: they need a grammar or an earlier release
    assert {statement.code for statement in statements("audits")} == FAULTS.keys() | apart
    assert {code for code in rules() if code.startswith("A")} == FAULTS.keys() | apart


def test_every_table_with_a_key_is_checked_for_doubles_and_every_reference_for_its_target():
    (keys,) = [item.sql for item in statements("audits") if item.code == "A20"]
    (references,) = [item.sql for item in statements("audits") if item.code == "A21"]
    for table in ddl.published():
        if table.name not in {"quarantine", "runs"}:
            assert f"from {table.name} " in keys, table.name
        for column in table.columns:
            if column.type == FACT_ID and table.name != "facts":
                assert f"'{table.name}', 'facts'" in references, table.name


def test_a_span_shifted_by_one_is_seen_by_the_ledger_although_the_counts_agree(sample: Sample, staged: Path):
    with publishing.connect(staged) as con:
        con.execute(
            "update facts set block_start = block_start + 1, block_end = block_end + 1 where surface = '1000畝'"
        )
    (ledger,) = [result for result in sample.audit(staged) if result.rule.code == "A10"]
    assert ledger.count == 1
    row = ledger.rows.row(0, named=True)
    assert (row["seed"], row["line_no"], row["held_by"]) == ("子夜 'α'/水庫.txt", "1", "0")


def test_a_numeral_held_by_two_is_seen_by_the_ledger(sample: Sample, staged: Path):
    with publishing.connect(staged) as con:
        con.execute("update rejects set block_start = 0 where surface = '一帶一路'")
    (ledger,) = [result for result in sample.audit(staged) if result.rule.code == "A10"]
    assert ledger.rows.sort("block_start")["held_by"].to_list() == ["2", "2", "2"]  # 3億, 4, 2


def test_a_surface_that_reads_differently_the_second_time_stops(sample: Sample, staged: Path):
    def reread(surfaces: pl.DataFrame) -> pl.DataFrame:
        alone = surfaces.filter(pl.col("surface") == "3億元")
        return alone.with_columns(
            kind_again=pl.col("kind"),
            value_again=pl.lit(Decimal(3000000000), pl.Decimal(38, 12)),
            unit_again=pl.lit("CNY"),
        )

    with publishing.connect(staged) as con:  # the currency of the publication is known to the second reading too
        con.execute(
            "insert into inheritances select fact_id, 'currency', doc_id, null, null, null, null, 'source_default' "
            "from facts where surface = '3億元'"
        )
    results = sample.audit(staged, reread=reread)
    assert broken(results) == {"A40"}
    (second,) = [result for result in results if result.rule.code == "A40"]
    assert second.rows["value_again"].to_list() == ["3000000000.000000000000"]


def test_a_unit_that_changed_since_the_last_release_stops_until_it_is_accepted(published: Sample):
    last = publishing.last_sound(published.warehouse)
    staged = published.root / "staged.duckdb"
    with publishing.connect(staged) as con:
        con.execute("update units set factor_num = 2001 where code = 'mu'")
        con.execute("delete from units where code = 'ly'")
    results = published.audit(staged, last=last)
    assert broken(results) == {"A50"}
    (changed,) = [result for result in results if result.rule.code == "A50"]
    assert set(changed.rows["code"]) == {"mu", "ly"}
    assert changed.stops
    assert not any(result.stops for result in published.audit(staged, last=last, accept=frozenset({"units"})))


def test_a_kind_that_lost_its_facts_stops_until_it_is_accepted(sample: Sample, staged: Path):
    last = Path(shutil.copy(staged, sample.root / "last.duckdb"))
    with publishing.connect(last) as con:  # a release that had twenty more counts
        con.execute(
            "insert into facts select f.* replace (uuid() as fact_id) from facts f, range(20) where surface = '30個'"
        )
    results = sample.audit(staged, last=last)
    assert broken(results) == {"A60"}
    assert not any(result.stops for result in sample.audit(staged, last=last, accept=frozenset({"coverage"})))


def test_a_warehouse_that_lost_all_its_documents_stops_until_that_is_accepted(sample: Sample, staged: Path):
    last = Path(shutil.copy(staged, sample.root / "last.duckdb"))
    with publishing.connect(staged) as con:
        con.execute("delete from documents")
    (emptied,) = [result for result in sample.audit(staged, last=last) if result.rule.code == "A61"]
    assert emptied.rows.rows() == [("2", "0")]
    assert emptied.stops
    assert "--seeds" in emptied.message
    for settings in ({"last": last, "accept": frozenset({"coverage"})}, {"last": None}):
        assert not any(result.stops for result in sample.audit(staged, **settings) if result.rule.code == "A61")


def test_results_are_grouped_by_family_in_the_order_of_the_registry(sample: Sample, staged: Path):
    grouped = publishing.by_family(sample.audit(staged))
    assert set(grouped) == set(families())


def test_a_published_file_can_be_validated_without_its_seeds(published: Sample):
    release = publishing.last_sound(published.warehouse)
    with publishing.connect(release, read_only=True) as con:
        assert broken(publishing.audit(con, publishing.Context())) == set()


def test_a_seed_that_is_gone_since_it_was_read_stops(sample: Sample, staged: Path):
    (sample.seeds / "臨江.txt").unlink()
    (found,) = [result for result in sample.audit(staged) if not result.passed]
    assert found.rule.code == "A02"
    assert found.count == 1
    assert "臨江.txt" in found.message
