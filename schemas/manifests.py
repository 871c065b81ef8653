"""Records and chunks: what the planner found, and the units of work it made of it.

Only identity belongs here: no file is opened, no text is read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

DOC_ID_DIGITS = 32


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
