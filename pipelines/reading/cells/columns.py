"""Which column of a row holds the text, which the headline and which the date.

Only the choice of columns belongs here: what `sources.toml` names, otherwise the first of `columns.tsv` that is there.
"""

from functools import cache
from pathlib import Path

from pipelines.reading.outcomes import Refused
from schemas.sources import Source
from schemas.tsv import rows

TABLE = Path(__file__).with_name("columns.tsv")
HINTS = ("title", "published", "publisher", "url", "id")


@cache
def usual() -> dict[str, tuple[str, ...]]:
    """Role → usual names of its column, best first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(TABLE, ("role", "column")):
        found[row["role"]] = (*found.get(row["role"], ()), row["column"])
    return found


@cache
def roles(columns: tuple[str, ...], source: Source) -> dict[str, str]:
    """Return role → column for those roles that a column was found for; `text` is always among them.

    Raises:
        Refused: No column is known to hold text.
    """
    named = {
        "text": source.text_column,
        "title": source.title_column,
        "published": source.published_column,
        "publisher": source.publisher_column,
        "id": source.id_column,
    }
    lower = {column.lower(): column for column in reversed(columns)}
    chosen: dict[str, str] = {}
    for role in ("text", *HINTS):
        name = named.get(role)
        if name is not None:
            if name in columns:
                chosen[role] = name
            continue
        found = next((lower[usual_name] for usual_name in usual()[role] if usual_name in lower), None)
        if found is not None:
            chosen[role] = found
    if "text" not in chosen:
        raise Refused("no_text_column", context="columns: " + ", ".join(columns))
    return chosen


def read_columns(chosen: dict[str, str], values: dict[str, str]) -> list[str]:
    """Return the columns whose values become lines: the headline, unless the text begins with it, then the text."""
    text, title = chosen["text"], chosen.get("title")
    if title is None or title == text or values[text].lstrip().startswith(values.get(title, "").strip()):
        return [text]
    return [title, text]
