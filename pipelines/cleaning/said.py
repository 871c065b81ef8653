"""What a record says of itself outside its text, as far as cleaning believes it: a title, dates, a publisher.

Only the order of belief belongs here; reading has gathered the hints.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

import polars as pl

from pipelines.cleaning import datelines
from pipelines.cleaning.publication import Candidate
from pipelines.grammar.folding import fold

# What a hint's date counts as. Of several of one kind the first in this order is taken.
DATES = {
    "field:published": "record",
    "json-ld:datePublished": "json_ld",
    "meta:article:published_time": "meta",
    "meta:og:published_time": "meta",
    "meta:og:release_date": "meta",
    "meta:og:time": "meta",
    "meta:pubdate": "meta",
    "meta:publishdate": "meta",
    "meta:publish_date": "meta",
    "meta:publish-date": "meta",
    "meta:publication_date": "meta",
    "meta:datepublished": "meta",
    "meta:firstpublishedtime": "meta",
    "meta:apub:time": "meta",
    "meta:weibo:article:create_at": "meta",
    "meta:dc.date.issued": "meta",
    "meta:dc.date": "meta",
    "meta:date": "meta",
    "meta:dateupdate": "meta",
    "time": "time_element",
    "field:url": "url",
    "link:canonical": "url",
    "meta:og:url": "url",
    "warc:uri": "url",
}
TITLES = ("field:title", "json-ld:headline", "title", "meta:og:title")
PUBLISHER, TIME = "field:publisher", "time"


@dataclass(slots=True)
class Said:
    """What one record says of itself.

    Attributes:
        title: Its title, folded and in lower case; empty where it says nothing.
        column_title: The title that a column of its own gives, as given, or None.
        publisher: Its publisher, or None.
        dates: Dates that may be its date of publication, at most one of each kind of source.
    """

    title: str = ""
    column_title: str | None = None
    publisher: str | None = None
    dates: list[Candidate] = field(default_factory=list)


def gather(hints: pl.DataFrame) -> dict[int, Said]:
    """Return what each document says of itself, by its number in the chunk (the column doc).

    Of several hints from one source the first counts; but a page whose time elements name several days dates other
    things with them too, and none is believed.
    """
    by_doc: dict[int, dict[str, tuple[str, int | None, int | None]]] = defaultdict(dict)
    days: dict[int, set[date]] = defaultdict(set)
    for doc, source, value, line_no, char_start in hints.select(
        "doc", "source", "value", "line_no", "char_start"
    ).iter_rows():
        by_doc[doc].setdefault(source, (value, line_no, char_start))
        if source == TIME and (printed := _whole(value)):
            days[doc].add(printed.at.date())
    for doc, named in days.items():
        if len(named) > 1:
            del by_doc[doc][TIME]
    return {doc: _said(values) for doc, values in by_doc.items()}


def _said(values: dict[str, tuple[str, int | None, int | None]]) -> Said:
    title = next((values[name][0] for name in TITLES if values.get(name, ("",))[0].strip()), "")
    publisher = values.get(PUBLISHER, ("", None, None))[0].strip()
    column = values.get(TITLES[0], ("", None, None))[0].strip()
    said = Said(fold(title.strip()).lower(), column or None, publisher or None)
    taken: set[str] = set()
    for name, source in DATES.items():
        if name not in values or source in taken:
            continue
        candidate = _date(source, *values[name])
        if candidate:
            said.dates.append(candidate)
            taken.add(source)
    return said


@lru_cache(maxsize=1 << 16)
def _whole(value: str) -> datelines.Printed | None:
    """Return the first whole date of a value; the same few dates stand in very many records."""
    return datelines.whole(fold(value).lower())


def _date(source: str, value: str, line_no: int | None, char_start: int | None) -> Candidate | None:
    """Return the date that a hint's value holds, with its place where the value is printed in the lines."""
    if source == "url":
        day = datelines.in_name(value)
        return Candidate(datetime.combine(day, time()), source) if day else None
    printed = _whole(value)
    if printed is None:
        return None
    if line_no is None or char_start is None:
        return Candidate(printed.at, source)
    offsets = (*printed.span, *printed.year_span)
    return Candidate(printed.at, source, line_no, *(char_start + offset for offset in offsets))
