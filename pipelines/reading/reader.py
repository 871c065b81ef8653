"""The records of a chunk → its tables.

Only the walk belongs here: find each record again, make sure it is the one that was planned, read it, and set it aside
if it cannot be read. One record goes wrong, the others go on.
"""

from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from pipelines.reading import containers, documents
from pipelines.reading.collector import Collector, Read
from pipelines.reading.leaves import Leaf
from pipelines.reading.outcomes import Refused
from pipelines.reading.paths import shown
from schemas.manifests import Chunk, Record
from schemas.sources import Sources


class SeedChangedError(OSError):
    """A seed is no longer what was planned: the run has to begin again."""


def read(seeds: Path, chunk: Chunk, sources: Sources) -> Read:
    """Read the records of a chunk.

    Args:
        seeds: The seeds folder.
        chunk: A chunk of the plan.
        sources: What is known of the sources.

    Returns:
        The tables that the package docstring describes.

    Raises:
        SeedChangedError: A seed was changed or taken away since it was planned.
    """
    collector = Collector()
    for path, planned in groupby(chunk.records, key=lambda record: record.path):
        source = sources.of(path)
        for record, leaf in _found_again(seeds, path, list(planned), sources):
            try:
                data = leaf.stream.read()
                if sha256(data).hexdigest() != record.sha256:
                    raise _changed(record)
                collector.add(record, documents.read(leaf, data, source))
            except Refused as refused:
                collector.set_aside(refused.set_aside(shown(path), record.record, "reading"))
    return collector.tables()


def _found_again(seeds: Path, path: str, planned: list[Record], sources: Sources) -> Iterator[tuple[Record, Leaf]]:
    """Yield the planned records of one seed as they come by."""
    wanted = {record.record: record for record in planned}
    with closing(containers.records(seeds, path, sources.of(path))) as records:
        for found in records:
            if isinstance(found, Leaf) and found.record in wanted:
                yield wanted.pop(found.record), found
                if not wanted:
                    return
    if wanted:
        raise _changed(next(iter(wanted.values())))


def _changed(record: Record) -> SeedChangedError:
    where = f"{shown(record.path)} {record.record}".strip()
    return SeedChangedError(f"{where}: changed while the run was reading it; run again once the delivery is complete")
