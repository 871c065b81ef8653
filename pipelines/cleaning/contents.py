"""The table of contents of an entry or a document: headings listed above the text in which they stand again.

Only finding it belongs here. It is no furniture that separates stories, so that it weighs nothing where it stands.
"""

import re
from collections.abc import Sequence

from pipelines.cleaning import kinds, vocabulary
from pipelines.cleaning.kinds import Line

CONTENTS, BUTTON = vocabulary.sign("contents"), vocabulary.sign("entry_button")
LONGEST_NAME = 6
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
