"""The words that cleaning looks for, read from the tables in `words/`.

Only loading belongs here: each table's header comment is its grammar, and what a word decides is said where it is used.
"""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.grammar import lexicon
from schemas.tsv import rows

WORDS = Path(__file__).parent / "words"

# How much text a word of furniture may have around it: a sentence may begin or end with any of them.
LONGEST = {"whole": 60, "start": 80, "end": 90, "any": 120}
FURNITURE = ("section", "rubric", "notice", "editor", "byline", "credit", "tool")
LONGEST_CAPTION = 60
WHERE = {"whole": r"^\W*(?:{})\W*$", "start": r"^\W*(?:{})", "end": r"(?:{})\W*$", "any": r"(?:{})"}
# A run of any characters before the words: a matcher has to go through all of them.
LOOSE = re.compile(r"\^?(?:\.|\\S|\[\^[^\]]+\])\{\d+,\d+\}\??|\(\?:\\S\{\d+,\d+\}\)\?")


class Furniture(NamedTuple):
    """A pattern that shows what a line is.

    Attributes:
        rank: Its place in the order in which patterns decide.
        kind: The class of the line.
        where: Where in it the words stand.
        pattern: What finds it in a folded line, by `search`.
        longest: The longest line it applies to.
    """

    rank: int
    kind: str
    where: str
    pattern: re.Pattern[str]
    longest: int


class Gate(NamedTuple):
    """Patterns of furniture, behind one that polars finds in many lines at once.

    Attributes:
        likely: A regular expression that every line holds that shows one of them.
        furniture: The patterns, in the order in which they decide.
    """

    likely: str
    furniture: tuple[Furniture, ...]

    def first(self, line: str) -> int | None:
        """Return the rank of the first pattern that a folded line shows."""
        return next((row.rank for row in self.furniture if len(line) <= row.longest and row.pattern.search(line)), None)


@cache
def gates() -> tuple[Gate, ...]:
    """Return the patterns that show what a line is, behind their gates.

    Words at a known place are looked for all at once. So are those before which any characters may stand, these left
    out. Words that may stand anywhere make too large an automaton all together: those of notices, which are many, have
    a gate of their own.
    """
    groups: defaultdict[str, list[Furniture]] = defaultdict(list)
    likely: defaultdict[str, list[str]] = defaultdict(list)
    order = ((kind, where, loose) for kind in FURNITURE for where in LONGEST for loose in (False, True))
    for rank, (kind, where, loose) in enumerate(order):
        words = [row for row in _furniture()[kind, where] if _is_loose(where, row) == loose]
        if not words:
            continue
        longest = min(LONGEST[where], LONGEST_CAPTION) if kind == "credit" else LONGEST[where]
        pattern = WHERE[where].format("|".join(words))
        gate = "loose" if loose else "bound" if where != "any" else "notices" if kind == "notice" else "anywhere"
        groups[gate].append(Furniture(rank, kind, where, re.compile(pattern), longest))
        likely[gate] += map(_tightly, words) if loose else [pattern]
    return tuple(Gate("|".join(likely[gate]), tuple(group)) for gate, group in groups.items())


@cache
def kinds_by_rank() -> dict[int, str]:
    """Return rank → class of each pattern."""
    return {row.rank: row.kind for gate in gates() for row in gate.furniture}


def is_tool(word: str) -> bool:
    """Whether a folded word is the name of a button, a counter or a menu entry on its own."""
    return any(row.pattern.search(word) for gate in gates_of_tools() for row in gate.furniture)


@cache
def gates_of_tools() -> tuple[Gate, ...]:
    """Return the patterns of lines that are nothing but a button, a counter or a menu entry, behind their gates."""
    of_tools = (
        Gate(gate.likely, tuple(row for row in gate.furniture if (row.kind, row.where) == ("tool", "whole")))
        for gate in gates()
    )
    return tuple(gate for gate in of_tools if gate.furniture)


@cache
def _furniture() -> dict[tuple[str, str], list[str]]:
    """Return (class, place) → the words of each row."""
    words: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(WORDS / "furniture.tsv", ("class", "where", "words")):
        words[row["class"], row["where"]].append(row["words"])
    return words


def _is_loose(where: str, words: str) -> bool:
    """Whether a row begins in the middle of a line, or with any characters."""
    return where == "end" or LOOSE.match(words) is not None


def _tightly(words: str) -> str:
    """Return the words of a row without the run of any characters before them."""
    begins = LOOSE.match(words)
    return words[begins.end() :] if begins else words


@cache
def sign(name: str) -> re.Pattern[str]:
    """Return what finds a sign of `signs.tsv` in a folded line, by `search`."""
    return re.compile("|".join(WHERE[where].format(words) for where, words in _signs()[name]))


@cache
def part(name: str) -> str:
    """Return the words of a sign of `signs.tsv` that are a piece of a form, as alternatives of a regular expression."""
    return "|".join(words for _, words in _signs()[name])


def in_either_script(pattern: str) -> str:
    """Return a regular expression that finds in a text as delivered what `pattern` finds in the folded one.

    Only ideographs are taken care of: each of them finds all that fold to it.
    """
    others: defaultdict[str, str] = defaultdict(str)
    for row in lexicon.read("script_fold"):
        others[row["simplified"]] += row["traditional"]

    def widened(token: re.Match[str]) -> str:
        if token[0].startswith("["):
            return f"{token[0][:-1]}{''.join(others.get(char, '') for char in token[0])}]"
        return f"[{token[0]}{others[token[0]]}]" if token[0] in others else token[0]

    return re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]|.", widened, pattern, flags=re.DOTALL)


@cache
def _signs() -> dict[str, list[tuple[str, str]]]:
    """Return sign → the place and the words of each of its rows."""
    signs: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(WORDS / "signs.tsv", ("sign", "where", "words")):
        signs[row["sign"]].append((row["where"], row["words"]))
    return dict(signs)


@cache
def hints() -> pl.DataFrame:
    """Return what each hint of a record says (columns source and says), and its rank among the others."""
    return pl.DataFrame(list(rows(WORDS / "hints.tsv", ("source", "says")))).with_row_index("rank")


@cache
def names(table: str) -> dict[str, str]:
    """Return name → jurisdiction of a table (`publishers`, `money_words`, `place_words`)."""
    return {row["name"]: row["jurisdiction"] for row in rows(WORDS / f"{table}.tsv", ("name", "jurisdiction"))}


@cache
def home_currency() -> dict[str, str]:
    """Return jurisdiction → ISO 4217 code of a bare 元."""
    return {row["jurisdiction"]: row["currency"] for row in lexicon.read("home_currency")}
