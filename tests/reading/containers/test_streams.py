"""A stream gives all its bytes, in whatever portions they are asked for."""

import gzip
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.containers.streams import AHEAD, Part, Stream
from pipelines.reading.plans import planning
from schemas.sources import Sources


@given(st.binary(max_size=60), st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=30))
def test_portions_and_looks_ahead_lose_nothing(data: bytes, steps: list[tuple[bool, int]]):
    stream, taken = Stream(io.BytesIO(data)), b""
    for looks, size in steps:
        if looks:
            assert stream.peek(size) == data[len(taken) : len(taken) + size]
        else:
            taken += stream.read(size)
    assert taken + stream.read() == data


def test_behind_a_part_that_was_read_to_its_end_the_stream_goes_on():
    data = bytes(AHEAD) * 2 + b"next"
    stream = Stream(io.BytesIO(data))
    stream.peek(1)
    part = Stream(Part(stream, AHEAD * 2))
    assert len(part.read()) == AHEAD * 2
    assert stream.read() == b"next"


def test_every_record_of_a_large_warc_file_is_planned(tmp_path: Path):
    records = []
    for number in range(300):
        body = (f"<p>第{number}號，全年產值17.8億元。</p>" + "字" * (number * 7)).encode()
        coded = number % 2
        body = gzip.compress(body, mtime=0) if coded else body
        encoding = b"Content-Encoding: gzip\r\n" if coded else b""
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%b\r\n%b" % (encoding, body)
        head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
        records.append(head % len(http) + http + b"\r\n\r\n")
    (tmp_path / "crawl.warc").write_bytes(b"".join(records))
    plan = planning.plan(tmp_path, Sources())
    planned = plan.file.table("planned")
    assert planned["record"].to_list() == [str(number) for number in range(1, 301)]
    assert plan.set_aside.is_empty()
