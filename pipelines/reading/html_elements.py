"""What is known of HTML elements, and the elements that are open at a point of a page.

Only the tree belongs here, as far as text needs it: which elements are open, which of them are hidden, and when a
line of text breaks. Misnested and unclosed elements are closed as the table of elements says.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from schemas.tsv import rows

TABLE = Path(__file__).with_name("html_elements.tsv")
DEEPEST = 256  # browsers stop at 512; deeper elements are read as if they were not there


@dataclass(frozen=True, slots=True)
class Element:
    """What is known of an element; see the header of `html_elements.tsv`."""

    traits: frozenset[str] = frozenset()
    closes: frozenset[str] = frozenset()


PLAIN = Element()


@cache
def elements() -> dict[str, Element]:
    """Name → what is known of it."""
    return {
        row["name"]: Element(frozenset(row["traits"].split()), frozenset(row["closes"].split()))
        for row in rows(TABLE, ("name", "traits", "closes"))
    }


@cache
def raw_elements() -> frozenset[str]:
    """Elements whose content is no markup."""
    return frozenset(name for name, element in elements().items() if element.traits & {"raw", "rcdata"})


@dataclass(slots=True)
class Open:
    """An element that is open."""

    name: str
    path: str
    element: Element
    hidden: bool
    link: bool
    pre: bool
    children: dict[str, int] = field(default_factory=dict)


class OpenElements:
    """The elements that are open, outermost first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known = elements()
        self._stack: list[Open] = [Open("", "", PLAIN, hidden=False, link=False, pre=False)]
        self._names = Counter[str]()

    @property
    def top(self) -> Open:
        """The innermost open element."""
        return self._stack[-1]

    def start(self, name: str, *, hidden: bool) -> bool:
        """Open an element; tell whether the line of text breaks.

        Args:
            name: The element.
            hidden: Whether its attributes hide it.
        """
        element = self._known.get(name, PLAIN)
        breaks = "block" in element.traits
        if "head" not in element.traits:
            breaks |= self.leave_head()
        if any(self._names[closed] for closed in element.closes):
            breaks |= self._close_implied(element.closes)
        if "void" in element.traits or len(self._stack) > DEEPEST:
            return breaks
        outer = self.top
        step = name
        if "counted" in element.traits:
            outer.children[name] = outer.children.get(name, 0) + 1
            step = f"{name}[{outer.children[name]}]"
        self._names[name] += 1
        self._stack.append(
            Open(
                name,
                f"{outer.path}/{step}" if outer.path else step,
                element,
                outer.hidden or hidden or "hidden" in element.traits,
                outer.link or name == "a",
                outer.pre or "pre" in element.traits,
            )
        )
        return breaks

    def end(self, name: str) -> bool:
        """Close an element, and with it what is open inside; an end tag without a start is passed over."""
        for depth in range(len(self._stack) - 1, 0, -1) if self._names[name] else ():
            here = self._stack[depth]
            if here.name == name:
                return self._pop_to(depth)
            if here.name == "table" or ("scope" in here.element.traits and name not in _TABLE_PARTS):
                break
        return "block" in self._known.get(name, PLAIN).traits

    def leave_head(self) -> bool:
        """End the head if it is the innermost element: something that cannot stand in it follows."""
        return self.top.name == "head" and self._pop_to(len(self._stack) - 1)

    def _close_implied(self, names: frozenset[str]) -> bool:
        """Close the outermost of these that is open within the nearest scope."""
        found = 0
        for depth in range(len(self._stack) - 1, 0, -1):
            here = self._stack[depth]
            if here.name in names:
                found = depth
            elif (
                here.name in _BARRIERS
                or ("scope" in here.element.traits and here.name not in _TABLE_PARTS)
                or (here.name in _TABLE_PARTS and not names & _TABLE_PARTS)
            ):
                break
        return bool(found) and self._pop_to(found)

    def _pop_to(self, depth: int) -> bool:
        """Close everything from a depth on; tell whether a line of text ends with it."""
        closed = self._stack[depth:]
        del self._stack[depth:]
        self._names.subtract(one.name for one in closed)
        return any("block" in one.element.traits for one in closed)


_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption"})  # end each other within their table
_BARRIERS = frozenset({"table", "ul", "ol", "dl"})  # rows and items belong to the innermost of these
