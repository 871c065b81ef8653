"""Releases: from the staged file to the name that readers open.

    <warehouse>/releases/<content hash>.duckdb         read-only
    <warehouse>/releases/<content hash>.json           its bytes' hash, what it was made from, when it was published
    <warehouse>/warehouse.duckdb -> releases/…         replaced in one step

A release is never written again. One that was changed, or beside which a client left a write-ahead log, is never
published again under its name: the same content gets a new one (`<hash>-2.duckdb`), because that log would be replayed
into whatever lies under the old name.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pipelines.publishing.auditing import AuditResult
from pipelines.publishing.chunk_store import Checkpoint, file_hash, no_checkpoint
from pipelines.publishing.content_hash import content_hash
from pipelines.publishing.sql_files import version
from pipelines.publishing.staging import connect

FOLDER = "releases"
NAME = "warehouse.duckdb"
KEPT = 3
READ_ONLY = 0o444


class Refused(RuntimeError):  # noqa: N818
    """A blocking audit failed: nothing is published. The message says what broke, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published warehouse.

    Attributes:
        name: File name in the folder of releases.
        content_hash: Of its rows.
        definition: Version of its tables, views and macros.
        file_sha256: Of its bytes, as they were published.
        inputs: What it was made from, in the words of whoever ran it.
        published_at: When the name last came to point at it, UTC.
    """

    name: str
    content_hash: str
    definition: str
    file_sha256: str
    inputs: str
    published_at: str

    def path(self, warehouse: Path) -> Path:
        """Return the file."""
        return warehouse / FOLDER / self.name

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read what was noted of a release; None if nothing sound was."""
        try:
            return cls(**json.loads(path.with_suffix(".json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def fault(self, warehouse: Path) -> str | None:
        """Say what happened to the file since it was published; None if nothing did."""
        path = self.path(warehouse)
        if not path.exists():
            return f"{path} is gone"
        wals = [name for name in (_wal(path), _wal(warehouse / NAME)) if name.exists()]
        if wals:
            return f"{wals[0]} lies beside it: a client opened it for writing and died"
        if file_hash(path) != self.file_sha256:
            return f"{path} was changed after it was published"
        return None


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did.

    Attributes:
        release: The release that readers now open.
        changed: Whether it is another one than before.
        repaired: What was wrong with the release that readers opened before; empty if nothing was.
    """

    release: Release
    changed: bool
    repaired: str = ""


def current(warehouse: Path) -> Release | None:
    """Return the release that readers open; None if nothing was published, or nothing is noted of it."""
    name = warehouse / NAME
    return Release.read(name.parent / name.readlink()) if name.is_symlink() else None


def last_sound(warehouse: Path) -> Path | None:
    """Return the file of the newest release that nobody touched: what the next one is compared with.

    A damaged release is never opened, not even for reading: a log beside it would be replayed.
    """
    for release in _newest(warehouse):
        if release.fault(warehouse) is None:
            return release.path(warehouse)
    return None


def unchanged(warehouse: Path, inputs: str) -> Release | None:
    """Return the release that readers open if it was made from these inputs and nobody touched it since."""
    release = current(warehouse)
    if release is None or release.inputs != inputs or release.definition != version() or release.fault(warehouse):
        return None
    return release


def publish(
    warehouse: Path,
    staged: Path,
    results: list[AuditResult],
    inputs: str = "",
    checkpoint: Checkpoint = no_checkpoint,
) -> Published:
    """Let readers see a staged warehouse that passed its audits.

    Args:
        warehouse: The folder.
        staged: The staged file; it is moved away.
        results: What its audits found.
        inputs: What it was made from: given back by `unchanged`.
        checkpoint: Called between the steps.

    Raises:
        Refused: A blocking audit failed. The staged file stays for inspection, readers see what they saw.
    """
    stopping = [result.message for result in results if result.stops]
    if stopping or not results:
        raise Refused("\n".join(stopping) or "no audit was run")
    with connect(staged) as con:
        rows = content_hash(con)
        con.execute("checkpoint")
    before = current(warehouse)
    repaired = (before.fault(warehouse) or "") if before else ""
    known = None if repaired else _sound(warehouse, rows)
    if known is None:
        known = _add(warehouse, staged, rows, inputs, checkpoint)
    else:
        staged.unlink()
    release = Release(**{**asdict(known), "inputs": inputs, "published_at": datetime.now(UTC).isoformat()})
    _note(warehouse, release)
    checkpoint("release:noted")
    _switch(warehouse, release, checkpoint)
    _prune(warehouse)
    return Published(release, changed=before is None or before.name != release.name, repaired=repaired)


def _sound(warehouse: Path, rows: str) -> Release | None:
    """Return a release with these rows and today's definition that nobody touched."""
    for note in sorted((warehouse / FOLDER).glob(f"{rows}*.json")):
        release = Release.read(note)
        if release is not None and release.definition == version() and release.fault(warehouse) is None:
            return release
    return None


def _add(warehouse: Path, staged: Path, rows: str, inputs: str, checkpoint: Checkpoint) -> Release:
    """Move a staged file among the releases, under a name that was never used."""
    folder = warehouse / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _sync(staged)
    staged.chmod(READ_ONLY)
    sha256 = file_hash(staged)
    checkpoint("release:ready")
    path, n = folder / f"{rows}.duckdb", 1
    while _taken(warehouse, path):
        n += 1
        path = folder / f"{rows}-{n}.duckdb"
    staged.rename(path)
    _sync(folder)
    checkpoint("release:moved")
    return Release(path.name, rows, version(), sha256, inputs, "")


def _taken(warehouse: Path, path: Path) -> bool:
    """Whether a name was used; a file that a crash left before it was noted was never seen by anyone, and goes."""
    seen = path.with_suffix(".json").exists() or _wal(path).exists()
    seen = seen or (warehouse / NAME).resolve() == path.resolve()
    if not seen:
        path.unlink(missing_ok=True)
    return seen


def _note(warehouse: Path, release: Release) -> None:
    """Write what is known of a release beside it, in one step."""
    note = release.path(warehouse).with_suffix(".json")
    unfinished = note.with_suffix(".next")
    unfinished.write_text(json.dumps(asdict(release), indent=1), "utf-8")
    _sync(unfinished)
    unfinished.replace(note)


def _switch(warehouse: Path, release: Release, checkpoint: Checkpoint) -> None:
    """Let the name point at a release, in one step."""
    name = warehouse / NAME
    unfinished = warehouse / f"{NAME}.next"
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(Path(FOLDER) / release.name)
    checkpoint("release:switching")
    unfinished.replace(name)
    _wal(name).unlink(missing_ok=True)  # left by a client of a release that is not published any more
    _sync(warehouse)
    checkpoint("release:switched")


def _prune(warehouse: Path) -> None:
    """Keep the last releases, remove what lies about of earlier ones."""
    keep = {release.path(warehouse).stem for release in _newest(warehouse)[:KEPT]}
    for path in (warehouse / FOLDER).iterdir():
        if path.name.split(".")[0] not in keep:
            path.unlink()


def _newest(warehouse: Path) -> list[Release]:
    """Return the releases, the one that was published last first."""
    noted = map(Release.read, (warehouse / FOLDER).glob("*.json"))
    return sorted((release for release in noted if release), key=lambda known: known.published_at, reverse=True)


def _wal(path: Path) -> Path:
    """Return where DuckDB keeps the write-ahead log of a file."""
    return path.with_name(f"{path.name}.wal")


def _sync(path: Path) -> None:
    """Make a file or a folder's entries durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
