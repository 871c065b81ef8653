"""From manifests to what readers see: stage, audit, publish; and the same audits once more over what is published.

Pure composition, no Dagster. What the audits found is kept beside the release, so that a run that changes nothing can
still say what holds.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import polars as pl

from pipelines import extraction, publishing
from pipelines.cleaning import duplicates
from pipelines.orchestration import stages
from pipelines.orchestration.delivery import Delivery
from pipelines.orchestration.manifests import Manifest
from pipelines.orchestration.progress import Progress
from pipelines.places import PROJECT
from pipelines.publishing import AuditResult, ChunkStore, Release, code_version
from pipelines.publishing.auditing import accepted
from pipelines.publishing.sql_files import version
from pipelines.reports.verdicts import FAILED, IDLE, PASSED
from schemas.tables import SCHEMAS

STAGING, AUDITING = "staging", "audits"
DECIDING = [PROJECT / "pipelines" / "publishing", PROJECT / "warehouse" / "sql"]  # what decides what is published


class NothingPublishedError(LookupError):
    """There is no release to audit again; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the audits of a family found.

    Attributes:
        family: The family.
        passed: Whether every rule holds.
        stops: Whether a broken one forbids publication.
        messages: What each rule says.
        columns: Columns of the offending rows.
        rows: The first offending rows, the rule in front.
        compared: Whether there was something to compare with, where the rules compare.
    """

    family: str
    passed: bool
    stops: bool
    messages: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    compared: bool = True

    @property
    def outcome(self) -> str:
        """The word for it that a person reads."""
        return FAILED if not self.passed else PASSED if self.compared else IDLE

    @classmethod
    def of(cls, family: str, results: Sequence[AuditResult]) -> Self:
        """Sum up the results of a family."""
        broken = [result for result in results if not result.passed]
        frames = [result.rows.select(pl.lit(result.rule.code).alias("rule"), pl.all()) for result in broken]
        offending = pl.concat(frames, how="diagonal").fill_null("") if frames else pl.DataFrame()
        return cls(
            family,
            not broken,
            any(result.stops for result in results),
            tuple(result.message for result in results),
            tuple(offending.columns),
            tuple(offending.rows()),
            any(result.compared for result in results),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a publication ended.

    Attributes:
        state: published, unchanged or refused; valid, or refused, where a published one was audited again.
        verdicts: What the audits found, by family.
        message: Why it was refused, or what was wrong with the release before; empty where nothing was.
        release: The release that readers open now; None where there is none.
    """

    state: str
    verdicts: tuple[Verdict, ...]
    message: str = ""
    release: Release | None = None


def publish(manifest: Manifest, seeds: Path, warehouse: Path, accept: Iterable[str], progress: Progress) -> Outcome:
    """Stage what the manifest lists, audit it, publish it if it passes, and forget chunks that no stage needs any more.

    The caller holds the lock of the warehouse.
    """
    store, staged = ChunkStore(warehouse / "chunks"), publishing.staged_path(warehouse)
    inputs = _inputs(manifest, store)
    release = publishing.unchanged(warehouse, inputs)
    known = _read_verdicts(release, warehouse) if release else None
    if release and known:
        return Outcome("unchanged", known, release=release)
    progress(STAGING, 0, 1)
    extra = {"runs": _runs(manifest, store), "near_duplicates": _near_duplicates(manifest, store)}
    publishing.stage(staged, store, manifest.keys, extra)
    progress(STAGING, 1, 1)
    before = publishing.current(warehouse)
    context = publishing.Context(
        planned=[store.path(stages.PLANNING, key, "planned") for key in manifest.keys[stages.PLANNING]],
        deliver=Delivery(seeds),
        reread=extraction.reread,
        last=publishing.last_sound(warehouse),
        accept=accepted(accept),
    )
    progress(AUDITING, 0, 1)
    with publishing.connect(staged) as connection:
        results = publishing.audit(connection, context)
    progress(AUDITING, 1, 1)
    verdicts = _verdicts(results)
    try:
        published = publishing.publish(warehouse, staged, results, inputs)
    except publishing.Refused as refused:
        return Outcome("refused", verdicts, str(refused), before)
    _write_verdicts(published.release, warehouse, verdicts)
    store.forget({stage: set(keys) for stage, keys in manifest.keys.items()})
    return Outcome("published", verdicts, published.repaired, published.release)


def validate(seeds: Path, warehouse: Path) -> Outcome:
    """Audit the published release again, contracts included.

    Raises:
        NothingPublishedError: Nothing is published.
    """
    release = publishing.current(warehouse)
    if release is None:
        raise NothingPublishedError(
            f"nothing is published at {warehouse / publishing.NAME} yet: `suyuan run` publishes it"
        )
    fault = release.fault(warehouse)
    if fault:
        return Outcome("refused", (), f"{fault}: `suyuan run` publishes it again", release)
    if release.definition != version():
        message = "the release has the tables and views of another version of the code: `suyuan run` publishes it anew"
        return Outcome("refused", (), message, release)
    with publishing.connect(release.path(warehouse), read_only=True) as connection:
        results = publishing.audit(connection, publishing.Context(deliver=Delivery(seeds), reread=extraction.reread))
    stopping = [result.message for result in results if result.stops]
    return Outcome("refused" if stopping else "valid", _verdicts(results), "\n".join(stopping), release)


# ----------------------------------------------------------------------------------------------------------- verdicts
def _verdicts(results: Iterable[AuditResult]) -> tuple[Verdict, ...]:
    return tuple(Verdict.of(family, found) for family, found in publishing.by_family(results).items())


def _verdicts_path(release: Release, warehouse: Path) -> Path:
    return release.path(warehouse).with_suffix(".checks.json")


def _write_verdicts(release: Release, warehouse: Path, verdicts: Sequence[Verdict]) -> None:
    content = json.dumps([asdict(verdict) for verdict in verdicts], ensure_ascii=False, indent=1)
    path = _verdicts_path(release, warehouse)
    unfinished = path.with_suffix(".next")
    unfinished.write_text(content, "utf-8")
    unfinished.replace(path)


def _read_verdicts(release: Release, warehouse: Path) -> tuple[Verdict, ...] | None:
    """What the audits found when the release was published; None if that is not known: then they run again."""
    try:
        return tuple(map(_verdict, json.loads(_verdicts_path(release, warehouse).read_text("utf-8"))))
    except (OSError, ValueError, TypeError, KeyError):  # a crash left none, or half of it
        return None


def _verdict(content: dict[str, Any]) -> Verdict:
    rows = tuple(tuple(row) for row in content.pop("rows"))
    return Verdict(
        **{**content, "messages": tuple(content["messages"]), "columns": tuple(content["columns"])}, rows=rows
    )


# --------------------------------------------------------------------------------------------------- inputs and runs
def _inputs(manifest: Manifest, store: ChunkStore) -> str:
    """What a release is made from: what the chunks and the plan hold, and the code that stages and audits them.

    Keys alone would not tell that somebody changed a chunk and its manifest: then the audits have to look again.
    """
    digest = sha256(code_version.of(DECIDING, ("duckdb",)).encode())
    for stage, keys in manifest.keys.items():
        digest.update(f"{stage}:{','.join(store.content(stage, key) for key in keys)}\n".encode())
    return digest.hexdigest()


def _near_duplicates(manifest: Manifest, store: ChunkStore) -> pl.DataFrame:
    """Articles told more than once, over all chunks: no stage that sees one document can know."""

    def chunks() -> Iterator[duplicates.Told]:
        for key in manifest.keys[stages.CLEANING]:
            yield store.read(stages.CLEANING, key, "documents"), store.read(stages.CLEANING, key, "blocks")

    return duplicates.near_duplicates(chunks)


def _runs(manifest: Manifest, store: ChunkStore) -> pl.DataFrame:
    """What each stage did, as rows of the table runs."""
    run_id = uuid4().hex
    rows = [
        (
            run_id,
            datetime.fromisoformat(manifest.begun),
            step.stage,
            stages.version(step.stage),
            sum(sum(store.tables(step.stage, key).values()) for key in step.keys),
            len(step.keys),
            step.worked_on,
            Decimal(str(round(step.seconds, 3))),
        )
        for step in manifest.steps
    ]
    return pl.DataFrame(rows, schema=SCHEMAS["runs"], orient="row")
