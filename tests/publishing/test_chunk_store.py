"""The chunk store holds an entry whole or not at all."""

from pathlib import Path

import pytest

from pipelines.publishing import ChunkStore, stage_key
from pipelines.publishing.chunk_store import MANIFEST
from tests.publishing.sample import Sample


def test_what_was_written_is_read_back_with_its_types(sample: Sample):
    for table in ("facts", "rejects", "inheritances"):
        assert sample.store.read("extracted_facts", "k", table).equals(sample.tables[table])


def test_a_table_that_an_entry_does_not_hold_is_empty(sample: Sample):
    assert sample.store.read("raw_dump", "k", "findings").is_empty()


def test_the_same_tables_give_the_same_bytes(sample: Sample):
    sample.write("again")
    store = sample.store
    for table in store.tables("extracted_facts", "k"):
        first, second = (store.path("extracted_facts", key, table).read_bytes() for key in ("k", "again"))
        assert first == second


def test_the_manifest_says_how_many_rows_there_are(sample: Sample):
    assert sample.store.tables("raw_dump", "k") == {"lines": sample.tables["lines"].height}


@pytest.mark.parametrize("where", ["chunk:raw_dump:lines", "chunk:raw_dump:manifest"])
def test_a_crash_while_writing_leaves_no_entry_and_the_next_write_completes(tmp_path: Path, sample: Sample, where: str):
    def checkpoint(name: str) -> None:
        if name == where:
            raise RuntimeError(name)

    with pytest.raises(RuntimeError):
        ChunkStore(tmp_path / "store", checkpoint).write("raw_dump", "k", {"lines": sample.tables["lines"]})
    store = ChunkStore(tmp_path / "store")
    assert not store.has("raw_dump", "k")
    store.write("raw_dump", "k", {"lines": sample.tables["lines"]})
    assert store.has("raw_dump", "k")


@pytest.mark.parametrize("damage", ["manifest gone", "manifest torn", "table gone"])
def test_a_damaged_entry_counts_as_missing(sample: Sample, damage: str):
    folder = sample.store.folder("raw_dump", "k")
    if damage == "manifest torn":
        (folder / MANIFEST).write_text('{"lines": {"rows"')
    else:
        (folder / (MANIFEST if damage == "manifest gone" else "lines.parquet")).unlink()
    assert not sample.store.has("raw_dump", "k")


def test_what_an_entry_holds_is_told_apart_even_under_one_key(sample: Sample):
    before = sample.store.content("raw_dump", "k")
    sample.write()
    assert sample.store.content("raw_dump", "k") == before
    sample.store.write("raw_dump", "k", {"lines": sample.tables["lines"].head(1)})
    assert sample.store.content("raw_dump", "k") != before


def test_a_key_depends_on_the_stage_before_and_on_the_code():
    assert len({stage_key("a", "1"), stage_key("a", "2"), stage_key("b", "1")}) == 3


def test_entries_that_nobody_needs_are_forgotten(sample: Sample):
    sample.write("new")
    assert sample.store.forget({"raw_dump": {"new"}}) == 1
    assert not sample.store.has("raw_dump", "k")
    assert sample.store.has("raw_dump", "new")
    assert sample.store.has("extracted_facts", "k")
