"""Every row of `tests/specs/dates` is read and resolved as it says.

Form of a row: published (the date line), text, surface (the mention; empty where the text holds none), kind, start and
end (of the half-open interval, empty where it cannot be told or has no such end), grain, note (TW where the text
is Taiwanese, or a word for the reader). Of a span of time the columns start, end and grain hold the value, the unit
and the qualifier. Rows with the same text belong together and name all its dates and spans of time in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.grammar import lexicon
from pipelines.grammar.records import mentions

SPECS = Path(__file__).parents[2] / "specs" / "dates"
KINDS = ("date", "date_range", "time", "duration")
#: Put around a text, so that it is prose; not around those of these files.
ALONE = ("everything", "remarks")
BEFORE, AFTER = "据悉，", "。"


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what is expected of it."""

    place: str
    published: datetime
    jurisdiction: str
    text: str
    whole: bool
    expected: tuple[tuple[str, ...], ...]


def cases() -> Iterator[Case]:
    for path in sorted(SPECS.glob("*.tsv")):
        rows = lexicon.read(path.stem, SPECS)
        together = groupby(rows, key=lambda row: (row["published"], row["text"], "TW" if row["note"] == "TW" else "CN"))
        for number, ((published, text, jurisdiction), group) in enumerate(together):
            held = [row for row in group if row["surface"]]
            expected = tuple(tuple(row[c] for c in ("surface", "kind", "start", "end", "grain")) for row in held)
            place, day = f"{path.stem}-{number}-{text}", datetime.fromisoformat(published)
            yield Case(place, day, jurisdiction, text, path.stem in ALONE, expected)


CASES = tuple(cases())


@pytest.fixture(scope="module")
def answers() -> list[list[dict[str, Any]]]:
    """The dates and spans of all texts, read together."""
    table = pl.DataFrame(
        {
            "text": [case.text if case.whole else BEFORE + case.text + AFTER for case in CASES],
            "published": [case.published for case in CASES],
            "jurisdiction": [case.jurisdiction for case in CASES],
        }
    )
    found: list[list[dict[str, Any]]] = [[] for _ in CASES]
    for row in mentions(table).iter_rows(named=True):
        if row["kind"] in KINDS:
            found[row["row"]].append(row)
    return found


def moment(at: datetime | None) -> str:
    """A moment as the specs write it: the day, with the time where it is not midnight."""
    if at is None:
        return ""
    text = at.isoformat()
    return text.removesuffix("T00:00:00" if text.endswith("T00:00:00") else ":00")


def described(row: dict[str, Any], case: Case) -> tuple[str, ...]:
    """A mention in the columns of a spec."""
    shift = 0 if case.whole else len(BEFORE)
    surface = case.text[row["start"] - shift : row["end"] - shift]
    if row["kind"] == "duration":
        value = "" if row["value"] is None else format(Decimal(row["value"]).normalize(), "f")
        return surface, "duration", value, row["unit"], row["qualifier"]
    return surface, row["kind"], moment(row["date_start"]), moment(row["date_end"]), row["grain"] or ""


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.place for case in CASES])
def test_a_date_is_read_and_resolved_as_its_spec_says(number: int, answers: list[list[dict[str, Any]]]):
    case = CASES[number]
    assert tuple(described(row, case) for row in answers[number]) == case.expected


def test_the_specs_are_many():
    assert len(CASES) >= 400
