"""What each line of a page is: its role, the rule that says so, and the article it belongs to.

Only naming belongs here, over one page's measured lines and the story found in them. Nothing is dropped: a line that is
part of no story is navigation or a notice.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.lines.kinds import Line
from pipelines.cleaning.origin import datelines
from pipelines.cleaning.pages.endings import CONTACT, ITEM, NUMBER
from pipelines.cleaning.pages.heads import HEADLINE
from pipelines.cleaning.pages.story import DISCUSSION, Story
from pipelines.grammar.vocabulary.folding import fold

LONGEST_HEADING = 40
HEADINGS_TOGETHER = 2
LONG_CLAUSE = 25
NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百\d]{1,4}[章节部])"
)
LONGEST_REPEATED_CAPTION = 60
LONGEST_SECTION_NUMBER = 2
# A moment in digits, nothing beside it: when an answer or a comment was put on the page.
STAMP = re.compile(r"^\W*\d{2,4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?\W*$")
LONGEST_BARE_DATE = 20
CUT_OFF = vocabulary.sign("cut_off")
NUMBERED_DOCUMENT = vocabulary.sign("document_number")
MAIN = 0
# Another article may begin at a line of these kinds, if a headline stands above it.
BEGINS = {kinds.PROSE, kinds.DATED}


class Role(NamedTuple):
    """What one line is; a tuple, because there are very many.

    Attributes:
        role: A code of the closed list of roles.
        reason: The rule that decided it.
        article: Number of its article, 0 for the main story; None for what belongs to none.
    """

    role: str
    reason: str
    article: int | None = None


# What a line is, by its kind: on its own, and within a story (role, reason).
NO_STORY = Role("navigation", "no_story")
TEXT_OUTSIDE = Role("notice", "text_outside_story")
OUTSIDE = {
    kinds.SECTION: Role("navigation", "section"),
    kinds.RUBRIC: Role("navigation", "rubric"),
    kinds.TOOL: Role("navigation", "tool"),
    kinds.CONTENTS: Role("navigation", "contents"),
    kinds.NOTICE: Role("notice", "notice"),
    kinds.EDITOR: Role("byline", "editor"),
    kinds.BYLINE: Role("byline", "byline"),
    kinds.PROSE: TEXT_OUTSIDE,
    kinds.CLAUSE: TEXT_OUTSIDE,
}
INSIDE = {
    kinds.CELL: ("table", "cell"),
    kinds.CREDIT: ("caption", "words_of_a_caption"),
    kinds.EDITOR: ("byline", "editor"),
    kinds.BYLINE: ("byline", "byline"),
    kinds.RUBRIC: ("heading", "rubric"),
    kinds.PROSE: ("body", "prose"),
}


def assign(lines: Sequence[Line], story: Story, tails: Sequence[str]) -> list[Role]:
    """Name every line of a page.

    Args:
        lines: Its lines that are not blank, in order.
        story: Where its main story stands.
        tails: Last characters of each line.
    """
    outside = [*range(story.start), *range(story.end, len(lines))]
    roles = [NO_STORY] * len(lines)
    for i in outside:
        roles[i] = OUTSIDE.get(lines[i].kind, NO_STORY)
    articles = _main(lines, story, roles, tails)
    if story.headline is not None:
        for i in range(story.start):
            if lines[i].head == lines[story.headline].head:
                roles[i] = Role("title", "headline_again", MAIN)
        roles[story.headline] = Role("title", "headline", MAIN)
    if story.dated:
        roles[story.dated[0]] = Role("dateline", "date_line", MAIN)
    taken = {story.headline, *story.dated}
    _teasers(lines, [i for i in outside if i not in taken], roles, tails, articles)
    return roles


def repeats(lines: Sequence[Line], roles: Sequence[Role]) -> dict[int, int]:
    """Return line → first line of the page with the same words and the same role, for lines that repeat."""
    first: dict[tuple[str, int, str], int] = {}
    again = {}
    for i, (line, role) in enumerate(zip(lines, roles, strict=True)):
        key = (line.head, line.size, role.role)
        if key in first:
            again[i] = first[key]
        else:
            first[key] = i
    return again


def _main(lines: Sequence[Line], story: Story, roles: list[Role], tails: Sequence[str]) -> int:
    """Name the lines of the main story and of the stories that follow it; return the number of the last article."""
    article, told = MAIN, False
    prose = any(lines[i].kind in kinds.SENTENCES for i in range(story.start, story.end))
    headings, left_out = _headings(lines, story), _box_items(lines, story)
    captions: dict[str, int] = {}
    for i in range(story.start, story.end):
        line = lines[i]
        if told and line.kind in BEGINS and _heads(lines, i - 1, story) and (begun := _begins(lines, i, story, tails)):
            article += 1
            roles[i - 1], roles[i] = (role._replace(article=article) for role in begun)
            continue
        if i in left_out:
            roles[i] = Role("navigation", "list_of_links")
            continue
        if line.kind == kinds.DATED and STAMP.match(line.head):
            roles[i] = Role("navigation", "time_stamp")
            continue
        if i in headings:
            roles[i] = Role("heading", "short_above_text", article)
            continue
        roles[i] = _inside(line, article) if prose or line.kind != kinds.PLAIN else Role("body", "no_prose", article)
        told = told or line.kind == kinds.PROSE
        if line.size <= LONGEST_REPEATED_CAPTION and line.kind in {kinds.CREDIT, kinds.PROSE}:
            again = captions.setdefault(line.head, i)
            if again != i:
                roles[again] = roles[again]._replace(role="caption")
                roles[i] = Role("caption", "caption_again", article)
    return article


def is_text(line: Line) -> bool:
    """Whether a line is text that can have a heading: a paragraph, a long clause, a table."""
    return line.kind in {kinds.PROSE, kinds.CELL} or (line.kind == kinds.CLAUSE and line.size >= LONG_CLAUSE)


def _headings(lines: Sequence[Line], story: Story) -> set[int]:
    """Return the short lines of a story that head the text below them: one or two together, or any that is numbered.

    More of them together are verse, a list, code: text set in short lines.
    """
    headings: set[int] = set()
    run: list[int] = []
    for i in range(story.start, story.end):
        line = lines[i]
        if line.kind == kinds.PLAIN and line.size <= LONGEST_HEADING:
            run.append(i)
            if NUMBERED.match(line.head):
                headings.add(i)
            continue
        if len(run) <= HEADINGS_TOGETHER and is_text(line):
            headings.update(run)
        # 评论 above a paragraph of a story that says where it ends.
        run = [i] if line.kind == kinds.SECTION and DISCUSSION.search(line.head) else []
    return headings


def _box_items(lines: Sequence[Line], story: Story) -> set[int]:
    """Return the short lines between the heading of a box of related items in a story and the next paragraph."""
    items: set[int] = set()
    boxed = False
    for i in range(story.start, story.end):
        boxed = lines[i].kind == kinds.SECTION or (boxed and lines[i].kind != kinds.PROSE)
        if boxed and lines[i].kind in kinds.SHORT:
            items.add(i)
    return items


def _begins(lines: Sequence[Line], i: int, story: Story, tails: Sequence[str]) -> tuple[Role, Role] | None:
    """Return what a line and the headline above it are where another article begins with them."""
    if lines[i].kind == kinds.DATED:
        tells = i + 1 < story.end and lines[i + 1].kind == kinds.PROSE
        return (Role("title", "above_date_line"), Role("dateline", "date_line")) if tells else None
    if not datelines.opens(lines[i].head):
        return None
    if _cut_off(tails[i]):
        return Role("teaser_title", "above_dateline"), Role("teaser_body", "opening_dateline")
    return Role("title", "above_dateline"), Role("body", "opening_dateline")


def _heads(lines: Sequence[Line], i: int, story: Story) -> bool:
    return i > story.start and lines[i].kind in kinds.SHORT and lines[i].size in HEADLINE


def _inside(line: Line, article: int) -> Role:
    """Name a line within a story."""
    if reason := _of_document(line):
        return Role("body", reason, article)
    if line.kind in INSIDE:
        return Role(*INSIDE[line.kind], article)
    if line.kind == kinds.TOOL and NUMBER.match(line.head):
        whole = line.size <= LONGEST_SECTION_NUMBER
        return Role("heading" if whole else "body", "section_number" if whole else "number", article)
    if line.kind in kinds.FURNITURE:
        return OUTSIDE[line.kind]._replace(reason=f"{line.kind}_in_story")
    if line.tag and line.kind in kinds.SHORT:
        return Role("heading", "heading_element", article)
    return Role("body", "short_line" if line.kind == kinds.PLAIN else "sentence", article)


def _of_document(line: Line) -> str | None:
    """Return why a line that looks like furniture belongs to the document in which it stands."""
    if line.kind == kinds.BYLINE and NUMBERED_DOCUMENT.search(line.head):
        return "document_number"
    if line.kind in {kinds.NOTICE, kinds.BYLINE} and (CONTACT.search(line.head) or ITEM.match(line.head)):
        return "item_or_contact"
    return None


def _teasers(
    lines: Sequence[Line], outside: Sequence[int], roles: list[Role], tails: Sequence[str], article: int
) -> None:
    """Name announcements of other stories: outside the main one, a headline with prose directly below it."""
    discussion, goes_on, before = False, False, -1
    for i in outside:
        line, above = lines[i], before
        goes_on = goes_on and above == i - 1
        before = i
        if line.kind == kinds.SECTION:
            discussion = DISCUSSION.search(line.head) is not None
        if line.kind != kinds.PROSE:
            goes_on = False
            continue
        dated = datelines.opening(line.head) is not None
        if discussion and not dated:
            roles[i] = Role("notice", "discussion")
        elif (
            above == i - 1 and above >= 0 and roles[above] in {NO_STORY, TEXT_OUTSIDE} and _could_announce(lines[above])
        ):
            article += 1
            reason = "dateline" if dated else "cut_off" if _cut_off(tails[i]) else "below_headline"
            roles[above] = Role("teaser_title", "above_prose", article)
            roles[i] = Role("teaser_body", reason, article)
            goes_on = True
        elif goes_on:
            roles[i] = Role("teaser_body", "goes_on", article)


def _cut_off(tail: str) -> bool:
    """Whether a text is announced and goes on elsewhere."""
    return CUT_OFF.search(fold(tail).lower()) is not None


def _could_announce(line: Line) -> bool:
    bare_date = line.kind == kinds.DATED and line.size <= LONGEST_BARE_DATE
    return line.kind in {kinds.PLAIN, kinds.CLAUSE, kinds.DATED} and line.size in HEADLINE and not bare_date
