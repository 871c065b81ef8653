"""Which characters the numeral ledger counts, as patterns for Python, polars and DuckDB.

The list is data (`numeral_chars.tsv`), frozen with its Unicode version and independent of the grammar. A run is a
longest row of numeral characters; a lone formal numeral (參 in 參加) is no run.
"""

from functools import cache
from pathlib import Path

from schemas import tsv

PATH = Path(__file__).with_name("numeral_chars.tsv")
COLUMNS = ("first", "last", "class", "shown")
UNICODE_VERSION = "14.0.0"
FORMAL = "formal"


@cache
def ranges() -> tuple[tuple[int, int, str], ...]:
    """Return (first, last, class) of every range, code points included at both ends."""
    return tuple((int(row["first"], 16), int(row["last"], 16), row["class"]) for row in tsv.rows(PATH, COLUMNS))


def _inside(chosen: list[tuple[int, int]]) -> str:
    """Write ranges as the inside of a character class, in literal characters that every engine reads."""
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in chosen)


@cache
def character_class(*, formal: bool) -> str:
    """Return the inside of `[…]`: all numeral characters, or without the formal ones."""
    return _inside([(first, last) for first, last, kind in ranges() if formal or kind != FORMAL])


@cache
def run_pattern() -> str:
    """Return a pattern whose matches are exactly the runs that the ledger counts.

    It needs no look-around, so it means the same to `re`, polars and RE2.
    """
    return f"[{character_class(formal=True)}]{{2,}}|[{character_class(formal=False)}]"


@cache
def split_pattern() -> str:
    """Return a pattern that cuts a text into runs and the stretches between them, without losing a character.

    A stretch between runs may hold lone formal numerals only at its joints; whether a piece is a run is told by
    `run_pattern`.
    """
    inside = character_class(formal=True)
    return f"[{inside}]+|[^{inside}]+"
