"""The plan's rows, in a file: a delivery may have more records than memory has room for.

Only keeping and finding rows belongs here: what becomes of a seed is decided in `planning`, where a chunk ends in
`chunking`. SQLite numbers and finds the rows within a fixed memory, however many there are.
"""

import os
import sqlite3
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.reading.outcomes import SetAside
from pipelines.reading.paths import original, shown
from schemas.manifests import Chunk, Record
from schemas.tables import SCHEMAS

TOGETHER = 1 << 12  # rows that are written at once
# Rows are numbered from 0, without gaps. `first` is the first of a seed's or chunk's records.
TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
create table records (nth integer primary key, seed, record, sha256, bytes);
create table repeats (nth integer primary key, n);
create table chunks (first integer primary key, chunk);
create table seeds (nth integer primary key, path, sha256, records, first, state);
create table set_aside (
    nth integer primary key, seed, record, stage, reason, byte_offset, context, unique (seed, record)
);
"""
NUMBERED = """
insert into repeats
select * from (select nth, row_number() over (partition by sha256 order by nth) - 1 as n from records) where n > 0
"""
RECORDS = """
select seed, record, sha256, coalesce(n, 0), bytes from records left join repeats using (nth)
where nth >= ? and nth < ? order by nth
"""
# The first reason counts where a record has several. SQLite numbers these rows, from 1.
ASIDE = "insert or ignore into set_aside values (null, ?, ?, ?, ?, ?, ?)"
SHOWN = {
    "seeds": """
        select path, sha256, (select chunk from chunks where first <= seeds.first order by first desc limit 1), state
        from seeds where nth >= ? and nth < ? order by nth
    """,
    "set_aside": """
        select seed, record, stage, reason, byte_offset, context from set_aside
        where nth > ? and nth <= ? order by nth
    """,
}


class PlanFile:
    """A file of rows; whoever holds it may read it, in other processes too.

    Attributes:
        path: Where it lies.
    """

    def __init__(self, path: Path) -> None:
        """Name a file that is there."""
        self.path = path

    @classmethod
    def temporary(cls, place: Path | None) -> "PlanFile":
        """Make a new file in a folder; it goes with the last who holds it in this process."""
        descriptor, name = tempfile.mkstemp(".sqlite", "plan-", place)
        os.close(descriptor)
        file = cls(Path(name).resolve())
        weakref.finalize(file, file.path.unlink, missing_ok=True)
        return file

    def __reduce__(self) -> tuple[type["PlanFile"], tuple[Path]]:
        """Go to another process without taking the file along."""
        return PlanFile, (self.path,)

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a query without holding them."""
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as connection:
            yield from connection.execute(query, values)

    def records(self, first: int = 0, last: int = 1 << 62) -> Iterator[Record]:
        """Yield records by their numbers, in path order."""
        for seed, record, sha256, n, size in self.rows(RECORDS, first, last):
            yield Record(original(seed), record, sha256, n, size)

    def table(self, name: str, first: int = 0, last: int = 1 << 62) -> pl.DataFrame:
        """Return rows of the table planned, seeds or set_aside, by their numbers."""
        if name == "planned":
            planned = ((record.doc_id, shown(record.path), record.record) for record in self.records(first, last))
            return pl.DataFrame(planned, schema=SCHEMAS[name], orient="row")
        return pl.DataFrame(self.rows(SHOWN[name], first, last), schema=SCHEMAS[name], orient="row")


@dataclass(frozen=True, slots=True)
class Records(Collection[Record]):
    """Some records of a plan, one after another: they stay in the file until they are asked for.

    Attributes:
        file: Where they lie.
        first, count: Number of the first of them, and how many they are.
    """

    file: PlanFile
    first: int
    count: int

    def __iter__(self) -> Iterator[Record]:
        """Yield them in order."""
        return self.file.records(self.first, self.first + self.count)

    def __len__(self) -> int:
        """Return how many there are."""
        return self.count

    def __contains__(self, record: object) -> bool:
        """Tell whether a record is among them."""
        return any(record == other for other in self)


class PlanWriter:
    """Writes a plan's rows as they are found.

    Attributes:
        records: How many there are so far.
        bytes: Their length.
    """

    def __init__(self, file: PlanFile) -> None:
        """Begin with nothing."""
        self.records = 0
        self.bytes = 0
        self._seeds = 0
        self._records_waiting: list[tuple[object, ...]] = []
        self._seeds_waiting: list[tuple[object, ...]] = []
        self._connection = sqlite3.connect(file.path, isolation_level=None)
        self._connection.executescript(TABLES)
        self._connection.execute("begin")

    def add(self, path: str, record: str, sha256: str, size: int) -> None:
        """Take a record."""
        self._records_waiting.append((self.records, shown(path), record, sha256, size))
        self.records += 1
        self.bytes += size
        if len(self._records_waiting) >= TOGETHER:
            self._write()

    def set_aside(self, row: SetAside) -> None:
        """Take what is refused."""
        self._connection.execute(ASIDE, astuple(row))

    def add_seed(self, path: str, sha256: str | None, records: int, state: str) -> None:
        """Take a seed, after its records."""
        first = self.records - records if records else None
        self._seeds_waiting.append((self._seeds, shown(path), sha256, records, first, state))
        self._seeds += 1
        if len(self._seeds_waiting) >= TOGETHER:
            self._write()

    def number(self) -> None:
        """Number the records, once all are taken; from then on they can be read."""
        self._write()
        self._connection.execute(NUMBERED)
        self._connection.execute("commit")

    def add_chunks(self, chunks: Iterable[Chunk]) -> None:
        """Take the chunks, in path order."""
        first = 0
        for chunk in chunks:
            self._connection.execute("insert into chunks values (?, ?)", (first, chunk.chunk_id))
            first += len(chunk.records)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _write(self) -> None:
        self._connection.executemany("insert into records values (?, ?, ?, ?, ?)", self._records_waiting)
        self._connection.executemany("insert into seeds values (?, ?, ?, ?, ?, ?)", self._seeds_waiting)
        self._records_waiting.clear()
        self._seeds_waiting.clear()
