"""The local stages over all chunks: what each needs and makes, and how what is stored is not made again.

Pure composition, no Dagster: a stage is a function from the tables of a chunk to tables of the same chunk. A chunk's
key holds the key of the stage before and the version of the stage's code, so that a new line of the lexicon extracts
again but never reads again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic

import polars as pl

from pipelines import cleaning, extraction, reading
from pipelines.orchestration.manifests import Manifest, Step
from pipelines.places import PROJECT
from pipelines.publishing import code_version
from pipelines.publishing.chunk_store import ChunkStore, stage_key
from schemas.contracts import sift
from schemas.manifests import Chunk
from schemas.sources import Sources

PLANNING, READING, CLEANING, EXTRACTION = "planning", "reading", "cleaning", "extraction"
TABULAR = ("polars", "pyarrow")
PACKAGES: Mapping[str, tuple[str, ...]] = {  # whose source files decide what a stage makes
    READING: ("schemas", "pipelines/reading"),
    CLEANING: ("schemas", "pipelines/cleaning", "pipelines/grammar"),
    EXTRACTION: ("schemas", "pipelines/extraction", "pipelines/grammar"),
}
LIBRARIES: Mapping[str, tuple[str, ...]] = {  # and which libraries
    READING: (*TABULAR, "charset-normalizer", "fastwarc", "tree-sitter", "tree-sitter-html", "zstandard"),
    CLEANING: (*TABULAR, "opencc"),
    EXTRACTION: (*TABULAR, "lunardate"),
}

Progress = Callable[[str, int, int], None]
Made = Mapping[str, pl.DataFrame]


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
    chunk: Chunk | None = None

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
    return _named(cleaning.clean(*work.tables("documents", "lines", "texts", "text_pieces", "hints"), work.sources))


def _extract(work: Work) -> Made:
    tables = work.tables("documents", "lines", "blocks", "block_map", "articles", "unit_captions")
    return _named(extraction.extract(*tables))


def _named(made: object) -> Made:
    """The tables of a stage's result by their names."""
    return {field.name: getattr(made, field.name) for field in fields(made)}


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
        begun = monotonic()
        sources = Sources.load(self.seeds)
        self.progress(PLANNING, 0, 1)
        plan = reading.plan(self.seeds, sources)
        planned = self._keep_plan(plan)
        self.progress(PLANNING, 1, 1)
        step = Step(PLANNING, (planned,), 1, monotonic() - begun)
        works = [
            Work(READING, stage_key(chunk.chunk_id, version(READING)), {}, self.store.root, self.seeds, sources, chunk)
            for chunk in plan.chunks
        ]
        return Manifest((step, self._perform(READING, works)))

    def follow(self, stage: str, manifest: Manifest) -> Manifest:
        """Bring every chunk through the stage after those of the manifest."""
        sources = Sources.load(self.seeds)
        local = [step for step in manifest.steps if step.stage != PLANNING]
        works = [
            Work(
                stage,
                stage_key(keys[-1], version(stage)),
                dict(zip([step.stage for step in local], keys, strict=True)),
                self.store.root,
                self.seeds,
                sources,
            )
            for keys in zip(*(step.keys for step in local), strict=True)
        ]
        return Manifest((*manifest.steps, self._perform(stage, works)))

    def _perform(self, stage: str, works: list[Work]) -> Step:
        """Do what the store does not hold yet."""
        begun = monotonic()
        missing = [work for work in works if not self.store.has(stage, work.key)]
        found = len(works) - len(missing)
        self.progress(stage, found, len(works))
        for number, work in enumerate(missing, found + 1):
            perform(work)
            self.progress(stage, number, len(works))
        return Step(stage, tuple(work.key for work in works), len(missing), monotonic() - begun)

    def _keep_plan(self, plan: reading.Plan) -> str:
        """Store what planning found out beside the chunks; returns its key."""
        digest = sha256("\n".join(chunk.chunk_id for chunk in plan.chunks).encode())
        for frame in (plan.set_aside, plan.seeds):
            digest.update(frame.write_json().encode())
        key = digest.hexdigest()
        if not self.store.has(PLANNING, key):
            self.store.write(PLANNING, key, sift({"set_aside": plan.set_aside, "seeds": plan.seeds}))
        return key
