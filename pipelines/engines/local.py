"""One machine: in this process, or in a pool of processes.

A worker costs a second or two and 300 MB to start, so short work stays in this process.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_POOL = 5.0  # seconds of work
AHEAD = 2


def workers(seconds: float, chunks: int, available: int | None = None) -> int:
    """Return how many processes a run is worth: 1 means this one.

    Args:
        seconds: How long one process would work on it, about.
        chunks: In how many pieces they come.
        available: Processors; those of this machine unless given.
    """
    if seconds < WORTH_A_POOL:
        return 1
    return max(1, min(available or os.cpu_count() or 1, chunks))


def run(work: Callable[[Item], Result], items: Iterable[Item], processes: int = 1) -> Iterator[Result]:
    """Yield work(item) for each item, in their order.

    Args:
        work: A function of a module, so that other processes find it.
        items: What it is done to.
        processes: How many processes do it. At most two items a process are in flight, however many there are.
    """
    if processes <= 1:
        yield from map(work, items)
        return
    # spawn: a forked child would inherit the locks of threads that it does not have
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= processes * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
