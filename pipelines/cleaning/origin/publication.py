"""When a page was published: which of its dates is believed, and what to say when they disagree.

Only the choice belongs here. Sources come in a fixed order, the surest first; a date inside the story is never among
them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

import polars as pl

from schemas import tables

# The order of belief.
ORDER = ("sources.toml", "record", "json_ld", "meta", "time_element", "page_line", "dateline", "speech", "url", "name")
RULE = "P01"
# A page may be put on line days after the agency's dateline, a speech weeks after it was given; other sources name the
# same day or the one beside it.
DAYS_APART = {"dateline": 7, "speech": 60}
USUAL_DAYS_APART = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the date of publication.

    Attributes:
        at: The date, local time.
        source: Who says so: a member of ORDER.
        line_no: Line on which it is printed, or None.
        char_start: First code point of it in the line.
        char_end: Code point after the last.
        year_start: First code point of its year.
        year_end: Code point after the year.
    """

    at: datetime
    source: str
    line_no: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    year_start: int | None = None
    year_end: int | None = None


def by_name(day: date) -> Candidate:
    """Make a candidate of the date in the name of a file or record."""
    return Candidate(datetime.combine(day, time()), "name")


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the surest date.

    Where a less sure source names the same day with a clock time and the surer one has none, the clock time is taken
    with it: it is printed, and nothing contradicts it.
    """
    ordered = sorted(candidates, key=lambda candidate: ORDER.index(candidate.source))
    if not ordered:
        return None
    first = ordered[0]
    same_day = [
        other for other in ordered[1:] if other.at.date() == first.at.date() and other.at.time() > first.at.time()
    ]
    if first.at.hour == first.at.minute == first.at.second == 0 and same_day:
        return same_day[0]
    # The same moment printed on the page leads to a line; the source file's setting does not.
    return next((other for other in ordered if other.at == first.at and other.line_no is not None), first)


def disagreements(doc_id: str, chosen: Candidate, candidates: Sequence[Candidate]) -> list[dict[str, str]]:
    """Return a finding for each source that names another day than the one believed."""
    rows = []
    for other in sorted(candidates, key=lambda candidate: ORDER.index(candidate.source)):
        apart = abs((other.at.date() - chosen.at.date()).days)
        if apart <= max(DAYS_APART.get(source, USUAL_DAYS_APART) for source in (other.source, chosen.source)):
            continue
        about = f"{RULE}:{doc_id}:{chosen.source}:{other.source}:{other.at}"
        rows.append(
            {
                "finding_id": sha256(about.encode()).hexdigest()[:32],
                "rule": RULE,
                "severity": "info" if other.source in {"dateline", "speech", "name"} else "warning",
                "doc_id": doc_id,
                "expected": f"{chosen.at.date()} ({chosen.source})",
                "actual": f"{other.at.date()} ({other.source})",
                "message": f"published {chosen.at.date()} by {chosen.source}, {other.at.date()} by {other.source}",
            }
        )
    return rows


def findings(rows: Sequence[dict[str, str]]) -> pl.DataFrame:
    """Return the rows as a findings table."""
    known = tables.SCHEMAS["findings"]
    columns = {name: dtype for name, dtype in known.items() if rows and name in rows[0]}
    frame = pl.DataFrame(list(rows), schema=columns) if rows else tables.empty("findings")
    return tables.conform("findings", frame).unique("finding_id", keep="first", maintain_order=True)
