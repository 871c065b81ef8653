"""One run at a time over a warehouse.

The lock is the operating system's: it falls with the process that holds it, however that one dies.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NAME = ".lock"


class Locked(RuntimeError):  # noqa: N818
    """Another run works on this warehouse; the message names it."""


class Unusable(RuntimeError):  # noqa: N818
    """The folder of the warehouse cannot be written to; the message says why."""


@contextmanager
def lock(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for this run.

    Raises:
        Locked: Another run holds it.
        Unusable: The folder cannot be made, or nothing can be written there.
    """
    path = warehouse / NAME
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        opened = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise Unusable(
            f"no warehouse can be written at {warehouse} ({error.strerror}): name another folder with --warehouse"
        ) from None
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(f"{warehouse} is held by {_holder(path)}: wait until it ends, or stop it") from None
        file.truncate(0)
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        file.write(json.dumps(holder))
        file.flush()
        yield
        file.truncate(0)


def _holder(path: Path) -> str:
    """Describe who holds the lock."""
    try:
        holder = json.loads(path.read_text("utf-8"))
        return f"process {holder['pid']} on {holder['host']}, since {holder['since']}"
    except (ValueError, KeyError):
        return "another process that has just begun"
