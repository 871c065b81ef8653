"""The progress of a run: one bar a step in a terminal, plain lines where nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

Tell = Callable[[str, int, int], None]
TENTHS = 10  # so many lines a step at most


@contextmanager
def bars(console: Console) -> Iterator[Tell]:
    """Yield a function that is told (step, done, total) and shows how far each step is."""
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description:<16}"), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console) as drawn:

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = drawn.add_task(step, total=total)
            drawn.update(tasks[step], completed=done, total=total)

        yield tell


def _lines(console: Console) -> Tell:
    """Write a line for every tenth of a step, with the seconds since the run began."""
    begun = monotonic()

    def tell(step: str, done: int, total: int) -> None:
        if done and done * TENTHS // total != (done - 1) * TENTHS // total:
            console.print(f"{step:<12} {done:,} of {total:,}  {monotonic() - begun:,.1f} s", highlight=False)

    return tell
