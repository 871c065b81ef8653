"""The tokens of an HTML page, each with its place in the source.

Only lexical structure belongs here: what is text, what a tag, what a comment. The states are those of the HTML
standard's tokenizer, written as one pattern per state, so that broken markup is read as browsers read it; the tokens
tile the source, whatever it holds. Every pattern is possessive: the time is linear in the length of the page.
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5
from typing import NamedTuple

SPACE = " \t\n\r\f"
REPLACEMENT = "\ufffd"
LONGEST_NUMBER = 16  # digits of a character reference; more of them name no character
LONGEST_NAME = max(map(len, html5))

_TOKENS = re.compile(
    r"""(?xs)
    (?P<text>(?:[^<]++|<(?![a-zA-Z/!?])|</?\Z)*+)
    (?: (?P<comment> <!--(?:-?>|.*?(?:--!?>|\Z)) | <[!?][^>]*+(?:>|\Z) | </(?![a-zA-Z])[^>]*+(?:>|\Z) )
      | </?(?P<name>[a-zA-Z][^\s/>]*+)
        (?P<attributes>(?:
          [\s/]++
          | [^\s/>][^\s/>=]*+ (?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?)?
        )*+)
        (?:>|\Z)
    )?+
    """
)
_ATTRIBUTE = re.compile(
    r"""(?xs) (?P<name>[^\s/>][^\s/>=]*+)
    (?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'>][^\s>]*+))?)?"""
)
_REFERENCE = re.compile(r"&(?:\#[xX][0-9a-fA-F]++;?|\#[0-9]++;?|[A-Za-z][A-Za-z0-9]*+;?)")


# A stretch of the source, as a bare tuple: making an object of each of them would take as long as finding them.
#   kind        text, comment, start, end, or raw: the content of an element whose content is no markup
#   start, end  where it begins and ends
#   name        the element, in lower case; of a raw token the element it is in
#   attributes  where the attributes of a start tag begin and end
Token = tuple[str, int, int, str, tuple[int, int]]
NOWHERE = (0, 0)


class Attribute(NamedTuple):
    """An attribute of a start tag: its value with entities resolved, and where it stands."""

    value: str
    start: int
    end: int


def tokens(source: str, raw: frozenset[str]) -> Iterator[Token]:
    """Yield the tokens of a page; together they are the page.

    Args:
        source: The page.
        raw: Elements whose content is no markup, up to their end tag.
    """
    at = 0
    length = len(source)
    matched = _TOKENS.match
    while at < length:
        match = matched(source, at)
        if match is None or match.end() == at:  # the pattern covers every character; a gap would be silent loss
            raise AssertionError(f"no token at {at}")
        start = match.end(1)
        if start > at:
            yield "text", at, start, "", NOWHERE
        at = match.end()
        kind = match.lastgroup
        if kind == "comment":
            yield "comment", start, at, "", NOWHERE
        if kind != "attributes":
            continue
        name = match["name"].lower()
        if source[start + 1] == "/":
            yield "end", start, at, name, NOWHERE
            continue
        yield "start", start, at, name, match.span("attributes")
        if name in raw:
            end = _end_tag(name).search(source, at)
            stop = end.start() if end else len(source)
            if stop > at:
                yield "raw", at, stop, name, NOWHERE
            at = stop


def attributes(source: str, span: tuple[int, int]) -> dict[str, Attribute]:
    """Read the attributes of a start tag; of two with one name the first counts."""
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(source, *span):
        group = match.lastgroup or "name"
        start, end = match.span(group) if group != "name" else (match.end(), match.end())
        found.setdefault(match["name"].lower(), Attribute(unescape(source[start:end]), start, end))
    return found


def reference(source: str) -> tuple[str, int]:
    """Resolve a character reference as it stands in text.

    Args:
        source: `&` and what may belong to it: `&#20803;`, `&nbsp;`, `&ampersand`.

    Returns:
        The characters it stands for, and how many characters of `source` it takes; (`""`, 0) if it is none.
    """
    if source.startswith("&#"):
        return _numbered(source), len(source)
    name = source[1:]
    for length in range(min(len(name), LONGEST_NAME), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0


def unescape(value: str) -> str:
    """Resolve all character references of a text."""
    if "&" not in value:
        return value

    def resolved(match: re.Match[str]) -> str:
        text, length = reference(match[0])
        return text + match[0][length:]

    return _REFERENCE.sub(resolved, value)


def _numbered(source: str) -> str:
    """Resolve `&#20803;` or `&#x5143;`; what names no character becomes U+FFFD, and a control character nothing."""
    digits = source[2:].rstrip(";")
    return html.unescape(f"&#{digits};") if len(digits.lstrip("xX0")) <= LONGEST_NUMBER else REPLACEMENT


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)</{re.escape(name)}(?=[\s/>]|\Z)")
