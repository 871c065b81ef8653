"""What stands in front of the text of an entry, a document or a paper: contents, key words, what it says of itself.

Only finding them belongs here. They are no furniture that separates stories, so that they are seen as other kinds. A
table of contents lists headings above the text in which they stand again.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import datelines

CONTENTS, BUTTON = vocabulary.sign("contents"), vocabulary.sign("entry_button")
LONGEST_NAME = 6
# So many cells, and this share of them, name facts in a table of what a page says of itself.
FACT, FACTS, SHARE = vocabulary.sign("fact"), 2, 0.2
# Key words stand so few lines below the abstract, the first paragraph of a page, and so few above the text.
KEYWORDS, BELOW_ABSTRACT, ABOVE_TEXT, PARAGRAPHS = vocabulary.sign("keywords"), 2, 8, 2
# 1 历史, 1.2 做法: the number before an item.
NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.、]?\s?(?=\D)")


def seen(lines: list[Line]) -> list[Line]:
    """Return the lines of a page with its table of contents, and the buttons beside the headings, seen as such."""
    listed = _listing(lines)
    if not listed:
        return lines
    headings = {NUMBER.sub("", lines[i].head) for i in listed}
    beside = {i + 1 for i in range(listed.stop, len(lines)) if NUMBER.sub("", lines[i].head) in headings}
    return [
        line.seen_as(kinds.CONTENTS) if i in listed or (i in beside and BUTTON.search(line.head)) else line
        for i, line in enumerate(lines)
    ]


def with_facts(lines: list[Line]) -> list[Line]:
    """Return the lines of a page with the cells of what it says of itself seen as no cells of a table of data."""
    if not any(line.kind == kinds.CELL for line in lines):
        return lines
    seen: list[Line] = []
    for kind, run in groupby(lines, key=lambda line: line.kind):
        cells = list(run)
        if kind == kinds.CELL and _tell_facts(cells):
            labels = [cells[0], *cells]
            cells = [
                cell.seen_as(kinds.DATED if _dates(label, cell) else kinds.BYLINE)
                for label, cell in zip(labels, cells, strict=False)
            ]
        seen += cells
    return seen


def _tell_facts(cells: Sequence[Line]) -> bool:
    facts = sum(FACT.search(cell.head) is not None for cell in cells)
    return facts >= max(FACTS, SHARE * len(cells))


def _dates(label: Line, cell: Line) -> bool:
    """Whether a cell is the day on which the page was published, as the cell before it says."""
    named = datelines.LABEL_ALONE.match(label.head) and not datelines.SIGNING.search(label.head)
    return bool(named) and datelines.date_line(cell.head) is not None


def with_key_words(lines: list[Line]) -> list[Line]:
    """Return the lines of a page with the key words between an abstract and its text seen as what they are."""
    abstract = next((i for i, line in enumerate(lines) if line.kind == kinds.PROSE), len(lines))
    near = range(abstract + 1, min(abstract + 1 + BELOW_ABSTRACT, len(lines)))
    at = next((i for i in near if KEYWORDS.search(lines[i].head)), None)
    if at is None or sum(line.kind == kinds.PROSE for line in lines[at : at + ABOVE_TEXT]) < PARAGRAPHS:
        return lines
    return [*lines[:at], lines[at].seen_as(kinds.BYLINE), *lines[at + 1 :]]


def _listing(lines: Sequence[Line]) -> range:
    """Return the lines from 目录 on, up to where the first of the headings listed there stands again."""
    named = (i for i, line in enumerate(lines) if line.size <= LONGEST_NAME and CONTENTS.search(line.head))
    top = next(named, len(lines))
    first = next((i for i in range(top + 1, len(lines)) if lines[i].kind == kinds.PLAIN), len(lines))
    if first == len(lines):
        return range(0)
    heading = NUMBER.sub("", lines[first].head)
    again = next((i for i in range(first + 1, len(lines)) if NUMBER.sub("", lines[i].head) == heading), top)
    return range(top, again)
