"""What a text knows of its own time, while one of its dates is being resolved.

Belongs here: the date line, the date before, the jurisdiction, and the note of what was taken from them. Does not
belong here: what is done with them (`beginnings`, `unwritten`).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipelines.grammar.calendar.periods import CLOCK, Period
from pipelines.grammar.calendar.steps import UnresolvedError

_MONTH = timedelta(days=31)


@dataclass(slots=True)
class Clues:
    """The date line (`published`), the date before in the same block (`previous`), and what was taken from the two.

    `remark` is true where someone speaks (see `remarks`): he looks ahead rather than back.
    """

    published: datetime | None
    previous: Period | None
    jurisdiction: str
    remark: bool = False
    inherited: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The date line.

        Raises:
            UnresolvedError: There is none.
        """
        if self.published is None:
            raise UnresolvedError("no_dateline")
        return self.published

    def take(self, *attributes: str) -> None:
        """Note what was inherited, as `year<published`."""
        self.inherited.extend(attributes)


def is_day(period: Period) -> bool:
    """Whether a period is a written day, a few days, or a time of day; not 今年以来."""
    return period.grain in ("day", *CLOCK) and period.end - period.start <= _MONTH
