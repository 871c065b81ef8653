"""Ids depend on content and place, and on nothing else."""

from dataclasses import replace

from schemas.identity import fact_id, fact_ids
from schemas.manifests import Chunk, Record

RECORD = Record("a.txt", "", "ab" * 32, 0, 12)


def test_a_document_keeps_its_id_when_its_seed_is_renamed():
    assert replace(RECORD, path="b/c.txt").doc_id == RECORD.doc_id
    assert len(RECORD.doc_id) == 32


def test_identical_records_are_told_apart_by_their_number():
    assert replace(RECORD, n=1).doc_id != RECORD.doc_id
    assert replace(RECORD, sha256="cd" * 32).doc_id != RECORD.doc_id


def test_an_id_is_the_same_on_every_machine():
    assert RECORD.doc_id == "50b73e59d5b1154761f827f96668cb77"
    assert fact_id("d", 1, 2, 1, 5) == "667fdabe-1b6e-0d11-a259-e6bd80ba3ebe"


def test_a_fact_is_told_by_its_first_and_last_place():
    ids = fact_ids(["d", "d", "d", "e"], [1, 1, 1, 1], [2, 2, 3, 2], [1, 2, 1, 1], [5, 5, 5, 5])
    assert len(set(ids)) == 4
    assert ids[0] == fact_id("d", 1, 2, 1, 5)


def test_a_chunk_knows_how_long_it_is():
    assert Chunk("c", (RECORD, replace(RECORD, n=1))).bytes == 24
