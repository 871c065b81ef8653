"""A fault that is planted in the chunks, hash and all, stops publication and is named."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from pipelines import publishing
from schemas import units
from tests.publishing.sample import Sample

IS_MONEY = pl.col("surface") == "3億元"
TENFOLD = pl.when(IS_MONEY).then(pl.col("canonical_value") * Decimal(10)).otherwise(pl.col("canonical_value"))


def refusal(sample: Sample) -> str:
    """Write the changed tables with their right hashes, run, and return why nothing was published."""
    before = publishing.current(sample.warehouse)
    sample.write("planted")
    with pytest.raises(publishing.Refused) as refused:
        sample.run("planted")
    assert publishing.current(sample.warehouse) == before
    return str(refused.value)


def test_a_canonical_value_ten_times_too_large_stops(published: Sample):
    facts = published.tables["facts"]
    published.tables["facts"] = facts.with_columns(canonical_value=TENFOLD.cast(pl.Decimal(38, 12)))
    message = refusal(published)
    assert "A41" in message
    assert "臨江.txt" in message
    assert "canonical_value" in message
    assert "3000000000" in message


@pytest.mark.parametrize(
    "columns", [("char_start", "char_end"), ("byte_start", "byte_end"), ("block_start", "block_end")]
)
def test_an_offset_shifted_by_one_stops(published: Sample, columns: tuple[str, str]):
    shifted = [pl.when(IS_MONEY).then(pl.col(name) + 1).otherwise(pl.col(name)).alias(name) for name in columns]
    published.tables["facts"] = published.tables["facts"].with_columns(shifted)
    message = refusal(published)
    assert "3億元" in message


def test_a_removed_reject_stops(published: Sample):
    published.tables["rejects"] = published.tables["rejects"].filter(pl.col("surface") != "三峽")
    assert "A10 Every numeral character is held once: 1 row breaks it" in refusal(published)


def test_a_unit_factor_that_differs_from_the_published_one_stops(published: Sample, monkeypatch: pytest.MonkeyPatch):
    listed = dict(units.registry())
    listed["mu"] = replace(listed["mu"], factor=Fraction(6666, 10))
    monkeypatch.setattr(units, "registry", lambda: listed)
    units.unit.cache_clear()
    try:
        facts = published.tables["facts"]
        is_area = pl.col("surface") == "1000畝"
        value = pl.when(is_area).then(pl.lit(Decimal(666600))).otherwise(pl.col("canonical_value"))
        published.tables["facts"] = facts.with_columns(
            canonical_value=value.cast(pl.Decimal(38, 12)), canonical_exact=pl.col("canonical_exact") | is_area
        )
        message = refusal(published)
    finally:
        units.unit.cache_clear()
    assert "A50" in message
    assert "suyuan run --accept units" in message


def test_a_chunk_that_was_changed_without_its_hash_is_made_again(published: Sample):
    path = published.store.folder("extracted_facts", "k") / "facts.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert not published.store.has("extracted_facts", "k")
    with pytest.raises(publishing.DamagedChunk, match="was changed after it was written"):
        published.stage()
