"""Where a story ends: what stands below its prose and is still its own.

Only looking down from the last paragraph belongs here: over buttons to prose that goes on, over short lines, captions
and a signature to the furniture that closes the story. Which prose is the story's is found in `story`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.pages.heads import HEADLINE, LAST_LINES, is_day
from pipelines.cleaning.pages.openings import ANSWER_WITHIN, BEST_ANSWER
from pipelines.grammar.vocabulary.folding import fold

# What may stand below the prose of a story and still be its own.
LAST = kinds.TEXT | {kinds.CREDIT, kinds.CELL}
# Between paragraphs there may be so many buttons, or so many cells of a table of which this share are numbers.
MOST_BUTTONS, MOST_BETWEEN, CELLS_WITH_NUMBER = 2, 60, 0.3
# Headings that count the parts of a document.
ORDINALS = "一二三四五六七八九十"
PART = re.compile(rf"^([{ORDINALS}])、")
ITEM = re.compile(r"^(\d{1,2})\s?[.、)]")
BOX, CONTACT, ENTRY_BUTTON = vocabulary.sign("box"), vocabulary.sign("contact"), vocabulary.sign("entry_button")
LONGEST_NAME, EMPTY_LABEL = 3, re.compile(r"^[^,。:]{1,8}:$")
THE_END, DISCUSSION = vocabulary.sign("the_end"), vocabulary.sign("discussion")
CLOSED = vocabulary.sign("closed")
BETWEEN = kinds.TEXT | {kinds.TOOL, kinds.DATED, kinds.CONTENTS}
# What stands before a link where nothing is known of links.
ATTACHMENT = vocabulary.sign("attachment")
POINTERS = "►▶▷☞👉◤◥"
# 房租: 每月1800元, of which half of the lines of a list consist.
AMOUNT, HALF = re.compile(r"^[^:。!?]{1,12}:[^:]*\d[^:]*$"), 0.5
# A box of at most so many items may stand in the middle of a story, if paragraphs of this weight go on below it.
MOST_ITEMS, GOES_ON = 5, 3.0
NUMBER = re.compile(r"^[-+±]?[\d.,]+%?$")
# Counters have no decimals; words and dashes may fill most cells of a table.
NUMBERS = 0.2
FIGURE = re.compile(r"^[-+±]?(?:[\d,]+\.\d+%?|\d+%|\d{1,3}(?:,\d{3})+)$")


def closed(lines: Sequence[Line], tails: Sequence[str], story: range) -> int:
    """Return the line after the paragraph that closes a story in its last words; the story's end where none does.

    Args:
        lines: The lines of a page that are not blank.
        tails: Last characters of each of them.
        story: The lines of the story.
    """
    last = next((i for i in reversed(story) if lines[i].kind in {kinds.PROSE, kinds.CELL}), story.stop - 1)
    return last + 1 if last >= 0 and CLOSED.search(fold(tails[last]).lower()) else story.stop


def onward(lines: Sequence[Line], end: int) -> int:
    """Move the end down to prose that goes on below buttons, amounts, a table written a cell a line, a box of links."""
    before = -1
    while before != end:
        before = end
        end = _over_box(lines, _over_items(lines, _over_parts(lines, _over_buttons(lines, end))))
    return _over_answer(lines, _to_the_end(lines, end))


def _over_answer(lines: Sequence[Line], end: int) -> int:
    """Return the line after the answer that was found best, right below a question; `end` where there is none."""
    near = range(end, min(end + ANSWER_WITHIN, len(lines)))
    named = next((i for i in near if BEST_ANSWER.search(lines[i].head)), len(lines))
    if any(line.kind == kinds.PROSE for line in lines[end:named]):
        return end
    below = range(named + 1, min(named + ANSWER_WITHIN, len(lines)))
    at = next((i for i in below if lines[i].kind == kinds.PROSE), len(lines))
    while at < len(lines) and lines[at].kind in kinds.SENTENCES:
        at, end = at + 1, at + 1
    return end


def _to_the_end(lines: Sequence[Line], end: int) -> int:
    """Return the line after 完 that stands alone, if nothing but text and the headings of its parts is above it."""
    at = end
    while at < min(end + MOST_BETWEEN, len(lines)) and (
        lines[at].kind in kinds.TEXT or DISCUSSION.search(lines[at].head)
    ):
        at += 1
    told = any(line.kind == kinds.PROSE for line in lines[end:at])
    return at + 1 if told and at < len(lines) and THE_END.search(lines[at].head) else end


def _over_items(lines: Sequence[Line], end: int) -> int:
    """Return the line after the next item of a list in which the story ends: 3. after 1. and 2., whatever it says."""
    last = ITEM.match(lines[end - 1].head)
    below = ITEM.match(lines[end].head) if end < len(lines) else None
    return end + 1 if last and below and int(below[1]) == int(last[1]) + 1 else end


def _over_parts(lines: Sequence[Line], end: int) -> int:
    """Return the line after the headings that go on counting: 三、 after a story with 一、 and 二、."""
    counted = [match[1] for line in lines[max(end - MOST_BETWEEN, 0) : end] if (match := PART.match(line.head))]
    at, nth = end, ORDINALS.index(counted[-1]) + 1 if counted else len(ORDINALS)
    while (
        nth < len(ORDINALS)
        and at < min(end + MOST_BETWEEN, len(lines))
        and lines[at].kind not in {kinds.SECTION, kinds.EDITOR}
    ):
        if lines[at].head.startswith(f"{ORDINALS[nth]}、"):
            end, nth = at + 1, nth + 1
        at += 1
    return end


def _over_box(lines: Sequence[Line], end: int) -> int:
    """Return the line after the paragraphs that go on below a box of related items; `end` where none do."""
    box = next((i for i in range(end, min(end + 2, len(lines))) if lines[i].kind == kinds.SECTION), None)
    if box is None or not BOX.search(lines[box].head):
        return end
    items = range(box + 1, min(box + MOST_ITEMS + 2, len(lines)))
    first = next((i for i in items if lines[i].kind not in kinds.SHORT), len(lines))
    last = next((i for i in range(first, len(lines)) if lines[i].kind != kinds.PROSE), len(lines))
    if last - first < 2 or sum(line.weight for line in lines[first:last]) < GOES_ON:  # noqa: PLR2004  one may be a teaser
        return end
    while last < len(lines) and (lines[last].kind == kinds.PROSE or _heads_paragraph(lines, last)):
        last += 1
    return last


def _heads_paragraph(lines: Sequence[Line], i: int) -> bool:
    """Whether a short line stands right above a paragraph."""
    below = i + 1 < len(lines) and lines[i + 1].kind == kinds.PROSE
    return below and lines[i].kind in kinds.SHORT and lines[i].size in HEADLINE


def _over_buttons(lines: Sequence[Line], end: int) -> int:
    at = end
    while at < len(lines) and at - end <= MOST_BETWEEN and lines[at].kind in BETWEEN:
        if lines[at].kind == kinds.PROSE:
            if at > end and not (_between_paragraphs(lines[end:at]) or ENTRY_BUTTON.search(lines[at - 1].head)):
                break
            end = at + 1
        at += 1
    return end


def _between_paragraphs(lines: Sequence[Line]) -> bool:
    """Whether lines between two paragraphs are a few buttons, or cells or amounts of the story, and no ranking."""
    if len(lines) <= MOST_BUTTONS and all(line.kind == kinds.TOOL for line in lines):
        return True
    if any(line.kind not in {kinds.TOOL, kinds.PLAIN} for line in lines):
        return False
    numbers = [line.head for line in lines if NUMBER.match(line.head)]
    ranks = [str(rank) for rank in range(1, len(numbers) + 1)]
    amounts = sum(bool(AMOUNT.match(line.head)) for line in lines)
    return amounts >= HALF * len(lines) or (len(numbers) >= CELLS_WITH_NUMBER * len(lines) and numbers != ranks)


def last_line(lines: Sequence[Line], end: int, headline: str) -> int:
    """Move the end down over short lines up to the furniture that closes the story, if that is near.

    Args:
        lines: The lines of a page that are not blank.
        end: The line after the prose.
        headline: The words of the headline; where they stand again, the story is over.
    """
    listed = lines[end - 1].head.endswith(":")
    while end < len(lines) and (lines[end].kind == kinds.CREDIT or (listed and _item(lines[end]))):
        end += 1
    last = _while(lines, end, headline, NUMBER)
    if not _is_table(lines[end:last]):
        last = _while(lines, end, headline, FIGURE)
    # A list that ends a page is the end of its story, however long; before furniture it may be a list of links.
    if last == len(lines):
        return last
    table = _is_table(lines[end:last])
    near = (
        table
        or PART.match(lines[end - 1].head)
        or sum(line.kind != kinds.CELL for line in lines[end:last]) <= LAST_LINES
    )
    closed = lines[last].kind in {kinds.SECTION, kinds.NOTICE, kinds.EDITOR, kinds.BYLINE} or _announces(
        lines[last], headline
    )
    closed = closed or (last > end and is_day(lines[last - 1]))
    tagged = lines[last].kind in {kinds.SECTION, kinds.NOTICE} and any(map(all, pairwise(map(_tag, lines[end:last]))))
    return last if near and closed and (table or not tagged) else end


def trimmed(lines: Sequence[Line], last: int) -> int:
    """Move the end up over what only seems to belong to the story.

    That is a label with nothing behind it, and a bare name above the line that says where the story comes from.
    """
    while last > 1 and lines[last - 1].kind in kinds.SHORT and EMPTY_LABEL.match(lines[last - 1].head):
        last -= 1
    named = 0 < last < len(lines) and lines[last].kind in {kinds.BYLINE, kinds.EDITOR}
    line = lines[last - 1]
    return last - (named and line.kind == kinds.PLAIN and line.size <= LONGEST_NAME and line.head.isalpha())


def _item(line: Line) -> bool:
    """Whether a line may be an item of a list that the text introduces: it has a number, and is no counter."""
    return line.kind in kinds.SHORT and any(char.isdigit() for char in line.head)


def _announces(line: Line, headline: str) -> bool:
    """Whether a short line leads elsewhere: a link that is no attachment, a pointer, the headline again."""
    if line.kind != kinds.PLAIN:
        return False
    linked = line.weight <= kinds.LINKED and not ATTACHMENT.search(line.head)
    return linked or line.head[0] in POINTERS or line.head == headline


def _while(lines: Sequence[Line], end: int, headline: str, number: re.Pattern[str]) -> int:
    """Return the line after the last one that may still be the story's; `number` says which numbers may."""
    last, asks = end, bool(PART.match(lines[end - 1].head))
    while last < len(lines) and not _announces(lines[last], headline):
        line = lines[last]
        signed = _signed(lines, last) or (asks and _contact(lines[last - 1]) and is_day(line))
        if not (line.kind in LAST or signed or number.match(line.head) or (asks and _contact(line))):
            break
        last += 1
    return last


def _contact(line: Line) -> bool:
    """Whether a line says whom to ask."""
    return line.kind in {kinds.NOTICE, kinds.BYLINE} and bool(CONTACT.search(line.head))


def _is_table(lines: Sequence[Line]) -> bool:
    """Whether lines are a table written a cell a line: a share of them are numbers, one of them no counter."""
    figured = any(FIGURE.match(line.head) for line in lines)
    return figured and sum(bool(NUMBER.match(line.head)) for line in lines) >= NUMBERS * len(lines)


def _signed(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the day below a signature."""
    return is_day(lines[i]) and lines[i - 1].kind in LAST


def _tag(line: Line) -> bool:
    """Whether a line may be one of the words under which a story is filed; they stand together above related items."""
    return line.kind == kinds.PLAIN and line.size < HEADLINE.start
