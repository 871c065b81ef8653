"""The records of a chunk → its tables.

Only the walk belongs here: find each record again, make sure it is the one that was planned, read it, and set it aside
if it cannot be read. One record goes wrong, the others go on.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pipelines.garbage import uncollected
from pipelines.reading import documents, plain
from pipelines.reading.collector import Collector, Read
from pipelines.reading.containers import opening
from pipelines.reading.containers.leaves import Leaf
from pipelines.reading.containers.streams import of_bytes
from pipelines.reading.limits import MIB
from pipelines.reading.outcomes import Refused
from pipelines.reading.paths import shown
from pipelines.reading.plain import File
from pipelines.reading.plans import walks
from pipelines.reading.written_rows import Rows, Written
from schemas.manifests import Chunk, Record
from schemas.sources import Source, Sources

TOGETHER = 8 * MIB  # of plain texts that are read all at once: what that takes is some times their size
Planned = tuple[int, Record]  # a record with its place in the chunk


class SeedChangedError(OSError):
    """A seed is no longer what was planned: the run has to begin again."""


@uncollected()
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
    rows = Rows(collector)
    texts: list[File] = []
    size = 0
    nth = 0
    for path, planned in groupby(chunk.records, key=attrgetter("path")):
        source = sources.of(path)
        records = list(planned)
        file = _file(seeds, nth, records[0])
        if file is None:
            _walk(seeds, list(enumerate(records, nth)), source, rows, collector)
        elif file.form in plain.FORMS and source.encoding is None:
            texts.append(file)
            size += file.record.bytes
        else:
            _add(collector, file, source)
        if size >= TOGETHER:
            _read_texts(texts, sources, collector)
            size = 0
        nth += len(records)
    _read_texts(texts, sources, collector)
    rows.lay_out()
    return collector.tables()


def _read_texts(texts: list[File], sources: Sources, collector: Collector) -> None:
    """Read plain texts all at once, and those that are not singly; the list is emptied."""
    tables, left = plain.read(texts)
    collector.add_tables(tables)
    for file in left:
        _add(collector, file, sources.of(file.record.path))


def _file(seeds: Path, nth: int, record: Record) -> File | None:
    """Return the file that is one record, and was not changed since it was planned; None for a container."""
    whole = None if record.record else opening.alone(seeds, record.path, record.bytes)
    if whole is None or sha256(whole[1]).hexdigest() != record.sha256:
        return None
    return File(nth, record, *whole)


def _walk(seeds: Path, planned: Sequence[Planned], source: Source, rows: Rows, collector: Collector) -> None:
    """Read the records of one container."""
    missing = {record.record: (nth, record) for nth, record in planned}
    for record, leaf in walks.find(seeds, [record for _, record in planned], source):
        nth, _ = missing.pop(record.record)
        try:
            data = leaf.stream.read()
            if sha256(data).hexdigest() != record.sha256:
                raise _changed(record)
            document = documents.read(leaf, data, source)
        except Refused as refused:
            collector.set_aside(nth, refused.set_aside(shown(record.path), record.record, "reading"))
            continue
        if isinstance(document, Written):
            rows.add(nth, record, document)
        else:
            collector.add(nth, record, document)
    if missing:
        raise _changed(next(iter(missing.values()))[1])


def _add(collector: Collector, file: File, source: Source) -> None:
    """Read a file that is one record."""
    try:
        document = documents.read_whole(Leaf("", file.form, of_bytes(b"")), file.data, source)
    except Refused as refused:
        collector.set_aside(file.nth, refused.set_aside(shown(file.record.path), "", "reading"))
    else:
        collector.add(file.nth, file.record, document)


def _changed(record: Record) -> SeedChangedError:
    where = f"{shown(record.path)} {record.record}".strip()
    return SeedChangedError(f"{where}: changed while the run was reading it; run again once the delivery is complete")
