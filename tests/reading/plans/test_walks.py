"""A container of many chunks is walked through once, and what is read does not depend on it."""

import gzip
import json

import pytest

from pipelines import reading
from pipelines.reading.containers import opening
from pipelines.reading.plans import chunking, walks
from schemas.sources import Sources
from tests.reading.deliveries import deliver

ROWS = [json.dumps({"text": f"第{number}批，共{number * 7}吨"}, ensure_ascii=False) for number in range(400)]


@pytest.fixture
def plan(tmp_path, monkeypatch):
    monkeypatch.setattr(chunking, "SMALLEST", 800)
    monkeypatch.setattr(chunking, "MEAN", 1_600)
    monkeypatch.setattr(chunking, "LARGEST", 3_200)
    monkeypatch.setattr(walks, "_kept", {})
    deliver(tmp_path, {"a.jsonl.gz": gzip.compress("\n".join(ROWS).encode()), "b.txt": "二\n".encode()})
    plan = reading.plan(tmp_path, Sources())
    assert len(plan.chunks) > 8
    return plan


@pytest.fixture
def begun(monkeypatch):
    count = []
    records = opening.records
    monkeypatch.setattr(opening, "records", lambda *arguments: count.append(1) or records(*arguments))
    return count


def texts(tmp_path, chunks):
    return [reading.read(tmp_path, chunk, Sources()).lines["text"].to_list() for chunk in chunks]


def test_chunks_in_order_take_one_walk(tmp_path, plan, begun):
    read = texts(tmp_path, plan.chunks)
    assert [text for chunk in read for text in chunk] == [*(json.loads(row)["text"] for row in ROWS), "二"]
    assert len(begun) == 1


def test_chunks_in_any_order_give_the_same(tmp_path, plan, begun):
    in_order = texts(tmp_path, plan.chunks)
    assert texts(tmp_path, reversed(plan.chunks)) == in_order[::-1]
    assert texts(tmp_path, plan.chunks[::2]) == in_order[::2]
    assert len(begun) > 8


def test_a_file_that_was_replaced_between_two_chunks_is_noticed(tmp_path, plan):
    texts(tmp_path, plan.chunks[:2])
    deliver(tmp_path, {"new": gzip.compress("\n".join(reversed(ROWS)).encode())})
    (tmp_path / "new").replace(tmp_path / "a.jsonl.gz")
    with pytest.raises(reading.SeedChangedError):
        texts(tmp_path, plan.chunks[2:])


def test_a_disk_that_fails_costs_one_record(tmp_path, monkeypatch):
    deliver(tmp_path, {"a.txt": b"1", "b.txt": b"2"})
    opened = opening.folder.open_seed

    class Failing:
        def __init__(self, file):
            self._file = file

        def __getattr__(self, name):
            return getattr(self._file, name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self._file.close()

        def read(self, _size):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(opening.folder, "content", lambda *_: None)
    monkeypatch.setattr(
        opening.folder,
        "open_seed",
        lambda seeds, path: (Failing if path == "a.txt" else lambda f: f)(opened(seeds, path)),
    )
    plan = reading.plan(tmp_path, Sources())
    assert plan.set_aside.select("seed", "context").rows() == [("a.txt", "Input/output error")]
    assert [record.path for record in plan.chunks[0].records] == ["b.txt"]
