"""What can be seen of a line without looking at its neighbours.

Only measuring belongs here, over all lines of a chunk at once. What a line *is* depends on the page around it and is
decided in `story` and `roles`.

A line is looked at through its first and last characters, so that a line of a hundred megabytes costs what a short one
does.
"""

from collections.abc import Iterator
from string import ascii_uppercase

import polars as pl

from pipelines.cleaning import kinds, vocabulary
from pipelines.grammar.folding import fold

LOWER = {ord(upper): upper.lower() for upper in ascii_uppercase}
HEAD = SHORT = 120
SHORT_SENTENCE = 60
# A notice may be long; it says what it is in its first words.
DECLARES = vocabulary.in_either_script(vocabulary.part("declares"))
TAIL = 12

STOP = r"[。！？!?…；;：:”』」\"]$"
# Brackets close a sentence only where they hold one.
STOP_IN_BRACKETS = r"[。！？!?…；;：:”』」\"）)】]$"
A_DATE = (
    r"(?:19|20)\d\d\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}"
    r"|民国\s*\d{2,3}\s*年|\b1[0-3]\d[/.-]\d{1,2}[/.-]\d{1,2}|[二一][〇零九○][〇零一二三四五六七八九○]{2}年"
    r"|(?:19|20)\d\d\s+\d{1,2}/\d{1,2}|\b\d{1,2}/\d{1,2}/(?:19|20)\d\d\b|\b[012]\d-[01]\d-[0-3]\d\s\d{1,2}:\d\d"
    rf"|(?:{vocabulary.part('day_label')})\s?:?\s?(?:19|20)\d{{6}}\b"
    rf"|(?:{vocabulary.part('short_date_label')})[于在]?\s*:?\s*(?:\d\d-\d\d|1[0-3]\d\s*年\s*\d{{1,2}}\s*月)"
)
NO_DATE_LINE = vocabulary.sign("undated").pattern + r"|^[^\s:]{8,}\(\d{4}年\d{1,2}月\d{1,2}日\)$"  # a headline
DATED_LONGEST = 110
LONGEST_ROW_OF_TOOLS = 40
BETWEEN_TOOLS = r"[\s|/]+"
LINK = 0.6
PARAGRAPH = 40
SENTENCE = 12
CLAUSE_SHORTEST = 4
# What a full line of prose is worth against lines that are not: see `story`.
HEAVIEST = 4.0
CHARACTERS_PER_POINT = 40
WHITE = "\u3000 \t\r\x0b\x0c\u00a0\ufeff\u200b\u2028"


def measure(units: pl.DataFrame) -> pl.DataFrame:
    """Measure units (columns text, link, grid): what stands at their ends, how long they are, what kind they may be.

    Returns:
        The units with size (code points without white space around), lead (code points of white space before), head
        (first characters; of a short unit all of them, folded and in lower case), tail (last characters), kind, and
        weight: how much the unit speaks for a story where it stands, negative against one.
    """
    text = pl.col("text")
    sized = units.with_columns(
        bare=text.str.strip_chars(WHITE),
        lead=(text.str.len_chars() - text.str.strip_chars_start(WHITE).str.len_chars()).cast(pl.Int64),
    ).with_columns(
        size=pl.col("bare").str.len_chars().cast(pl.Int64),
        head=pl.col("bare").str.head(HEAD),
        tail=pl.col("bare").str.tail(TAIL),
        stops=pl.col("bare").str.head(HEAD).str.contains("。", literal=True),
    )
    folded = _fold_short(sized.drop("bare").with_columns(short=_may_show()))
    return folded.with_columns(kind=_kinds(folded)).with_columns(weight=_weight()).drop("stops", "short")


def _kinds(units: pl.DataFrame) -> pl.Series:
    """Return the kind of each unit: a cell, what its words show, a sentence, or else what its punctuation suggests."""
    sentence = pl.col("stops") & (pl.col("size") >= SENTENCE) & (pl.col("link") < LINK)
    first = units.with_columns(shown=_furniture(units)).select(
        kind=pl.when(pl.col("size") == 0)
        .then(pl.lit(kinds.BLANK))
        .when(pl.col("grid").is_not_null())
        .then(pl.lit(kinds.CELL))
        .otherwise(pl.coalesce("shown", pl.when(sentence).then(pl.lit(kinds.PROSE))))
    )["kind"]
    left = first.is_null()
    return first.scatter(left.arg_true(), units.filter(left).select(kind=_by_punctuation())["kind"])


def _fold_short(units: pl.DataFrame) -> pl.DataFrame:
    """Fold the heads of short units, all in one call; only those are compared with words."""
    short = units["short"]
    if not short.any():
        return units
    heads = units.filter("short").select(pl.col("head").str.replace_all("\n", " ", literal=True))  # a joint
    folded = fold(heads.select(pl.col("head").str.join("\n")).item())
    lower = folded.lower()
    # A few letters of other scripts become two in lower case, which would move every offset after them.
    plain = lower if len(lower) == len(folded) else folded.translate(LOWER)
    return units.with_columns(units["head"].scatter(short.arg_true(), pl.Series([plain]).str.split("\n").explode()))


def _may_show() -> pl.Expr:
    """Whether a line is short enough to be compared with words: the fewer look like sentences, the better."""
    declares = pl.col("head").str.head(TAIL).str.contains(DECLARES)
    sentence = (pl.col("size") > SHORT_SENTENCE) & pl.col("stops") & ~declares
    return pl.col("size").is_between(1, SHORT) & ~sentence


def _furniture(units: pl.DataFrame) -> pl.Series:
    """Return the first class of furniture that each short line shows, null where it shows none."""
    lines = units.filter("short").select("size", "head", "stops")
    dated = _dated(lines)
    # Many lines of a crawl are the same: each wording is looked at once.
    wordings = lines.filter(~dated).select("size", "head").unique("head", keep="first").with_row_index("nth")
    loose = wordings.filter(pl.col("head").str.contains(vocabulary.loose())).select("nth", *_shows(loose=True))
    asked = wordings.join(loose, on="nth", how="left", maintain_order="left").with_columns(_shows(loose=False))
    found = asked.select("head", shown=pl.coalesce(*_names(), _row_of_tools(wordings)))
    shown = found.filter(pl.col("shown").is_not_null())
    seen = lines.join(shown, on="head", how="left", maintain_order="left")["shown"]
    seen = seen.scatter(dated.arg_true(), kinds.DATED)
    return pl.repeat(None, len(units), dtype=pl.String, eager=True).scatter(units["short"].arg_true(), seen)


def _row_of_tools(lines: pl.DataFrame) -> pl.Series:
    """Say of which lines are several buttons or menu entries one after another, each of them furniture."""
    tools = [row.pattern for row in vocabulary.furniture() if (row.kind, row.where) == (kinds.TOOL, "whole")]
    tool = pl.any_horizontal(pl.col("word").str.contains(pattern) for pattern in tools)
    rows = (pl.col("size") <= LONGEST_ROW_OF_TOOLS) & pl.col("head").str.contains(BETWEEN_TOOLS)
    words = pl.col("head").str.replace_all(BETWEEN_TOOLS, " ").str.strip_chars().str.split(" ")
    asked = lines.filter(rows).select("nth", word=words).explode("word", empty_as_null=False)
    shown = asked.group_by("nth").agg(word=tool.all()).filter("word")["nth"]
    return pl.repeat(None, len(lines), dtype=pl.String, eager=True).scatter(shown, kinds.TOOL)


def _shows(*, loose: bool) -> Iterator[pl.Expr]:
    """Yield, for each pattern of furniture, the class where a line shows it."""
    for name, row in zip(_names(), vocabulary.furniture(), strict=True):
        if row.loose == loose:
            shows = (pl.col("size") <= row.longest) & pl.col("head").str.contains(row.pattern)
            yield pl.when(shows).then(pl.lit(row.kind)).alias(name)


def _names() -> list[str]:
    """Return a name for the column of each pattern of furniture, in the order in which they decide."""
    return [f"pattern {number}" for number in range(len(vocabulary.furniture()))]


def _dated(lines: pl.DataFrame) -> pl.Series:
    """Say of which short lines hold a whole date: one of them may say when the page was published."""
    maybe = (pl.col("size") <= DATED_LONGEST) & ~pl.col("stops") & pl.col("head").str.contains(r"\d\d|年")
    # Most lines hold no number at all: that is found out faster.
    asked = lines.select(maybe).to_series().arg_true()
    dated = pl.col("head").str.contains(A_DATE) & ~pl.col("head").str.contains(NO_DATE_LINE)
    return pl.repeat(False, len(lines), eager=True).scatter(asked, lines[asked].select(dated).to_series())  # noqa: FBT003


def _by_punctuation() -> pl.Expr:
    """Prose without a full stop in sight, a clause of it, or neither, by length and punctuation."""
    commas = pl.col("head").str.count_matches("[,，、]")
    stop = pl.col("tail").str.contains(STOP) | (pl.col("tail").str.contains(STOP_IN_BRACKETS) & (commas >= 1))
    prose = ((pl.col("size") >= PARAGRAPH) & (commas >= 1) & stop) | (
        (pl.col("size") >= 2 * PARAGRAPH) & (commas >= 2)  # noqa: PLR2004  a cut-off sentence has at least two clauses
    )
    open_end = (commas >= 2) | ((commas >= 1) & (pl.col("size") >= PARAGRAPH))  # noqa: PLR2004  no headline has as many
    clause = (pl.col("size") >= CLAUSE_SHORTEST) & (stop | open_end | pl.col("tail").str.contains(r"[,，、~→]$"))
    told = pl.col("link") < LINK
    return (
        pl.when(prose & told)
        .then(pl.lit(kinds.PROSE))
        .when(clause & told)
        .then(pl.lit(kinds.CLAUSE))
        .otherwise(pl.lit(kinds.PLAIN))
    )


def _weight() -> pl.Expr:
    """Length speaks for prose up to a limit: one very long line shall not outweigh a page."""
    table = pl.col("kind").replace_strict(kinds.WEIGHT, default=0.0, return_dtype=pl.Float64)
    prose = (pl.col("size") / CHARACTERS_PER_POINT).clip(0.5, HEAVIEST)
    linked = pl.when(pl.col("link") >= LINK).then(-1.0).otherwise(0.0)
    return pl.when(pl.col("kind") == kinds.PROSE).then(prose).otherwise(table) + linked
