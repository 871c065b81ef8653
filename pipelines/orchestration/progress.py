"""How a long step tells how far it is, whoever listens: the command line draws a bar, a run of the UI writes a log."""

from typing import Protocol

import dagster as dg


class Progress(Protocol):
    """Told of every chunk that is done."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that `done` of `total` parts of a step are finished; `done` is 0 when it begins."""


class LogProgress:
    """Writes to Dagster's log, at most ten lines a step."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """See Progress."""
        if done in (0, total) or done * 10 // total != (done - 1) * 10 // total:
            dg.get_dagster_logger("suyuan").info("%s: %s of %s", step, done, total)
