"""The garbage collector, at rest while one chunk is worked on.

A chunk makes many small records, and hardly any of them holds a cycle: looking for cycles among them takes up to a
fifth of the time. What cycles there are goes when the chunk is done.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Rest the garbage collector; also a decorator. Inside another one, nothing changes."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
