"""What is known of HTML elements, and the elements that are open at a point of a page.

Only the tree belongs here, as far as text needs it: which elements are open, which of them are hidden, and when a
line of text breaks. Misnested and unclosed elements are closed as the table of elements says.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.tsv import rows

TABLE = Path(__file__).with_name("html_elements.tsv")
DEEPEST = 256  # browsers stop at 512; deeper elements are read as if they were not there
TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption"})  # end each other within their table
BARRIERS = frozenset({"table", "ul", "ol", "dl"})  # rows and items belong to the innermost of these


@dataclass(frozen=True, slots=True)
class Element:
    """What is known of an element; the header of `html_elements.tsv` says what the traits mean."""

    closes: tuple[str, ...] = ()
    block: bool = False
    void: bool = False
    raw: bool = False
    rcdata: bool = False
    hidden: bool = False
    head: bool = False
    pre: bool = False
    scope: bool = False
    counted: bool = False


PLAIN = Element()


@cache
def elements() -> dict[str, Element]:
    """Name → what is known of it."""
    return {
        row["name"]: Element(tuple(row["closes"].split()), **dict.fromkeys(row["traits"].split(), True))
        for row in rows(TABLE, ("name", "traits", "closes"))
    }


@cache
def raw_elements() -> frozenset[str]:
    """Elements whose content is no markup."""
    return frozenset(name for name, element in elements().items() if element.raw or element.rcdata)


@dataclass(slots=True)
class Open:
    """An element that is open; `hidden`, `link` and `pre` also hold where an element around it says so."""

    name: str
    path: str
    element: Element
    hidden: bool = False
    link: bool = False
    pre: bool = False
    children: dict[str, int] | None = None  # how many of each counted element it has


class OpenElements:
    """The elements that are open, outermost first.

    Attributes:
        top: The innermost open element.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._known = elements()
        self.top = Open("", "", PLAIN)
        self._stack = [self.top]
        self._open: defaultdict[str, int] = defaultdict(int)  # name → how many of it are open

    def start(self, name: str, *, hidden: bool = False) -> bool:
        """Open an element; tell whether the line of text breaks.

        Args:
            name: The element.
            hidden: Whether its attributes hide it.
        """
        element = self._known.get(name, PLAIN)
        breaks = element.block
        outer = self.top
        if outer.name == "head" and not element.head:
            breaks |= self.leave_head()
        for closed in element.closes:
            if self._open[closed]:
                breaks |= self._close_implied(element.closes)
                break
        if element.void or len(self._stack) > DEEPEST:
            return breaks
        outer = self.top
        step = self._numbered(outer, name) if element.counted else name
        self.top = Open(
            name,
            f"{outer.path}/{step}" if outer.path else step,
            element,
            outer.hidden or hidden or element.hidden,
            outer.link or name == "a",
            outer.pre or element.pre,
        )
        self._stack.append(self.top)
        self._open[name] += 1
        return breaks

    def end(self, name: str) -> bool:
        """Close an element, and with it what is open inside; an end tag without a start is passed over."""
        top = self.top
        if top.name == name:
            self._stack.pop()
            self._open[name] -= 1
            self.top = self._stack[-1]
            return top.element.block
        for depth in range(len(self._stack) - 1, 0, -1) if self._open[name] else ():
            here = self._stack[depth]
            if here.name == name:
                return self._pop_to(depth)
            if here.name == "table" or (here.element.scope and name not in TABLE_PARTS):
                break
        return self._known.get(name, PLAIN).block

    def leave_head(self) -> bool:
        """End the head if it is the innermost element: something that cannot stand in it follows."""
        return self.top.name == "head" and self._pop_to(len(self._stack) - 1)

    def _close_implied(self, names: tuple[str, ...]) -> bool:
        """Close the outermost of these that is open within the nearest scope."""
        found = 0
        among_parts = not TABLE_PARTS.isdisjoint(names)
        for depth in range(len(self._stack) - 1, 0, -1):
            here = self._stack[depth]
            if here.name in names:
                found = depth
            elif here.name in BARRIERS or (here.element.scope if here.name not in TABLE_PARTS else not among_parts):
                break
        return bool(found) and self._pop_to(found)

    def _pop_to(self, depth: int) -> bool:
        """Close everything from a depth on; tell whether a line of text ends with it."""
        breaks = False
        while len(self._stack) > depth:
            closed = self._stack.pop()
            self._open[closed.name] -= 1
            breaks |= closed.element.block
        self.top = self._stack[-1]
        return breaks

    @staticmethod
    def _numbered(outer: Open, name: str) -> str:
        """Number an element among its siblings of the same name."""
        if outer.children is None:
            outer.children = {}
        number = outer.children.get(name, 0) + 1
        outer.children[name] = number
        return f"{name}[{number}]"
