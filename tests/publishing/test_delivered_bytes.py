"""The audit asks for the delivered bytes document by document, and tells what is gone from what cannot be had."""

import errno
import weakref
from pathlib import Path

import pytest

from pipelines import publishing
from tests.publishing.sample import Sample


def test_the_bytes_of_a_document_are_let_go_of_before_others_are_asked_for(sample: Sample, staged: Path):
    given: list[weakref.ref[memoryview]] = []

    def deliver(seed: str, record: str) -> memoryview:
        assert all(data() is None for data in given)
        data = memoryview(sample.deliver(seed, record))
        given.append(weakref.ref(data))
        return data

    assert all(result.passed for result in sample.audit(staged, deliver=deliver))
    assert len(given) == len(sample.records) > 1


def test_what_is_gone_is_a_row_of_the_audit_and_the_others_are_still_compared(sample: Sample, staged: Path):
    gone, changed = list(sample.records)[:2]
    (sample.seeds / changed).write_bytes(b"x" * len(sample.deliver(changed, "")))

    def deliver(seed: str, record: str) -> bytes:
        if seed == gone:
            raise publishing.GoneError("the file is not there as it was read")
        return sample.deliver(seed, record)

    (found,) = [result for result in sample.audit(staged, deliver=deliver) if not result.passed]
    assert found.rule.code == "A02"
    rows = found.rows.filter(of_table="documents")
    assert rows["found"].to_list() == ["the file is not there as it was read"]
    assert set(found.rows["seed"]) == {gone, changed}


def test_what_the_machine_cannot_give_ends_the_audit(sample: Sample, staged: Path):
    def deliver(_seed: str, _record: str) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        sample.audit(staged, deliver=deliver)
