"""The words that cleaning looks for, read from the tables in `words/`.

Only loading belongs here: each table's header comment is its grammar, and what a word decides is said where it is used.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from schemas.tsv import rows

WORDS = Path(__file__).parent / "words"

# How much text a word of furniture may have around it: a sentence may begin or end with any of them.
LONGEST = {"whole": 60, "start": 80, "end": 90, "any": 120}
FURNITURE = ("section", "rubric", "notice", "editor", "byline", "credit", "tool")
LONGEST_CAPTION = 60
WHERE = {"whole": r"^\W*(?:{})\W*$", "start": r"^\W*(?:{})", "end": r"(?:{})\W*$", "any": r"(?:{})"}


@cache
def furniture() -> tuple[tuple[str, str, int], ...]:
    """Return the patterns that show what a line is: (class, regular expression, longest line it applies to).

    Classes come in the order in which they decide; there is one pattern per class and place in the line.
    """
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(WORDS / "furniture.tsv", ("class", "where", "words")):
        words[row["class"], row["where"]].append(row["words"])
    return tuple(
        (
            kind,
            WHERE[where].format("|".join(words[kind, where])),
            min(longest, LONGEST_CAPTION) if kind == "credit" else longest,
        )
        for kind in FURNITURE
        for where, longest in LONGEST.items()
        if words[kind, where]
    )


@cache
def names(table: str) -> dict[str, str]:
    """Return name → jurisdiction of a table (`publishers`, `money_words`, `place_words`)."""
    return {row["name"]: row["jurisdiction"] for row in rows(WORDS / f"{table}.tsv", ("name", "jurisdiction"))}


@cache
def home_currency() -> dict[str, str]:
    """Return jurisdiction → ISO 4217 code of a bare 元."""
    return {
        row["jurisdiction"]: row["currency"] for row in rows(WORDS / "home_currency.tsv", ("jurisdiction", "currency"))
    }
