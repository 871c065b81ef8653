"""Delivering many records holds few descriptors, and reads the directory of an archive once."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from pipelines.orchestration import delivery
from pipelines.orchestration.delivery import Delivery


def zipped(members: dict[str, bytes]) -> bytes:
    """The bytes of a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """The bytes of a tar file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def descriptors() -> int:
    """How many files this process holds open."""
    return len(list(Path("/dev/fd").iterdir()))


def test_small_files_hold_no_descriptor(tmp_path: Path):
    for number in range(300):
        (tmp_path / f"{number}.txt").write_bytes(b"%d" % number)
    (tmp_path / "empty.txt").write_bytes(b"")
    deliver = Delivery(tmp_path)
    before = descriptors()
    held = [deliver(f"{number}.txt", "") for number in range(300)]
    assert descriptors() == before
    assert bytes(held[299]) == b"299"
    assert bytes(deliver("empty.txt", "")) == b""


def test_a_large_file_is_mapped(tmp_path: Path):
    (tmp_path / "large.txt").write_bytes(b"x" * (2 << 20))
    assert isinstance(Delivery(tmp_path)("large.txt", ""), memoryview)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_the_directory_of_an_archive_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[dict[str, bytes]], bytes]
):
    members = {f"{number}.txt": b"%d" % number for number in range(50)}
    (tmp_path / "a.pack").write_bytes(pack(members))
    read = Mock(side_effect=delivery._members)
    monkeypatch.setattr(delivery, "_members", read)
    deliver = delivery.Delivery(tmp_path)
    assert [deliver("a.pack", name) for name in members] == list(members.values())
    assert read.call_count == 1


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_that_is_gone_is_said_to_be(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]):
    (tmp_path / "a.pack").write_bytes(pack({"a.txt": b"a"}))
    with pytest.raises(FileNotFoundError, match="the archive has no member b"):
        Delivery(tmp_path)("a.pack", "b.txt")
