"""Ids that are derived from content, so that the same input gives the same ids on every machine."""

from collections.abc import Iterable
from hashlib import sha256


def fact_id(doc_id: str, first_line: int, first_start: int, last_line: int, last_end: int) -> str:
    """Return the id of the fact that stands in this place of this document.

    Args:
        doc_id: The document.
        first_line: Line number of the fact's first piece.
        first_start: Its `char_start`.
        last_line: Line number of the fact's last piece (the first one, where there is only one).
        last_end: Its `char_end`.

    Returns:
        A UUID as text. The kind is no part of it: a fact that is read differently keeps its id.
    """
    place = f"{doc_id}:{first_line}:{first_start}:{last_line}:{last_end}"
    h = sha256(place.encode()).hexdigest()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:32]}"  # a UUID object for each would take twice as long


def fact_ids(
    doc_ids: Iterable[str],
    first_lines: Iterable[int],
    first_starts: Iterable[int],
    last_lines: Iterable[int],
    last_ends: Iterable[int],
) -> list[str]:
    """Return `fact_id` of each row of five equally long columns."""
    rows = zip(doc_ids, first_lines, first_starts, last_lines, last_ends, strict=True)
    return [fact_id(*row) for row in rows]
