"""Delivering many records takes little memory and few descriptors, and opens each stream once."""

import gc
import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from pipelines.orchestration import delivery, insides
from pipelines.orchestration.delivery import Delivery
from tests.orchestration.packed import response, tarred, zipped

MIB = 1 << 20
SPARING = """
import re, resource, sys
from pathlib import Path
from pipelines.orchestration.delivery import Delivery

folder, room = sys.argv[1:]
held = int(re.search(r"VmData:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) << 10
resource.setrlimit(resource.RLIMIT_DATA, (held + int(room), -1))
print(len(Delivery(Path(folder))("seed.jsonl.gz", "1")))
"""


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What is let go of is gone at once, and not only when garbage is collected."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


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
    (tmp_path / "large.txt").write_bytes(b"x" * (2 * MIB))
    assert isinstance(Delivery(tmp_path)("large.txt", ""), memoryview)


@pytest.mark.usefixtures("uncollected")
def test_large_streams_are_let_go_of_when_others_come(tmp_path: Path):
    large = b"x" * (2 * MIB)
    for number in range(10):
        packed = gzip.compress(tarred([("in.zip", zipped([("a", large), ("b", large)]))]), mtime=0)
        (tmp_path / f"{number}.tgz").write_bytes(packed)
    deliver = Delivery(tmp_path)
    before = descriptors()
    for number in range(10):
        assert deliver(f"{number}.tgz", "in.zip!a") == deliver(f"{number}.tgz", "in.zip!b") == large
    assert descriptors() - before <= 2  # the tar file and the member that were opened last


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory that is not mapped from files")
def test_a_packed_seed_of_300_mb_is_delivered_in_64_mb(tmp_path: Path):
    block = gzip.compress(os.urandom(MIB // 16).hex().encode() + b"0" * (MIB * 7 // 8), mtime=0)
    (tmp_path / "seed.jsonl.gz").write_bytes(block * 300)
    done = subprocess.run(
        [sys.executable, "-c", SPARING, tmp_path, str(64 * MIB)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == str(300 * MIB), done.stderr


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_the_directory_of_an_archive_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[..., bytes]
):
    members = {f"{number}.txt": b"%d" % number for number in range(50)}
    (tmp_path / "a.pack").write_bytes(pack(members.items()))
    opened = Mock(side_effect=insides.inside)
    monkeypatch.setattr(delivery, "inside", opened)
    deliver = Delivery(tmp_path)
    assert [bytes(deliver("a.pack", name)) for name in members] == list(members.values())
    assert opened.call_count == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_warc_file_of_2000_records_is_opened_and_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
):
    records = [response(b"%d" % number) for number in range(2000)]
    records[1000] = response(gzip.compress(b"packed"), b"Content-Encoding: gzip")
    (tmp_path / "a.warc").write_bytes(pack(b"".join(records)))
    contents = Mock(side_effect=delivery.content)
    iterators = Mock(side_effect=insides.ArchiveIterator)
    monkeypatch.setattr(delivery, "content", contents)
    monkeypatch.setattr(insides, "ArchiveIterator", iterators)
    deliver = Delivery(tmp_path)
    delivered = [len(deliver("a.warc", str(number))) for number in range(1, 2001)]
    assert set(delivered) == {len(b"".join(records)), len(b"packed")}
    assert contents.call_count == 1
    assert [call.kwargs["auto_decode"] for call in iterators.call_args_list] == ["none", "all"]
