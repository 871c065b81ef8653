"""Which lines of a chunk are more than lines: the rows of tables, and the lines of wrapped paragraphs.

Only the search belongs here: the lines of all documents are sifted together, and the rules of `grids` and `wrapping`
look at the few that pass. Sifting decides nothing: it lets pass whatever a rule could take.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mode

import polars as pl

from pipelines.cleaning.layout import grids, wrapping
from pipelines.cleaning.layout.grids import Grid

# No line of a table and none that was broken at a margin is longer; a very long one is not even looked at.
LONGEST = 400
MAYBE_MARKS = (r"[\t|]|  ", "[｜│┃]|\u3000\u3000")
MARKS = r"[\t|｜│┃]|\S[ \u3000]{2,}\S"  # the same, but between cells: found much slower
# Of the lines of wrapped text, all but the last, so many do not end where a clause ends.
LEAST_OPEN = wrapping.FULL_SHARE * (1 - wrapping.MOST_ENDING)
LEAST_ROWS = min(grids.LEAST_ROWS.values())


@dataclass(frozen=True, slots=True)
class Table:
    """A table among the lines of a chunk.

    Attributes:
        number: Its number in its document.
        grid: Its rows, by their position in the chunk.
    """

    number: int
    grid: Grid


def tables(lines: pl.DataFrame) -> list[Table]:
    """Find the tables among the lines of a chunk: columns doc, text, chars and filled, the documents in order."""
    text, short = pl.col("text"), pl.col("filled") & (pl.col("chars") <= LONGEST)
    marked = pl.any_horizontal(text.str.contains(marks) for marks in MAYBE_MARKS)
    maybe = pl.when(short & marked).then(text).otherwise(pl.lit(""))
    seen = lines.select("doc", "text", "chars", short=short, marked=maybe.str.contains(MARKS))
    if not seen["marked"].any():
        return []
    row = pl.col("marked") | (pl.col("short") & text.str.contains(grids.RULE.pattern))
    runs = _runs(seen, row).filter(pl.col("alike") & (pl.col("marked") >= LEAST_ROWS))
    found: list[Table] = []
    numbers: defaultdict[int, int] = defaultdict(int)
    for doc, first, length in runs.select("doc", "first", "length").iter_rows():
        for grid in grids.find(lines["text"].slice(first, length).to_list()):
            rows = {first + place: cells for place, cells in grid.rows.items()}
            found.append(Table(numbers[doc], Grid(first + grid.first, first + grid.last, rows)))
            numbers[doc] += 1
    return found


def paragraphs(lines: pl.DataFrame, outside: Sequence[Table]) -> list[tuple[int, int]]:
    """Find the wrapped paragraphs outside of tables, as (first, last + 1) positions in the chunk.

    The margin that most groups of lines show in a document is that of its short groups too, which show none.
    """
    rows = pl.Series([row for table in outside for row in table.grid.rows], dtype=pl.Int64)
    in_text = pl.col("filled") & (pl.col("chars") <= LONGEST) & ~pl.int_range(pl.len()).is_in(rows.implode())
    open_end = ~pl.col("text").str.contains(wrapping.ENDING.pattern)
    groups = _runs(lines.with_columns(marked=in_text & open_end), in_text)
    # A wide character takes two columns, any other one.
    may_join = pl.col("alike") & (pl.col("length") > 1) & (pl.col("chars") <= wrapping.WIDEST + wrapping.SLACK)
    may_show = (
        may_join
        & (pl.col("length") >= wrapping.LEAST_LINES)
        & (2 * pl.col("chars") >= wrapping.NARROWEST)
        & (pl.col("marked") >= LEAST_OPEN * (pl.col("length") - 1))
    )

    def found(groups: pl.DataFrame) -> Iterator[tuple[int, int, list[str]]]:
        """Yield the lines of groups, with their document and the position of the first."""
        for doc, first, length in groups.select("doc", "first", "length").iter_rows():
            yield doc, first, lines["text"].slice(first, length).to_list()

    # Most lines were broken nowhere, and are far wider than any margin: the longest one shows it.
    shown = groups.filter(may_show)
    narrow = [wrapping.width(longest.rstrip()) <= wrapping.WIDEST for longest in lines["text"].gather(shown["longest"])]
    margins: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for doc, first, texts in found(shown.filter(pl.Series(narrow, dtype=pl.Boolean))):
        if margin := wrapping.margin(texts):
            margins[doc][first] = margin
    usual = {doc: mode(own.values()) for doc, own in margins.items()}
    joined: list[tuple[int, int]] = []
    for doc, first, texts in found(groups.filter(may_join & pl.col("doc").is_in(list(usual)))):
        if max(map(wrapping.width, texts)) <= usual[doc] + wrapping.SLACK:
            runs = wrapping.paragraphs(texts, margins[doc].get(first, usual[doc]))
            joined += ((first + begin, first + end) for begin, end in runs)
    return joined


def _runs(lines: pl.DataFrame, alike: pl.Expr) -> pl.DataFrame:
    """Return the runs of lines of one document that are alike: where each begins, its lines, its longest line."""
    doc, like = pl.col("doc"), pl.col("alike")
    begins = ((doc != doc.shift(1)) | (like != like.shift(1))).fill_null(value=True)
    numbered = lines.with_columns(alike=alike, at=pl.int_range(pl.len(), dtype=pl.Int64))
    return (
        numbered.with_columns(run=begins.cum_sum())
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("doc", "alike").first(),
            pl.col("chars").max(),
            pl.col("marked").sum(),
            longest=pl.col("at").get(pl.col("chars").arg_max()),
            first=pl.col("at").first(),
            length=pl.len(),
        )
    )
