"""Hours behind a day in brackets: in 今晚（9月1日）8时 the evening is said before the brackets, and 8时 is 20 o'clock.

Belongs here: reading such an hour once more, with the part of the day that was said. Does not belong here: hours with
their part of the day beside them (`clock_times`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar import phrases
from pipelines.grammar.calendar.moments import Moment
from pipelines.grammar.distinct import MENTION_SCHEMA, values
from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.points import Ints, characters
from pipelines.grammar.vocabulary.nearby import either
from pipelines.grammar.vocabulary.words import vocabulary

_CLOSE = ord(")")
#: How far before the hour its part of the day may stand, in characters.
_REACH = 16
#: Rules of hours without a part of the day; 8点 alone is counted until something tells that it is an hour.
_HOURS = ("time.hour", "time.hour_word", "time.colon", "time.range")
_COUNTED = (pl.col("unit_text") == "点") & (pl.col("rule") == "measure") & pl.col("ext_start").is_null()


def with_parts_of_the_day(
    mentions: pl.DataFrame, moments: tuple[Moment, ...], codes: npt.NDArray[np.uint32], offsets: Ints
) -> tuple[pl.DataFrame, tuple[Moment, ...]]:
    """Read hours anew where a part of the day stands before the brackets before them.

    Args:
        mentions: As `reading.read` finds them.
        moments: What the column `moment` points to.
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.

    Returns:
        The same, with those hours changed and their moments appended.
    """
    told = {}
    added: list[Moment] = []
    for at, row, reading in _read_anew(mentions, codes, offsets):
        told[at] = (row, *values(reading), len(moments) + len(added), None)
        added += [] if reading.moment is None else [reading.moment]
    if not told:
        return mentions, moments
    new = pl.DataFrame(
        list(told.values()), schema={"row": mentions.schema["row"], **MENTION_SCHEMA}, orient="row"
    ).select(mentions.columns)
    kept = mentions.with_row_index("at").filter(~pl.col("at").is_in(list(told))).drop("at")
    return pl.concat([kept, new]).sort("row", "start", maintain_order=True), (*moments, *added)


@lru_cache(maxsize=1)
def _part_of_the_day() -> re.Pattern[str]:
    """A part of the day before a day in brackets."""
    said = tuple(text for text, word in vocabulary().words.items() if "DAYPART" in word.senses)
    return re.compile(f"({either(said)})\\([^()]{{2,10}}\\)$")


def _read_anew(
    mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints
) -> Iterator[tuple[int, int, Reading]]:
    """The place of a mention, its row, and what it says with its part of the day."""
    asked = mentions.with_row_index("at").filter(pl.col("rule").is_in(_HOURS) | _COUNTED)
    before = codes[offsets[asked["row"].to_numpy()] + asked["start"].to_numpy() - 1]
    for at, row, start, end in (
        asked.filter(pl.Series(before == _CLOSE)).select("at", "row", "start", "end").iter_rows()
    ):
        base = int(offsets[row])
        part = _part_of_the_day().search(characters(codes[base + max(0, start - _REACH) : base + start]))
        if part is None:
            continue
        word = part[1]
        found = phrases.read(word + characters(codes[base + start : base + end])).readings
        if len(found) == 1 and found[0].moment is not None and found[0].end == len(word) + end - start:
            yield at, row, found[0].but(start=start, end=end, ext_start=None, ext_end=None)
