"""What a person reads where something is amiss: one line that says what to do, and an exit code that is not 0."""

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def told(done) -> str:
    """The message of a command that failed, which is one line and no traceback."""
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return lines[-1]


def test_a_port_that_is_taken_is_said_to_be_before_anything_starts(suyuan, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = suyuan("ui", "--port", port, "--warehouse", tmp_path / "warehouse")
    assert f"port {port}" in told(done)
    assert "--port" in told(done)
    assert not (tmp_path / "warehouse").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("run", "--warehouse", "{file}"), "no warehouse can be written at {file} (File exists)"),
        (("validate", "--warehouse", "{folder}/none"), "nothing is published at {folder}/none"),
        (("sql", "select 1", "--warehouse", "{file}"), "nothing is published at {file}"),
        (("diff", "{file}", "{file}"), "{file} is no release"),
    ],
)
def test_a_folder_that_is_none_is_said_to_be(suyuan, tmp_path: Path, command: tuple[str, ...], said: str):
    places = {"file": tmp_path / "file", "folder": tmp_path}
    places["file"].write_text("x")
    assert told(suyuan(*(word.format(**places) for word in command))).startswith(said.format(**places))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_run_that_is_interrupted_says_what_stays_and_ends_as_a_shell_expects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/1.txt").write_text("全年產值17.8億元，佔9.89%，共31個項目。\n" * 20_000)
    suyuan = Path(sys.executable).parent / "suyuan"
    command = [suyuan, "run", "--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "warehouse"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert running.stderr.readline().startswith("planning     1 of 1")
        running.send_signal(signal.SIGINT)
        said = running.stderr.read().splitlines()
    assert running.returncode == 130
    assert said[-1].startswith("interrupted: the published file is whole")


def test_the_summary_names_the_folder_to_ask_and_where_to_see_what_was_set_aside(suyuan, built: Path, tmp_path: Path):
    shutil.copytree(built.parent / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds/binary.txt").write_bytes(bytes(range(256)) * 8)
    done = suyuan("run", "--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "w")
    assert done.stdout.count(f'" --warehouse {tmp_path / "w"}\n') == 2
    assert "reason from set_aside" in done.stdout
