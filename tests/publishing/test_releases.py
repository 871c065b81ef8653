"""Readers see what passed, whatever happens."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import publishing
from pipelines.publishing.releasing import FOLDER, KEPT
from tests.independent_checker import faults, files_below
from tests.publishing.sample import TEXTS, Sample, build

CHECKPOINTS = (
    pytest.param("staging:tables", marks=pytest.mark.faults),
    "staging:loaded",
    pytest.param("staging:registries", marks=pytest.mark.faults),
    pytest.param("staging:done", marks=pytest.mark.faults),
    pytest.param("release:ready", marks=pytest.mark.faults),
    pytest.param("release:moved", marks=pytest.mark.faults),
    pytest.param("release:noted", marks=pytest.mark.faults),
    "release:switching",
    pytest.param("release:switched", marks=pytest.mark.faults),
)


class CrashError(Exception):
    """What a test lets the process die of."""


def crash_at(wanted: str):
    def checkpoint(name: str) -> None:
        if name == wanted:
            raise CrashError(name)

    return checkpoint


def surfaces(sample: Sample) -> set[str]:
    with duckdb.connect(str(sample.warehouse / publishing.NAME), read_only=True) as con:
        return {surface for (surface,) in con.execute("select surface from facts").fetchall()}


def lose_a_document(sample: Sample) -> None:
    """Another version of the chunk: one text is gone."""
    gone = sample.records.pop("臨江.txt")
    (sample.seeds / gone.path).unlink(missing_ok=True)
    sample.tables = {name: frame.filter(pl.col("doc_id") != gone.doc_id) for name, frame in sample.tables.items()}
    sample.write("second")


def test_the_independent_checker_finds_nothing_in_what_was_published(published: Sample):
    assert list(faults(published.warehouse / publishing.NAME, files_below(published.seeds))) == []


def test_the_independent_checker_finds_a_shifted_offset_and_a_lost_reject(sample: Sample):
    path = sample.stage()
    with publishing.connect(path) as con:
        con.execute("update facts set byte_start = byte_start + 1 where surface = '3億元'")
        con.execute("delete from rejects where surface = '三峽'")
    found = list(faults(path, files_below(sample.seeds)))
    assert len(found) == 2
    assert "bytes" in found[0]
    assert "'三' at 0 is held by 0" in found[1]


def test_the_same_input_gives_the_same_hash_and_publishes_nothing_new(sample: Sample, tmp_path: Path):
    first, second = sample.run(), sample.run()
    assert first.changed
    assert not second.changed
    assert first.release.content_hash == second.release.content_hash
    other = build(tmp_path / "elsewhere")
    assert other.run().release.content_hash == first.release.content_hash


def test_a_release_is_read_only_and_the_name_is_a_link_to_it(published: Sample):
    path = publishing.current(published.warehouse).path(published.warehouse)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert (published.warehouse / publishing.NAME).readlink() == Path(FOLDER) / path.name


def test_unchanged_inputs_are_told_from_changed_ones(published: Sample):
    release = publishing.current(published.warehouse)
    assert publishing.unchanged(published.warehouse, "inputs") == release
    assert publishing.unchanged(published.warehouse, "others") is None
    assert publishing.unchanged(published.root / "nowhere", "inputs") is None


@pytest.mark.parametrize("where", CHECKPOINTS)
def test_a_crash_leaves_the_release_before_and_the_next_run_completes(published: Sample, where: str):
    before = surfaces(published)
    lose_a_document(published)
    with pytest.raises(CrashError):
        published.run("second", checkpoint=crash_at(where))
    assert surfaces(published) == (before if where != "release:switched" else {"1000畝", "30個"})
    published.run("second")
    assert surfaces(published) == {"1000畝", "30個"}
    assert list(faults(published.warehouse / publishing.NAME, files_below(published.seeds))) == []


@pytest.mark.faults
@pytest.mark.parametrize("where", ["staging:loaded", "release:moved", "release:switching"])
def test_a_killed_run_leaves_the_release_before_and_the_next_run_completes(published: Sample, where: str):
    before = surfaces(published)
    script = f"""
        import os, signal
        from pathlib import Path
        from pipelines import publishing
        from tests.publishing.sample import build
        from tests.publishing.test_releases import lose_a_document

        def checkpoint(name):
            if name == {where!r}:
                os.kill(os.getpid(), signal.SIGKILL)

        sample = build(Path({str(published.root)!r}))
        lose_a_document(sample)
        with publishing.lock(sample.warehouse):
            sample.run("second", checkpoint=checkpoint)
    """
    root = Path(__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=root, check=False)
    assert died.returncode == -signal.SIGKILL
    assert surfaces(published) == before
    with publishing.lock(published.warehouse):  # a lock dies with its process
        lose_a_document(published)
        published.run("second")
    assert surfaces(published) == {"1000畝", "30個"}


@pytest.mark.parametrize("target", ["name", pytest.param("release", marks=pytest.mark.faults)])
def test_a_client_that_died_with_an_open_log_does_not_touch_the_next_release(published: Sample, target: str):
    release = publishing.current(published.warehouse).path(published.warehouse)
    opened = published.warehouse / publishing.NAME if target == "name" else release
    release.chmod(0o644)
    script = f"""
        import duckdb, os
        con = duckdb.connect({str(opened)!r})
        con.execute("pragma disable_checkpoint_on_shutdown")
        con.execute("delete from facts")
        os._exit(1)
    """  # noqa: S608  no values from outside
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert list(published.warehouse.rglob("*.wal"))
    outcome = published.run()
    assert outcome.changed
    assert "died" in outcome.repaired
    assert outcome.release.name.endswith("-2.duckdb")
    assert len(surfaces(published)) == 7
    assert outcome.release.fault(published.warehouse) is None


def test_a_changed_release_is_never_reported_as_unchanged(published: Sample):
    release = publishing.current(published.warehouse).path(published.warehouse)
    release.chmod(0o644)
    with duckdb.connect(str(release)) as con:
        con.execute("delete from facts")
    assert publishing.unchanged(published.warehouse, "inputs") is None
    outcome = published.run(inputs="inputs")
    assert "was changed" in outcome.repaired
    assert outcome.release.name.endswith("-2.duckdb")
    assert len(surfaces(published)) == 7


def test_a_name_that_points_nowhere_is_published_again(published: Sample):
    release = publishing.current(published.warehouse).path(published.warehouse)
    release.unlink()
    outcome = published.run()
    assert "is gone" in outcome.repaired
    assert len(surfaces(published)) == 7


def test_a_reader_keeps_what_it_opened_while_the_next_release_is_published(published: Sample):
    with duckdb.connect(str(published.warehouse / publishing.NAME), read_only=True) as reader:
        lose_a_document(published)
        published.run("second")
        assert reader.execute("select count(*) from facts").fetchone() == (7,)
    assert len(surfaces(published)) == 2


def test_an_earlier_state_is_published_again_under_its_own_name(published: Sample):
    first = publishing.current(published.warehouse)
    lose_a_document(published)
    assert published.run("second").changed
    again = build(published.root).run()
    assert again.changed
    assert again.release.name == first.name


@pytest.mark.slow
def test_the_last_releases_stay_and_earlier_ones_go(tmp_path: Path):
    names = []
    for n in range(KEPT + 2):
        sample = build(tmp_path, {"臨江.txt": TEXTS["臨江.txt"], f"{'x' * (n + 1)}.txt": "無數"})
        names.append(sample.run().release.name)
    kept = sorted(path.name for path in (tmp_path / "warehouse" / FOLDER).glob("*.duckdb"))
    assert kept == sorted(names[-KEPT:])


def test_what_fails_a_blocking_audit_is_not_published(published: Sample):
    before = publishing.current(published.warehouse)
    path = published.stage()
    with publishing.connect(path) as con:
        con.execute("delete from rejects")
    results = published.audit(path)
    with pytest.raises(publishing.Refused, match="A10 Every numeral character is held once: 3 rows break it"):
        publishing.publish(published.warehouse, path, results)
    assert publishing.current(published.warehouse) == before
    assert path.exists()


def test_what_was_never_audited_is_not_published(sample: Sample):
    with pytest.raises(publishing.Refused, match="no audit"):
        publishing.publish(sample.warehouse, sample.stage(), [])


def test_two_runs_do_not_interleave_and_the_second_learns_who_holds_the_warehouse(sample: Sample):
    with (
        publishing.lock(sample.warehouse),
        pytest.raises(publishing.Locked, match=f"process {os.getpid()} on"),
        publishing.lock(sample.warehouse),
    ):
        pytest.fail("two runs held one warehouse")
