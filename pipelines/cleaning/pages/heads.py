"""What stands above a story: its headline and its date lines.

Only finding them among a page's measured lines belongs here; where the story itself stands is found in `story`.
"""

import re
from collections.abc import Sequence

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import datelines

# A headline has between these many characters; more of them than a menu entry, fewer than a paragraph.
HEADLINE = range(6, 90)
SHORTEST_ABOVE_DATE = 2  # where a date line follows, the shortest headline will do
SHORTEST_TWICE = 10  # entries of a menu stand twice too
LONGEST_LABEL = 12  # with the spaces that set it wide
HEADS_DOCUMENT = kinds.SHORT | {kinds.BYLINE}
# How far above the story, in lines that are not blank, its headline and date may stand.
REACH = 40
PAPER, REFERENCE_WORK, MARK = vocabulary.sign("paper"), vocabulary.sign("reference_work"), vocabulary.sign("mark")
SIGNER, DOCUMENT_NUMBER, HEAD_OF_DOCUMENT = vocabulary.sign("signer"), vocabulary.sign("document_number"), 3
# Lines this near above a headline may date it. So many lines after the end of the prose may still be its last ones.
LAST_LINES = 6
TOP = 4
# A line that holds this share of the page's title is the headline; the rest is the name of the site.
SHARE_OF_PAGE_TITLE = 0.4
# So many characters of its beginning will do as well: a long headline goes on in the next line.
LONG_BEGINNING = 12
# 一、 and 第二节 head a part of a text.
OF_PART = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}节)")
# The headline of an entry may be shorter than a menu's.
SHORTEST_NAME, SEPARATORS = 2, {"_", "-", "|", "—", "–", "("}


def names(title: str, line: Line) -> bool:
    """Whether a line is the headline that the page's title repeats before the name of the site."""
    head = MARK.sub("", line.head).rstrip()
    # Most lines differ from the title at once: the rest is looked at only where they do not.
    if head[: HEADLINE.start] not in title or line.size >= HEADLINE.stop or line.kind in kinds.FURNITURE:
        return False
    if line.size not in HEADLINE:
        entry = title.startswith(head) and title[len(head) :].lstrip()[:1] in SEPARATORS and of_reference(title)
        return line.kind == kinds.PLAIN and line.size >= SHORTEST_NAME and entry
    name = title.rstrip(" .…")
    if len(head) < HEADLINE.start or len(name) < HEADLINE.start or (head[-1] == "。" and head != name):
        return False
    share = SHARE_OF_PAGE_TITLE * len(name)
    enough = min(LONG_BEGINNING, share) if name.startswith(head) else share
    return head.startswith(name) or (head in name and len(head) >= enough)


def of_reference(title: str) -> bool:
    """Whether a page's title is that of an entry in a work of reference."""
    return REFERENCE_WORK.search(title) is not None


def named(lines: Sequence[Line], page_title: str) -> list[int]:
    """Return the lines that are the page's headline: those that its title repeats, or else its first heading.

    A page that says nothing of its title is expected to say it in its first line.
    """
    title = page_title or (lines[0].head if lines else "")
    repeated = [
        i
        for i, line in enumerate(lines)
        if (i and names(title, line) and not _is_office(lines, i)) or (page_title and line.head == page_title)
    ]
    # What begins the title is surer than what stands in its middle, such as the plan that a notice announces.
    beginning = [i for i in repeated if title.startswith(lines[i].head)]
    if beginning and lines[beginning[0]].size < HEADLINE.start:
        return beginning[:1]  # the name of an entry stands in it again
    tagged = [i for i, line in enumerate(lines) if line.tag == "h1" and could_head(line, SHORTEST_ABOVE_DATE)]
    chosen = beginning or repeated
    if chosen and lines[0].head == title and _tells(lines[1 : chosen[0]]):
        return [0]  # a text may hold its headline again
    return chosen or tagged


def _tells(lines: Sequence[Line]) -> bool:
    """Whether lines are a text, with no furniture in between."""
    return any(line.kind == kinds.PROSE for line in lines) and all(line.kind in kinds.TEXT for line in lines)


def could_head(line: Line, shortest: int = HEADLINE.start) -> bool:
    """Whether a line could be a headline.

    One that begins with a dash or a bracket explains the headline above it; after a colon or a comma something follows;
    one that counts heads a part of the text.
    """
    if line.kind not in kinds.SHORT or not shortest <= line.size < HEADLINE.stop:
        return False
    if line.head[0] in "-(" or line.head[-1] in ":,、" or OF_PART.match(line.head):
        return False
    return any(char.isalnum() for char in line.head[: HEADLINE.start])


def _entry(line: Line) -> bool:
    """Whether a line is as short as the entry of a menu, of which several stand together."""
    return line.kind in {kinds.PLAIN, kinds.TOOL} and line.size < HEADLINE.start


def _ends_menu(line: Line) -> bool:
    """Whether a line is furniture, and no single entry of a menu: the one below it may be a headline however short."""
    return line.kind in kinds.FURNITURE and not _entry(line)


def headline(lines: Sequence[Line], start: int, known: list[int]) -> int | None:
    """Return the named headline nearest above the text, or else the last line above it that could be one."""
    above = [i for i in known if start - REACH <= i < start] or _twice(lines, start)
    if above:
        return above[-1]
    # A newspaper's page is dated at its head, not by the headline.
    near = [] if any(map(_of_paper, lines[:start])) else range(start - 1, max(start - REACH, -1), -1)
    days = [i for i in near if lines[i].kind == kinds.DATED]
    # The day of signing stands in the head of a document, below the day of publication.
    date = next((i for i in days if not is_signed(lines, i)), next(iter(days), None))
    if date and date > 1 and could_head(lines[date - 1], SHORTEST_ABOVE_DATE) and _ends_menu(lines[date - 2]):
        return date - 1
    for i in range((start if date is None else date) - 1, max(start - REACH, -1), -1):
        # A line below one that begins with a dash goes on explaining.
        if could_head(lines[i]) and not (i and lines[i - 1].head[0] == "-"):
            return i
    if date is None:
        return None
    if date and could_head(lines[date - 1], SHORTEST_ABOVE_DATE) and not (date > 1 and _entry(lines[date - 2])):
        return date - 1
    return next((i for i in range(date + 1, start) if could_head(lines[i])), None)


def _twice(lines: Sequence[Line], start: int) -> list[int]:
    """Return the line right above a text that repeats a headline above it, such as the title in a table of facts.

    Between it and the text stands only what may head a document: furniture in between shows that it is no headline.
    """
    for i in range(start - 1, max(start - REACH, 0), -1):
        if lines[i].kind not in HEADS_DOCUMENT and not is_signed(lines, i):
            break
        if could_head(lines[i], SHORTEST_TWICE) and not lines[i].head.isascii() and _stands_above(lines, i, start):
            return [i]
    return []


def _stands_above(lines: Sequence[Line], i: int, start: int) -> bool:
    """Whether a line stands a second time, further up, alone or behind its label in a table of facts."""
    head = lines[i].head
    above = (line.head for line in lines[max(start - REACH, 0) : i])
    return any(other.endswith(head) and len(other) - len(head) <= LONGEST_LABEL for other in above)


def _is_office(lines: Sequence[Line], i: int) -> bool:
    """Whether a line names who issued a document: the day or the number is below. A page may begin with it too."""
    if not SIGNER.search(lines[i].head):
        return False
    below = lines[i + 1 : i + 1 + HEAD_OF_DOCUMENT]
    return (bool(below) and is_signed(lines, i + 1)) or any(DOCUMENT_NUMBER.search(line.head) for line in below)


def is_signed(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a day below the name of the office that signed a document."""
    line, above = lines[i], lines[max(i - 1, 0)]
    named = above.kind in kinds.SHORT and above.size < HEADLINE.stop and SIGNER.search(above.head) is not None
    return named and is_day(line)


def is_day(line: Line) -> bool:
    """Whether a line is a day as it stands below a signature, no more than the place beside it."""
    return line.kind == kinds.DATED and datelines.SIGNED.match(line.head) is not None


def dated(lines: Sequence[Line], headline: int | None, start: int, end: int, last: int) -> tuple[int, ...]:
    """Return the date lines: between headline and text, then just before the headline, then just after the text.

    Args:
        lines: The lines of a page that are not blank.
        headline: The headline, or None.
        start: Where the prose begins.
        end: The line after the prose.
        last: The line after the story, short lines below its prose included.
    """
    first = start if headline is None else headline
    between = [i for i in range(first, start) if lines[i].kind == kinds.DATED and not is_signed(lines, i)]
    signed = [i for i in range(first, start) if is_signed(lines, i)]
    before = [i for i in range(first - 1, max(first - LAST_LINES, -1), -1) if lines[i].kind == kinds.DATED]
    below = max(end + 2, last)
    # Below a posting stand its buttons, then its date.
    while below < min(len(lines), end + LAST_LINES) and lines[below - 1].kind == kinds.TOOL:
        below += 1
    near = range(below, min(end + LAST_LINES, len(lines)))
    after = [i for i in range(end, min(below, len(lines))) if lines[i].kind == kinds.DATED]
    after += [i for i in near if lines[i].kind == kinds.DATED and datelines.SAYS_WHEN.match(lines[i].head)]
    # A table of facts above the headline says when a document was published; the day below it is a signature's.
    facts = range(max(first - REACH, 1), max(first - LAST_LINES + 1, 1))
    labelled = [i for i in facts if lines[i].kind == kinds.DATED and _labelled(lines, i)]
    # The first line of a newspaper's page names the day of the issue.
    issued = [i for i in range(first) if lines[i].kind == kinds.DATED][:1] if any(map(_of_paper, lines)) else []
    return (*between, *before, *labelled, *signed, *after, *issued)


def at_top(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the line that dates a page at its very top, for a story that nothing near its text dates."""
    return tuple(i for i, line in enumerate(lines[:TOP]) if line.kind == kinds.DATED)[:1]


def _labelled(lines: Sequence[Line], i: int) -> bool:
    """Whether a date line is named the day of publication, by itself or by the line above it."""
    return datelines.LABEL_ALONE.match(lines[i - 1].head) is not None or any(
        datelines.LABELLED.search(line.head) for line in lines[i - 1 : i + 1]
    )


def _of_paper(line: Line) -> bool:
    """Whether a line is a button of a newspaper's page."""
    return line.kind in {kinds.SECTION, kinds.TOOL} and PAPER.search(line.head) is not None
