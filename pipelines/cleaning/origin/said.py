"""What a record says of itself outside its text, as far as cleaning believes it: a title, dates, a publisher.

Only the order of belief belongs here; reading has gathered the hints.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

import polars as pl

from pipelines.cleaning import vocabulary
from pipelines.cleaning.origin import datelines
from pipelines.cleaning.origin.publication import Candidate
from pipelines.grammar.vocabulary.folding import fold

COLUMN_TITLE, PUBLISHER, TIME, TITLE, URL = "field:title", "field:publisher", "time", "title", "url"
PLACE = ("line_no", "char_start", "char_end", "year_start", "year_end")
HEADS = {"doc": pl.Int64(), **dict.fromkeys(("title", "column_title", "publisher"), pl.String())}
DATED = {"doc": pl.Int64(), "kind": pl.String(), "at": pl.Datetime("us"), **dict.fromkeys(PLACE, pl.Int64())}
PRINTED = {
    "value": pl.String(),
    "at": pl.Datetime("us"),
    **dict.fromkeys(("from", "to", "year_from", "year_to"), pl.Int64()),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the records of a chunk say of themselves.

    Attributes:
        heads: Columns of HEADS: the title is folded and in lower case; that of a column of its own stands as given;
            null where nothing is said.
        dates: Columns of DATED: dates that may be the date of publication, at most one of each kind of source, the
            surest first.
    """

    heads: pl.DataFrame
    dates: pl.DataFrame

    def known(self) -> pl.DataFrame:
        """Return doc, known_title, known_at, and disagree: whether a document says several dates."""
        dates = self.dates.group_by("doc").agg(known_at=pl.col("at").first(), disagree=pl.col("at").n_unique() > 1)
        return self.heads.select("doc", known_title="title").join(dates, on="doc", how="left")

    def titles(self, docs: pl.Series) -> dict[int, str]:
        """Return the titles that some documents give."""
        titles = self.heads.select("doc", "title").drop_nulls().filter(pl.col("doc").is_in(docs.implode()))
        return dict(titles.iter_rows())

    def candidates(self, docs: pl.Series) -> dict[int, list[Candidate]]:
        """Return the dates of some documents."""
        found: defaultdict[int, list[Candidate]] = defaultdict(list)
        dates = self.dates.select("doc", "at", "kind", *PLACE).filter(pl.col("doc").is_in(docs.implode()))
        for doc, *date in dates.iter_rows():
            found[doc].append(Candidate(*date))
        return found


def gather(hints: pl.DataFrame) -> Told:
    """Return what documents say of themselves; the column doc is their number in the chunk.

    Of several hints from one source the first counts; but a page whose time elements name several days dates other
    things with them too, and none is believed.
    """
    if hints.is_empty():
        return Told(pl.DataFrame(schema=HEADS), pl.DataFrame(schema=DATED))
    known, source = vocabulary.hints(), pl.col("source")
    first = (
        hints.unique(["doc", "source"], keep="first", maintain_order=True)
        .join(known, on="source", how="left", maintain_order="left")
        .sort("doc", "rank")
    )
    words = first.with_columns(pl.col("value").str.strip_chars()).filter(pl.col("value") != "")
    titles = words.filter(pl.col("says") == TITLE).unique("doc", keep="first", maintain_order=True)
    heads = hints.select("doc").unique()
    for name, rows in (
        ("title", titles.with_columns(value=_folded(titles["value"]))),
        ("column_title", words.filter(source == COLUMN_TITLE)),
        ("publisher", words.filter(source == PUBLISHER)),
    ):
        heads = heads.join(rows.select("doc", pl.col("value").alias(name)), on="doc", how="left")
    times = hints.filter(source == TIME)
    days = times.join(_printed(times["value"]), on="value").group_by("doc").agg(pl.col("at").dt.date().n_unique())
    several = days.filter(pl.col("at") > 1)["doc"]
    return Told(heads, _dates(first.filter((source != TIME) | ~pl.col("doc").is_in(several.implode()))))


def _folded(values: pl.Series) -> pl.Series:
    """Fold texts, all in one call, and write them in lower case."""
    folded = fold("".join(values))
    ends = values.str.len_chars().cum_sum()
    spans = zip(ends.shift(1, fill_value=0), ends, strict=True)
    return pl.Series([folded[start:end].lower() for start, end in spans], dtype=pl.String)


def _dates(ranked: pl.DataFrame) -> pl.DataFrame:
    """Return the dates that hints hold, with their places where they are printed in the lines."""
    dated = ranked.filter(pl.col("says") != TITLE).rename({"says": "kind"})
    printed = pl.col("kind") != URL
    named = dated.filter(~printed)
    found = pl.concat(
        [
            dated.filter(printed).join(_printed(dated.filter(printed)["value"]), on="value"),
            named.join(_named(named["value"]), on="value"),
        ]
    ).sort("doc", "rank")
    placed = pl.when(
        pl.col("line_no").is_not_null() & pl.col("char_start").is_not_null() & pl.col("from").is_not_null()
    )
    begins = pl.col("char_start")
    return found.unique(["doc", "kind"], keep="first", maintain_order=True).select(
        "doc",
        "kind",
        "at",
        line_no=placed.then("line_no"),
        char_start=placed.then(begins + pl.col("from")),
        char_end=placed.then(begins + pl.col("to")),
        year_start=placed.then(begins + pl.col("year_from")),
        year_end=placed.then(begins + pl.col("year_to")),
    )


def _printed(values: pl.Series) -> pl.DataFrame:
    """Return the first whole date of each value that holds one; the same few stand in very many records."""
    found = ((value, _whole(value)) for value in values.unique())
    rows = [(value, date.at, *date.span, *date.year_span) for value, date in found if date]
    return pl.DataFrame(rows, schema=PRINTED, orient="row")


def _named(addresses: pl.Series) -> pl.DataFrame:
    """Return the date that each address holds, if it holds one; it is printed nowhere."""
    found = ((address, datelines.in_name(address)) for address in addresses.unique())
    rows = [(address, datetime.combine(day, time()), None, None, None, None) for address, day in found if day]
    return pl.DataFrame(rows, schema=PRINTED, orient="row")


@lru_cache(maxsize=1 << 16)
def _whole(value: str) -> datelines.Printed | None:
    """Return the first whole date of a value; the same few dates stand in very many records."""
    return datelines.whole(fold(value).lower())
