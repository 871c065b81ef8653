"""The delivered bytes, opened anew for the audits."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import brotli
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


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("coding", "transfer", "body", "is_undone"),
    [
        (b"gzip", b"identity", gzip.compress(TEXT, mtime=0), True),
        (b"br", b"identity", brotli.compress(TEXT), True),
        (b"gzip", b"chunked", chunked(gzip.compress(TEXT, mtime=0)), True),
        (b"gzip", b"chunked", chunked(TEXT), True),
        (b"gzip", b"chunked", gzip.compress(TEXT, mtime=0), True),
        (b"gzip", b"chunked", TEXT, False),
        (b"br", b"identity", TEXT, False),
        (b"zstd", b"identity", zstandard.compress(TEXT), True),
        (b"zstd", b"identity", TEXT, False),
    ],
)
def test_a_stored_encoding_of_a_response_is_undone(
    tmp_path: Path, coding: bytes, transfer: bytes, body: bytes, *, is_undone: bool
):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: %b\r\nTransfer-Encoding: %b\r\n\r\n%b" % (
        coding,
        transfer,
        body,
    )
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-08-22T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
    ) + http
    file = (record + b"\r\n\r\n") * 2
    (tmp_path / "seed.warc").write_bytes(file)
    for number in ("1", "2"):
        assert bytes(Delivery(tmp_path)("seed.warc", number)) == (TEXT if is_undone else file)
