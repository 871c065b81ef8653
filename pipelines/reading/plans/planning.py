"""The plan of a run: every record hashed, numbered and put into a chunk; everything else set aside with its reason.

Only identity belongs here. Nothing is decoded: whether a record is text shows when it is read.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path

import polars as pl

from pipelines.reading.containers import folder, opening
from pipelines.reading.containers.leaves import Leaf
from pipelines.reading.containers.streams import BLOCK, Stream, digest
from pipelines.reading.limits import DEFAULT, Limits
from pipelines.reading.outcomes import Refused
from pipelines.reading.paths import shown
from pipelines.reading.plans import chunking
from pipelines.reading.plans.plan_file import PlanFile, PlanWriter, Records
from schemas.manifests import Chunk
from schemas.sources import Sources

STAGE = "planning"
ROWS = 1 << 14  # of each table in a part of the plan
# What became of a seed, by whether it has records, and whether any was set aside.
STATES = {(True, False): "read", (True, True): "partly", (False, True): "set_aside", (False, False): "empty"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do; its rows lie in a file until they are asked for.

    Attributes:
        file: The rows.
        chunks: The units of work, in path order.
        bytes: Length of all records.
    """

    file: PlanFile
    chunks: tuple[Chunk, ...]
    bytes: int

    @property
    def set_aside(self) -> pl.DataFrame:
        """Table `set_aside`, whole: what is refused before it is read."""
        return self.file.table("set_aside")

    @property
    def seeds(self) -> pl.DataFrame:
        """Table `seeds`, whole: every file, and the first chunk that holds a record of it."""
        return self.file.table("seeds")

    def parts(self) -> Iterator[Mapping[str, pl.DataFrame]]:
        """Yield the tables planned, set_aside and seeds some thousand rows at a time; at least once."""
        for first in count(0, ROWS):
            part = {name: self.file.table(name, first, first + ROWS) for name in ("planned", "set_aside", "seeds")}
            if first and all(table.is_empty() for table in part.values()):
                return
            yield part


def plan(seeds: Path, sources: Sources, limits: Limits = DEFAULT, *, place: Path | None = None) -> Plan:
    """Look at every seed and plan the run.

    Args:
        seeds: The seeds folder.
        sources: What is known of the sources: part of a chunk's id.
        limits: Bounds for what a seed may unpack to.
        place: Folder for the plan's file; without one, where the system keeps what is temporary. The file goes with
            the last who holds the plan or a chunk of it.

    Raises:
        SeedsError: The folder, or a folder in it, cannot be listed.
    """
    file = PlanFile.temporary(place)
    with closing(PlanWriter(file)) as writer:
        for seed in folder.listing(seeds):
            _survey(seeds, seed, sources, limits, writer)
        for name in folder.settings(seeds):
            writer.add_seed(name, None, 0, "settings")
        writer.number()
        chunks = tuple(_chunks(file, sources))
        writer.add_chunks(chunks)
        return Plan(file, chunks, writer.bytes)


def _chunks(file: PlanFile, sources: Sources) -> Iterator[Chunk]:
    """Cut the records into chunks; only those of one chunk are in memory."""
    first = 0
    for run in chunking.cut(file.records()):
        yield Chunk(chunking.chunk_id(run, sources), Records(file, first, len(run)))
        first += len(run)


def _survey(seeds: Path, seed: folder.Seed, sources: Sources, limits: Limits, writer: PlanWriter) -> None:
    """Hash the records of one seed, and say what became of it as far as the plan knows."""
    if seed.refused:
        writer.set_aside(seed.refused.set_aside(shown(seed.path), "", STAGE))
        writer.add_seed(seed.path, None, 0, "set_aside")
    elif seed.bytes <= BLOCK and (whole := opening.alone(seeds, seed.path, seed.bytes)):
        digested = sha256(whole[1]).hexdigest()
        writer.add(seed.path, "", digested, seed.bytes)
        writer.add_seed(seed.path, digested, 1, "read")
    else:
        _survey_container(seeds, seed, sources, limits, writer)


def _survey_container(seeds: Path, seed: folder.Seed, sources: Sources, limits: Limits, writer: PlanWriter) -> None:
    """Hash the records of a seed that holds many, or a large one, and the seed itself."""
    before, partly, plain = writer.records, False, None
    for found in opening.records(seeds, seed.path, sources.of(seed.path), limits):
        refused: Refused | None = None
        if isinstance(found, Leaf):
            try:
                digested, size = digest(found.stream)
                if size > limits.record:
                    raise Refused("too_large", context=f"{size:,} bytes; at most {limits.record:,} are read")  # noqa: TRY301
                writer.add(seed.path, found.record, digested, size)
                if not found.record and size == seed.bytes:
                    plain = digested  # a file that is one plain document is hashed already
            except Refused as error:
                refused = error
        else:
            refused = found.refused
        if refused:
            writer.set_aside(refused.set_aside(shown(seed.path), found.record, STAGE))
            partly = True
    records = writer.records - before
    writer.add_seed(seed.path, plain or _file_sha256(seeds, seed), records, STATES[bool(records), partly])


def _file_sha256(seeds: Path, seed: folder.Seed) -> str | None:
    """Hash the file as delivered."""
    try:
        with folder.open_seed(seeds, seed.path) as file:
            return digest(Stream(file))[0]
    except (Refused, OSError):
        return None  # said already: a seed that cannot be opened is set aside
