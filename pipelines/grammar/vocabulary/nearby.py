"""Near by: the words that tell what a word of several meanings means, as patterns made of `lexicon/nearby.tsv`.

Belongs here: looking the words up. Does not belong here: the words, which are data, and how near they have to stand,
which each rule that asks for them says.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.grammar import lexicon


@lru_cache(maxsize=1)
def _table() -> Mapping[tuple[str, str, str], list[str]]:
    table: dict[tuple[str, str, str], list[str]] = {}
    for row in lexicon.read("nearby"):
        table.setdefault((row["of"], row["meaning"], row["side"]), []).append(row["word"])
    return table


def words(of: str, meaning: str, side: str) -> tuple[str, ...]:
    """The words that stand on one side (before, behind or either) of a word where it has a meaning.

    Raises:
        KeyError: The table knows none.
    """
    return tuple(_table()[of, meaning, side])


def either(words: tuple[str, ...]) -> str:
    """One of these words, as a regular expression; of two that begin alike the longer one."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=32)
def pattern(of: str, meaning: str, side: str) -> re.Pattern[str]:
    """The words of one meaning on one side, as a pattern."""
    return re.compile(either(words(of, meaning, side)))
