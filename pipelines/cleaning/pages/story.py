"""Where the story of a page stands: its headline, its date line, its first and last line.

Only the search over one page's measured lines belongs here, with no table and no text in sight. Naming every line is
the business of `roles`.

The idea: prose weighs for the story, furniture against it, headings of other sections much against it. The story is the
run of lines of greatest weight (the maximum-sum segment); where a headline or a labelled date announces a run of its
own, that run is preferred to a heavier one elsewhere, such as a long discussion.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.pages import documents, endings, heads, openings
from pipelines.cleaning.pages.heads import REACH, SHORTEST_ABOVE_DATE

# An announced run wins over one that weighs up to this many times as much.
ANNOUNCED = 3.0
# The same where the day and the source stand between the headline that the page's title names and the text.
ANNOUNCED_WITH_SOURCE = 10.0
# A page without prose, such as a list of names, is a story if this share of its lines is no furniture. Its date line is
# among its first lines.
TOLD, HEAD_LINES = 0.9, 4
UNFURNISHED = kinds.TOLD | {kinds.BYLINE}
# What a run must weigh: more on a long page, where a few sentences among a thousand links are no story.
LEAST_WEIGHT, MORE_PER_LINE, MOST = 0.5, 1 / 200, 3.0
# A page without furniture is one story if this share of its lines below the head is prose.
BARE_PROSE = 0.5
# So many dated lines make a list of items.
DATED_ITEMS = 3
AGO = vocabulary.sign("ago")
ABOVE = 2  # its headline and its date line
# So many buttons may stand between a headline and its date.
BUTTONS = 2
# A run that nothing announces is a story only if it is dense: this share of its lines is prose.
DENSE = 0.34
# Below a headline that the page names, short lines may be the story itself.
ANNOUNCED_PLAIN = -0.1
DISCUSSION, SOURCE = vocabulary.sign("discussion"), vocabulary.sign("source")
# A related item may stand in the middle of a story: then a paragraph of this weight goes on right below it.
GOES_ON = 1.0


@dataclass(frozen=True, slots=True)
class Story:
    """Where a story stands, as positions in the page's lines that are not blank.

    Attributes:
        headline: Its headline, or None.
        dated: The lines that may say when it was published, the likeliest first.
        start: First line of its text.
        end: The line after its last one; equal to start where the page tells no story.
    """

    headline: int | None
    dated: tuple[int, ...]
    start: int
    end: int


def find(lines: Sequence[Line], page_title: str = "") -> Story:
    """Find the main story of a page.

    Args:
        lines: Its lines that are not blank, in order.
        page_title: What the page says its title is (folded, lower case); the first line where it says nothing.
    """
    titled = bool(lines) and lines[0].head == page_title
    if (titled or not page_title) and is_bare(lines):
        return Story(0, (1,), 2, len(lines))
    if (titled or not page_title) and (whole := _unfurnished(lines, titled=titled)):
        return whole
    named = heads.named(lines, page_title)
    start, end = _heaviest(lines, 0, len(lines))
    if not _dense(lines, start, end) or _is_item(lines, start, end):
        start = end
    announced = _announced(lines, named or _above_only_date(lines))
    if announced and _weight(lines, start, end) <= _trust(lines, named, announced[0]) * _weight(lines, *announced):
        start, end = announced
    if end == start:
        return _without_prose(lines)
    if openings.introduces(lines, start):
        start = next((i for i in range(start + 1, end) if lines[i].weight > 0), start)
    if named and heads.of_reference(page_title or lines[0].head):
        start = next((i for i in range(named[0], start) if lines[i].kind == kinds.PROSE), start)
    start = documents.letter(lines, openings.question(lines, openings.above_contents(lines, start)))
    headline = heads.headline(lines, start, named)
    if headline is None and _opens_with_headline(lines, start, end):
        headline, start = start, start + 1
    end = endings.onward(lines, end)
    last = endings.last_line(lines, end, "" if headline is None else lines[headline].head)
    dated = heads.dated(lines, headline, start, end, last) or heads.at_top(lines)
    last = endings.trimmed(lines, documents.last_line(lines, last))
    first = openings.upward(lines, headline, openings.first_line(lines, (headline, *dated), start), last)
    return Story(headline, dated, documents.first_line(lines, (headline, *dated[:1]), first, last), last)


def is_bare(lines: Sequence[Line]) -> bool:
    """Whether a page is nothing but a headline, a date line and text."""
    if len(lines) <= ABOVE or lines[1].kind != kinds.DATED or not heads.could_head(lines[0], SHORTEST_ABOVE_DATE):
        return False
    below = lines[ABOVE:]
    prose = sum(line.kind in kinds.SENTENCES for line in below)
    opened = below[0].kind in kinds.SENTENCES
    return opened and all(line.kind in kinds.TEXT for line in below) and prose >= BARE_PROSE * len(below)


def _unfurnished(lines: Sequence[Line], *, titled: bool) -> Story | None:
    """Return what a page without any furniture tells, from its first headline or paragraph on: all of it.

    `titled` says that its first line is known to be its headline.
    """
    prose = sum(line.kind in kinds.SENTENCES for line in lines)
    undated = sum(line.kind != kinds.DATED for line in lines)
    # A date line at its head makes it a story however short its lines are.
    enough = 1 if any(line.kind == kinds.DATED for line in lines[:HEAD_LINES]) else max(DENSE * undated, 1)
    if any(line.kind not in UNFURNISHED for line in lines) or prose < enough:
        return None
    if lines[0].kind == kinds.PROSE and not titled:
        return Story(None, (), 0, len(lines))
    start = next((i for i, line in enumerate(lines) if i and line.kind in {kinds.PROSE, kinds.CELL}), len(lines))
    if not (titled or heads.could_head(lines[0])) or start > HEAD_LINES:
        return None
    dated = tuple(i for i in range(1, start) if lines[i].kind == kinds.DATED)
    return Story(0, dated, openings.first_line(lines, (0, *dated), start), len(lines))


def _weight(lines: Sequence[Line], start: int, end: int) -> float:
    return sum(line.weight for line in lines[start:end])


def _heaviest(lines: Sequence[Line], first: int, last: int, plain: float | None = None) -> tuple[int, int]:
    """Return the run of greatest weight within [first, last), empty where no run weighs enough.

    `plain` is the weight of plain lines where it is not their own.
    """
    least = min(LEAST_WEIGHT + len(lines) * MORE_PER_LINE, MOST) if plain is None else LEAST_WEIGHT
    best, best_run, weight, begin = least, (first, first), 0.0, first
    for i in range(first, last):
        if weight <= 0:
            weight, begin = 0.0, i
        line = lines[i]
        weight += plain if plain is not None and line.kind == kinds.PLAIN else line.weight
        if weight >= best and line.weight > 0:
            best, best_run = weight, (begin, i + 1)
    return best_run


def _dense(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether enough of a run is prose, tables and tables of contents left out."""
    told = [line.kind in kinds.SENTENCES for line in lines[start:end] if line.kind not in {kinds.CELL, kinds.CONTENTS}]
    return sum(told) >= DENSE * len(told)


def _is_listed(lines: Sequence[Line]) -> bool:
    """Whether a page may be a list whose items are dated."""
    return sum(line.kind == kinds.DATED or bool(AGO.search(line.head)) for line in lines) >= DATED_ITEMS


def _is_item(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether a run is only paragraphs of a page that lists dated items: some of them, or the rules of a board.

    A short story has its date above it; items have theirs right below each of them.
    """
    prose = [i for i in range(start, end) if lines[i].kind == kinds.PROSE]
    if not prose:
        return False
    below = all(i + 1 < len(lines) and lines[i + 1].kind == kinds.DATED for i in prose)
    above = any(line.kind == kinds.DATED for line in lines[max(start - HEAD_LINES, 0) : start])
    return (below or (end - start == 1 and not above)) and _is_listed(lines)


def _above_only_date(lines: Sequence[Line]) -> list[int]:
    """Return the headline right above the date line of a page that has one; more of them date a list.

    Of several, the only one that names a source beside the day is no item's.
    """
    dated = [i for i, line in enumerate(lines) if line.kind == kinds.DATED]
    if len(dated) > 1:
        dated = [i for i in dated if SOURCE.search(lines[i].head)]
    above = [_over_buttons(lines, i) for i in dated if len(dated) == 1]
    return [i for i in above if i >= 0 and heads.could_head(lines[i])]


def _over_buttons(lines: Sequence[Line], i: int) -> int:
    """Return the line above a line, a few buttons between them left out; -1 where there is none."""
    return next((j for j in range(i - 1, max(i - 2 - BUTTONS, -1), -1) if lines[j].kind != kinds.TOOL), -1)


def _opens_with_headline(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the first line of a run is a question or a quotation that heads the paragraph below it."""
    heads_it = end - start > 1 and lines[start].kind == kinds.CLAUSE and lines[start + 1].kind == kinds.PROSE
    return heads_it and heads.could_head(lines[start]) and lines[start].head[-1] not in "。;"


def _announced(lines: Sequence[Line], named: list[int]) -> tuple[int, int] | None:
    """Return the run that follows the headline the page's title names, up to the furniture that closes a story."""
    for i in reversed(named):
        start = next((j for j in range(i + 1, min(i + REACH, len(lines))) if lines[j].weight > 0), None)
        if start is None:
            continue
        end = next((j for j in range(start, len(lines)) if _closes(lines, j)), len(lines))
        run = _heaviest(lines, start, end, ANNOUNCED_PLAIN)
        if run[1] > run[0] and not _is_item(lines, *run):
            return run
    return None


def _trust(lines: Sequence[Line], named: Sequence[int], start: int) -> float:
    """Return how many times as heavy another run must be to be preferred to the one that is announced."""
    headline = max((i for i in named if i < start), default=start)
    told = any(line.kind == kinds.DATED and SOURCE.search(line.head) for line in lines[headline:start])
    return ANNOUNCED_WITH_SOURCE if told else ANNOUNCED


def _closes(lines: Sequence[Line], i: int) -> bool:
    """Whether a line closes the story above it: an editor's name, or a section with no paragraph right below it."""
    if lines[i].kind != kinds.SECTION:
        return lines[i].kind == kinds.EDITOR
    goes_on = i + 1 < len(lines) and lines[i + 1].kind == kinds.PROSE and lines[i + 1].weight >= GOES_ON
    return not goes_on or DISCUSSION.search(lines[i].head) is not None


def _without_prose(lines: Sequence[Line]) -> Story:
    """Return what a page without prose tells: all of its lines if hardly any is furniture, and nothing otherwise."""
    told = sum(line.kind in kinds.TOLD for line in lines)
    if told < TOLD * len(lines) or any(line.kind == kinds.SECTION for line in lines) or _is_listed(lines):
        return Story(None, (), len(lines), len(lines))
    dated = tuple(i for i, line in enumerate(lines[:HEAD_LINES]) if line.kind == kinds.DATED)
    start = dated[0] + 1 if dated else 0
    headline = next((i for i in range(start) if heads.could_head(lines[i])), None)
    return Story(headline, dated, start, len(lines))
