"""What a line of a page may be, seen on its own: the closed list of kinds, what each weighs, and the line itself.

Only the names belong here, for every module that walks over a page: `from pipelines.cleaning import kinds`, then
`kinds.PROSE`. How a line comes to its kind is decided in `features`; what it is on its page, in `roles`.
"""

from typing import NamedTuple

BLANK = "blank"
SECTION = "section"  # opens something that is not the story
RUBRIC = "rubric"  # names a column of a portal
TOOL = "tool"  # a button, a counter, a menu entry
NOTICE = "notice"
EDITOR = "editor"  # closes a story
BYLINE = "byline"
CREDIT = "credit"  # words of a caption
DATED = "dated"  # holds a whole date
PROSE = "prose"
CLAUSE = "clause"  # a short sentence, or a part of one
PLAIN = "plain"  # none of all these
CELL = "cell"  # of a table
CONTENTS = "contents"  # of a table of contents, or a button beside a heading that it lists

SHORT = frozenset({PLAIN, CLAUSE})
SENTENCES = frozenset({PROSE, CLAUSE})
TEXT = SHORT | SENTENCES
TOLD = TEXT | {CREDIT, DATED, CELL}  # what a story may consist of
FURNITURE = frozenset({SECTION, TOOL, NOTICE, CONTENTS})

# How much a line speaks for a story where it stands, negative against one; that of prose depends on its length.
WEIGHT = {
    SECTION: -10.0,
    RUBRIC: -2.0,
    NOTICE: -4.0,
    EDITOR: -6.0,
    TOOL: -1.0,
    BYLINE: -0.5,
    CREDIT: 0.0,
    DATED: -0.5,
    CONTENTS: 0.0,
    CLAUSE: 0.3,
    PLAIN: -0.3,
}
# What a plain line weighs at most that is a link.
LINKED = WEIGHT[PLAIN] - 1


class Line(NamedTuple):
    """One line that is not blank, as it was measured; a tuple, because there are very many."""

    kind: str
    weight: float
    size: int
    head: str
    tag: str | None = None  # h1 … h6 in HTML

    def seen_as(self, kind: str) -> "Line":
        """Return the line as one of another kind, which is not prose."""
        return self._replace(kind=kind, weight=WEIGHT[kind])
