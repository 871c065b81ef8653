"""What a page says of itself outside its text: title, meta elements, JSON-LD, time elements, canonical address.

Only gathering belongs here, with the place of each statement; which of them is believed is decided when the page is
cleaned. Values have their entities resolved; JSON-LD is searched for its keys, so that a broken script still tells.
"""

import json
import re

from pipelines.reading.collector import Hint
from pipelines.reading.decoding.places import Places
from pipelines.reading.markup.html_tokens import Attribute, unescape

HINTING = frozenset({"html", "meta", "link", "script", "time"})
_NAMES = ("name", "property", "itemprop", "http-equiv")
_JSON_LD = re.compile(
    r'"(?P<key>datePublished|dateModified|dateCreated|uploadDate|headline|inLanguage)"\s*:\s*"(?P<value>(?:[^"\\\n]|\\.)*)"'
)
_TIME_AT_MOST = 200  # characters: a time element that was never closed is none
_SPACES = re.compile(r"\s+")


class Hints:
    """Gathers what a page says of itself while its tokens go by.

    Attributes:
        found: The hints, in the order of the page.
    """

    def __init__(self, source: str, places: Places) -> None:
        """Begin with none; places are translated by `places`."""
        self.found: list[Hint] = []
        self._source = source
        self._places = places
        self._json_ld = False  # the script that was opened last is JSON-LD
        self._time: int | None = None  # where the content of an open time element without datetime begins

    def start(self, name: str, end: int, given: dict[str, Attribute]) -> None:
        """Take a start tag, its end and its attributes."""
        if name == "meta" and "content" in given:
            for naming in _NAMES:
                if naming in given:
                    self._add(f"meta:{given[naming].value.strip().lower()}", given["content"])
                    break
        elif name == "html" and "lang" in given:
            self._add("html:lang", given["lang"])
        elif (
            name == "link" and "href" in given and "rel" in given and "canonical" in given["rel"].value.lower().split()
        ):
            self._add("link:canonical", given["href"])
        elif name == "script":
            self._json_ld = "type" in given and "ld+json" in given["type"].value.lower()
        elif name == "time":
            self._time = None if "datetime" in given else end
            if "datetime" in given:
                self._add("time", given["datetime"])

    def raw(self, name: str, start: int, end: int) -> None:
        """Take the content of a title or script."""
        if name == "title":
            self._add("title", self._span(start, end))
        elif name == "script" and self._json_ld:
            for match in _JSON_LD.finditer(self._source, start, end):
                value = _unescaped(match["value"])
                self._add(f"json-ld:{match['key']}", Attribute(value, *match.span("value")))

    def end(self, name: str, start: int) -> None:
        """Take an end tag, and where it begins."""
        if name == "time" and self._time is not None:
            if start - self._time <= _TIME_AT_MOST and "<" not in self._source[self._time : start]:
                self._add("time", self._span(self._time, start))
            self._time = None

    def _span(self, start: int, end: int) -> Attribute:
        """Take a stretch of text without the white space around it."""
        text = self._source[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Attribute(_SPACES.sub(" ", unescape(text)), start, start + len(text))

    def _add(self, source: str, said: Attribute) -> None:
        """Add a statement that is not empty; one over several lines is placed on its first."""
        value = said.value.strip()
        if value:
            line_no, char = self._places.line(said.start)
            end = min(char + said.end - said.start, self._places.length(line_no))
            self.found.append(Hint(source, value, line_no, char, end))


def _unescaped(value: str) -> str:
    r"""Resolve JSON escapes; an escape that is none, or half a surrogate pair, is left as it stands."""
    try:
        text: str = json.loads(f'"{value}"', strict=False)
        text.encode()
    except ValueError:
        return value
    return text
