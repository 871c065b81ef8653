"""The records of a chunk → its tables.

Only the walk belongs here: find each record again, make sure it is the one that was planned, read it, and set it aside
if it cannot be read. One record goes wrong, the others go on.
"""

from hashlib import sha256
from itertools import groupby
from pathlib import Path

from pipelines.reading import documents, walks
from pipelines.reading.collector import Collector, Read
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
        missing = {record.record: record for record in planned}
        for record, leaf in walks.find(seeds, list(missing.values()), source):
            del missing[record.record]
            try:
                data = leaf.stream.read()
                if sha256(data).hexdigest() != record.sha256:
                    raise _changed(record)
                collector.add(record, documents.read(leaf, data, source))
            except Refused as refused:
                collector.set_aside(refused.set_aside(shown(path), record.record, "reading"))
        if missing:
            raise _changed(next(iter(missing.values())))
    return collector.tables()


def _changed(record: Record) -> SeedChangedError:
    where = f"{shown(record.path)} {record.record}".strip()
    return SeedChangedError(f"{where}: changed while the run was reading it; run again once the delivery is complete")
