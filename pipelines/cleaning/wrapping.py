"""Lines that were broken at the margin: which ones belong together.

Only the decision belongs here, over the lines of one document. A newspaper column or the text of a PDF breaks a
paragraph, even a number, at a fixed width; the paragraph is whole again when its lines are joined.

A line is full when the next line's first word would not have fitted behind it. Text is wrapped when most of its lines
are full to one width and few of them end where a sentence or clause ends.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import mode

NARROWEST, WIDEST = 24, 160  # columns; a Chinese character takes two
LEAST_LINES = 4
FULL_SHARE = 0.6
# Verse and lists break where clauses end; wrapped text breaks anywhere.
MOST_ENDING = 0.5
LEAST_PUNCTUATED = 0.4
PUNCTUATION = re.compile("[，。、；,;]")
ENDING = re.compile(r"[，。；！？：,;!?:…]$")
WORD = re.compile(r"[A-Za-z0-9.,%+\-/]+|.[，。、；：！？」』”）》〉】…]*")
INDENT = " \t\u3000"
SLACK = 2


def width(text: str) -> int:
    """Return how many columns a text takes: wide and full-width characters two, all others one."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def paragraphs(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the runs of lines that are one paragraph each, as (first, last + 1); only those of two lines or more."""
    groups = _groups(texts)
    margins = {group: margin for group in groups if (margin := _margin(texts, group))}
    if not margins:
        return []
    usual = mode(margins.values())
    joined = []
    for group in groups:
        first, last = group
        margin = margins.get(group, usual)
        if last - first < 2 or max(map(width, texts[first:last])) > usual + SLACK:  # noqa: PLR2004  one line is no run
            continue
        joined += _split(texts, group, margin)
    return joined


def _groups(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the runs of lines between blank lines."""
    groups, first = [], None
    for i, text in enumerate([*texts, ""]):
        if text.strip():
            first = i if first is None else first
        elif first is not None:
            groups.append((first, i))
            first = None
    return groups


def _margin(texts: Sequence[str], group: tuple[int, int]) -> int | None:
    """Return the width at which the lines of a group were broken, or None where they were not."""
    first, last = group
    lines = [text.rstrip() for text in texts[first:last]]
    margin = max(map(width, lines))
    if len(lines) < LEAST_LINES or not NARROWEST <= margin <= WIDEST:
        return None
    full = [line for line, after in pairwise(lines) if _full(line, after, margin)]
    punctuated = sum(bool(PUNCTUATION.search(line)) for line in lines)
    ending = sum(bool(ENDING.search(line)) for line in full)
    wrapped = (
        len(full) >= FULL_SHARE * (len(lines) - 1)
        and punctuated >= LEAST_PUNCTUATED * len(lines)
        and ending <= MOST_ENDING * len(full)
    )
    return margin if wrapped else None


def _full(line: str, after: str, margin: int) -> bool:
    """Whether the first word of the next line would not have fitted behind a line."""
    word = WORD.match(after.lstrip())
    return width(line) + (width(word[0]) if word else 0) > margin - SLACK


def _split(texts: Sequence[str], group: tuple[int, int], margin: int) -> list[tuple[int, int]]:
    """Cut a group of wrapped lines into paragraphs: after a line that is not full, before one that is indented."""
    first, last = group
    indents = [width(text[: len(text) - len(text.lstrip(INDENT))]) for text in texts[first:last]]
    runs, begin = [], first
    for i in range(first, last):
        ends = (
            i + 1 == last or indents[i + 1 - first] > min(indents) or not _full(texts[i].rstrip(), texts[i + 1], margin)
        )
        if ends:
            runs.append((begin, i + 1))
            begin = i + 1
    return [(a, b) for a, b in runs if b - a > 1]
