"""Records and chunks: what the planner found, and the units of work it made of it.

Only identity belongs here: no file is opened, no text is read.
"""

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

DOC_ID_DIGITS = 32
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Record:
    """One record of one seed: what a document is made of.

    Attributes:
        path: Relative to the seeds folder, `/` between its parts, undecodable bytes as surrogate escapes.
        record: Empty for a file that is one document; otherwise where it lies in it: `12` (a line of JSONL),
            `inner/name.txt` (a member of an archive).
        sha256: Of the record's bytes, in hex.
        n: 0 for the first place in path order that holds these bytes, 1 … for further ones.
        bytes: Length of the record in bytes.
    """

    path: str
    record: str
    sha256: str
    n: int
    bytes: int

    @property
    def doc_id(self) -> str:
        """The document's id: it depends on the bytes and on n, never on the path."""
        return sha256(f"{self.sha256}:{self.n}".encode()).hexdigest()[:DOC_ID_DIGITS]


@dataclass(slots=True)
class Records(Collection[Record]):
    """Many records, column by column: a delivery may have millions, and an object each would take thrice the memory.

    Attributes:
        paths, steps, numbers, sizes: Their `path`, `record`, `n` and `bytes`.
        digests: Their SHA-256, one after another.
    """

    paths: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    digests: bytearray = field(default_factory=bytearray)
    numbers: "array[int]" = field(default_factory=lambda: array("Q"))
    sizes: "array[int]" = field(default_factory=lambda: array("Q"))

    @classmethod
    def of(cls, records: Collection[Record]) -> "Records":
        """Take records as they are."""
        taken = cls()
        for record in records:
            taken.append(record)
        return taken

    def append(self, record: Record) -> None:
        """Take one record more."""
        self.paths.append(record.path)
        self.steps.append(record.record)
        self.digests += bytes.fromhex(record.sha256)
        self.numbers.append(record.n)
        self.sizes.append(record.bytes)

    def __iter__(self) -> Iterator[Record]:
        """Yield them in order."""
        digests = self.digests.hex()
        digits = 2 * DIGEST_BYTES
        places = range(0, len(digests), digits)
        columns = zip(self.paths, self.steps, places, self.numbers, self.sizes, strict=True)
        for path, step, place, number, size in columns:
            yield Record(path, step, digests[place : place + digits], number, size)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.paths)

    def __contains__(self, record: object) -> bool:
        """Tell whether a record is among them."""
        return any(record == other for other in self)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole documents in path order: the unit of work, caching and retry.

    Attributes:
        chunk_id: Hash over its records, their entries in `sources.toml`, and the code that reads them.
        records: In path order.
    """

    chunk_id: str
    records: Collection[Record]

    @property
    def bytes(self) -> int:
        """Length of all its records in bytes."""
        return sum(record.bytes for record in self.records)
