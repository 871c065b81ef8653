"""Of many records of any length not one is lost, wherever the blocks in which a container is read may end."""

import bz2
import csv
import gzip
import io
import json
import lzma
import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from pipelines.reading.containers.streams import AHEAD, BLOCK
from tests.reading.deliveries import deliver, read_all, tarred, warc_record, zipped

RANDOM = random.Random(20251)  # noqa: S311 -- the same records in every run
#: Lengths about those of the blocks in which streams are read, and any others.
LENGTHS = [block + more for block in (512, AHEAD, 2 * AHEAD) for more in (-2, -1, 0, 1, 2)]
LENGTHS += [BLOCK - 1, BLOCK, BLOCK + 1, *(RANDOM.randrange(8, 20_000) for _ in range(300))]
RANDOM.shuffle(LENGTHS)
TEXTS = [f"{number:07d}{'a' * (length - 7)}" for number, length in enumerate(LENGTHS)]


def members() -> dict[str, bytes]:
    return {f"{number}.txt": text.encode() for number, text in enumerate(TEXTS)}


def conversions() -> list[bytes]:
    return [warc_record("conversion", "text/plain", text.encode()) for text in TEXTS]


def responses() -> list[bytes]:
    made = []
    for number, text in enumerate(TEXTS):
        body, coding = text.encode(), ""
        if number % 3 == 1:
            body, coding = gzip.compress(body, mtime=0), "Content-Encoding: gzip\r\n"
        if number % 3 == 2:
            body, coding = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), "Transfer-Encoding: chunked\r\n"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{coding}\r\n".encode()
        made.append(warc_record("response", "application/http; msgtype=response", head + body))
    return made


def json_lines() -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in TEXTS).encode()


def table() -> bytes:
    sink = io.StringIO()
    csv.writer(sink).writerows([["text"], *([text] for text in TEXTS)])
    return sink.getvalue().encode()


def parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": TEXTS}), sink, row_group_size=100)
    return sink.getvalue()


CONTAINERS: dict[str, Callable[[], bytes]] = {
    "a.zip": lambda: zipped(members()),
    "a.tar": lambda: tarred(members()),
    "a.tar.gz": lambda: gzip.compress(tarred(members()), mtime=0),
    "a.tar.zst": lambda: zstandard.compress(tarred(members())),
    "a.wet": lambda: b"".join(conversions()),
    "a.warc": lambda: b"".join(responses()),
    "a.warc.gz": lambda: b"".join(gzip.compress(record, mtime=0) for record in responses()),
    "a.warc.xz": lambda: lzma.compress(b"".join(responses())),
    "a.jsonl": json_lines,
    "a.jsonl.bz2": lambda: bz2.compress(json_lines()),
    "a.csv": table,
    "a.csv.gz": lambda: gzip.compress(table(), mtime=0),
    "a.parquet": parquet,
    "b.zip": lambda: zipped({"in.jsonl": json_lines(), "in.warc": b"".join(responses())}),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_record_is_read_whole(tmp_path: Path, name: str):
    deliver(tmp_path, {name: CONTAINERS[name]()})
    plan, chunks = read_all(tmp_path)
    assert plan.set_aside.is_empty()
    documents = pl.concat([chunk.documents for chunk in chunks])
    lines = pl.concat([chunk.lines for chunk in chunks])
    read = documents.join(lines.filter(pl.col("text") != ""), on="doc_id")
    times = 2 if name == "b.zip" else 1  # its two members hold them all
    assert documents.height == times * len(TEXTS)
    assert sorted(read["text"]) == sorted(times * TEXTS)
