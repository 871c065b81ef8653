"""Folders that a run must not take at their word: seeds that were emptied, a warehouse among the seeds."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.orchestration.running import Result, build


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "一.txt").write_text("出口總額3億元。\n")
    return folder


@pytest.fixture
def run(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Build the seeds in this process."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    return lambda *accept, warehouse=tmp_path / "warehouse": build(seeds, warehouse, accept, lambda *_: None)


def documents(warehouse: Path) -> int:
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute("select count(*) from documents").fetchone()[0]


@pytest.mark.slow
def test_an_emptied_folder_replaces_a_full_warehouse_only_when_that_is_accepted(
    seeds: Path, run: Callable[..., Result], tmp_path: Path
):
    first = run()
    assert first.state == "published"
    assert {family for family, outcome in first.checks.items() if outcome == "nothing to compare"} == {
        "units",
        "coverage",
    }
    (seeds / "一.txt").unlink()
    refused = run()
    assert refused.state == "failed"
    assert [family for family, outcome in refused.checks.items() if outcome == "failed"] == ["coverage"]
    assert "--accept coverage" in refused.message
    assert documents(tmp_path / "warehouse") == 1
    assert run("coverage").state == "published"
    assert documents(tmp_path / "warehouse") == 0


def test_a_pattern_of_the_settings_that_matches_no_file_is_named(seeds: Path, run: Callable[..., Result]):
    (seeds / "sources.toml").write_text('[source."二/*"]\njurisdiction = "TW"\n[source."*.txt"]\njurisdiction = "TW"\n')
    for _ in ("published", "unchanged"):
        assert run().message == 'sources.toml: [source."二/*"] matches no file under the seeds'


@pytest.mark.parametrize("word", ["foo", "quotes", "ledger"])
def test_what_is_no_change_cannot_be_accepted(run: Callable[..., Result], word: str):
    done = run("units", word)
    assert done.state == "failed"
    assert done.message.endswith(f"there is no change '{word}' to accept; there are: coverage, units")


@pytest.mark.parametrize("place", [".", "warehouse", "深/warehouse"])
def test_a_warehouse_among_the_seeds_is_refused_before_anything_is_written(
    seeds: Path, run: Callable[..., Result], place: str
):
    done = run(warehouse=seeds / place)
    assert done.state == "failed"
    assert "lies inside the seeds" in done.message
    assert "--warehouse" in done.message
    assert [path.name for path in seeds.rglob("*")] == ["一.txt"]
