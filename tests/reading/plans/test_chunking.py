"""Where chunks end."""

# ruff: noqa: S311 — random sizes, no secrets

import random
from hashlib import sha256

from pipelines.reading.limits import MIB
from pipelines.reading.plans import chunking
from schemas.manifests import Record
from schemas.sources import Source, Sources


def records(sizes, salt=""):
    return [
        Record(f"{number:06}.txt", "", sha256(f"{salt}{number}".encode()).hexdigest(), 0, size)
        for number, size in enumerate(sizes)
    ]


def sizes_of(runs):
    return [sum(record.bytes for record in run) for run in runs]


def test_chunks_are_8_to_32_mb_and_16_on_average():
    rng = random.Random(1)
    runs = list(chunking.cut(records(rng.randint(1_000, 400_000) for _ in range(20_000))))
    sizes = sizes_of(runs)[:-1]
    assert all(8 * MIB <= size <= 32 * MIB for size in sizes)
    assert 14 * MIB < sum(sizes) / len(sizes) < 18 * MIB


def test_the_mean_does_not_depend_on_the_size_of_the_records():
    runs = list(chunking.cut(records([4_000] * 60_000)))
    sizes = sizes_of(runs)[:-1]
    assert 12 * MIB < sum(sizes) / len(sizes) < 20 * MIB


def test_every_record_is_in_one_chunk_in_order():
    given = records(random.Random(2).randint(0, 3 * MIB) for _ in range(500))
    assert [record for run in chunking.cut(given) for record in run] == given


def test_a_record_larger_than_a_chunk_is_a_chunk_of_its_own():
    given = records([100, 40 * MIB, 100, 100])
    assert [len(run) for run in chunking.cut(given)] == [1, 1, 2]


def test_one_changed_record_costs_one_or_two_chunks():
    given = records(random.Random(3).randint(1_000, 200_000) for _ in range(5_000))
    before = {chunking.chunk_id(run, Sources()) for run in chunking.cut(given)}
    for position in range(0, 5_000, 250):
        changed = list(given)
        old = given[position]
        changed[position] = Record(old.path, "", sha256(b"changed" + bytes(position)).hexdigest(), 0, old.bytes + 17)
        after = {chunking.chunk_id(run, Sources()) for run in chunking.cut(changed)}
        assert 1 <= len(after - before) <= 3, position


def test_a_removed_or_added_record_leaves_most_chunks_as_they_were():
    given = records(random.Random(4).randint(1_000, 200_000) for _ in range(5_000))
    before = {chunking.chunk_id(run, Sources()) for run in chunking.cut(given)}
    shorter = {chunking.chunk_id(run, Sources()) for run in chunking.cut(given[:2_000] + given[2_001:])}
    assert len(shorter - before) <= 3


def test_the_id_of_a_chunk_depends_on_what_is_known_of_its_sources():
    run = tuple(records([10, 10]))
    known = Sources(entries=(("*.txt", Source(publisher="本市统计局")),))
    other = Sources(entries=(("other/*.txt", Source(publisher="本市统计局")),))
    ids = {chunking.chunk_id(run, sources) for sources in (Sources(), known, Sources(Source(jurisdiction="TW")))}
    assert len(ids) == 3
    assert chunking.chunk_id(run, other) == chunking.chunk_id(run, Sources())
