"""Reading a column of texts: the one way in for every stage.

Belongs here: the flow text → folded → phrases → each distinct phrase read once → gathered back to its places, joints
of wrapped lines, and the proof that every numeral character is held exactly once. Does not belong here: what a phrase
means (`phrases`), which day a date is (`resolution`), documents and lines (the stage of extraction).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar import phrases
from pipelines.grammar.around.context import parted, settle
from pipelines.grammar.around.hours import with_parts_of_the_day
from pipelines.grammar.around.listed_days import with_months
from pipelines.grammar.calendar.moments import Moment
from pipelines.grammar.distinct import MENTION_SCHEMA, REFUSAL_SCHEMA, tables, values
from pipelines.grammar.engine.readings import Reading
from pipelines.grammar.finder import find
from pipelines.grammar.ledger import uncovered
from pipelines.grammar.points import Ints, running
from pipelines.grammar.vocabulary.folding import table
from schemas.numerals import FORMAL, ranges


@dataclass(frozen=True, slots=True)
class Found:
    """What a column of texts holds.

    Attributes:
        mentions: One row a mention: row (index of the text), start, end, ext_start, ext_end, the fields of a reading,
            and `moment`, an index into `moments` where it is a date. Sorted by row and start.
        refusals: row, start, end, reason, rule; sorted alike.
        moments: The distinct dates as written.
        wide: Readings whose numbers do not fit DECIMAL(38, 12); the column `wide` of their mentions points here, and
            their number columns
            are null: what does not fit is said, never rounded.
    """

    mentions: pl.DataFrame
    refusals: pl.DataFrame
    moments: tuple[Moment, ...]
    wide: tuple[Reading, ...]


def read(texts: Sequence[str] | pl.Series, remarks: pl.Series | None = None) -> Found:
    r"""Find and read every mention of a column of texts.

    Args:
        texts: The texts as they stand; `\n` inside one is a joint of wrapped lines and may stand inside a mention.
        remarks: For each text whether it is a remark (see `remarks`); left out where the texts are lines of documents,
            whose cells are no queries.

    Returns:
        Mentions and refusals with offsets in code points, end exclusive. Together they hold every numeral character
        once.
    """
    column = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    spread = column.str.contains(_SPREAD)
    wrapped = column.str.contains("\n", literal=True) | spread
    any_wrapped = bool(wrapped.any())
    codes, offsets = _codes(_squeeze(column, spread) if any_wrapped else column)
    folded = table()[codes]
    places = find(folded, offsets)
    said_or_asked = pl.lit(value=False) if remarks is None else remarks.gather(places["row"]) | places["whole"]
    places = places.with_columns(remark=said_or_asked)
    said = ["phrase", "whole", "remark"]
    distinct = places.select(said).unique(maintain_order=True).with_row_index("id")
    placed = places.join(distinct, on=said, how="left", maintain_order="left").select("row", "id", at="start")
    said_once = tables(distinct)
    mentions = _gather(placed, said_once.mentions, ("start", "end", "ext_start", "ext_end"))
    refusals = _gather(placed, said_once.refusals, ("start", "end"))
    refusals = pl.concat([refusals, _rest(codes, offsets, mentions, refusals)])
    mentions = _part(mentions, parted(mentions, folded, offsets))
    mentions, moments = with_parts_of_the_day(mentions, said_once.moments, folded, offsets)
    mentions, moments = with_months(mentions, moments, folded, offsets)
    mentions, refusals = settle(mentions, refusals, folded, offsets)
    refusals = refusals.sort("row", "start", maintain_order=True)
    if any_wrapped:
        mentions, refusals = (_unsqueeze(frame, column, wrapped, spread) for frame in (mentions, refusals))
    return Found(mentions, refusals, moments, said_once.wide)


def _codes(column: pl.Series) -> tuple[npt.NDArray[np.uint32], Ints]:
    """The code points of all texts with a 0 behind each, and where each text begins; one more entry for the end."""
    joined = (column + "\0").str.join().item() if len(column) else ""
    lengths = column.str.len_chars().cast(pl.Int64).to_numpy() + 1
    return np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32), running(lengths)


def _rest(codes: npt.NDArray[np.uint32], offsets: Ints, mentions: pl.DataFrame, refusals: pl.DataFrame) -> pl.DataFrame:
    """Refusals for numeral characters that no phrase held.

    There are none unless the finder and the ledger see a character differently.
    """
    spans = pl.concat([frame.select("row", "start", "end") for frame in (mentions, refusals)])
    base = offsets[spans["row"].to_numpy()]
    starts, ends = uncovered(codes, base + spans["start"].to_numpy(), base + spans["end"].to_numpy())
    row = np.searchsorted(offsets, starts, side="right") - 1
    return pl.DataFrame(
        {
            "row": row,
            "start": starts - offsets[row],
            "end": ends - offsets[row],
            "reason": ["word" if formal else "unsupported" for formal in _formal(codes, starts, ends)],
            "rule": "rest.unread",
        },
        schema={"row": pl.Int64(), **REFUSAL_SCHEMA},
    )


@lru_cache(maxsize=1)
def _formal_digits() -> frozenset[int]:
    return frozenset(point for first, last, kind in ranges() if kind == FORMAL for point in range(first, last + 1))


def _formal(codes: npt.NDArray[np.uint32], starts: Ints, ends: Ints) -> list[bool]:
    """Whether a run is nothing but formal digits, which are ordinary characters too: 队伍218支, 大陆50多个."""
    return [_formal_digits().issuperset(codes[a:b].tolist()) for a, b in zip(starts, ends, strict=True)]


def _part(mentions: pl.DataFrame, wrong: list[tuple[int, str, int]]) -> pl.DataFrame:
    """Put two mentions where a range was read that is none."""
    places, rows = [], []
    for at, surface, joint in wrong:
        sides = [(0, phrases.read(surface[:joint])), (joint + 1, phrases.read(surface[joint + 1 :]))]
        if any(len(side.readings) != 1 or side.refusals for _, side in sides):
            continue
        places.append(at)
        row, start = mentions[at, "row"], mentions[at, "start"]
        for skip, side in sides:
            (one,) = side.readings
            placed = one.but(start=start + skip + one.start, end=start + skip + one.end, ext_start=None, ext_end=None)
            rows.append((row, *values(placed), None, None))
    if not places:
        return mentions
    new = pl.DataFrame(rows, schema={"row": mentions.schema["row"], **MENTION_SCHEMA}, orient="row")
    kept = mentions.with_row_index("at").filter(~pl.col("at").is_in(places)).drop("at")
    return pl.concat([kept, new.select(kept.columns)]).sort("row", "start", maintain_order=True)


def _gather(placed: pl.DataFrame, table: pl.DataFrame, offsets: tuple[str, ...]) -> pl.DataFrame:
    """Put what was read in each distinct phrase to all the places where that phrase stands."""
    return (
        placed.join(table, on="id", how="inner", maintain_order="left_right")
        .with_columns(pl.col(name) + pl.col("at") for name in offsets)
        .drop("id", "at")
    )


#  ----------------------------------------------------------------------------------------------------------------
# joints
#: A text that is one numeral in words, its characters set apart: 三百 五 又 三分 之一, 五 點 六.
_SPREAD = (
    "^[负負零〇一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟又\\d 　]*"
    "(?:分[ 　]*之|[点點])[零〇一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟负負点點折成\\d 　]+$"
)


def _squeeze(column: pl.Series, spread: pl.Series) -> pl.Series:
    """The texts without joints, and without the blanks of those whose characters are set apart."""
    close = column.str.replace_all("\n", "", literal=True)
    return close.zip_with(~spread, close.str.replace_all("[ 　]", ""))


def _unsqueeze(frame: pl.DataFrame, column: pl.Series, wrapped: pl.Series, spread: pl.Series) -> pl.DataFrame:
    """Move offsets from texts without their joints to the texts as they stand."""
    joints: dict[int, list[int]] = {}
    for row in wrapped.arg_true().to_list():
        gone = "\n 　" if spread[row] else "\n"
        seen = [i for i, c in enumerate(column[row]) if c in gone]
        joints[row] = [place - before for before, place in enumerate(seen)]  # places in the squeezed text

    def moved(row: int, offset: int | None, *, end: bool) -> int | None:
        if offset is None or row not in joints:
            return offset
        return offset + sum(place < offset if end else place <= offset for place in joints[row])

    names = [name for name in ("start", "end", "ext_start", "ext_end") if name in frame.columns]
    rows = frame["row"].to_list()
    return frame.with_columns(
        pl.Series(
            name,
            [moved(r, o, end=name.endswith("end")) for r, o in zip(rows, frame[name].to_list(), strict=True)],
            dtype=pl.Int64,
        )
        for name in names
    )
