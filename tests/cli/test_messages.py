"""What a person reads where something is amiss: one line that says what to do, and an exit code that is not 0."""

import shutil
import socket
from pathlib import Path


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


def test_the_summary_names_the_folder_to_ask_and_where_to_see_what_was_set_aside(suyuan, built: Path, tmp_path: Path):
    shutil.copytree(built.parent / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds/binary.txt").write_bytes(bytes(range(256)) * 8)
    done = suyuan("run", "--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "w")
    assert done.stdout.count(f'" --warehouse {tmp_path / "w"}\n') == 2
    assert "reason from set_aside" in done.stdout
