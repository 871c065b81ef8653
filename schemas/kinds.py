"""Which columns a kind of fact must, may and must not fill, read from `kinds.tsv`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from schemas import tsv
from schemas.vocabularies import vocabularies

PATH = Path(__file__).with_name("kinds.tsv")
REQUIRED, WITH_VALUE, ALLOWED, FORBIDDEN = "r", "v", "a", "-"


@dataclass(frozen=True, slots=True)
class Use:
    """How the kinds use one column.

    Attributes:
        required: Kinds that must fill it.
        with_value: Kinds that must fill it where there is a value.
        forbidden: Kinds that must leave it empty.
    """

    required: frozenset[str]
    with_value: frozenset[str]
    forbidden: frozenset[str]


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds, in the order of the vocabulary."""
    return tuple(vocabularies()["kind"])


@cache
def matrix() -> MappingProxyType[str, Use]:
    """Return column → its use.

    Raises:
        tsv.TableError: A cell holds no mark.
    """
    uses: dict[str, Use] = {}
    for row in tsv.rows(PATH, ("column", *kinds())):
        column = row.pop("column")
        strange = {kind: mark for kind, mark in row.items() if mark not in {REQUIRED, WITH_VALUE, ALLOWED, FORBIDDEN}}
        if strange:
            message = f"{PATH.name}: {column} has no mark r, v, a or - for {', '.join(strange)}"
            raise tsv.TableError(message)
        marked = {
            mark: frozenset(kind for kind, given in row.items() if given == mark)
            for mark in (REQUIRED, WITH_VALUE, FORBIDDEN)
        }
        uses[column] = Use(marked[REQUIRED], marked[WITH_VALUE], marked[FORBIDDEN])
    return MappingProxyType(uses)
