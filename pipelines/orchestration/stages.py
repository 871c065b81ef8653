"""The local stages over all chunks: what each needs and makes, and how what is stored is not made again.

Pure composition, no Dagster: a stage is a function from the tables of a chunk to tables of the same chunk. A chunk's
key holds the key of the stage before and the version of the stage's code, so that a new line of the lexicon extracts
again but never reads again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import polars as pl

from pipelines import cleaning, engines, extraction, reading
from pipelines.orchestration.manifests import Manifest, Step
from pipelines.orchestration.progress import Progress
from pipelines.places import PROJECT
from pipelines.publishing import ChunkStore, code_version, stage_key
from schemas.contracts import sift
from schemas.manifests import Chunk
from schemas.sources import Sources

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PLANNING, READING, CLEANING, EXTRACTION = "planning", "reading", "cleaning", "extraction"
TABULAR = ("polars", "pyarrow")
PLAN = "plan"  # folder in the chunk store where the plan lies while it is read
PACKAGES: Mapping[str, tuple[str, ...]] = {  # whose source files decide what a stage makes
    PLANNING: ("schemas", "pipelines/reading"),
    READING: ("schemas", "pipelines/reading"),
    CLEANING: ("schemas", "pipelines/cleaning", "pipelines/grammar"),
    EXTRACTION: ("schemas", "pipelines/extraction", "pipelines/grammar"),
}
LIBRARIES: Mapping[str, tuple[str, ...]] = {  # and which libraries
    PLANNING: TABULAR,
    READING: (*TABULAR, "brotli", "charset-normalizer", "fastwarc", "zstandard"),
    CLEANING: (*TABULAR, "datasketch", "numpy"),
    EXTRACTION: (*TABULAR, "lunardate", "numba", "numpy"),
}

#: Bytes a second that one process brings through a stage, roughly: by this it is decided how many work on it.
PACE: Mapping[str, float] = {READING: 20e6, CLEANING: 20e6, EXTRACTION: 2e6}

Made = Mapping[str, pl.DataFrame]
NO_CHUNK = Chunk("", ())


@cache
def version(stage: str) -> str:
    """Return the version of a stage's code."""
    return code_version.of([PROJECT / package for package in PACKAGES[stage]], LIBRARIES[stage])


# ------------------------------------------------------------------------------------------------------- one chunk
@dataclass(frozen=True, slots=True)
class Work:
    """What a stage has to do with one chunk: all that another process needs to do it.

    Attributes:
        stage: Name of the stage.
        key: Under which its tables will be stored.
        before: Stage → key of what earlier stages made of the chunk, in the order of the flow.
        store: Folder of the chunk store.
        seeds: Folder of the seeds.
        sources: What is known of the sources.
        chunk: What to read; only reading needs it.
    """

    stage: str
    key: str
    before: Mapping[str, str]
    store: Path
    seeds: Path
    sources: Sources
    chunk: Chunk = field(default=NO_CHUNK)

    def tables(self, *names: str) -> list[pl.DataFrame]:
        """Read tables of the chunk, each as the last earlier stage left it."""
        store = ChunkStore(self.store)
        made = {stage: store.tables(stage, key) for stage, key in self.before.items()}
        return [
            store.read(stage, self.before[stage], name)
            for name in names
            for stage in [next(stage for stage in reversed(made) if name in made[stage])]
        ]


def perform(work: Work) -> None:
    """Do one piece of work and store what came of it, held to its contracts."""
    ChunkStore(work.store).write(work.stage, work.key, sift(STAGES[work.stage](work)))


def _read(work: Work) -> Made:
    return _named(reading.read(work.seeds, work.chunk, work.sources))


def _clean(work: Work) -> Made:
    documents, lines, texts, pieces, hints = work.tables("documents", "lines", "texts", "text_pieces", "hints")
    return _named(cleaning.clean(documents, lines, texts, work.sources, text_pieces=pieces, hints=hints))


def _extract(work: Work) -> Made:
    tables = work.tables("documents", "lines", "blocks", "block_map", "articles", "unit_captions")
    return _named(extraction.extract(*tables))


def _named(made: "DataclassInstance") -> Made:
    """The tables of a stage's result by their names."""
    return {table.name: getattr(made, table.name) for table in fields(made)}


STAGES: Mapping[str, Callable[[Work], Made]] = {READING: _read, CLEANING: _clean, EXTRACTION: _extract}


# ------------------------------------------------------------------------------------------------------ all chunks
@dataclass(frozen=True, slots=True)
class Flow:
    """The stages over one folder of seeds and one chunk store.

    Attributes:
        seeds: Folder of the seeds.
        store: Where what a stage made of a chunk is kept.
        progress: Told (step, done, total) after every chunk.
    """

    seeds: Path
    store: ChunkStore
    progress: Progress

    def read(self) -> Manifest:
        """Plan the seeds and read every chunk.

        Raises:
            SeedsError: The seeds cannot be listed.
            SourcesError: `sources.toml` cannot be understood.
        """
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        started = monotonic()
        sources = Sources.load(self.seeds)
        self.progress(PLANNING, 0, 1)
        place = self.store.root / PLAN
        place.mkdir(parents=True, exist_ok=True)
        for left in place.iterdir():  # by a run that was killed
            left.unlink()
        plan = reading.plan(self.seeds, sources, place=place)
        keys = self._keep_plan(plan)
        self.progress(PLANNING, 1, 1)
        planned = Step(PLANNING, keys, len(keys), monotonic() - started)
        manifest = Manifest(now.isoformat(), plan.bytes, (planned,))
        code = version(READING)
        works = [
            Work(READING, stage_key(chunk.chunk_id, code), {}, self.store.root, self.seeds, sources, chunk)
            for chunk in plan.chunks
        ]
        return self._through(READING, works, manifest)

    def unmatched(self, manifest: Manifest) -> list[str]:
        """Return the patterns of `sources.toml` that match no seed of the plan."""
        planned = (self.store.read(PLANNING, key, "seeds") for key in manifest.keys[PLANNING])
        paths = [path for seeds in planned for path in seeds.filter(pl.col("state") != "settings")["path"]]
        return Sources.load(self.seeds).unmatched(paths)

    def follow(self, stage: str, manifest: Manifest) -> Manifest:
        """Bring every chunk through the stage after those of the manifest."""
        sources, code = Sources.load(self.seeds), version(stage)
        made = {name: keys for name, keys in manifest.keys.items() if name != PLANNING}
        works = [
            Work(
                stage,
                stage_key(keys[-1], code),
                dict(zip(made, keys, strict=True)),
                self.store.root,
                self.seeds,
                sources,
            )
            for keys in zip(*made.values(), strict=True)
        ]
        return self._through(stage, works, manifest)

    def _through(self, stage: str, works: list[Work], manifest: Manifest) -> Manifest:
        """Do what the store does not hold yet."""
        started = monotonic()
        missing = [work for work in works if not self.store.has(stage, work.key)]
        found = len(works) - len(missing)
        self.progress(stage, found, len(works))
        seconds = manifest.bytes * len(missing) / max(len(works), 1) / PACE[stage]
        processes = engines.workers(seconds, len(missing))
        for done, _ in enumerate(engines.run(perform, missing, processes), found + 1):
            self.progress(stage, done, len(works))
        return manifest.and_then(Step(stage, tuple(work.key for work in works), len(missing), monotonic() - started))

    def _keep_plan(self, plan: reading.Plan) -> tuple[str, ...]:
        """Store what planning found out beside the chunks, part by part; returns the keys."""
        return tuple(self._keep(part) for part in plan.parts())

    def _keep(self, part: Made) -> str:
        key = sha256("".join(frame.write_json() for frame in part.values()).encode()).hexdigest()
        if not self.store.has(PLANNING, key):
            self.store.write(PLANNING, key, sift(part))
        return key
