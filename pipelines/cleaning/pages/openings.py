"""Where a story opens: what stands above its prose and is already its own.

Only looking up from the first paragraph belongs here: over short lines, datelines and captions to the headline and the
furniture below it. Which prose is the story's is found in `story`; what follows the prose, in `endings`.
"""

import re
from collections.abc import Sequence

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import datelines
from pipelines.cleaning.pages.heads import HEADLINE, OF_PART, REACH

SUMMARY, ACCOUNT = vocabulary.sign("summary"), vocabulary.sign("account")
BEST_ANSWER, ANSWER_WITHIN = vocabulary.sign("best_answer"), 8
PRINTS = vocabulary.sign("prints")
# A short line that begins with a bullet or holds so many spaces is a menu.
BULLETS, ROW_OF_LINKS = "·•∙|>#@", 4
# 民 事 判 决 书: a word that is set wide.
SET_WIDE = re.compile(r"^(?:\S ){1,}\S$")
# 第一章总则, however short.
CHAPTER = re.compile(r"^第[一二三四五六七八九十百\d]{1,4}[编章节]")
# A heading element may be as short as a word.
SHORTEST_TAGGED = 2
# So many lines may name the place and the reporters above the first paragraph.
OPENING_LINES = 3
# A summary below the headline stands at most so many lines above the text, so many of them without a kind.
SUMMARY_APART, PLAIN_BETWEEN = 6, 1


def first_line(lines: Sequence[Line], above: Sequence[int | None], start: int) -> int:
    """Move the start up over short lines that belong to the text: below headline, date and the last button."""
    top = max((i for i in above if i is not None and i < start), default=None)
    if top is None:
        # Without a headline only the heading of a part is known to belong; the first line of a page is none.
        return start - 1 if start > 1 and OF_PART.match(lines[start - 1].head) else start
    furniture = {kinds.SECTION, kinds.RUBRIC, kinds.TOOL, kinds.NOTICE, kinds.EDITOR, kinds.BYLINE, kinds.DATED}
    first = start
    while first - 1 > top and lines[first - 1].kind not in furniture and _belongs(lines[first - 1]):
        first -= 1
    # What stands below 来源： is the name of the source.
    if first < start and lines[first - 1].kind == kinds.BYLINE and lines[first - 1].head.endswith(":"):
        first += 1
    # What stands between the heading of a section and the prose are the section's items.
    items = lines[first - 1].kind == kinds.SECTION and not PRINTS.search(lines[first - 1].head)
    first = start if items else first
    # A dateline opens the story, even where the names of its reporters stand below it.
    opening = range(max(top + 1, first - OPENING_LINES), first)
    return next((i for i in opening if lines[i].kind in kinds.SHORT and datelines.opens(lines[i].head)), first)


def upward(lines: Sequence[Line], headline: int | None, first: int, last: int) -> int:
    """Move the start up over furniture to a summary or a caption, and to the number of the first part.

    Args:
        lines: The lines of a page that are not blank.
        headline: The headline, or None.
        first: The first line of the text.
        last: The line after the story.
    """
    first = _summary(lines, headline, first)
    numbered = first > 0 and lines[first - 1].head == "1" and any(line.head == "2" for line in lines[first:last])
    return first - numbered


def _summary(lines: Sequence[Line], headline: int | None, first: int) -> int:
    """Return where a summary or a caption stands below the headline, a few lines of furniture above the text."""
    top = first if headline is None else max(headline + 1, first - SUMMARY_APART)
    told = [i for i in range(top, first) if lines[i].kind in {kinds.PROSE, kinds.CREDIT} and not introduces(lines, i)]
    above = [i for i in told if not _is_promotion(lines[i])]
    if not above:
        return first
    between = [line.kind for line in lines[above[0] : first]]
    apart = all(
        kind in {kinds.PROSE, kinds.CREDIT, kinds.TOOL, kinds.BYLINE, kinds.DATED, kinds.PLAIN} for kind in between
    )
    return above[0] if apart and between.count(kinds.PLAIN) <= PLAIN_BETWEEN else first


def above_contents(lines: Sequence[Line], start: int) -> int:
    """Return the first paragraph above the table of contents of a text that is told below it; `start` without one."""
    listed = next((i for i in range(start) if lines[i].kind == kinds.CONTENTS), None)
    above = range(0) if listed is None else range(max(listed - REACH, 0), listed)
    return next((i for i in above if lines[i].kind == kinds.PROSE), start)


def question(lines: Sequence[Line], start: int) -> int:
    """Return the paragraph of the question right above the answer that was found best; `start` where there is none."""
    near = range(start - 1, max(start - ANSWER_WITHIN, -1), -1)
    named = next((i for i in near if BEST_ANSWER.search(lines[i].head)), 0)
    above = range(named - 1, max(named - ANSWER_WITHIN, -1), -1)
    asked = next((i for i in above if lines[i].kind in kinds.SENTENCES), None)
    if asked is None or not any(lines[i].kind == kinds.DATED for i in range(max(asked - ANSWER_WITHIN, 0), asked)):
        return start
    return asked


def introduces(lines: Sequence[Line], i: int) -> bool:
    """Whether a line introduces the account that published the story; right below the first line it is a heading."""
    return i > 2 and ACCOUNT.search(lines[i - 1].head) is not None  # noqa: PLR2004  headline and account


def _is_promotion(line: Line) -> bool:
    """Whether a line that looks like a caption is a link."""
    return line.kind == kinds.CREDIT and line.weight < 0


def _belongs(line: Line) -> bool:
    """Whether a short line above the prose may open it: a name, a counter or a row of links may not."""
    if _is_promotion(line):
        return False
    if line.kind != kinds.PLAIN:
        return line.size in HEADLINE or line.kind in {kinds.CLAUSE, kinds.CREDIT, kinds.PROSE, kinds.CELL}
    if SUMMARY.search(line.head) or SET_WIDE.match(line.head) or CHAPTER.match(line.head):
        return True
    if line.tag and line.size >= SHORTEST_TAGGED:
        return True
    if line.weight <= kinds.LINKED:
        return False
    return line.size in HEADLINE and line.head[0] not in BULLETS and len(line.head.split()) <= ROW_OF_LINKS
