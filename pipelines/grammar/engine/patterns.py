"""Patterns: the small language in which productions say what they read, and what a pattern can begin with.

Belongs here: reading a pattern, the regular expression it becomes, and the pairs of codes it may begin with, by which
the engine passes over most productions without trying them. Does not belong here: what a match means.

A pattern is a row of elements, separated by blanks:

    CLASS  A|B           a token that has this class, or one of these
    name:CLASS           the same, and the builder finds the token as match["name"]
    CLASS?  CLASS*       optional, repeated
    ( … )?  ( … | … )    grouping as in a regular expression
    ^CLASS  !CLASS       the token before (behind) must not have the class

It becomes an ordinary regular expression over one character a token (`lexer.Codes`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipelines.grammar.engine.lexer import codes

_ELEMENT = re.compile(
    r"(?P<look>[\^!])?(?:(?P<name>[a-z]\w*):)?(?P<classes>[A-Z][A-Z_]*(?:\|[A-Z][A-Z_]*)*)(?P<count>[?*+]?)"
)
Set = frozenset[str]


@dataclass(frozen=True, slots=True)
class Opening:
    """How the matches of a pattern may begin: by no code, by one code that is all, or by two.

    These are the strings of LL(2) analysis: what a grammar can start with, cut off behind the second symbol.
    """

    empty: bool = False
    ones: tuple[Set, ...] = ()
    twos: tuple[tuple[Set, Set], ...] = ()

    def then(self, other: "Opening") -> "Opening":
        """One after the other."""
        follow = (*other.ones, *(first for first, _ in other.twos))
        ones = (self.ones if other.empty else ()) + (other.ones if self.empty else ())
        joined = tuple((one, two) for one in self.ones for two in follow)
        return Opening(self.empty and other.empty, ones, self.twos + joined + (other.twos if self.empty else ()))

    def either(self, other: "Opening") -> "Opening":
        """One or the other."""
        return Opening(self.empty or other.empty, self.ones + other.ones, self.twos + other.twos)

    def counted(self, count: str) -> "Opening":
        """Optional (`?`), repeated (`*`), at least once (`+`)."""
        often = self.either(self.then(self)) if count in {"*", "+"} else self
        return often.either(Opening(empty=True)) if count in {"?", "*"} else often

    def behind(self, first: str) -> Set | None:
        """The codes that may follow a first one; any (None) where a match may be over by then."""
        if any(first in one for one in self.ones):
            return None
        return frozenset[str]().union(*(second for start, second in self.twos if first in start))


_NOTHING = Opening(empty=True)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern made ready: a regular expression over codes, and how its matches begin."""

    regex: str
    opening: Opening


def compiled(pattern: str) -> Pattern:
    """Read a pattern.

    Raises:
        ValueError: An element cannot be read, or names a class that neither a word nor a shape has.
    """
    elements = iter(pattern.split())
    return _alternatives(elements)[0]


def _alternatives(elements: Iterator[str]) -> tuple[Pattern, str]:
    """Read up to the end of a group; returns it with the sign that closes it."""
    regex, opening = "", Opening()
    row = Pattern("", _NOTHING)
    for element in elements:
        if element == "|":
            regex, opening, row = f"{regex}{row.regex}|", opening.either(row.opening), Pattern("", _NOTHING)
        elif element.startswith(")"):
            return Pattern(regex + row.regex, opening.either(row.opening)), element
        else:
            part = _group(elements) if element == "(" else _element(element)
            row = Pattern(row.regex + part.regex, row.opening.then(part.opening))
    return Pattern(regex + row.regex, opening.either(row.opening)), ""


def _group(elements: Iterator[str]) -> Pattern:
    inside, close = _alternatives(elements)
    return Pattern(f"(?:{inside.regex}{close}", inside.opening.counted(close[1:]))


@cache
def _element(element: str) -> Pattern:
    m = _ELEMENT.fullmatch(element)
    if m is None:
        message = f"cannot read {element!r}"
        raise ValueError(message)
    try:
        members = frozenset("".join(codes().having(name) for name in m["classes"].split("|")))
    except KeyError as missing:
        message = f"no word and no shape has the class {missing}"
        raise ValueError(message) from None
    choice = _choice(members)
    if m["look"]:
        return Pattern(f"(?<!{choice})" if m["look"] == "^" else f"(?!{choice})", _NOTHING)
    named = f"(?P<{m['name']}>{choice})" if m["name"] else choice
    return Pattern(named + m["count"], Opening(ones=(members,)).counted(m["count"]))


@cache
def _choice(members: Set) -> str:
    """One of these codes, as a regex; neighbours are written as a range, which is read faster."""
    points = sorted(map(ord, members))
    runs = [[point for _, point in run] for _, run in groupby(enumerate(points), lambda p: p[1] - p[0])]
    return "[" + "".join(f"{re.escape(chr(run[0]))}-{re.escape(chr(run[-1]))}" for run in runs) + "]"
