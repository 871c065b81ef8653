"""Walking through the records of a seed once, even if several chunks are made of it.

Only the walk belongs here. Most containers can only be read from their beginning; a large one becomes many chunks, and
beginning anew for each of them would cost the square of its size. So the walk that served the last chunk is kept, one
per process, and goes on with the next chunk. What is read does not depend on it: every record is held to its hash.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

from pipelines.reading.containers import opening
from pipelines.reading.containers.leaves import Found, Leaf
from schemas.manifests import Record
from schemas.sources import Source

Place = tuple[object, ...]  # the seeds folder, the seed, what is known of it, and what tells the file from another

_kept: dict[Place, Generator[Found]] = {}  # at most one


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
        for found in walk:
            if isinstance(found, Leaf) and found.record in wanted:
                yield wanted.pop(found.record), found
                if not wanted:
                    if found.record:  # otherwise the file is one document, and the walk is at its end
                        _kept[_place(seeds, path, source)] = walk
                    return


def _walks(seeds: Path, path: str, source: Source) -> Iterator[Generator[Found]]:
    """Yield the walk that is kept, if it is one through this seed, then one from the beginning."""
    if _kept:
        place, kept = _kept.popitem()
        if place and place == _place(seeds, path, source):
            yield kept
        kept.close()
    yield opening.records(seeds, path, source)


def _place(seeds: Path, path: str, source: Source) -> Place:
    """Return what tells a walk through one file from a walk through another, or through what replaced it."""
    try:
        state = os.stat(os.path.join(seeds, path))  # noqa: PTH116, PTH118 — a path may hold undecodable bytes
    except OSError:
        return ()
    return seeds, path, source, state.st_ino, state.st_size, state.st_mtime_ns
