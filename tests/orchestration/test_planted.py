"""A fault planted in a chunk, its hash recomputed: the next run audits it, though a release of the same keys is out."""

import json
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from pipelines.publishing.chunk_store import MANIFEST
from tests.conftest import Suyuan


@pytest.mark.slow
def test_a_chunk_changed_together_with_its_hash_is_not_published(suyuan: Suyuan, real_page: Path, tmp_path: Path):
    seeds, warehouse = tmp_path / "seeds", tmp_path / "warehouse"
    seeds.mkdir()
    (seeds / "page.txt").write_bytes(real_page.read_bytes())
    assert suyuan("run", "--seeds", seeds, "--warehouse", warehouse).returncode == 0
    published = (warehouse / "warehouse.duckdb").resolve()
    before = published.read_bytes()

    (chunk,) = warehouse.glob("chunks/extraction/*/facts.parquet")
    facts = pl.read_parquet(chunk)
    tenfold = pl.when(pl.col("surface") == "2000億元").then(pl.col("canonical_value") * 10).otherwise("canonical_value")
    chunk.chmod(0o644)
    facts.with_columns(tenfold.cast(facts.schema["canonical_value"]).alias("canonical_value")).write_parquet(chunk)
    manifest = chunk.with_name(MANIFEST)
    entries = json.loads(manifest.read_text())
    entries["facts"]["sha256"] = sha256(chunk.read_bytes()).hexdigest()
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(entries))

    run = suyuan("run", "--seeds", seeds, "--warehouse", warehouse)
    assert run.returncode == 1
    assert all(word in run.stdout + run.stderr for word in ("A41", "canonical_value", "page.txt"))
    assert (warehouse / "warehouse.duckdb").resolve() == published
    assert published.read_bytes() == before
