"""A record as it is found in its container, before its bytes are read as text.

Only the hand-over between containers and the two who walk them belongs here: the planner takes a leaf's bytes to
hash them, the reader to read them. A leaf is only valid until the next one is asked for.
"""

from dataclasses import dataclass, field

from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.packing import Budget
from pipelines.reading.containers.streams import Stream
from pipelines.reading.decoding.encodings import Decision
from pipelines.reading.outcomes import Refused
from pipelines.reading.paths import STEP
from schemas.sources import Source


@dataclass(frozen=True, slots=True)
class Leaf:
    """One record.

    Attributes:
        record: The steps to it, as in `documents.record`.
        form: What it is.
        stream: Its bytes.
        base: Where they begin in the bytes that offsets count in; None if they have no place (Parquet).
        decision: The encoding, where it was decided for the container as a whole.
        declared: The encoding that its transport declares.
        columns: Header of the CSV file it is a row of.
        delimiter: What separates the cells of that row.
        values: Column → text, for a row of Parquet.
        hints: What its transport says of it: (source, value).
    """

    record: str
    form: Format
    stream: Stream
    base: int | None = 0
    decision: Decision | None = None
    declared: str | None = None
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    values: dict[str, str] = field(default_factory=dict)
    hints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A record, or the rest of a container, that is refused."""

    record: str
    refused: Refused


Found = Leaf | Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a seed a container stands.

    Attributes:
        name: File name, without the suffixes of what was unpacked.
        record: The steps to it.
        source: What `sources.toml` says of the seed.
        budget: What the seed may still unpack to.
        depth: Packings and archives around it.
    """

    name: str
    record: str
    source: Source
    budget: Budget
    depth: int = 0

    def step(self, name: str) -> str:
        """Return the steps to a record in this container."""
        return f"{self.record}{STEP}{name}" if self.record else name

    def inside(self, name: str, record: str) -> "Place":
        """Return the place of what is packed in this one.

        Raises:
            Refused: Too many packings inside one another.
        """
        if self.depth >= self.budget.limits.depth:
            raise Refused("bomb_depth", context=f"more than {self.budget.limits.depth}")
        return Place(name, record, self.source, self.budget, self.depth + 1)
