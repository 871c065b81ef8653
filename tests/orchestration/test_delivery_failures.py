"""What is gone is told from what the machine cannot give: the one is found by the audit, the other ends the run."""

import errno
import gzip
import os
from pathlib import Path
from typing import IO

import pytest

from pipelines.orchestration import unpacking
from pipelines.orchestration.delivery import Delivery, DeliveryError
from pipelines.publishing import GoneError
from tests.orchestration.packed import response, tarred, zipped

TEXT = "全年產值17.8億元\n".encode()


@pytest.mark.parametrize(
    ("content", "record", "reason"),
    [
        pytest.param(None, "", "the file is not there as it was read: No such file", id="no file"),
        pytest.param(zipped([("a", TEXT)]), "b", "b is not there as it was read: the archive has no", id="zip"),
        pytest.param(tarred([("a", TEXT)]), "b", "the archive has no member b", id="tar"),
        pytest.param(tarred([("a", zipped([("b", TEXT)]))]), "a!c", "the archive has no member c", id="nested"),
        pytest.param(zipped([("a", TEXT)])[:40], "a", "not a zip file", id="half a zip file"),
        pytest.param(tarred([("a", TEXT)])[:300], "a", "truncated header", id="half a tar file"),
        pytest.param(response(TEXT), "page.html", "page.html", id="another file in its place"),
    ],
)
def test_what_is_gone_is_said_to_be(tmp_path: Path, content: bytes | None, record: str, reason: str):
    if content is not None:
        (tmp_path / "seed").write_bytes(content)
    with pytest.raises(GoneError, match=reason):
        Delivery(tmp_path)("seed", record)


def test_a_folder_where_a_file_was_is_none(tmp_path: Path):
    (tmp_path / "seed").mkdir()
    for seed in ("seed", "seed/inside"):
        with pytest.raises(GoneError):
            Delivery(tmp_path)(seed, "")


def test_a_locked_member_is_not_as_it_was_read(tmp_path: Path):
    archive = bytearray(zipped([("a", TEXT)]))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(header) + flags] |= 1
    (tmp_path / "seed.zip").write_bytes(archive)
    with pytest.raises(GoneError, match="encrypted"):
        Delivery(tmp_path)("seed.zip", "a")


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.EACCES, "give read permission"), (errno.EIO, "see whether the disk is sound")]
)
def test_a_file_that_cannot_be_read_is_not_taken_for_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
):
    (tmp_path / "seed.txt").write_bytes(TEXT)
    _refuse(monkeypatch, number)
    with pytest.raises(DeliveryError, match=f"seed.txt cannot be read .*{os.strerror(number)}; {remedy} and run again"):
        Delivery(tmp_path)("seed.txt", "")


def test_a_full_disk_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "seed.gz").write_bytes(gzip.compress(TEXT))
    monkeypatch.setattr(unpacking, "SpooledTemporaryFile", _full)
    with pytest.raises(DeliveryError, match="No space left on device; make room for temporary files"):
        Delivery(tmp_path)("seed.gz", "")


def test_after_a_failure_the_next_record_is_delivered(tmp_path: Path):
    (tmp_path / "seed.zip").write_bytes(zipped([("a", TEXT), ("b", b"b")]))
    deliver = Delivery(tmp_path)
    assert bytes(deliver("seed.zip", "a")) == TEXT
    for seed, record in (("seed.zip", "c"), ("seed.txt", "")):
        with pytest.raises(GoneError):
            deliver(seed, record)
        assert bytes(deliver("seed.zip", "a")) == TEXT


def _full(_in_memory: int) -> IO[bytes]:
    """A file on a disk that is full."""
    return Path("/dev/full").open("r+b", buffering=0)


def _refuse(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let no file be opened; from root too, who may read everything."""

    def opened(path: Path, *_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "open", opened)
