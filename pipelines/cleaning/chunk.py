"""The pages of a chunk, decided one by one over columns that were measured all together.

Only the walk belongs here: what one page is, is decided in `page`; what the tables are, in `cleaner`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import polars as pl

from pipelines.cleaning.decisions import HEADS, ROLES, Decisions, by_number
from pipelines.cleaning.layout import placing, unit_captions
from pipelines.cleaning.layout.placing import Piece
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import publication
from pipelines.cleaning.origin.publication import Candidate
from pipelines.cleaning.origin.said import Told
from pipelines.cleaning.pages import page
from pipelines.cleaning.pages.page import Article, Page
from pipelines.cleaning.pages.roles import repeats
from schemas.sources import Sources

NOWHERE = (None, None, None)
PLACE = ("line_no", "char_start", "char_end", "byte_start", "byte_end", "how")


@dataclass(frozen=True, slots=True)
class Columns:
    """The measured units of pages as lists, blank ones left out: a page is a slice of them."""

    at: list[int]
    unit: list[int]
    first_line: list[int]
    lead: list[int]
    kind: list[str]
    weight: list[float]
    size: list[int]
    head: list[str]
    tag: list[str | None]
    tail: list[str]
    grid: list[int | None]
    row: list[int | None]
    cell: list[int | None]
    text: pl.Series

    @classmethod
    def of(cls, measured: pl.DataFrame) -> "Columns":
        """Take the columns out of the measured units; whole texts are hardly ever looked at and stay where they are."""
        lists = {name: measured[name].to_list() for name in cls.__slots__ if name != "text"}
        return cls(**lists, text=measured["text"])

    def of_page(self, span: range) -> "Columns":
        """Return the units of one page."""
        return Columns(*(getattr(self, name)[span.start : span.stop] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page from outside its text.

    Attributes:
        dates: Dates that may be its date of publication.
        title: What it says its title is.
    """

    dates: list[Candidate]
    title: str


def decide(
    documents: pl.DataFrame, measured: pl.DataFrame, places: pl.DataFrame, told: Told, sources: Sources
) -> Decisions:
    """Decide pages one by one.

    Args:
        documents: The pages to decide: doc, doc_id, seed, published_at and name_date.
        measured: Their measured units, in order, with the position `at` in the chunk.
        places: Where their units stand, if they are not one whole line.
        told: What they say of themselves outside their text.
        sources: What `sources.toml` says.
    """
    blank = measured["kind"] == kinds.BLANK
    filled = measured.filter(~blank)
    columns = Columns.of(filled)
    pieces = Pieces(places)
    spans = _spans(filled["doc"])
    named = Named()
    heads: list[tuple[object, ...]] = []
    articles: list[tuple[object, ...]] = []
    captions: list[tuple[object, ...]] = []
    findings: list[dict[str, str]] = []
    titles, dates = told.titles(documents["doc"]), told.candidates(documents["doc"])
    rows = documents.select("doc", "doc_id", "seed", "published_at", "name_date").iter_rows()
    for doc, doc_id, seed, published_at, name_date in rows:
        known = Known(_dates(seed, published_at, name_date, dates.get(doc, []), sources), titles.get(doc, ""))
        one = _Walk(columns.of_page(spans.get(doc, range(0))), partial(pieces.of, doc))
        read = one.read(known)
        one.name(read, named)
        heads.append((doc, *one.head(read)))
        articles += ((doc, *_article(article)) for article in read.articles)
        captions += ((doc, *given) for given in one.unit_captions())
        if read.published:
            findings += publication.disagreements(doc_id, read.published, read.candidates)
    return Decisions(
        pl.concat([named.frame(filled["at"]), _blanks(measured["at"].filter(blank))]).sort("at"),
        pl.DataFrame(heads, schema=HEADS, orient="row"),
        pl.DataFrame(articles, schema=by_number("articles"), orient="row"),
        publication.findings(findings),
        pl.DataFrame(captions, schema=by_number("unit_captions"), orient="row"),
    )


@dataclass(slots=True)
class Named:
    """Roles of units, column by column: there are too many for rows."""

    articles: list[int | None] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, articles: list[int | None], roles: list[str], reasons: list[str]) -> None:
        """Add the units of one page."""
        self.articles += articles
        self.roles += roles
        self.reasons += reasons

    def frame(self, at: pl.Series) -> pl.DataFrame:
        """Return the columns of ROLES; `at` holds the positions of the units that were added."""
        columns = (at, self.articles, self.roles, self.reasons)
        return pl.DataFrame(dict(zip(ROLES, columns, strict=True)), schema=ROLES)


class Pieces:
    """The pieces of all units that are not one whole line; only those of a unit that prints a date are ever read."""

    def __init__(self, places: pl.DataFrame) -> None:
        """Index the rows of MAP by document and unit."""
        units = places.with_row_index("nth").group_by("doc", "unit").agg(pl.col("nth").min(), pl.len())
        self._places = places.select("block_start", "block_end", *PLACE)
        self._spans = {(doc, unit): (nth, length) for doc, unit, nth, length in units.iter_rows()}

    def of(self, doc: int, unit: int) -> list[Piece]:
        """Return the pieces of a unit in order; none for one whole line."""
        if (doc, unit) not in self._spans:
            return []
        nth, length = self._spans[doc, unit]
        return [Piece(*piece) for piece in self._places.slice(nth, length).iter_rows()]


class _Walk:
    """One page: its units that are not blank."""

    def __init__(self, columns: Columns, pieces: Callable[[int], list[Piece]]) -> None:
        self.columns = columns
        self.pieces = pieces

    def read(self, known: Known) -> Page:
        """Decide what the page is."""
        c = self.columns
        lines = list(map(Line, c.kind, c.weight, c.size, c.head, c.tag))
        return page.read(lines, c.tail, self.place, known.dates, known.title)

    def place(self, line: int, start: int, end: int) -> tuple[int, int, int] | None:
        """Return where a span of the head of a line stands in the source."""
        c = self.columns
        start, end = start + c.lead[line], end + c.lead[line]
        pieces = self.pieces(c.unit[line])
        return placing.locate(pieces, start, end) if pieces else (c.first_line[line], start, end)

    def name(self, read: Page, named: "Named") -> None:
        """Add the role of each unit; a cell is a cell, and a line that repeats another one says so."""
        c = self.columns
        roles = [role.role for role in read.roles]
        reasons = [role.reason for role in read.roles]
        for i, line in enumerate(read.lines):
            if line.kind == kinds.CELL:
                roles[i], reasons[i] = "table", "cell"
        for i, first in repeats(read.lines, read.roles).items():
            reasons[i] += f"; repeats block {c.unit[first]}"
        named.add([role.article for role in read.roles], roles, reasons)

    def head(self, read: Page) -> tuple[object, ...]:
        """Return a row of HEADS without the number of the document."""
        headline = None if read.headline is None else self.columns.at[read.headline]
        found = read.published
        return (headline, found and found.at, found and found.source, read.signature)

    def unit_captions(self) -> Iterator[tuple[object, ...]]:
        """Return the units of measure that cells inherit: block, line, first and last code point, characters."""
        c = self.columns
        for first, last in self._grids():
            cells = [unit_captions.Cell(i, c.head[i], c.row[i] or 0, c.cell[i] or 0) for i in range(first, last)]
            above = [(i, c.head[i]) for i in range(max(first - unit_captions.ABOVE, 0), first)]
            for found in unit_captions.give(above, cells):
                where = self.place(found.source, found.start, found.end)
                if where is not None:
                    lead = c.lead[found.source]
                    printed = c.text[found.source][found.start + lead : found.end + lead]
                    yield (c.unit[found.cell], *where, printed)

    def _grids(self) -> Iterator[tuple[int, int]]:
        """Return the runs of lines that are the cells of one table."""
        grids = self.columns.grid
        first = 0 if any(grid is not None for grid in grids) else len(grids)
        while first < len(grids):
            last = first + 1
            while last < len(grids) and grids[last] == grids[first]:
                last += 1
            if grids[first] is not None:
                yield first, last
            first = last


def _blanks(at: pl.Series) -> pl.DataFrame:
    """Return the roles of blank units."""
    blank = pl.lit("blank")
    return at.to_frame().select("at", article_no=pl.lit(None, pl.Int64()), role=blank, role_reason=blank).cast(ROLES)  # type: ignore[arg-type]


def _article(article: Article) -> tuple[object, ...]:
    """Return a row of `articles` without the document."""
    where = (*(article.date or NOWHERE), *(article.year or NOWHERE))
    return (article.article_no, article.published_at, article.published_from, *where)


def _dates(
    seed: str, published_at: datetime | None, name_date: datetime | None, said: list[Candidate], sources: Sources
) -> list[Candidate]:
    """Return the dates that are known from outside the text."""
    known = list(said)
    source = sources.of(seed)
    if source.published:
        known.append(Candidate(source.published, "sources.toml"))
    if published_at:
        known.append(Candidate(published_at, "record"))
    if name_date:
        known.append(publication.by_name(name_date))
    return known


def _spans(docs: pl.Series) -> dict[int, range]:
    """Return document → the span of its units; the units of a document follow one another."""
    spans, at = {}, 0
    for length, doc in docs.rle().struct.unnest().iter_rows():
        spans[doc] = range(at, at + length)
        at += length
    return spans
