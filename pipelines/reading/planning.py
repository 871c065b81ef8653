"""The plan of a run: every record hashed, numbered and put into a chunk; everything else set aside with its reason.

Only identity belongs here. Nothing is decoded: whether a record is text shows when it is read.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipelines.reading import chunking, containers, folder
from pipelines.reading.leaves import Leaf
from pipelines.reading.limits import DEFAULT, Limits
from pipelines.reading.outcomes import Refused, SetAside
from pipelines.reading.paths import shown
from pipelines.reading.streams import BLOCK, Stream, digest
from schemas.manifests import Chunk, Record
from schemas.sources import Sources
from schemas.tables import SCHEMAS

STAGE = "planning"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    Attributes:
        chunks: The units of work, in path order.
        set_aside: Table `set_aside`: what is refused before it is read.
        seeds: Table `seeds`: every file, and the first chunk that holds a record of it.
    """

    chunks: tuple[Chunk, ...]
    set_aside: pl.DataFrame
    seeds: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Survey:
    """What was found in one seed."""

    path: str
    sha256: str | None
    records: list[Record]
    set_aside: list[SetAside]


def plan(seeds: Path, sources: Sources, limits: Limits = DEFAULT) -> Plan:
    """Look at every seed and plan the run.

    Args:
        seeds: The seeds folder.
        sources: What is known of the sources: part of a chunk's id.
        limits: Bounds for what a seed may unpack to.

    Raises:
        SeedsError: The folder, or a folder in it, cannot be listed.
    """
    surveys = [_survey(seeds, seed, sources, limits) for seed in folder.listing(seeds)]
    chunks = tuple(chunking.chunk(run, sources) for run in chunking.cut(_numbered(surveys)))
    first_chunk: dict[str, str] = {}
    for chunk in chunks:
        for record in chunk.records:
            first_chunk.setdefault(record.path, chunk.chunk_id)
    rows = [_seed_row(survey, first_chunk.get(survey.path)) for survey in surveys]
    rows += [(name, None, None, "settings") for name in folder.settings(seeds)]
    aside = [row for survey in surveys for row in survey.set_aside]
    return Plan(
        chunks,
        pl.DataFrame(aside, schema=SCHEMAS["set_aside"], orient="row"),
        pl.DataFrame(rows, schema=SCHEMAS["seeds"], orient="row"),
    )


def _numbered(surveys: list[_Survey]) -> Iterator[Record]:
    """Give equal records their numbers: 0 for the first in path order, 1 … for further ones."""
    seen = Counter[str]()
    for survey in surveys:
        for record in survey.records:
            yield replace(record, n=seen[record.sha256]) if record.sha256 in seen else record
            seen[record.sha256] += 1


def _survey(seeds: Path, seed: folder.Seed, sources: Sources, limits: Limits) -> _Survey:
    """Hash the records of one seed."""
    if seed.refused:
        return _Survey(seed.path, None, [], [seed.refused.set_aside(shown(seed.path), "", STAGE)])
    if seed.bytes <= BLOCK and (whole := containers.alone(seeds, seed.path, seed.bytes)):
        digested = sha256(whole[1]).hexdigest()
        return _Survey(seed.path, digested, [Record(seed.path, "", digested, 0, seed.bytes)], [])
    records: list[Record] = []
    aside: dict[str, SetAside] = {}  # the first reason counts where a record has several
    for found in containers.records(seeds, seed.path, sources.of(seed.path), limits):
        refused: Refused | None = None
        if isinstance(found, Leaf):
            try:
                digested, size = digest(found.stream)
                records.append(Record(seed.path, found.record, digested, 0, size))
            except Refused as error:
                refused = error
        else:
            refused = found.refused
        if refused:
            aside.setdefault(found.record, refused.set_aside(shown(seed.path), found.record, STAGE))
    return _Survey(seed.path, _file_sha256(seeds, seed, records), records, list(aside.values()))


def _file_sha256(seeds: Path, seed: folder.Seed, records: list[Record]) -> str | None:
    """Hash the file as delivered; a file that is one plain document was hashed already."""
    if len(records) == 1 and not records[0].record and records[0].bytes == seed.bytes:
        return records[0].sha256
    try:
        with folder.open_seed(seeds, seed.path) as file:
            return digest(Stream(file))[0]
    except (Refused, OSError):
        return None  # said already: a seed that cannot be opened is set aside


def _seed_row(survey: _Survey, chunk_id: str | None) -> tuple[str, str | None, str | None, str]:
    """Say what became of a seed, as far as the plan knows."""
    state = {(True, False): "read", (True, True): "partly", (False, True): "set_aside", (False, False): "empty"}
    return (shown(survey.path), survey.sha256, chunk_id, state[bool(survey.records), bool(survey.set_aside)])
