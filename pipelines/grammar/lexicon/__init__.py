"""The words of the grammar, as tables a person can read and extend.

What belongs here: one `.tsv` file per closed class of words (spellings of units, currencies, classifiers, qualifiers,
names, idioms …) and the one function that reads them. What does not: what a word *means* beyond its code (the factors
of units are in `schemas/units.tsv`), and every rule that looks at more than one word.

The form of all tables is the same: UTF-8, lines that begin with `#` are comments (the first ones explain the grammar of
the table), the first other line names the columns, columns are separated by one tab, an empty cell is the empty string.
Words are written once, as `folding.fold` writes them: Simplified script, half width.
"""

from pathlib import Path

HERE = Path(__file__).parent


def parse(text: str, origin: str) -> tuple[dict[str, str], ...]:
    """Read the text of a table into its rows, in the order of the lines.

    Args:
        text: The whole table.
        origin: What to call the table in an error message.

    Raises:
        ValueError: A row has another number of cells than the header, or there is no header; names table and line.
    """
    columns: list[str] = []
    rows: list[dict[str, str]] = []
    # Only \n ends a row: a cell may hold U+2028 and other characters that str.splitlines would break at.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            continue
        if len(cells) != len(columns):
            message = (
                f"{origin}, line {number}: {len(cells)} cells where the header has {len(columns)} "
                f"({', '.join(columns)}); separate the cells by single tabs"
            )
            raise ValueError(message)
        rows.append(dict(zip(columns, cells, strict=True)))
    if not columns:
        message = f"{origin}: no header line with the names of the columns"
        raise ValueError(message)
    return tuple(rows)


def read(name: str, folder: Path = HERE) -> tuple[dict[str, str], ...]:
    """Read the table `<name>.tsv`; each row is a mapping from column name to cell.

    Raises:
        ValueError: The table is malformed; the message names file and line.
    """
    path = folder / f"{name}.tsv"
    return parse(path.read_bytes().decode("utf-8"), path.name)
