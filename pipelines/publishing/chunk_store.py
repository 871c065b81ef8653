"""The chunk store: what each stage made of each chunk, as Parquet, keyed by what it was made from.

    <root>/<stage>/<key>/<table>.parquet
    <root>/<stage>/<key>/manifest.json      rows and hash of each table; written last

An entry exists if its manifest does and every file is what the manifest says. It is written beside its place and
moved there in one step, so that a crash leaves either nothing or everything. A key says what an entry is made from,
never when.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import polars as pl

from schemas.tables import SCHEMAS

MANIFEST = "manifest.json"
BLOCK = 1 << 20

Checkpoint = Callable[[str], None]


def no_checkpoint(_name: str) -> None:
    """Pass a point at which a test may let the process die."""


class DamagedChunk(ValueError):  # noqa: N818
    """A file of the store is not what its manifest says."""


def stage_key(before: str, code_version: str) -> str:
    """Return the key of a stage: what it reads, and the code that reads it."""
    return sha256(f"{before}:{code_version}".encode()).hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


class ChunkStore:
    """Parquet files by stage, key and table."""

    def __init__(self, root: Path, checkpoint: Checkpoint = no_checkpoint) -> None:
        """Open the store in a folder, which need not exist yet."""
        self.root = root
        self._checkpoint = checkpoint
        self._sound: set[tuple[str, str]] = set()

    def folder(self, stage: str, key: str) -> Path:
        """Return where an entry lies."""
        return self.root / stage / key

    def has(self, stage: str, key: str) -> bool:
        """Whether a sound entry is there; one that was damaged counts as missing, and will be made again."""
        if (stage, key) in self._sound:
            return True
        folder = self.folder(stage, key)
        try:
            tables = self._manifest(stage, key)
            sound = all(file_hash(folder / f"{name}.parquet") == entry["sha256"] for name, entry in tables.items())
        except (OSError, ValueError, KeyError, TypeError):
            return False
        if sound:
            self._sound.add((stage, key))
        return sound

    def tables(self, stage: str, key: str) -> dict[str, int]:
        """Return the tables of an entry with their numbers of rows."""
        return {name: int(entry["rows"]) for name, entry in self._manifest(stage, key).items()}

    def content(self, stage: str, key: str) -> str:
        """Return a hash over what an entry holds: it changes when a chunk is changed, even if its key does not."""
        return file_hash(self.folder(stage, key) / MANIFEST)

    def path(self, stage: str, key: str, table: str) -> Path:
        """Return the Parquet file of a table, checked against the manifest.

        Raises:
            DamagedChunk: Its bytes are not those that were written.
            KeyError: The entry holds no such table.
        """
        path = self.folder(stage, key) / f"{table}.parquet"
        if (stage, key) not in self._sound and file_hash(path) != self._manifest(stage, key)[table]["sha256"]:
            raise DamagedChunk(f"{path} was changed after it was written: delete its folder and run again")
        return path

    def read(self, stage: str, key: str, table: str) -> pl.DataFrame:
        """Return a table; one that the entry does not hold is empty.

        Raises:
            DamagedChunk: Its bytes are not those that were written.
        """
        if table not in self._manifest(stage, key):
            return pl.DataFrame(schema=SCHEMAS[table])
        return pl.read_parquet(self.path(stage, key, table))

    def write(self, stage: str, key: str, tables: Mapping[str, pl.DataFrame]) -> None:
        """Write the tables of an entry, all or nothing; an entry of that key is replaced."""
        folder = self.folder(stage, key)
        unfinished = folder.with_name(f"{key}.next")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        manifest = {}
        for name, frame in sorted(tables.items()):
            path = unfinished / f"{name}.parquet"
            frame.select(list(SCHEMAS[name])).write_parquet(path, compression="zstd", compression_level=3)
            manifest[name] = {"rows": frame.height, "sha256": file_hash(path)}
            self._checkpoint(f"chunk:{stage}:{name}")
        (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        self._checkpoint(f"chunk:{stage}:manifest")
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
        self._sound.discard((stage, key))

    def forget(self, keep: Mapping[str, set[str]]) -> int:
        """Delete the entries that no stage needs any more; returns how many."""
        gone = 0
        for stage, keys in keep.items():
            for folder in (self.root / stage).glob("*"):
                if folder.name not in keys:
                    shutil.rmtree(folder)
                    gone += 1
        return gone

    def _manifest(self, stage: str, key: str) -> dict[str, dict[str, str | int]]:
        content: dict[str, dict[str, str | int]] = json.loads((self.folder(stage, key) / MANIFEST).read_text("utf-8"))
        return content
