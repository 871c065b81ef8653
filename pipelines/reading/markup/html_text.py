"""The visible text of a page, each character with its place in the source.

Only what a reader of the page sees belongs here: text nodes with white space collapsed, entities resolved, hidden
parts left out. How the bytes are divided is counted along the way. What the page says of itself is in `html_hints`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from pipelines.reading.collector import Hint, Piece, Run
from pipelines.reading.decoding.lines import line_of
from pipelines.reading.decoding.places import Places
from pipelines.reading.markup.html_elements import OpenElements, raw_elements
from pipelines.reading.markup.html_hints import HINTING, Hints
from pipelines.reading.markup.html_tokens import attributes, reference, tokens

WHITE_SPACE = " \t\n\r\f\u2028"
_STRETCH = re.compile(
    r"(?P<space>[ \t\n\r\f\u2028]++)"
    r"|(?P<reference>&(?:\#[xX][0-9a-fA-F]++;?|\#[0-9]++;?|[A-Za-z][A-Za-z0-9]*+;?))"
    r"|(?P<plain>[^ \t\n\r\f\u2028&]++(?:\ [^ \t\n\r\f\u2028&]++)*+|&)"
)
_LINE_END = re.compile("\r\n|[\n\r\u2028]")
ATTRIBUTES = 1 << 10  # tags whose attributes are remembered: a page says the same of many
_HIDDEN_ATTRIBUTE = "hidden"
_HIDES = re.compile(r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_RAW_PARTS = {"script": "script", "style": "style", "title": "head", "noscript": "hidden", "iframe": "hidden"}


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page; the fields are those of `Document`."""

    runs: list[Run]
    pieces: list[Piece]
    hints: list[Hint]
    parts: dict[str, int]


@dataclass(slots=True)
class _Run:
    """A text node that is being read.

    Attributes:
        texts: The text of each piece.
        length: Of the text so far.
    """

    path: str
    block_break: bool
    in_link: bool
    texts: list[str] = field(default_factory=list)
    length: int = 0


def read(source: str, places: Places) -> Page:
    """Read the text of a page."""
    return _Reader(source, places).page()


class _Reader:
    """Walks over the tokens of one page."""

    def __init__(self, source: str, places: Places) -> None:
        self._source = source
        self._places = places
        self._open = OpenElements()
        self._hints = Hints(source, places)
        self._runs: list[_Run] = []
        self._pieces: list[tuple[int, int, int, int, int, str]] = []  # run, place in it, place in the source, how
        self._parts: list[str] = []  # what the stretches are that are no markup
        self._stretches: list[int] = []  # where each of them begins and ends
        self._break = True  # a block element began or ended since the last text
        self._space = True  # white space here is collapsed into what stands before it

    def page(self) -> Page:
        """Read all tokens; what is no text, comment, script, style, head or hidden is markup."""
        source, opened = self._source, self._open
        for kind, start, end, name, (given, given_end) in tokens(source, raw_elements()):
            if kind == "text":
                self._text(start, end)
            elif kind == "start":
                if name in HINTING or (given < given_end and _may_hide(source[given:given_end])):
                    self._start(name, end, (given, given_end))
                elif opened.start(name):
                    self._end_block()
            elif kind == "end":
                if name in HINTING:
                    self._hints.end(name, start)
                if opened.end(name):
                    self._end_block()
            elif kind == "comment":
                self._part("comment", start, end)
            else:
                self._part(self._raw(name, start, end), start, end)
        self._end_block()
        runs = [
            Run(run_no, "".join(run.texts), run.path, run.block_break, run.in_link)
            for run_no, run in enumerate(self._runs)
        ]
        return Page(runs, self._placed(), self._hints.found, self._sizes())

    def _placed(self) -> list[Piece]:
        """Place the pieces of all runs; a joint is the empty slice at the end of its line."""
        found: list[Piece] = []
        offsets = self._places.bytes(chain.from_iterable(piece[3:5] for piece in self._pieces))
        starts, first_line = self._places.starts, self._places.first_line
        for piece, byte, byte_end in zip(self._pieces, offsets[::2], offsets[1::2], strict=True):
            run_no, run_start, run_end, start, end, how = piece
            index = line_of(starts, start)
            char = start - starts[index]
            char_end = char if how == "joint" else char + end - start
            found.append(Piece(run_no, run_start, run_end, first_line + index, char, char_end, byte, byte_end, how))
        return found

    def _sizes(self) -> dict[str, int]:
        """Count the bytes of each part; what is none of the others is markup."""
        sizes: Counter[str] = Counter()
        first, *offsets, last = self._places.bytes([0, *self._stretches, len(self._source)])
        for part, start, end in zip(self._parts, offsets[::2], offsets[1::2], strict=True):
            sizes[part] += end - start
        sizes["markup"] = last - first - sizes.total()
        return dict(sizes)

    def _part(self, part: str, start: int, end: int) -> None:
        """Remember what a stretch is that is no markup."""
        self._parts.append(part)
        self._stretches += start, end

    def _start(self, name: str, tag_end: int, span: tuple[int, int]) -> None:
        """Open an element whose attributes have to be read; they stand in a span."""
        given = attributes(self._source, span)
        hidden = _HIDDEN_ATTRIBUTE in given or ("style" in given and bool(_HIDES.search(given["style"].value)))
        if self._open.start(name, hidden=hidden):
            self._end_block()
        if name in HINTING:
            self._hints.start(name, tag_end, given)

    def _end_block(self) -> None:
        """Break the line of text: white space at its end is not shown."""
        if self._space and not self._break:
            run = self._runs[-1]
            run.texts.pop()
            self._pieces.pop()
            if not run.texts:
                self._runs.pop()
        self._break = self._space = True

    def _raw(self, name: str, start: int, end: int) -> str:
        """Read the content of an element whose content is no markup; return what its bytes are."""
        self._hints.raw(name, start, end)
        return _RAW_PARTS.get(name) or self._shown(start, end)

    def _text(self, start: int, end: int) -> None:
        """Read a text node, unless it is white space that is collapsed into what stands before it: indentation."""
        here = self._open.top
        blank = not self._source[start:end].strip(WHITE_SPACE)
        if blank and self._space and not here.pre:
            return
        if here.name == "head" and not blank:
            self._open.leave_head()
        self._part(self._shown(start, end), start, end)

    def _shown(self, start: int, end: int) -> str:
        """Read what is shown unless the element it stands in is hidden; return which of both it is."""
        if self._open.top.hidden:
            return "hidden"
        self._run(start, end)
        return "text"

    def _run(self, start: int, end: int) -> None:
        """Read a text node that is shown."""
        here = self._open.top
        run = _Run(here.path, self._break, here.link)
        for found in _STRETCH.finditer(self._source, start, end):
            kind = found.lastgroup
            if kind == "plain":
                self._copied(run, *found.span())
            elif kind == "reference":
                self._referred(run, *found.span())
            elif here.pre:
                self._kept(run, *found.span())
            elif not self._space:
                self._collapsed(run, *found.span())
        if run.texts:
            self._runs.append(run)
            self._break = False

    def _copied(self, run: _Run, start: int, end: int) -> None:
        """Take characters that are shown as they stand."""
        self._add(run, self._source[start:end], start, end, "copy")
        self._space = False

    def _referred(self, run: _Run, start: int, end: int) -> None:
        """Take what a character reference stands for, and what follows of its letters."""
        text, length = reference(self._source[start:end])
        white = text in WHITE_SPACE and not self._open.top.pre  # `&#13;` is white space like any other
        if text and not (white and self._space):
            self._add(run, text, start, start + length, "entity")
            self._space = white
        if start + length < end:
            self._copied(run, start + length, end)

    def _collapsed(self, run: _Run, start: int, end: int) -> None:
        """Take one character for a stretch of white space: a joint where a line ends in it."""
        line_end = _LINE_END.search(self._source, start, end)
        if line_end:
            self._add(run, "\n", *line_end.span(), "joint")
        else:
            self._add(run, self._source[start], start, start + 1, "copy")
        self._space = True

    def _kept(self, run: _Run, start: int, end: int) -> None:
        """Take white space as it stands."""
        at = start
        for line_end in _LINE_END.finditer(self._source, start, end):
            if line_end.start() > at:
                self._add(run, self._source[at : line_end.start()], at, line_end.start(), "copy")
            self._add(run, "\n", *line_end.span(), "joint")
            at = line_end.end()
        if at < end:
            self._add(run, self._source[at:end], at, end, "copy")
        self._space = False

    def _add(self, run: _Run, text: str, start: int, end: int, how: str) -> None:
        """Add a piece."""
        begun = run.length
        run.length = begun + len(text)
        self._pieces.append((len(self._runs), begun, run.length, start, end, how))
        run.texts.append(text)


@lru_cache(ATTRIBUTES)
def _may_hide(written: str) -> bool:
    """Tell whether it pays to read the attributes of a tag: of most tags they say nothing of what is shown."""
    written = written.lower()
    return "hidden" in written or "display" in written or "visibility" in written
