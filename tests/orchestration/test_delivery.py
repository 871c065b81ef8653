"""The delivered bytes, opened anew for the audits."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from pipelines.orchestration.delivery import Delivery

TEXT = "全年產值17.8億元\n".encode()
ROWS = b'{"text": "1"}\n{"text": "2"}\n'


def packed_tar(**members: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return file.getvalue()


def packed_zip(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("packed_as", "content", "record", "delivered"),
    [
        ("a file", TEXT, "", TEXT),
        ("an empty file", b"", "", b""),
        ("rows", ROWS, "2", ROWS),
        ("gzip", gzip.compress(TEXT, mtime=0), "", TEXT),
        ("bzip2", bz2.compress(TEXT), "", TEXT),
        ("xz", lzma.compress(TEXT), "", TEXT),
        ("zstd in two frames", zstandard.compress(TEXT) + zstandard.compress(TEXT), "", TEXT + TEXT),
        ("gzip twice", gzip.compress(gzip.compress(ROWS, mtime=0), mtime=0), "1", ROWS),
        ("tar", packed_tar(a=TEXT, b=ROWS), "b!2", ROWS),
        ("a packed member of a packed tar", gzip.compress(packed_tar(a=lzma.compress(TEXT)), mtime=0), "a", TEXT),
        ("zip", packed_zip(("內/頁.txt", TEXT), ("b", b"x")), "內/頁.txt", TEXT),
        ("zip in zip", packed_zip(("in.zip", packed_zip(("a", TEXT)))), "in.zip!a", TEXT),
        ("text that begins like bzip2", b"BZh is how a line may begin", "", b"BZh is how a line may begin"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_offsets_count_in_is_delivered(
    tmp_path: Path, packed_as: str, content: bytes, record: str, delivered: bytes
):
    (tmp_path / packed_as).write_bytes(content)
    assert bytes(Delivery(tmp_path)(packed_as, record)) == delivered


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_member_of_a_name_is_numbered(tmp_path: Path):
    (tmp_path / "seed").write_bytes(packed_zip(("a", b"first"), ("a", b"second")))
    deliver = Delivery(tmp_path)
    assert [bytes(deliver("seed", record)) for record in ("a", "a#2")] == [b"first", b"second"]


def test_a_stored_encoding_of_a_response_is_undone(tmp_path: Path):
    body = gzip.compress(TEXT, mtime=0)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n" + body
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-08-22T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
    )
    (tmp_path / "seed.warc").write_bytes(record + http + b"\r\n\r\n")
    assert bytes(Delivery(tmp_path)("seed.warc", "1")) == TEXT


def test_a_name_that_is_no_utf8_is_found_as_it_is_written_in_the_tables(tmp_path: Path):
    (Path(str(tmp_path).encode().decode()) / "\udcff.txt").write_bytes(TEXT)
    assert bytes(Delivery(tmp_path)(r"\xff.txt", "")) == TEXT


def test_what_was_opened_last_is_kept_and_the_rest_let_go(tmp_path: Path):
    for name in ("a.gz", "b.gz"):
        (tmp_path / name).write_bytes(gzip.compress(ROWS))
    deliver = Delivery(tmp_path)
    assert deliver("a.gz", "1") is deliver("a.gz", "2")
    deliver("b.gz", "1")
    assert {place[0] for place in deliver._opened} == {"b.gz"}
