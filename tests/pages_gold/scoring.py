"""Scoring of pages against the annotations in `pages.tsv`: which lines are the story, and when it was published.

Only counting belongs here. A text dump is scored by line numbers. An HTML page is scored by text, so that extractors
that cut lines elsewhere are treated alike: a gold line is found if its characters stand in the extracted text, an
extracted line is right if its characters stand in the gold text; white space does not count.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

GOLD = Path(__file__).with_name("pages.tsv")
COLUMNS = ("file", "sha256", "title", "body", "unscored", "published", "published_line", "body_sha256")
DIGITS = 16
NONE = "-"
LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]+")
SPACE = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(frozen=True)
class Gold:
    """The annotation of one page; line numbers count from 1."""

    file: str
    lines: list[str]
    title: str
    body: list[int]
    unscored: list[int]
    published: str | None

    def text(self, numbers: Iterable[int]) -> str:
        """The characters of some lines, without white space."""
        return squeezed("\n".join(self.lines[n - 1] for n in numbers))


@dataclass
class Score:
    """Lines of the story: found, found wrongly, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: "Score") -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def squeezed(text: str) -> str:
    """A text without any white space."""
    return SPACE.sub("", text)


def load(pages: Path) -> list[Gold]:
    """Read the annotations, and the pages they are about; a page that is not the annotated one is an error."""
    found = []
    for row in GOLD.read_text("utf-8").splitlines():
        cells = dict(zip(COLUMNS, row.split("\t"), strict=False))
        if row.startswith("#") or cells["file"] == "file":
            continue
        data = (pages / cells["file"]).read_bytes()
        lines = data.decode("utf-8").split("\n")
        unscored = _numbers(cells["unscored"], lines)
        body = [n for n in _numbers(cells["body"], lines) if n not in unscored]
        assert sha256(data).hexdigest()[:DIGITS] == cells["sha256"], (
            f"{cells['file']} is not the page that was annotated"
        )
        text = "\n".join(lines[n - 1] for n in body)
        assert not body or sha256(text.encode()).hexdigest()[:DIGITS] == cells["body_sha256"], cells["file"]
        title = "" if cells["title"] == NONE else squeezed(lines[int(cells["title"]) - 1])
        published = None if cells["published"] == NONE else cells["published"]
        found.append(Gold(cells["file"], lines, title, body, unscored, published))
    return found


def by_number(gold: Gold, found: set[int]) -> Score:
    """Score the lines that were taken for the story of a text dump."""
    body, unscored = set(gold.body), set(gold.unscored)
    return Score(len(found & body), len(found - body - unscored), len(body - found))


def by_text(gold: Gold, extracted: str) -> Score:
    """Score a text that was extracted from the HTML of a page."""
    story = gold.text(gold.body)
    allowed = gold.text(sorted({*gold.body, *gold.unscored}))
    text = squeezed(extracted)
    wanted = [squeezed(gold.lines[n - 1]) for n in gold.body]
    given = [line for line in map(squeezed, LINE_BREAK.split(extracted)) if line]
    wrong = sum(line not in story and line not in allowed for line in given)
    right = sum(line in text for line in wanted)
    return Score(right, wrong, len(wanted) - right)


def _numbers(ranges: str, lines: list[str]) -> list[int]:
    """Line numbers of `3 5-9`, without blank lines."""
    numbers: list[int] = []
    for part in () if ranges == NONE else ranges.split():
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return [n for n in numbers if lines[n - 1].strip()]
