"""When a change of the seeds folder asks for a run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.orchestration import watching
from pipelines.orchestration.watching import Cursor, Decision, content_hash, decide, fingerprint


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "一.txt").write_text("共3項")
    (tmp_path / "deep" / "er" / "二.txt").write_text("共4項")
    return tmp_path


def look(cursor: Cursor, seeds: Path) -> Decision:
    return decide(cursor, fingerprint(seeds), lambda: content_hash(seeds))


def looks(cursor: Cursor, seeds: Path, times: int) -> Iterator[Decision]:
    for _ in range(times):
        decision = look(cursor, seeds)
        cursor = decision.cursor
        yield decision


def test_a_folder_is_built_once_it_stands_still_and_then_left_alone(seeds: Path):
    first, second, third = looks(Cursor(), seeds, 3)
    assert first.run_key is None
    assert "waiting" in first.reason
    assert second.run_key == f"{content_hash(seeds)}:1"
    assert third.run_key is None
    assert third.reason == "seeds did not change"


def test_a_file_that_still_grows_is_waited_for(seeds: Path):
    cursor = list(looks(Cursor(), seeds, 2))[-1].cursor
    for _ in range(3):
        with (seeds / "big.txt").open("a") as file:
            file.write("億" * 100)
        decision = look(cursor, seeds)
        cursor = decision.cursor
        assert decision.run_key is None
    assert look(cursor, seeds).run_key == f"{content_hash(seeds)}:2"


def test_a_folder_that_goes_back_to_an_earlier_state_is_built_again(seeds: Path):
    keys, cursor = [], Cursor()
    for text in ["A", "B", "A"]:
        (seeds / "一.txt").write_text(text)
        os.utime(seeds / "一.txt", ns=(0, len(keys)))
        *_, last = looks(cursor, seeds, 2)
        keys.append(last.run_key)
        cursor = last.cursor
    hashes = [key.split(":")[0] for key in keys]
    assert hashes[0] == hashes[2] != hashes[1]
    assert [key.split(":")[1] for key in keys] == ["1", "2", "3"]


def test_touching_a_file_without_changing_it_asks_for_nothing(seeds: Path):
    *_, built = looks(Cursor(), seeds, 2)
    os.utime(seeds / "一.txt", ns=(0, 0))
    *_, after = looks(built.cursor, seeds, 2)
    assert after.run_key is None
    assert after.cursor.settled == fingerprint(seeds)


def test_a_removed_file_and_a_renamed_file_are_changes(seeds: Path):
    *_, built = looks(Cursor(), seeds, 2)
    (seeds / "一.txt").rename(seeds / "三.txt")
    *_, renamed = looks(built.cursor, seeds, 2)
    (seeds / "三.txt").unlink()
    *_, removed = looks(renamed.cursor, seeds, 2)
    assert built.run_key != renamed.run_key != removed.run_key
    assert None not in (renamed.run_key, removed.run_key)


def test_a_folder_that_cannot_be_listed_is_never_taken_for_an_empty_one(seeds: Path, monkeypatch: pytest.MonkeyPatch):
    listed = os.scandir

    def refuse(folder: Path):
        if Path(folder).name == "er":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(watching.os, "scandir", refuse)
    with pytest.raises(PermissionError):
        fingerprint(seeds)
    with pytest.raises(PermissionError):
        content_hash(seeds)
    with pytest.raises(FileNotFoundError):
        fingerprint(seeds / "missing")


def test_names_that_are_not_utf8_are_hashed_like_any_other(tmp_path: Path):
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text("1")
    (tmp_path / "line\nbreak 'quoted'.txt").write_text("2")
    assert len(content_hash(tmp_path)) == len(fingerprint(tmp_path)) == 64


def test_the_cursor_survives_being_written_down(seeds: Path):
    *_, built = looks(Cursor(), seeds, 2)
    assert Cursor.parse(str(built.cursor)) == built.cursor
    assert Cursor.parse(None) == Cursor()
