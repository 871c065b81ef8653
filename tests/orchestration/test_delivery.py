"""The delivered bytes, opened anew for the audits."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from pipelines.orchestration.delivery import Delivery
from pipelines.reading.limits import DEFAULT, MIB
from tests.orchestration.packed import response, tarred, zipped

TEXT = "全年產值17.8億元\n".encode()
ROWS = b'{"text": "1"}\n{"text": "2"}\n'


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
        ("tar", tarred([("a", TEXT), ("b", ROWS)]), "b!2", ROWS),
        ("a packed member of a packed tar", gzip.compress(tarred([("a", lzma.compress(TEXT))]), mtime=0), "a", TEXT),
        ("zip", zipped([("內/頁.txt", TEXT), ("b", b"x")]), "內/頁.txt", TEXT),
        ("zip in zip", zipped([("in.zip", zipped([("a", TEXT)]))]), "in.zip!a", TEXT),
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
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_the_second_member_of_a_name_is_numbered(tmp_path: Path, pack: Callable[..., bytes]):
    (tmp_path / "seed").write_bytes(pack([("a", b"first"), ("a", b"second")]))
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
    file = response(body, b"Content-Encoding: " + coding, b"Transfer-Encoding: " + transfer) * 2
    (tmp_path / "seed.warc").write_bytes(file)
    deliver = Delivery(tmp_path)
    for number in ("1", "2"):
        assert bytes(deliver("seed.warc", number)) == (TEXT if is_undone else file)


def test_responses_are_delivered_in_any_order(tmp_path: Path):
    bodies = [b"%d" % number for number in range(1, 6)]
    stored = [response(gzip.compress(body, mtime=0), b"Content-Encoding: gzip") for body in bodies]
    (tmp_path / "seed.warc").write_bytes(b"".join(stored))
    deliver = Delivery(tmp_path)
    assert [bytes(deliver("seed.warc", number)) for number in "25313"] == [b"2", b"5", b"3", b"1", b"3"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_what_stands_before_damage_is_delivered(tmp_path: Path, pack: Callable[[bytes], bytes]):
    numbers = b"".join(b"%d\n" % number for number in range(400_000))
    whole = pack(numbers)
    (tmp_path / "cut").write_bytes(whole[: len(whole) * 3 // 4])
    delivered = bytes(Delivery(tmp_path)("cut", ""))
    assert len(numbers) // 4 < len(delivered) < len(numbers)
    assert numbers.startswith(delivered)


def test_what_stands_before_damage_of_a_warc_file_counts_in_it(tmp_path: Path):
    file = response(TEXT) + response(gzip.compress(TEXT, mtime=0), b"Content-Encoding: gzip") + b"WARC/broken"
    (tmp_path / "seed.warc").write_bytes(file)
    deliver = Delivery(tmp_path)
    assert [bytes(deliver("seed.warc", number)) for number in "123"] == [file, TEXT, file]


def test_a_bomb_is_unpacked_no_further_than_it_was_read(tmp_path: Path):
    zeros = bytes(2 * DEFAULT.ratio_from)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(zeros, mtime=0))
    (tmp_path / "bomb.zip").write_bytes(zipped([("zeros", zeros)]))
    for seed, record in (("bomb.gz", ""), ("bomb.zip", "zeros")):
        assert DEFAULT.ratio_from <= len(Delivery(tmp_path)(seed, record)) <= DEFAULT.ratio_from + MIB
