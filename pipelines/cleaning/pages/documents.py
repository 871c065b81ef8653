"""What an official document adds above and below its prose: its number, who issued it, and the day of signing.

Only what stands between a page's own furniture and the first or last paragraph of a document belongs here; where the
paragraphs are is found in `story`.
"""

import re
from collections.abc import Sequence

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.pages import heads

NUMBERED, BELOW = heads.DOCUMENT_NUMBER, vocabulary.sign("below_signature")
BEFORE_SIGNATURE = vocabulary.sign("before_signature")
# The head of a document is short: its title again, who issued it, its kind, its number, the day.
MOST_ABOVE, LONGEST = 6, 60
# So many persons or offices sign, with so many characters each.
MOST_SIGNERS, LONGEST_SIGNER, LONGEST_PERSON = 8, 30, 8
MOST_BELOW = 3
# A letter that hands on a document is short.
ADDRESSED, MOST_OF_LETTER = vocabulary.sign("addressed"), 12
# The parts of a document count: a story that begins with the second has its first one above.
FIRST, SECOND = re.compile(r"^一、"), re.compile(r"^二、")
FARTHEST_PART = 40


def first_line(lines: Sequence[Line], above: Sequence[int | None], first: int, last: int) -> int:
    """Move the start up over the first part of a document, and over its head.

    Args:
        lines: The lines of a page that are not blank.
        above: Its headline and the line that dates the page, which are no part of the document.
        first: The first line of the text.
        last: The line after the story.
    """
    top = max((i for i in above if i is not None and i < first), default=-1)
    first = _first_part(lines, top, first, last)
    run = first
    while run - 1 > top and first - run < MOST_ABOVE and _of_head(lines, run - 1):
        run -= 1
    if not any(_issued(lines, i) for i in range(run, min(first + 1, len(lines)))):
        return first
    title = lines[above[0]].head if above[0] is not None else ""
    # Above what begins it may stand the second line of a long headline.
    begins = (i for i in range(run, first) if _begins(lines[i], title))
    return next(begins, first)


def letter(lines: Sequence[Line], start: int) -> int:
    """Return where the letter begins that hands on the document whose text begins at `start`; `start` without one.

    A letter has its number or whom it is for at its head, and ends with the day on which it was signed.
    """
    near = range(start - 1, max(start - MOST_ABOVE, -1), -1)
    day = next((i for i in near if heads.is_day(lines[i])), 0)
    top = day
    while top and day - top < MOST_OF_LETTER and _of_letter(lines[top - 1]):
        top -= 1
    begins = next((i for i in range(top, day) if _opens_letter(lines[i])), day)
    told = any(line.kind in kinds.SENTENCES for line in lines[begins + 1 : day])
    between = all(line.kind in kinds.SHORT for line in lines[day + 1 : start])
    return begins if told and between else start


def last_line(lines: Sequence[Line], last: int) -> int:
    """Move the end down over who signed a document and when, and over the notes below."""
    signed = last
    while signed < len(lines) and signed - last < MOST_SIGNERS and _may_sign(lines[signed]):
        signed += 1
    if signed == len(lines) or not heads.is_day(lines[signed]) or not any(map(_signs, lines[last:signed])):
        return last
    end = signed + 1
    while end < len(lines) and end - signed <= MOST_BELOW and BELOW.search(lines[end].head):
        end += 1
    return end


def _first_part(lines: Sequence[Line], top: int, first: int, last: int) -> int:
    """Return where 一、 stands above a story in which 二、 stands and 一、 does not."""
    told = range(first, last)
    if any(FIRST.match(lines[i].head) for i in told) or not any(
        SECOND.match(lines[i].head) for i in range(top + 1, last)
    ):
        return first
    above = range(first - 1, max(top, first - FARTHEST_PART), -1)
    return next((i for i in above if FIRST.match(lines[i].head)), first)


def _of_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a line may stand in the head of a document."""
    line = lines[i]
    if line.kind in kinds.SHORT:
        return line.size <= LONGEST and line.weight > kinds.LINKED
    return NUMBERED.search(line.head) is not None or (heads.is_day(line) and _issued(lines, i))


def _begins(line: Line, title: str) -> bool:
    """Whether a line may be the first of a document: its number, its title, who issued it."""
    titled = bool(title) and line.head.startswith(title)
    return titled or _signs(line) or NUMBERED.search(line.head) is not None


def _of_letter(line: Line) -> bool:
    return line.kind in kinds.TEXT or NUMBERED.search(line.head) is not None


def _opens_letter(line: Line) -> bool:
    return NUMBERED.search(line.head) is not None or ADDRESSED.search(line.head) is not None


def _issued(lines: Sequence[Line], i: int) -> bool:
    """Whether a line says that a document begins: its number, or the day below the name of an office."""
    if NUMBERED.search(lines[i].head):
        return True
    return heads.is_signed(lines, i)


def _signs(line: Line) -> bool:
    return line.kind in kinds.SHORT and line.size <= LONGEST_SIGNER and heads.SIGNER.search(line.head) is not None


def _may_sign(line: Line) -> bool:
    """Whether a line may stand between the text and the day: an office, a person, whom to ask, what is attached."""
    person = line.kind in kinds.SHORT and line.size <= LONGEST_PERSON and not any(map(str.isdigit, line.head))
    return person or _signs(line) or (line.size <= LONGEST and BEFORE_SIGNATURE.search(line.head) is not None)
