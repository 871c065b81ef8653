"""The plan of a run: every record hashed, numbered and put into a chunk; everything else set aside with its reason.

Only identity belongs here. Nothing is decoded: whether a record is text shows when it is read.
"""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.reading import chunking, containers, folder
from pipelines.reading.leaves import Leaf
from pipelines.reading.limits import DEFAULT, Limits
from pipelines.reading.outcomes import Refused, SetAside
from pipelines.reading.paths import shown
from pipelines.reading.streams import BLOCK, Stream, digest
from schemas.manifests import DIGEST_BYTES, Chunk, Record, Records
from schemas.sources import Sources
from schemas.tables import SCHEMAS

STAGE = "planning"
TOGETHER = 1 << 14
ROW = {"path": pl.String(), "sha256": pl.String(), "records": pl.UInt32(), "state": pl.String()}
# What became of a seed, by whether it has records, and whether any was set aside.
STATES = {(True, False): "read", (True, True): "partly", (False, True): "set_aside", (False, False): "empty"}


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
    records: Collection[Record]
    set_aside: list[SetAside]


class _Surveyed:
    """The rows of the table `seeds`, put together some thousands at a time: as columns they take little."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rows: list[tuple[str, str | None, int, str]] = []
        self._done: list[pl.DataFrame] = []

    def add(self, survey: _Survey) -> None:
        """Say what became of a seed, as far as the plan knows."""
        state = STATES[bool(survey.records), bool(survey.set_aside)]
        self._rows.append((shown(survey.path), survey.sha256, len(survey.records), state))
        if len(self._rows) >= TOGETHER:
            self._lay_out()

    def table(self, chunks: Sequence[Chunk]) -> pl.DataFrame:
        """Return the table, with each seed the chunk that holds its first record."""
        self._lay_out()
        seeds = pl.concat(self._done)
        ends = pl.Series([len(chunk.records) for chunk in chunks], dtype=pl.UInt32).cum_sum()
        ids = pl.Series([chunk.chunk_id for chunk in chunks], dtype=pl.String)
        count = seeds["records"]
        place = ends.search_sorted(count.cum_sum() - count, side="right")
        held = ids.gather(pl.select(pl.when(count > 0).then(place)).to_series())
        return seeds.select("path", "sha256", held.alias("chunk"), "state")

    def _lay_out(self) -> None:
        self._done.append(pl.DataFrame(self._rows, schema=ROW, orient="row"))
        self._rows.clear()


def plan(seeds: Path, sources: Sources, limits: Limits = DEFAULT) -> Plan:
    """Look at every seed and plan the run.

    Args:
        seeds: The seeds folder.
        sources: What is known of the sources: part of a chunk's id.
        limits: Bounds for what a seed may unpack to.

    Raises:
        SeedsError: The folder, or a folder in it, cannot be listed.
    """
    found, surveyed, aside = Records(), _Surveyed(), []
    for seed in folder.listing(seeds):
        survey = _survey(seeds, seed, sources, limits)
        surveyed.add(survey)
        aside += survey.set_aside
        for record in survey.records:
            found.append(record)
    found.numbers = _numbers(found.digests)
    chunks = tuple(chunking.chunk(run, sources) for run in chunking.cut(found))
    settings = [(name, None, None, "settings") for name in folder.settings(seeds)]
    table = [surveyed.table(chunks), pl.DataFrame(settings, schema=SCHEMAS["seeds"], orient="row")]
    return Plan(chunks, pl.DataFrame(aside, schema=SCHEMAS["set_aside"], orient="row"), pl.concat(table))


def _numbers(digests: bytes | bytearray) -> "array[int]":
    """Number records with the same digest: 0 for the first in path order, 1 … for further ones."""
    words = np.frombuffer(bytes(digests), "<u8").reshape(-1, DIGEST_BYTES // 8)
    order = np.lexsort(words.T)  # keeps the order of equal ones
    first = np.ones(len(words), bool)
    first[1:] = (words[order[1:]] != words[order[:-1]]).any(axis=1)
    place = np.arange(len(words))
    numbers = np.zeros(len(words), np.uint64)
    numbers[order] = place - np.maximum.accumulate(np.where(first, place, 0))
    return array("Q", numbers.tobytes())


def _survey(seeds: Path, seed: folder.Seed, sources: Sources, limits: Limits) -> _Survey:
    """Hash the records of one seed."""
    if seed.refused:
        return _Survey(seed.path, None, [], [seed.refused.set_aside(shown(seed.path), "", STAGE)])
    if seed.bytes <= BLOCK and (whole := containers.alone(seeds, seed.path, seed.bytes)):
        digested = sha256(whole[1]).hexdigest()
        return _Survey(seed.path, digested, [Record(seed.path, "", digested, 0, seed.bytes)], [])
    records = Records()
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


def _file_sha256(seeds: Path, seed: folder.Seed, records: Collection[Record]) -> str | None:
    """Hash the file as delivered; a file that is one plain document was hashed already."""
    if len(records) == 1 and not (only := next(iter(records))).record and only.bytes == seed.bytes:
        return only.sha256
    try:
        with folder.open_seed(seeds, seed.path) as file:
            return digest(Stream(file))[0]
    except (Refused, OSError):
        return None  # said already: a seed that cannot be opened is set aside
