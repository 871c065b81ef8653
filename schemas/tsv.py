"""Reading the small commented tables that closed lists are kept in.

A file is UTF-8, one row a line, cells separated by one tab. Lines that begin with `#` are comments (the header
comment describes the columns), empty lines separate groups. A first row that repeats the column names is allowed.
"""

from collections.abc import Iterator
from pathlib import Path


class TableError(ValueError):
    """A line of a table does not have the form that its header comment describes."""


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table as column → cell.

    Args:
        path: The `.tsv` file.
        columns: Names of its columns, in order. Missing cells at the end of a row are empty.

    Raises:
        TableError: A row has more cells than columns, or its first cell is empty; names the file and line.
    """
    for line_no, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if tuple(cells) == columns:
            continue
        if len(cells) > len(columns) or not cells[0]:
            message = (
                f"{path}, line {line_no}: expected at most {len(columns)} cells ({' · '.join(columns)}), the "
                f"first not empty, separated by tabs; found {len(cells)}: {line!r}"
            )
            raise TableError(message)
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
