"""The closed lists of codes, read from `vocabularies.tsv`."""

from functools import cache
from pathlib import Path
from types import MappingProxyType

from schemas import tsv

PATH = Path(__file__).with_name("vocabularies.tsv")
COLUMNS = ("vocabulary", "code", "meaning")


@cache
def vocabularies() -> MappingProxyType[str, MappingProxyType[str, str]]:
    """Return vocabulary → code → meaning.

    Raises:
        tsv.TableError: A code has no meaning or stands twice.
    """
    lists: dict[str, dict[str, str]] = {}
    for row in tsv.rows(PATH, COLUMNS):
        entries = lists.setdefault(row["vocabulary"], {})
        if not row["meaning"] or row["code"] in entries:
            message = f"{PATH.name}: {row['vocabulary']} {row['code']!r} stands twice or has no meaning"
            raise tsv.TableError(message)
        entries[row["code"]] = row["meaning"]
    return MappingProxyType({name: MappingProxyType(entries) for name, entries in lists.items()})


def codes(vocabulary: str) -> frozenset[str]:
    """Return the codes of one vocabulary; `KeyError` if there is none of that name."""
    return frozenset(vocabularies()[vocabulary])
