"""Walking through the records of a seed once, even if several chunks are made of it.

Only the walk belongs here. Most containers can only be read from their beginning; a large one becomes many chunks, and
beginning anew for each of them would cost the square of its size. So the walk that served the last chunk is kept, one
per process, and goes on with the next chunk. What is read does not depend on it: every record is held to its hash.
"""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.reading import containers
from pipelines.reading.leaves import Found, Leaf
from schemas.manifests import Record
from schemas.sources import Source


@dataclass(slots=True)
class _Walk:
    """A walk that was begun.

    Attributes:
        place: The seed, as it was when the walk began.
        records: What is still to come.
    """

    place: tuple[object, ...]
    records: Generator[Found]


_kept: list[_Walk] = []  # at most one


def find(seeds: Path, planned: list[Record], source: Source) -> Iterator[tuple[Record, Leaf]]:
    """Yield records of one seed in the order in which they come by.

    Args:
        seeds: The seeds folder.
        planned: Records of one seed.
        source: What is known of it.

    Yields:
        A record and its leaf, which is valid until the next one is asked for. A record that is not there any more is
        not yielded.
    """
    path = planned[0].path
    wanted = {record.record: record for record in planned}
    for walk in _walks(seeds, path, source):
        for found in walk.records:
            if isinstance(found, Leaf) and found.record in wanted:
                yield wanted.pop(found.record), found
                if not wanted:
                    _kept[:] = [walk]
                    return


def _walks(seeds: Path, path: str, source: Source) -> Iterator[_Walk]:
    """Yield the walk that is kept, if it is one through this seed, then one from the beginning."""
    place = (seeds, path, source, *_state(seeds, path))
    kept = _kept.pop() if _kept else None
    if kept is not None and kept.place == place:
        yield kept
    if kept is not None:
        kept.records.close()
    walk = _Walk(place, containers.records(seeds, path, source))
    yield walk
    walk.records.close()


def _state(seeds: Path, path: str) -> tuple[int, ...]:
    """Return what tells a file that was replaced from the one that was there."""
    try:
        state = os.stat(os.path.join(seeds, path))  # noqa: PTH116, PTH118 — many small files
    except OSError:
        return ()
    return state.st_ino, state.st_size, state.st_mtime_ns
