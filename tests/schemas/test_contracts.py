"""A row that breaks its contract goes to quarantine; a table that breaks it stops the run."""

import json
from decimal import Decimal

import polars as pl
import pytest

from schemas.contracts import BrokenTable, sift, validate
from schemas.rules import rules
from schemas.tables import SCHEMAS, empty
from tests.publishing.sample import Sample, build

IS_MONEY = pl.col("surface") == "3億元"

# rule · column to blame · what is changed in the row of 3億元
BROKEN = [
    ("C02", "quote", {"quote": None}),
    ("C03", "kind", {"kind": "amount"}),
    ("C04", "line_no", {"line_no": 0}),
    ("C05", "char_end", {"char_end": 2}),
    ("C05", "quote", {"char_end": 6}),
    ("C05", "surface", {"surface": "3億"}),
    ("C05", "ext_start", {"ext_start": 3, "ext_end": 5}),
    ("C06", "unit", {"unit": None}),
    ("C06", "precision", {"precision": None}),
    ("C07", "grain", {"grain": "day"}),
    ("C07", "ratio_num", {"ratio_num": 1, "ratio_den": 2}),
    ("C08", "value", {"value": Decimal(30000000)}),
    ("C09", "unit", {"unit": "kW.h"}),
    ("C09", "unit", {"unit": "XYZ"}),
    ("C09", "unit", {"per": "XYZ"}),
    ("C10", "canonical_value", {"canonical_value": Decimal(3000000000)}),
    ("C10", "canonical_value", {"canonical_unit": "USD"}),
    ("C10", "canonical_value", {"canonical_exact": False}),
    ("C11", "high", {"low": Decimal(5), "high": Decimal(4)}),
    ("C11", "high", {"low": Decimal(400000000)}),
    ("C12", "as_of_end", {"as_of_start": "2025-01-02", "as_of_end": "2025-01-01"}),
    ("C13", "precision", {"precision": 9}),
    ("C14", "ext_end", {"ext_start": 2}),
    ("C14", "byte_end", {"byte_end": None}),
]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    return build(tmp_path_factory.mktemp("facts")).tables["facts"]


def literal(name: str, value: object) -> pl.Expr:
    """A value of a fact's column; moments are written as dates."""
    dtype = SCHEMAS["facts"][name]
    return pl.lit(value).str.to_datetime(time_unit="us") if dtype == pl.Datetime("us") else pl.lit(value, dtype=dtype)


def changed(facts: pl.DataFrame, changes: dict[str, object], where: pl.Expr = IS_MONEY) -> pl.DataFrame:
    return facts.with_columns(
        pl.when(where).then(literal(name, value)).otherwise(name).alias(name) for name, value in changes.items()
    )


def test_sound_rows_pass(facts):
    validated = validate("facts", facts)
    assert validated.valid.equals(facts)
    assert validated.quarantine.is_empty()


@pytest.mark.parametrize(("rule", "column", "changes"), BROKEN)
def test_a_broken_row_is_quarantined_with_rule_column_value_and_record(facts, rule, column, changes):
    frame = changed(facts, changes)
    validated = validate("facts", frame)
    assert validated.valid.height == facts.height - 1
    assert (rule, column) in validated.quarantine.select("rule", "column_name").rows()
    row = validated.quarantine.filter(rule=rule, column_name=column).row(0, named=True)
    record = json.loads(row["record"])
    assert record["fact_id"] == facts.filter(IS_MONEY)["fact_id"].item()
    assert row["value"] == (None if record[column] is None else str(record[column]))
    assert rule in rules()


@pytest.mark.parametrize(
    ("column", "changes"),
    [
        ("date_end", {"date_start": "2025-03-03", "date_end": "2025-03-02", "grain": "day", "rule": "date"}),
        ("date_start", {"rule": "date"}),
        ("grain", {"date_start": "2025-03-02", "date_end": "2025-03-03", "rule": "date"}),
        ("date_start", {"date_start": "2025-03-02", "date_end": "2025-03-03", "grain": "day"}),
    ],
)
def test_a_date_is_an_interval_in_order_or_says_that_it_is_unresolved(facts, column, changes):
    dates = changed(facts.filter(kind="date"), changes, pl.lit(value=True))
    assert (column, "C12") in validate("facts", dates).quarantine.select("column_name", "rule").rows()


def test_a_vague_number_has_bounds_and_no_value(facts):
    vague = facts.filter(IS_MONEY).with_columns(
        pl.lit(None).cast(SCHEMAS["facts"][name]).alias(name)
        for name in ("number", "scale", "value", "precision", "canonical_value", "canonical_unit", "canonical_exact")
    )
    bounds = {"low": Decimal(11), "high": Decimal(19)}
    assert validate("facts", changed(vague, bounds)).quarantine.is_empty()
    assert ("C11", "value") in validate("facts", vague).quarantine.select("rule", "column_name").rows()


def test_a_missing_column_or_another_type_stops_with_what_is_wrong(facts):
    with pytest.raises(BrokenTable, match="C01 table facts: lacks unit; line_no is String, not Int64"):
        validate("facts", facts.drop("unit").with_columns(pl.col("line_no").cast(pl.String)))
    with pytest.raises(BrokenTable, match="has no place for colour"):
        validate("facts", facts.with_columns(colour=pl.lit("red")))


def test_a_place_without_a_line_must_come_from_a_source_default():
    row = {"fact_id": "f", "attribute": "currency", "doc_id": "d", "rule": "source_default"}
    frame = pl.DataFrame([row], schema=SCHEMAS["inheritances"])
    assert validate("inheritances", frame).quarantine.is_empty()
    other = frame.with_columns(rule=pl.lit("year<dateline"))
    assert validate("inheritances", other).quarantine["rule"].to_list() == ["C15"]


# --- the tables of a stage ------------------------------------------------------------------------------


def test_a_broken_fact_becomes_a_reject_and_takes_along_what_refers_to_it(sample: Sample):
    facts = sample.tables["facts"]
    money = facts.filter(IS_MONEY)["fact_id"].item()
    inherited = {"fact_id": money, "attribute": "currency", "doc_id": "d", "rule": "source_default"}
    tables = {
        "facts": changed(facts, {"scale": Decimal(10)}),
        "rejects": sample.tables["rejects"],
        "inheritances": pl.DataFrame([inherited], schema=SCHEMAS["inheritances"]),
    }
    sifted = sift(tables)
    assert sifted["facts"].height == facts.height - 1
    assert sifted["rejects"].filter(surface="3億元")["reason"].to_list() == ["contract"]
    assert sifted["inheritances"].is_empty()
    assert set(sifted["quarantine"]["table_name"]) == {"facts", "inheritances"}


def test_a_number_that_takes_its_time_from_a_broken_date_goes_with_it(sample: Sample):
    facts = sample.tables["facts"]
    date = facts.filter(kind="date")["fact_id"].item()
    dated = changed(facts, {"as_of_fact": date})
    tables = {
        "facts": changed(dated, {"qualifier": "never"}, pl.col("kind") == "date"),
        "rejects": sample.tables["rejects"],
        "inheritances": empty("inheritances"),
    }
    sifted = sift(tables)
    assert sifted["facts"].height == facts.height - 2
    assert set(sifted["rejects"].filter(reason="contract")["surface"]) == {"2025年3月2日", "3億元"}
    assert set(sifted["quarantine"]["rule"]) == {"C03", "A21"}


def test_a_broken_hint_leaves_its_document_alone(sample: Sample):
    (first, _) = sample.tables["documents"]["doc_id"]
    hint = {"doc_id": first, "hint_no": -1, "source": "title", "value": "x"}
    tables = {
        "documents": sample.tables["documents"],
        "hints": pl.DataFrame([hint], schema=SCHEMAS["hints"]),
    }
    sifted = sift(tables)
    assert sifted["documents"].height == 2
    assert sifted["hints"].is_empty()
    assert sifted["quarantine"]["rule"].to_list() == ["C04"]


def test_a_broken_reject_is_kept_as_a_reject(sample: Sample):
    tables = {
        "facts": sample.tables["facts"],
        "rejects": sample.tables["rejects"].with_columns(reason=pl.lit("misc")),
        "inheritances": empty("inheritances"),
    }
    sifted = sift(tables)
    assert sifted["rejects"]["reason"].to_list() == ["contract"] * 2
    assert sifted["quarantine"]["rule"].to_list() == ["C03"] * 2


def test_the_ledger_balances_after_a_quarantine(sample: Sample):
    sample.tables["facts"] = changed(sample.tables["facts"], {"unit": None})
    sifted = sift({name: sample.tables[name] for name in ("facts", "rejects", "inheritances")})
    sample.tables |= {name: sifted[name] for name in ("facts", "rejects", "inheritances")}
    sample.write("sifted")
    assert [result.message for result in sample.audit(sample.stage("sifted")) if result.stops] == []


def test_a_broken_block_sets_its_whole_document_aside(sample: Sample):
    is_first = pl.col("block_no") == 1
    town = sample.records["臨江.txt"]
    blocks = sample.tables["blocks"].with_columns(
        role=pl.when(is_first & (pl.col("doc_id") == town.doc_id)).then(pl.lit("poem")).otherwise("role")
    )
    sifted = sift({"documents": sample.tables["documents"], "blocks": blocks})
    assert sifted["documents"]["seed"].to_list() == ["子夜 'α'/水庫.txt"]
    assert town.doc_id not in sifted["blocks"]["doc_id"]
    assert sifted["set_aside"].select("seed", "stage", "reason").rows() == [
        ("臨江.txt", "cleaning", "a row of blocks broke its contract: see quarantine")
    ]
