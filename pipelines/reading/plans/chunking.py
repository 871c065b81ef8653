"""Where one chunk ends and the next begins.

Only the cut belongs here: it depends on the bytes of the records, not on their places, so that a changed, added or
removed record moves at most the boundaries beside it.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

from pipelines.reading.limits import MIB
from schemas.manifests import Record
from schemas.sources import Source, Sources

SMALLEST = 8 * MIB
LARGEST = 32 * MIB
MEAN = 16 * MIB
HASH_DIGITS = 16
HASH_RANGE = 1 << (4 * HASH_DIGITS)


def cut(records: Iterable[Record]) -> Iterator[tuple[Record, ...]]:
    """Group records, in path order, into runs of 8 to 32 MB, 16 MB on average.

    A run ends after a record whose hash says so, with a probability proportional to the record's bytes; a record that
    is larger than the largest chunk is a run of its own; the last run may be small.
    """
    run: list[Record] = []
    size = 0
    for record in records:
        if run and (size + record.bytes > LARGEST or record.bytes > LARGEST):
            yield tuple(run)
            run, size = [], 0
        run.append(record)
        size += record.bytes
        if record.bytes > LARGEST or (size >= SMALLEST and _ends_after(record)):
            yield tuple(run)
            run, size = [], 0
    if run:
        yield tuple(run)


def chunk_id(records: Iterable[Record], sources: Sources) -> str:
    """Return the id of a run of records: it depends on what may be known when they are read."""
    digest = sha256(sources.default.fingerprint.encode())
    for record in records:
        known = _fingerprint(sources.of(record.path))
        entry = "\0".join((record.path, record.record, record.sha256, str(record.n), known))
        digest.update(entry.encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()


@cache
def _fingerprint(source: Source) -> str:
    """Most seeds share what is known of them."""
    return source.fingerprint


def _ends_after(record: Record) -> bool:
    """Decide by the record's hash: one cut in `MEAN - SMALLEST` bytes."""
    return int(record.sha256[:HASH_DIGITS], 16) * (MEAN - SMALLEST) < record.bytes * HASH_RANGE
