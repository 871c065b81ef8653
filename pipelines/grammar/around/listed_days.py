"""Days of a list: in 10月1日、2日及7日 the month of the first day is that of all.

Belongs here: days that stand right behind a day of a month, with nothing but a comma or an "and" between. Does not
belong here: lists whose mark stands once (1、2日), which are phrases (`date_ranges`).
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar.calendar import moments as how
from pipelines.grammar.calendar.moments import Moment
from pipelines.grammar.points import Ints

_JOINTS = tuple(map(ord, "、及和与或"))
_RULE = "date.day_of_a_list"


def with_months(
    mentions: pl.DataFrame, moments: tuple[Moment, ...], codes: npt.NDArray[np.uint32], offsets: Ints
) -> tuple[pl.DataFrame, tuple[Moment, ...]]:
    """Give the days of a list the month of the first one.

    Args:
        mentions: As `reading.read` finds them, sorted by row and start.
        moments: What the column `moment` points to.
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.

    Returns:
        The same, with those days changed and their moments appended.
    """
    before = {name: pl.col(name).shift(1) for name in ("row", "end", "rule", "moment")}
    listed = (
        (pl.col("rule") == "date.bare_day")
        & before["rule"].is_in(["date.day", "date.bare_day"])
        & (before["row"] == pl.col("row"))
        & (before["end"] + 1 == pl.col("start"))
    )
    asked = mentions.with_row_index("at").filter(listed).select("at", "row", "start", "moment")
    joints = codes[offsets[asked["row"].to_numpy()] + asked["start"].to_numpy() - 1]
    told: dict[int, int] = {}
    added: list[Moment] = []
    for at, index in asked.filter(pl.Series(np.isin(joints, _JOINTS))).select("at", "moment").iter_rows():
        first = added[told[at - 1] - len(moments)] if at - 1 in told else moments[mentions[at - 1, "moment"]]
        day = moments[index].parts[0]
        if _goes_on(first, moments[index]) and first.parts[-1].n < day.n:
            told[at] = len(moments) + len(added)
            added.append(Moment((*first.parts[:-1], day)))
    if not told:
        return mentions, moments
    places = list(told)
    return mentions.with_columns(
        mentions["moment"].scatter(places, pl.Series(list(told.values()), dtype=mentions["moment"].dtype)),
        mentions["rule"].scatter(places, pl.Series([_RULE] * len(places))),
    ), (*moments, *added)


def _goes_on(first: Moment, second: Moment) -> bool:
    """Whether the first is a day of a month, and the second a day and nothing else."""
    plain = all(moment.to is None and not moment.bound for moment in (first, second))
    units = [part.unit for part in first.parts]
    return plain and units[-2:] == ["month", "day"] and first.parts[-1].how == how.AT and len(second.parts) == 1
