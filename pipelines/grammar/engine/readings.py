"""What the grammar says of a phrase: readings (mentions with their meaning) and refusals (numerals that are no fact).

Belongs here: the two records that all productions return, nothing else. Offsets are code points inside the phrase,
end exclusive.
"""

from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter

from pipelines.grammar.calendar.moments import Moment

#: The unit of a bare 元, 块, 角: the currency of the publication, known only where the text stands.
LOCAL_CURRENCY = "¤"


@dataclass(slots=True)  # not frozen: the many fields of a frozen one cost more than reading it; nothing changes one
class Reading:
    """One mention: its span, its kind, what it says, and the production that read it."""

    start: int
    end: int
    kind: str
    rule: str
    number: Decimal | None = None
    scale: Decimal | None = None
    scale_text: str | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    ratio_num: Decimal | None = None
    ratio_den: Decimal | None = None
    precision: int | None = None
    unit_text: str | None = None
    unit: str | None = None
    per: str | None = None
    qualifier: str = "exact"
    ext_start: int | None = None
    ext_end: int | None = None
    moment: Moment | None = None

    def but(self, **changes: object) -> "Reading":
        """The same reading with other fields."""
        new = Reading(*_fields(self))
        for name, value in changes.items():  # as dataclasses.replace does, in a fifth of its time
            setattr(new, name, value)
        return new


_fields = attrgetter(*(field.name for field in fields(Reading)))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Numeral characters that are no fact, with the reason and the production that says so."""

    start: int
    end: int
    reason: str
    rule: str
