"""What lies in a seeds folder: any name, any depth, any kind of file."""

import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines import reading
from pipelines.reading import paths
from pipelines.reading.containers import folder
from pipelines.reading.outcomes import reason
from pipelines.reading.plans import plan_file
from schemas.sources import Sources
from tests.reading.deliveries import deliver, read_all

PAGE = "城东水厂6月30日完成扩建。\n".encode()


def only_set_aside(plan):
    return [(row["seed"], row["reason"]) for row in plan.set_aside.to_dicts()]


def test_an_empty_folder_gives_an_empty_plan(tmp_path):
    plan, _ = read_all(tmp_path)
    assert plan.chunks == ()
    assert plan.set_aside.is_empty()
    assert plan.seeds.is_empty()


def test_what_keeps_an_empty_folder_in_version_control_is_no_seed(tmp_path):
    deliver(tmp_path, {".gitkeep": b"", "sub/.gitkeep": b""})
    assert read_all(tmp_path)[0].seeds.is_empty()


def test_settings_are_listed_as_settings_and_only_at_the_top(tmp_path):
    deliver(tmp_path, {"sources.toml": b"", "sub/sources.toml": b"[a]\n"})
    plan, _ = read_all(tmp_path)
    states = dict(plan.seeds.select("path", "state").iter_rows())
    assert states == {"sources.toml": "settings", "sub/sources.toml": "read"}


def test_a_missing_folder_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(reading.SeedsError, match="does not exist: create it, or name another with --seeds"):
        reading.plan(tmp_path / "none", Sources())


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path):
    deliver(tmp_path, {"a.txt": PAGE})
    with pytest.raises(reading.SeedsError, match="is not a folder"):
        reading.plan(tmp_path / "a.txt", Sources())


@pytest.mark.parametrize("closed", ["", "sub"])
def test_a_folder_that_cannot_be_listed_is_an_error_and_never_taken_for_empty(tmp_path, monkeypatch, closed):
    deliver(tmp_path, {"a.txt": PAGE, "sub/b.txt": PAGE})
    scandir = os.scandir

    def refusing(path):
        if Path(path) == tmp_path / closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(folder.os, "scandir", refusing)
    with pytest.raises(reading.SeedsError, match=r"cannot list .*Permission denied.*Give read permission"):
        reading.plan(tmp_path, Sources())


def test_a_file_that_cannot_be_opened_is_set_aside_and_the_others_are_read(tmp_path, monkeypatch):
    deliver(tmp_path, {"a.txt": PAGE, "b.txt": PAGE})
    opened = os.open

    def refusing(path, *arguments):
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments)

    monkeypatch.setattr(folder.os, "open", refusing)
    plan, tables = read_all(tmp_path)
    assert plan.set_aside.rows() == [("a.txt", "", "planning", reason("unreadable"), None, "Permission denied")]
    assert tables[0].documents["seed"].to_list() == ["b.txt"]
    assert dict(plan.seeds.select("path", "state").iter_rows()) == {"a.txt": "set_aside", "b.txt": "read"}


def test_a_file_that_cannot_be_looked_at_is_set_aside_and_the_others_are_read(tmp_path, monkeypatch):
    deliver(tmp_path, {"a.txt": PAGE, "b.txt": PAGE, "c.txt": PAGE})
    looked = os.lstat

    def refusing(path):
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        if str(path).endswith("b.txt"):
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return looked(path)

    monkeypatch.setattr(folder.os, "lstat", refusing)
    plan, tables = read_all(tmp_path)
    assert only_set_aside(plan) == [("a.txt", reason("unreadable")), ("b.txt", reason("vanished"))]
    assert tables[0].documents["seed"].to_list() == ["c.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "with space.txt",
        'it\'s "quoted".txt',
        "新闻 稿.txt",
        "line\nbreak.txt",
        "back\\x5cslash.txt",
        "-dash",
        "深/更深/最深.txt",
        "a#b!c.txt",
    ],
)
def test_any_valid_name_stands_in_the_tables_as_it_is(tmp_path, name):
    deliver(tmp_path, {name: PAGE})
    _, [tables] = read_all(tmp_path)
    [seed] = tables.documents["seed"].to_list()
    assert paths.original(seed) == name
    assert seed == name or "\\x" in name


def test_a_name_of_undecodable_bytes_is_written_with_escapes_that_lead_back(tmp_path):
    name = os.fsdecode(b"gbk-\xd0\xc2.txt")
    (tmp_path / name).write_bytes(PAGE)
    plan, [tables] = read_all(tmp_path)
    assert tables.documents["seed"].to_list() == ["gbk-\\xd0\\xc2.txt"]
    assert plan.seeds["path"].to_list() == ["gbk-\\xd0\\xc2.txt"]
    assert paths.original("gbk-\\xd0\\xc2.txt") == name


def test_links_are_followed_only_to_files_inside_the_folder(tmp_path):
    seeds = tmp_path / "seeds"
    deliver(tmp_path, {"seeds/a.txt": PAGE, "seeds/sub/b.txt": PAGE, "outside.txt": PAGE})
    (seeds / "inside").symlink_to("sub/b.txt")
    (seeds / "out").symlink_to("../outside.txt")
    (seeds / "broken").symlink_to("nowhere")
    (seeds / "loop").symlink_to("loop")
    (seeds / "folder").symlink_to("sub")
    plan, [tables] = read_all(seeds)
    assert dict(only_set_aside(plan)) == {
        "out": reason("symlink_outside"),
        "broken": reason("symlink_broken"),
        "loop": reason("symlink_broken"),
        "folder": reason("symlink_folder"),
    }
    assert tables.documents["seed"].to_list() == ["a.txt", "inside", "sub/b.txt"]


def test_devices_pipes_and_sockets_are_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        plan, _ = read_all(tmp_path)
    assert only_set_aside(plan) == [("pipe.txt", reason("special_file")), ("socket.txt", reason("special_file"))]


def test_a_file_that_became_a_pipe_after_it_was_listed_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Exception, match="special_file"):
        folder.open_seed(tmp_path, "pipe.txt")


def test_a_hidden_file_is_set_aside(tmp_path):
    deliver(tmp_path, {".a.txt.swp": PAGE})
    assert only_set_aside(read_all(tmp_path)[0]) == [(".a.txt.swp", reason("hidden"))]


def test_seeds_come_in_the_order_of_the_bytes_of_their_paths(tmp_path):
    names = ["a/b.txt", "a.txt", "a b.txt", "中.txt", "Z.txt", "a/a/c.txt"]
    deliver(tmp_path, {name: name.encode() for name in names})
    plan, [tables] = read_all(tmp_path)
    expected = sorted(names, key=os.fsencode)
    assert plan.seeds["path"].to_list() == expected
    assert tables.documents["seed"].to_list() == expected


def test_of_equal_files_the_first_is_the_original_and_the_others_point_to_it(tmp_path):
    deliver(tmp_path, {"b.txt": PAGE, "a.txt": PAGE, "c/d.txt": PAGE, "e.txt": b"other"})
    _, [tables] = read_all(tmp_path)
    rows = tables.documents.select("seed", "doc_id", "duplicate_of", "sha256").to_dicts()
    first = rows[0]["doc_id"]
    assert [row["seed"] for row in rows] == ["a.txt", "b.txt", "c/d.txt", "e.txt"]
    assert [row["duplicate_of"] for row in rows] == [None, first, first, None]
    assert len({row["doc_id"] for row in rows}) == 4
    assert first == sha256(f"{sha256(PAGE).hexdigest()}:0".encode()).hexdigest()[:32]


def test_seeds_are_told_their_chunk_however_many_are_laid_out_together(tmp_path, monkeypatch):
    monkeypatch.setattr(plan_file, "TOGETHER", 2)
    deliver(tmp_path, {f"{number}.txt": PAGE + bytes(number) for number in range(5)} | {"2.zip": b"PK\x03\x04"})
    plan, [tables] = read_all(tmp_path)
    chunk = plan.chunks[0].chunk_id
    expected = [("0.txt", chunk), ("1.txt", chunk), ("2.txt", chunk), ("2.zip", None), ("3.txt", chunk)]
    assert plan.seeds.select("path", "chunk").rows()[:5] == expected
    assert len(tables.documents) == 5


def test_renaming_a_seed_keeps_its_document(tmp_path):
    deliver(tmp_path, {"a.txt": PAGE})
    before = read_all(tmp_path)[1][0].documents["doc_id"].to_list()
    (tmp_path / "a.txt").rename(tmp_path / "z.txt")
    assert read_all(tmp_path)[1][0].documents["doc_id"].to_list() == before


def test_a_seed_that_changes_after_it_was_planned_stops_the_run(tmp_path):
    deliver(tmp_path, {"a.txt": PAGE})
    plan, _ = read_all(tmp_path)
    deliver(tmp_path, {"a.txt": PAGE + b"more"})
    with pytest.raises(reading.SeedChangedError, match=r"a\.txt: changed while the run was reading it"):
        reading.read(tmp_path, plan.chunks[0], Sources())
    (tmp_path / "a.txt").unlink()
    with pytest.raises(reading.SeedChangedError):
        reading.read(tmp_path, plan.chunks[0], Sources())
