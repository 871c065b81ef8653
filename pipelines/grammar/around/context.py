"""Context: what the characters beside a number say of it.

Belongs here: numbers that only mark an item of a list, stand in quotation marks as a name, or end the name of a thing
(雪龙2, 歼-20, JN.1): the words of their phrase do not tell, the characters beside them do. They become refusals. Does
not belong here: words beside a number (`beside`), what a unit means (`local`), the middle of a year (`middles`), and
slogans (`slogans`).
"""

import re
from decimal import Decimal
from string import ascii_letters

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.grammar.around import beside
from pipelines.grammar.around.continued import with_what_goes_on
from pipelines.grammar.around.middles import with_middles
from pipelines.grammar.around.slogans import in_slogans
from pipelines.grammar.points import Ints, characters
from pipelines.grammar.vocabulary.nearby import either, pattern, words

Decision = tuple[str, str]  # reason and rule of a refusal

_MARKERS = ".、)"  # behind the number of an item
_OPEN, _CLOSE = "([〔【", ")]〕】"
_CLAUSE_ENDS = "。:;!?”』」"  # behind these a line may have ended, whose joint the text has lost
_QUOTE, _UNQUOTE = "“\"'「『《〈", "”\"'」』》〉"
_HAN = (0x3400, 0x9FFF)
#: Behind these a minus is a sign, behind any other Chinese character a hyphen: 为-5, but 歼-20.
_SIGN_FOLLOWS = words("-", "minus", "before")
_LARGEST_ITEM = 199
#: So few times something else (4×100米接力, 2×66万千瓦) are told with it, or name a scheme (4×4).
_FEW_TIMES = 10
#: What 大 begins behind a number that is one of no list: 5大幅下滑, 3大于2.
_BIG = words("大", "size", "behind")
#: (中线)1.0系统, “琅琊”2.0: of programmes and plans; a value of one digit has rarely a 0 behind its point.
_VERSION = re.compile(r"[1-9]\.0")
#: How far the words may stand that make 级 a strength of the wind or of a quake, before and behind.
_BEFORE, _BEHIND = 24, 6
_STRENGTH = pattern("级", "strength", "either")
_NO_STRENGTH = pattern("级", "no strength", "either")
#: Behind a 级 these say that it is a grade, whatever the weather: 防台风|四级|应急响应.
_GRADED = re.compile(f"(?:及?以[上下])?(?:{either(words('级', 'grade', 'behind'))})")
#: Where one of these was said last before the 级, what blew or shook has nothing to do with it: 防台风响应提升至四级.
_GRADE_OF = re.compile(f".*(?:{either(words('级', 'grade', 'before'))})(?=[^,。;:!?]*$)", re.DOTALL)
#: Behind these an amount to an amount is a change and where it led: 跌2.63美元至72.3美元.
_CHANGED = words("至", "result", "before")
_FAR = 3  # times as much, at least: 增加3至5亿元 is a range


def settle(
    mentions: pl.DataFrame, refusals: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Turn mentions into refusals where the characters beside them say so.

    Args:
        mentions: As `reading.read` finds them: row, start, end, kind, rule, …
        refusals: row, start, end, reason, rule; a lone numeral that turns out to mark an item changes its reason.
        codes: The folded code points of all texts, a 0 behind each.
        offsets: Where each text begins in `codes`.

    Returns:
        Mentions and refusals anew.
    """
    mentions = with_what_goes_on(with_middles(mentions, codes, offsets), codes, offsets)
    asked = (
        mentions.with_row_index("at")
        .filter(_doubtful())
        .select("at", "row", "start", "end", "kind", "rule", "value", "scale_text", "unit", "ext_start")
    )
    moved: dict[int, Decision] = dict.fromkeys(in_slogans(mentions, codes, offsets), ("name", "context.slogan"))
    moved |= {at: (reason, "context.beside") for at, reason in beside.refused(mentions, codes, offsets)}
    found: Decision | None
    for at, row, start, end, kind, rule, value, scale, unit, ext in asked.iter_rows():
        base = int(offsets[row])
        before = chr(codes[base + start - 1]) if start else ""
        behind = chr(codes[base + end])
        if unit == "级":
            graded = _GRADED.match(_following(codes, base + end)) is not None
            grade = value is not None and value == int(value) and not _is_strength(codes, base, start, end)
            found = ("model", "context.grade") if graded or grade else None
        elif value < 0:
            found = _hyphen(before) if chr(codes[base + start]) == "-" else None
        elif kind == "number" and not scale and ext is None:
            lettered = before == "." and start > 1 and chr(codes[base + start - 2]) in ascii_letters
            after = chr(codes[base + end + 1]) if behind != "\0" else "\0"
            found = ("model", "context.lettered") if lettered else _bare(value, before, behind, after)
            surface = characters(codes[base + start : base + end])
            found = found or _in_a_name(surface, before, behind, after)
            if rule == "number.said" and found is not None and found[0] == "name":  # 是“五”
                found = None
        else:
            found = None
        if found is not None:
            moved[at] = found
    refusals = _items(refusals, codes, offsets)
    if not moved:
        return mentions, refusals
    places = list(moved)
    gone = mentions[places].select(
        "row", "start", "end",
        reason=pl.Series([reason for reason, _ in moved.values()], dtype=pl.String),
        rule=pl.Series([rule for _, rule in moved.values()], dtype=pl.String),
    )  # fmt: skip
    kept = mentions.with_row_index("at").filter(~pl.col("at").is_in(places)).drop("at")
    return kept, pl.concat([refusals, gone])


def parted(mentions: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> list[tuple[int, str, int]]:
    """Ranges that are none: by how much something changed, and to what.

    Returns:
        For each, its place among the mentions, its folded characters, and where in them 至 or 到 stands.
    """
    both = (
        (pl.col("rule") == "range.measure") & pl.col("kind").is_in(["money", "quantity", "count"]) & (pl.col("low") > 0)
    )
    low, high = (pl.col(name).cast(pl.Float64) for name in ("low", "high"))  # as decimals they might overflow
    asked = mentions.with_row_index("at").filter(both & (high >= low * _FAR))
    found = []
    for at, row, start, end in asked.select("at", "row", "start", "end").iter_rows():
        base = int(offsets[row])
        surface = characters(codes[base + start : base + end])
        joint = _JOINT.search(surface)
        if start and chr(codes[base + start - 1]) in _CHANGED and joint and not surface[joint.start() - 1].isdigit():
            found.append((at, surface, joint.start()))
    return found


_JOINT = re.compile("[至到]")


def _doubtful() -> pl.Expr:
    """The mentions worth a look: bare numbers, what has a minus, grades."""
    bare = (pl.col("kind") == "number") & pl.col("value").is_not_null()
    signed = pl.col("rule").is_in(["measure.signed", "number.signed"]) & (pl.col("kind").is_in(["count", "number"]))
    return bare | (signed & (pl.col("value") < 0)) | (pl.col("unit") == "级").fill_null(value=False)


def _bare(value: Decimal, before: str, behind: str, after: str) -> Decision | None:
    """A number without unit, scale and qualifier; `before` is empty at the beginning of the text."""
    if value != int(value):
        return None
    if before.isalpha() and ord(before) < _HAN[0]:  # α7, Я-3
        return "model", "context.lettered"
    if value <= _LARGEST_ITEM and _marks_an_item(before, behind, after):
        return "list_marker", "context.item"
    if behind in _UNQUOTE and before and (before in _QUOTE or _HAN[0] <= ord(before) <= _HAN[1]):
        return "name", "context.quoted"
    return None


def _in_a_name(surface: str, before: str, behind: str, after: str) -> Decision | None:
    """1.0系统, 8大展馆, 4×100米接力: versions, the great ones of a list, and how often."""
    named = behind and (behind in _UNQUOTE or _HAN[0] <= ord(behind) <= _HAN[1])
    if named and _VERSION.fullmatch(surface):
        return "model", "context.version"
    if surface.isdecimal() and behind == "大" and after not in _BIG:
        return "name", "context.great"
    few = surface.isdecimal() and int(surface) < _FEW_TIMES
    return ("name", "context.times") if few and "×" in (before, behind) else None


def _marks_an_item(before: str, behind: str, after: str) -> bool:
    """Whether a number stands in brackets, opens a clause before 、 or stands before . and a word: 1.外贸."""
    if before and before in _OPEN:
        return behind in _CLOSE
    opens = not before or before in _CLAUSE_ENDS
    return (opens and behind in _MARKERS) or (behind == "." and (after == " " or _HAN[0] <= ord(after) <= _HAN[1]))


def _hyphen(before: str) -> Decision | None:
    """A minus right behind a name is a hyphen."""
    if before and _HAN[0] <= ord(before) <= _HAN[1] and before not in _SIGN_FOLLOWS:
        return "model", "context.hyphen"
    return None


def _is_strength(codes: npt.NDArray[np.uint32], base: int, start: int, end: int) -> bool:
    """Whether wind or quakes are spoken of near a 级."""
    near = characters(codes[base + max(0, start - _BEFORE) : base + end])
    following = _following(codes, base + end)
    grade = _GRADE_OF.match(near[: start - end])
    around = (near if grade is None else near[grade.end() :]) + following
    return _STRENGTH.search(_NO_STRENGTH.sub("", around)) is not None


def _following(codes: npt.NDArray[np.uint32], end: int) -> str:
    """A few characters behind a mention, of the same text."""
    return characters(codes[end : end + _BEHIND]).partition("\0")[0]


def _items(refusals: pl.DataFrame, codes: npt.NDArray[np.uint32], offsets: Ints) -> pl.DataFrame:
    """A lone numeral in brackets, or first in its line before 、, marks an item: (三), 一、."""
    lone = refusals["rule"].is_in(["rest.lone", "rest.unread", "not.small_numeral"]).to_numpy()
    if not lone.any():
        return refusals
    base = offsets[refusals["row"].to_numpy()]
    start, end = refusals["start"].to_numpy(), refusals["end"].to_numpy()
    before = np.where(start > 0, codes[np.maximum(base + start - 1, 0)], 0)
    behind = codes[base + end]
    inside = np.isin(before, [ord(c) for c in _OPEN]) & np.isin(behind, [ord(c) for c in _CLOSE])
    first = (start == 0) & np.isin(behind, [ord(c) for c in _MARKERS])
    marks = lone & (inside | first)
    return refusals.with_columns(
        reason=pl.when(pl.Series(marks)).then(pl.lit("list_marker")).otherwise("reason"),
        rule=pl.when(pl.Series(marks)).then(pl.lit("context.item")).otherwise("rule"),
    )
