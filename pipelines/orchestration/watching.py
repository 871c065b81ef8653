"""When a change of the seeds folder is worth a run: pure decisions over listings, no Dagster.

A delivery takes time, so a listing has to stand still between two looks before its bytes are hashed. The cursor keeps
a counter beside the hash: a folder that goes back to an earlier state gets a new run key and is built again.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Self

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the last look left behind.

    Attributes:
        seen: Fingerprint of the listing at the last look.
        settled: Fingerprint of the listing whose bytes were hashed last.
        content: Hash of those bytes.
        counter: How many different contents in a row were asked to be built.
    """

    seen: str = ""
    settled: str = ""
    content: str = ""
    counter: int = 0

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """Read the text of an earlier look; None before the first one."""
        return cls(**json.loads(text)) if text else cls()

    def __str__(self) -> str:
        """The text that Dagster keeps."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do after a look: `run_key` names the run to ask for; without one, `reason` says why not."""

    cursor: Cursor
    run_key: str | None = None
    reason: str = ""


def decide(cursor: Cursor, fingerprint: str, content: Callable[[], str]) -> Decision:
    """Decide whether the folder has to be built; `content` hashes its bytes and is called only when they may differ."""
    if fingerprint != cursor.seen:
        return Decision(replace(cursor, seen=fingerprint), reason="seeds changed since the last look: waiting")
    if fingerprint == cursor.settled:
        return Decision(cursor, reason="seeds did not change")
    found = content()
    cursor = replace(cursor, settled=fingerprint)
    if found == cursor.content:
        return Decision(cursor, reason="only names' times changed, no bytes")
    cursor = replace(cursor, content=found, counter=cursor.counter + 1)
    return Decision(cursor, run_key=f"{cursor.content}:{cursor.counter}")


# --------------------------------------------------------------------------------------------------------- the folder
def fingerprint(seeds: Path) -> str:
    """Hash names, sizes and times of everything below the folder.

    Raises:
        OSError: The folder, or one below it, cannot be listed: that is never an empty folder.
    """
    digest = sha256()
    for path, status in _entries(seeds):
        digest.update(
            f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_mode}\n".encode("utf-8", "surrogateescape")
        )
    return digest.hexdigest()


def content_hash(seeds: Path) -> str:
    """Hash names and bytes of every regular file below the folder, in path order.

    Raises:
        OSError: A folder cannot be listed. A file that cannot be read counts by its name alone: reading sets it aside.
    """
    digest = sha256()
    for path, status in _entries(seeds):
        digest.update(path.encode("utf-8", "surrogateescape") + b"\0")
        if stat.S_ISREG(status.st_mode):
            digest.update(_bytes_hash(seeds / path))
    return digest.hexdigest()


def _entries(folder: Path, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder in path order, links not followed."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        yield prefix + entry.name, entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), f"{prefix}{entry.name}/")


def _bytes_hash(path: Path) -> bytes:
    digest = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except PermissionError:
        return b"unreadable"
    return digest.digest()
