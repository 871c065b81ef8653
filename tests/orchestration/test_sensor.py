"""The sensor on the seeds folder, as Dagster's daemon calls it."""

import os
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration import automation
from pipelines.orchestration.assembly import assemble
from pipelines.orchestration.resources import LogProgress, Workspace


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "一.txt").write_text("共3項")
    return folder


def tick(seeds: Path, cursor: str | None) -> dg.SensorResult:
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor)
        return automation.seeds_changed(context, workspace=Workspace(seeds=str(seeds)))


def settle(seeds: Path, cursor: str | None) -> dg.SensorResult:
    return tick(seeds, tick(seeds, cursor).cursor)


def test_it_runs_by_default_and_asks_for_the_job_build():
    assert automation.seeds_changed.default_status == dg.DefaultSensorStatus.RUNNING
    assert automation.seeds_changed.job_name == "build"


def test_a_file_that_is_dropped_in_is_built_and_an_unchanged_folder_is_not(seeds: Path):
    first = settle(seeds, None)
    again = tick(seeds, first.cursor)
    (seeds / "二.txt").write_text("共4項")
    second = settle(seeds, first.cursor)
    assert len(first.run_requests) == len(second.run_requests) == 1
    assert not again.run_requests
    assert again.skip_reason.skip_message == "seeds did not change"


def test_a_folder_that_goes_back_to_an_earlier_state_gets_a_new_run_key(seeds: Path):
    cursor, keys = None, []
    for moment, text in enumerate(["A", "B", "A"]):
        (seeds / "一.txt").write_text(text)
        os.utime(seeds / "一.txt", (moment, moment))
        settled = settle(seeds, cursor)
        cursor = settled.cursor
        keys.append(settled.run_requests[0].run_key)
    assert len(set(keys)) == 3


def test_an_unreadable_listing_keeps_the_cursor_and_asks_for_nothing(seeds: Path):
    built = settle(seeds, None)
    (seeds / "一.txt").unlink()
    seeds.rmdir()
    looked = tick(seeds, built.cursor)
    assert not looked.run_requests
    assert looked.cursor == built.cursor
    assert "cannot be listed" in looked.skip_reason.skip_message


def test_the_definitions_hold_the_four_assets_with_groups_kinds_owners_and_two_lines(tmp_path: Path):
    definitions = assemble(Workspace(seeds=str(tmp_path), warehouse=str(tmp_path)), LogProgress())
    specs = {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}
    for spec in specs.values():
        assert spec.group_name
        assert spec.owners
        assert spec.kinds
        assert len([line for line in spec.description.splitlines() if line]) == 2
    upstream = {name: {dep.asset_key.to_user_string() for dep in spec.deps} for name, spec in specs.items()}
    assert upstream == {
        "raw_dump": set(),
        "cleaned_text": {"raw_dump"},
        "extracted_facts": {"cleaned_text"},
        "warehouse": {"extracted_facts"},
    }
