"""The middle of a year or of a month: 今年年中, 7月中, whose last word no phrase holds.

Belongs here: whether the 中 behind a date belongs to it (7月中上市, but 7月中国 and 8月中有). Does not belong here: its
bounds, which are not written: the date keeps those of its year or month.
"""

import re

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar.points import Ints, characters
from pipelines.grammar.vocabulary.nearby import either, words

_RULES = ("date.year", "date.month")
_LONGEST = 6
#: 中 closes the date before a mark and before a word of the table.
_MIDDLE = re.compile(rf"年中(?![国华])|中(?=$|[^\w]|{either(words('中', 'middle', 'behind'))})")


def with_middles(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """Take the word for the middle into the mention of a year or month.

    Args:
        mentions: row, end, ext_end, rule, …
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.
    """
    asked = pl.col("rule").is_in(_RULES) & pl.col("ext_end").is_null()
    dates = mentions.with_row_index("at").filter(asked).select("at", "row", "end")
    behind = offsets[dates["row"].to_numpy()] + dates["end"].to_numpy()
    dates = dates.with_columns(place=behind).filter(pl.Series(np.isin(codes[behind], [ord("中"), ord("年")])))
    longer: dict[int, int] = {}
    for at, _, end, place in dates.iter_rows():
        following = characters(codes[place : place + _LONGEST]).partition("\0")[0]
        middle = _MIDDLE.match(following)
        if middle is not None:
            longer[at] = end + middle.end()
    if not longer:
        return mentions
    return mentions.with_columns(
        end=mentions["end"].scatter(list(longer), pl.Series(list(longer.values()), dtype=mentions["end"].dtype))
    )
