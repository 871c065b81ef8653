"""One page: from its measured lines to roles, its articles and the dates it may have been published on.

Only decisions over one page belong here, on plain values; tables are the business of `cleaner`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import datelines, publication
from pipelines.cleaning.origin.publication import Candidate
from pipelines.cleaning.pages import contents, endings, roles, spread, story
from pipelines.cleaning.pages.roles import MAIN, Role
from pipelines.cleaning.pages.spread import Spread
from pipelines.cleaning.pages.story import Story
from pipelines.grammar.vocabulary.folding import fold

# Where a span of a line stands in the source: (line, first code point, code point after the last); None where it stands
# on no one line.
Place = Callable[[int, int, int], tuple[int, int, int] | None]
TEXT_ROLES = {"body", "teaser_body"}
# Lines at the head and foot of a page in which a publisher would be named.
NAMED_AT_HEAD, NAMED_AT_FOOT = 12, 15
OPENING = 40
# A page may be published so many days after the dateline of its story.
LATER = 31


@dataclass(frozen=True, slots=True)
class Article:
    """The date of an article and where it is printed; see the columns of the table `articles`."""

    article_no: int
    published_at: datetime | None
    published_from: str | None
    date: tuple[int, int, int] | None
    year: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Page:
    """What was decided of a page.

    Attributes:
        lines: Its lines that are not blank, as they were finally seen.
        roles: Role of each of them.
        headline: Position of the headline, or None.
        articles: Its articles, the main story first.
        published: The date that is believed, or None.
        candidates: All dates that may be the date of publication.
        signature: The lines in which a publisher would be named, the surest first.
    """

    lines: list[Line]
    roles: list[Role]
    headline: int | None
    articles: list[Article]
    published: Candidate | None
    candidates: list[Candidate]
    signature: str


def read(
    lines: Sequence[Line], tails: Sequence[str], place: Place, known: Sequence[Candidate], page_title: str
) -> Page:
    """Decide what a page is.

    Args:
        lines: Its lines that are not blank, in order.
        tails: Last characters of each of them.
        place: Where a span of the head of a line stands.
        known: Dates that are known from outside the text: sources.toml, metadata, the name of the file.
        page_title: What the page says its title is, folded and in lower case; empty where it says nothing.
    """
    checked = [_checked(line, lines[i - 1].head if i else "") for i, line in enumerate(lines)]
    checked = contents.with_key_words(contents.with_facts(contents.seen(checked)))
    found = story.find(checked, page_title)
    dated = next((i for i in found.dated if datelines.date_line(checked[i].head)), None)
    parts = None
    if dated is not None:
        found = Story(found.headline, (dated, *(i for i in found.dated if i != dated)), found.start, found.end)
    elif near := _over_lines(checked, page_title):
        checked, found, parts = near
    end = endings.closed(checked, tails, range(found.start, found.end))
    found = Story(found.headline, found.dated, found.start, end)
    candidates = [*known, *_printed(checked, found, place)]
    if parts:
        candidates.append(_candidate("page_line", parts.lines.start, parts.printed, place, has_year=parts.has_year))
    named = roles.assign(checked, found, tails)
    for i in parts.lines if parts else ():
        named[i] = Role("dateline", "date_line", MAIN)
    published = publication.choose(candidates)
    return Page(
        checked,
        named,
        found.headline,
        _articles(checked, named, published, place),
        published,
        candidates,
        _signature(checked, named, found),
    )


def _over_lines(lines: list[Line], page_title: str) -> tuple[list[Line], Story, Spread] | None:
    """Return what a page is where a date over several lines by its headline dates it; None where none does."""
    group = spread.only(lines)
    if group is None:
        return None
    seen = spread.as_date_lines(lines, group)
    found = story.find(seen, page_title)
    if found.headline is None or group.lines.stop > found.start or not set(group.lines) <= set(found.dated):
        return None
    others = [i for i in found.dated if i not in group.lines]
    return seen, Story(found.headline, (*group.lines, *others), found.start, found.end), group


def _checked(line: Line, above: str) -> Line:
    """Keep as a date line only what dates the page; a date in a short sentence does not, nor the day of signing."""
    if line.kind != kinds.DATED:
        return line
    if datelines.ANSWERED.search(line.head):
        return line.seen_as(kinds.SECTION)
    if datelines.SIGNING.search(above):
        return line.seen_as(kinds.BYLINE)
    if datelines.date_line(line.head) or datelines.LABELLED.search(line.head):
        return line
    if datelines.SPOKEN.search(line.head):
        return line.seen_as(kinds.BYLINE)
    return line.seen_as(kinds.CLAUSE if line.head[-1:] in "。,，;；" else kinds.PLAIN)


def _printed(lines: Sequence[Line], found: Story, place: Place) -> list[Candidate]:
    """Return the dates printed on the page: in its date line, its opening dateline, under the headline of a speech."""
    candidates = []
    dated = next((i for i in found.dated if datelines.date_line(lines[i].head)), None)
    if dated is not None and (printed := datelines.date_line(lines[dated].head)):
        candidates.append(_candidate("page_line", dated, printed, place))
    first = next((i for i in range(found.start, found.end) if lines[i].kind in kinds.SENTENCES), None)
    if first is not None and (opening := datelines.opening(lines[first].head)) and (complete := opening.complete()):
        candidates.append(_candidate("dateline", first, complete, place))
    below = range(found.start if found.headline is None else found.headline, found.start)
    speech = next((i for i in below if datelines.SPOKEN.match(lines[i].head)), None)
    if speech is not None and (printed := datelines.whole(lines[speech].head)):
        candidates.append(_candidate("speech", speech, printed, place))
    return candidates


def _candidate(source: str, line: int, printed: datelines.Printed, place: Place, *, has_year: bool = True) -> Candidate:
    """Make a candidate of a printed date, with its place in the source; its year may stand in another line."""
    where = place(line, *printed.span)
    if where is None:
        return Candidate(printed.at, source)
    year = place(line, *printed.year_span) if has_year else None
    return Candidate(printed.at, source, *where, *(year[1:] if year and year[0] == where[0] else (None, None)))


def _articles(lines: Sequence[Line], named: Sequence[Role], published: Candidate | None, place: Place) -> list[Article]:
    """Date the articles of a page: the main story by the page, every other one by its own dateline if it has one."""
    main = Article(MAIN, None, None, None, None) if published is None else _inherits(MAIN, published)
    articles = {MAIN: main}
    first = next((i for i, role in enumerate(named) if role.article == MAIN and role.role == "body"), None)
    if first is not None and published and (opening := datelines.opening(lines[first].head)):
        own = _dates_itself(MAIN, first, opening, published, place)
        # A story that is put on line days after it was written speaks of its own day; the same day has a clock time.
        if own.published_at and 0 < (published.at.date() - own.published_at.date()).days <= LATER:
            articles[MAIN] = own
    for i, (line, role) in enumerate(zip(lines, named, strict=True)):
        if role.article is None or role.article in articles:
            continue
        if role.role == "dateline" and (printed := datelines.date_line(line.head)):
            articles[role.article] = _inherits(role.article, _candidate("page_line", i, printed, place))
        if role.role not in TEXT_ROLES:
            continue
        opening = datelines.opening(line.head)
        articles[role.article] = (
            _dates_itself(role.article, i, opening, published, place)
            if opening
            else _inherits(role.article, published)
            if published
            else Article(role.article, None, None, None, None)
        )
    return list(articles.values())


def _inherits(article: int, published: Candidate) -> Article:
    """Date an article by its page."""
    if published.line_no is None or published.char_start is None or published.char_end is None:
        return Article(article, published.at, published.source, None, None)
    place = (published.line_no, published.char_start, published.char_end)
    return Article(article, published.at, published.source, place, None)


def _dates_itself(
    article: int, line: int, opening: datelines.Opening, published: Candidate | None, place: Place
) -> Article:
    """Date an article by the dateline it opens with; the year, if it has none, is the page's."""
    where = place(line, opening.start, opening.end)
    if complete := opening.complete():
        return Article(article, complete.at, "dateline", where, None)
    day = datelines.resolve(opening, published.at.date()) if published else None
    if day is None or published is None:
        return Article(article, None, None, where, None)
    year = None
    if published.line_no is not None and published.year_start is not None and published.year_end is not None:
        year = (published.line_no, published.year_start, published.year_end)
    return Article(article, datetime.combine(day, time()), "dateline", where, year)


def _signature(lines: Sequence[Line], named: Sequence[Role], found: Story) -> str:
    """Return the lines in which a publisher would be named, the surest first."""
    dated = [lines[i].head for i in found.dated]
    opening = [fold(lines[i].head[:OPENING]).lower() for i in range(found.start, min(found.start + 1, found.end))]
    head = [lines[i].head for i in range(min(NAMED_AT_HEAD, found.start, len(lines)))]
    byline = [line.head for line, role in zip(lines, named, strict=True) if role.role == "byline"]
    foot = [line.head for line, role in zip(lines, named, strict=True) if role.role == "notice"][-NAMED_AT_FOOT:]
    return "\n".join([*dated, *opening, *head, *byline, *foot])
