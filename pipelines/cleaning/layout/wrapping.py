"""Lines that were broken at the margin: which ones belong together.

Only the decision belongs here, over the lines between two blank ones. A newspaper column or the text of a PDF breaks a
paragraph, even a number, at a fixed width; the paragraph is whole again when its lines are joined.

A line is full when the next line's first word would not have fitted behind it. Text is wrapped when most of its lines
are full to one width and few of them end where a sentence or clause ends.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

NARROWEST, WIDEST = 24, 160  # columns; a Chinese character takes two
LEAST_LINES = 4
FULL_SHARE = 0.6
# Verse and lists break where clauses end; wrapped text breaks anywhere.
MOST_ENDING = 0.5
LEAST_PUNCTUATED = 0.4
PUNCTUATION = re.compile("[，。、；,;]")
ENDING = re.compile(r"[，。；！？：,;!?:…]\s*$")
WORD = re.compile(r"[A-Za-z0-9.,%+\-/]+|.[，。、；：！？」』”）》〉】…]*")
INDENT = " \t\u3000"
SLACK = 2
COMMON = 1 << 16


def width(text: str) -> int:
    """Return how many columns a text takes: wide and full-width characters two, all others one."""
    return len(text) + sum(map(len, _wide().findall(text)))


@cache
def _wide() -> re.Pattern[str]:
    """Return what finds runs of wide characters; all beyond the common ones are taken for wide, as nearly all are."""
    wide = (unicodedata.east_asian_width(chr(code)) in "WF" for code in range(COMMON))
    bounds = [code for code, (before, here) in enumerate(pairwise([False, *wide, False])) if before != here]
    ranges = (f"{chr(first)}-{chr(after - 1)}" for first, after in zip(bounds[::2], bounds[1::2], strict=True))
    return re.compile(f"[{''.join(ranges)}]+|[{chr(COMMON)}-{chr(sys.maxunicode)}]+")


def margin(texts: Sequence[str]) -> int | None:
    """Return the width at which lines were broken, or None where they were not."""
    lines = [text.rstrip() for text in texts]
    widest = max(map(width, lines))
    if len(lines) < LEAST_LINES or not NARROWEST <= widest <= WIDEST:
        return None
    full = [line for line, after in pairwise(lines) if _full(line, after, widest)]
    punctuated = sum(bool(PUNCTUATION.search(line)) for line in lines)
    ending = sum(bool(ENDING.search(line)) for line in full)
    wrapped = (
        len(full) >= FULL_SHARE * (len(lines) - 1)
        and punctuated >= LEAST_PUNCTUATED * len(lines)
        and ending <= MOST_ENDING * len(full)
    )
    return widest if wrapped else None


def _full(line: str, after: str, margin: int) -> bool:
    """Whether the first word of the next line would not have fitted behind a line."""
    word = WORD.match(after.lstrip())
    return width(line) + (width(word[0]) if word else 0) > margin - SLACK


def paragraphs(texts: Sequence[str], margin: int) -> list[tuple[int, int]]:
    """Return the runs of lines that are one paragraph each, as (first, last + 1); only those of two lines or more.

    A paragraph ends with a line that is not full, and before one that is indented.
    """
    indents = [width(text[: len(text) - len(text.lstrip(INDENT))]) for text in texts]
    runs, begin, least = [], 0, min(indents)
    for i, text in enumerate(texts):
        ends = i + 1 == len(texts) or indents[i + 1] > least or not _full(text.rstrip(), texts[i + 1], margin)
        if ends:
            runs.append((begin, i + 1))
            begin = i + 1
    return [(a, b) for a, b in runs if b - a > 1]
