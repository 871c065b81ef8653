"""How a long step tells how far it is, whoever listens: a bar in the terminal, lines in Dagster's log."""

from typing import Protocol


class Progress(Protocol):
    """Told of every part of a step that is done."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Say that `done` of `total` parts are finished; `done` is 0 when the step begins."""
