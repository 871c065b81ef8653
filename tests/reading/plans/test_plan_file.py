"""The plan lies in a file: its rows are found there, in every process, and take no memory."""

import gc
import gzip
import pickle
import tracemalloc
from contextlib import closing
from hashlib import sha256

import pytest

from pipelines import reading
from pipelines.reading.limits import MIB, Limits
from pipelines.reading.outcomes import SetAside, reason
from pipelines.reading.plans import planning
from pipelines.reading.plans.plan_file import PlanFile, PlanWriter, Records
from schemas.manifests import Record
from schemas.sources import Sources
from tests.reading.deliveries import deliver


def written(tmp_path, records):
    file = PlanFile.temporary(tmp_path)
    with closing(PlanWriter(file)) as writer:
        for path, record, digest, size in records:
            writer.add(path, record, digest, size)
        writer.number()
    return file


@pytest.fixture
def file(tmp_path):
    return written(
        tmp_path,
        [
            ("a.txt", "", "ab" * 32, 12),
            ("b.txt", "", "ab" * 32, 12),
            ("深/\udcd0.jsonl", "12", "cd" * 32, 5 << 30),
            (r"深/\x41.jsonl", "in!ner.txt", "ab" * 32, 0),
        ],
    )


def test_records_are_what_was_written_identical_ones_numbered_in_order(file):
    assert list(file.records()) == [
        Record("a.txt", "", "ab" * 32, 0, 12),
        Record("b.txt", "", "ab" * 32, 1, 12),
        Record("深/\udcd0.jsonl", "12", "cd" * 32, 0, 5 << 30),
        Record(r"深/\x41.jsonl", "in!ner.txt", "ab" * 32, 2, 0),
    ]


def test_some_of_the_records_are_a_collection_of_them(file):
    some = Records(file, 1, 2)
    assert [record.path for record in some] == ["b.txt", "深/\udcd0.jsonl"]
    assert len(some) == 2
    assert Record("b.txt", "", "ab" * 32, 1, 12) in some
    assert Record("a.txt", "", "ab" * 32, 0, 12) not in some


def test_records_go_to_another_process_without_taking_the_file_along(file):
    some = pickle.loads(pickle.dumps(Records(file, 0, 2)))  # noqa: S301 — made in the line itself
    assert [record.n for record in some] == [0, 1]
    del some
    gc.collect()
    assert file.path.exists()


def test_the_file_goes_with_the_last_who_holds_it(tmp_path):
    seeds = tmp_path / "seeds"
    deliver(seeds, {"a.txt": b"1"})
    plan = reading.plan(seeds, Sources(), place=tmp_path)
    path, chunk = plan.file.path, plan.chunks[0]
    del plan
    gc.collect()
    assert [record.path for record in chunk.records] == ["a.txt"]
    del chunk
    gc.collect()
    assert not path.exists()


def test_of_several_reasons_for_a_record_the_first_counts(tmp_path):
    file = PlanFile.temporary(tmp_path)
    with closing(PlanWriter(file)) as writer:
        for record, reason in (("1", "first"), ("1", "second"), ("2", "other")):
            writer.set_aside(SetAside("a.zip", record, "planning", reason, None, None))
        writer.number()
    assert file.table("set_aside").select("record", "reason").rows() == [("1", "first"), ("2", "other")]
    assert file.table("set_aside", 1, 2)["record"].to_list() == ["2"]


def test_parts_of_a_plan_are_its_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(planning, "ROWS", 2)
    seeds = tmp_path / "seeds"
    deliver(seeds, {f"{number}.txt": b"%d" % number for number in range(5)} | {"x.pdf": b"%PDF-1.7"})
    plan = reading.plan(seeds, Sources())
    parts = list(plan.parts())
    assert [part["planned"].height for part in parts] == [2, 2, 1]
    assert [seed for part in parts for seed in part["planned"]["seed"]] == [f"{number}.txt" for number in range(5)]
    assert [seed for part in parts for seed in part["seeds"]["path"]] == plan.seeds["path"].to_list()
    assert [seed for part in parts for seed in part["set_aside"]["seed"]] == ["x.pdf"]


def test_a_record_above_the_limit_is_set_aside_and_the_file_is_still_hashed(tmp_path):
    large = bytes(2 * MIB)
    deliver(tmp_path, {"a.txt": large, "b.txt.gz": gzip.compress(large), "c.txt": b"1"})
    plan = reading.plan(tmp_path, Sources(), Limits(record=MIB))
    assert plan.set_aside.select("seed", "reason").rows() == [(n, reason("too_large")) for n in ("a.txt", "b.txt.gz")]
    assert plan.set_aside["context"][0] == "2,097,152 bytes; at most 1,048,576 are read"
    assert [record.path for record in plan.chunks[0].records] == ["c.txt"]
    assert plan.seeds["sha256"][0] == sha256(large).hexdigest()


def test_an_empty_plan_has_one_part(tmp_path):
    [part] = reading.plan(tmp_path, Sources()).parts()
    assert all(table.is_empty() for table in part.values())


def test_memory_does_not_grow_with_the_records(tmp_path):
    def peak(count):
        tracemalloc.start()
        try:
            file = written(tmp_path, ((f"{n:08}.txt", "", f"{n % 1000:064x}", 2_600) for n in range(count)))
            assert sum(1 for _ in file.records()) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(40_000) < peak(10_000) + MIB
