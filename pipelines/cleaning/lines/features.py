"""What can be seen of a line without looking at its neighbours.

Only measuring belongs here, over all lines of a chunk at once. What a line *is* depends on the page around it and is
decided in `story` and `roles`.

A line is looked at through its first and last characters, so that a line of a hundred megabytes costs what a short one
does.
"""

import re
from string import ascii_uppercase

import polars as pl

from pipelines.cleaning import vocabulary
from pipelines.cleaning.lines import kinds
from pipelines.cleaning.origin import datelines
from pipelines.cleaning.vocabulary import Gate
from pipelines.grammar.vocabulary.folding import fold

LOWER = {ord(upper): upper.lower() for upper in ascii_uppercase}
HEAD = SHORT = 120
SHORT_SENTENCE = 60
# A notice may be long; it says what it is in its first words.
LONGEST_NOTICE = 600
DECLARES = vocabulary.in_either_script(vocabulary.part("declares"))
TAIL = 12

COMMA, OPEN_END = "[,，、]", "[,，、~→]$"
STOP = r"[。！？!?…；;：:”』」\"]$"
# Brackets close a sentence only where they hold one.
STOP_IN_BRACKETS = r"[。！？!?…；;：:”』」\"）)】]$"
# A boundary of words (\\b) would be some ten times slower: no finite automaton knows what is a letter beside it.
A_DATE = (
    r"(?:19|20)\d\d\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}"
    r"|民国\s*\d{2,3}\s*年|(?:^|\W)1[0-3]\d[/.-]\d{1,2}[/.-]\d{1,2}|[二一][〇零九○][〇零一二三四五六七八九○]{2}年"
    r"|(?:19|20)\d\d\s+\d{1,2}/\d{1,2}|(?:^|\W)\d{1,2}/\d{1,2}/(?:19|20)\d\d(?:\W|$)"
    r"|(?:^|\W)[012]\d-[01]\d-[0-3]\d\s\d{1,2}:\d\d"
    rf"|(?:{vocabulary.part('day_label')})\s?:?\s?(?:19|20)\d{{6}}(?:\W|$)"
    rf"|(?:{vocabulary.part('short_date_label')})[于在]?\s*:?\s*(?:\d\d-\d\d|1[0-3]\d\s*年\s*\d{{1,2}}\s*月)"
)
NO_DATE_LINE = vocabulary.sign("undated").pattern + r"|^[^\s:]{8,}\(\d{4}年\d{1,2}月\d{1,2}日\)$"  # a headline
DATED_LONGEST = 110
LONGEST_ROW_OF_TOOLS = 40
LAST = 1000  # rank of what shows only where no pattern does
BETWEEN_TOOLS, FIRST_TOOL = re.compile(r"[ \t|/]+"), r"([^ \t|/]+)"
RANKED = {"head": pl.String(), "rank": pl.Int64()}
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
    )
    sized = sized.drop("bare").with_columns(stops=pl.col("head").str.contains("。", literal=True))
    folded = _fold_short(sized.with_columns(short=_may_show()))
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
    return first.scatter(left.arg_true(), _by_punctuation(units.select("size", "tail", "link", "head").filter(left)))


def _fold_short(units: pl.DataFrame) -> pl.DataFrame:
    """Fold the heads of short units, all in one call; only those are compared with words."""
    short = units["short"]
    if not short.any():
        return units
    heads = units["head"].filter(short).str.replace_all("\n", " ", literal=True)  # a joint
    folded = fold(heads.str.join("\n").item())
    lower = folded.lower()
    # A few letters of other scripts become two in lower case, which would move every offset after them.
    plain = lower if len(lower) == len(folded) else folded.translate(LOWER)
    return units.with_columns(units["head"].scatter(short.arg_true(), pl.Series([plain]).str.split("\n").explode()))


def _may_show() -> pl.Expr:
    """Whether a line is short enough to be compared with words: the fewer look like sentences, the better."""
    declares = pl.col("head").str.head(TAIL).str.contains(DECLARES)
    sentence = (pl.col("size") > SHORT_SENTENCE) & pl.col("stops") & ~declares
    dated = pl.col("head").str.contains(datelines.OPENS_DATED)
    notice = declares & (pl.col("size") <= LONGEST_NOTICE)
    return (pl.col("size").is_between(1, SHORT) & ~sentence) | notice | dated


def _furniture(units: pl.DataFrame) -> pl.Series:
    """Return the first class of furniture that each short line shows, null where it shows none."""
    lines = units.select("short", "size", "head", "stops").filter("short")
    dated = _dated(lines)
    # Many lines of a crawl are the same: each wording is looked at once.
    wordings = lines.filter(~dated).select("size", "head").unique("head", keep="first")
    shown = pl.concat([*(_shown(wordings["head"], gate) for gate in vocabulary.gates()), _rows_of_tools(wordings)])
    first = shown.group_by("head").agg(pl.col("rank").min())
    ranks = lines.join(first, on="head", how="left", maintain_order="left")["rank"]
    of_rank = {**vocabulary.kinds_by_rank(), LAST: kinds.TOOL}
    seen = ranks.replace_strict(of_rank, default=None, return_dtype=pl.String).scatter(dated.arg_true(), kinds.DATED)
    return pl.repeat(None, len(units), dtype=pl.String, eager=True).scatter(units["short"].arg_true(), seen)


def _shown(heads: pl.Series, gate: Gate) -> pl.DataFrame:
    """Return the lines that show furniture of a gate, with the rank of the first pattern: columns of RANKED."""
    shown = ((head, gate.first(head)) for head in heads.filter(heads.str.contains(gate.likely)))
    return pl.DataFrame([(head, rank) for head, rank in shown if rank is not None], schema=RANKED, orient="row")


def _rows_of_tools(wordings: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that are several buttons or menu entries one after another, each of them furniture."""
    heads = wordings.filter(pl.col("size") <= LONGEST_ROW_OF_TOOLS)["head"]
    rows = heads.filter(heads.str.contains(BETWEEN_TOOLS.pattern))
    # Hardly any headline with a space in it begins with what may be a button.
    words = rows.str.extract(FIRST_TOOL)
    begun = pl.any_horizontal(words.str.contains(gate.likely) for gate in vocabulary.gates_of_tools())
    likely = rows.filter(pl.select(begun).to_series())
    shown = [(head, LAST) for head in likely if all(map(vocabulary.is_tool, BETWEEN_TOOLS.sub(" ", head).split()))]
    return pl.DataFrame(shown, schema=RANKED, orient="row")


def _dated(lines: pl.DataFrame) -> pl.Series:
    """Say of which short lines hold a whole date: one of them may say when the page was published."""
    brief = (pl.col("size") <= DATED_LONGEST) & ~pl.col("stops") & pl.col("head").str.contains(A_DATE)
    asked = brief | pl.col("head").str.contains(datelines.OPENS_DATED)
    dated = lines.select(asked).to_series()
    return dated.scatter(dated.arg_true(), ~lines.filter(dated)["head"].str.contains(NO_DATE_LINE))


def _by_punctuation(units: pl.DataFrame) -> pl.Series:
    """Prose without a full stop in sight, a clause of it, or neither, by length and punctuation."""
    tail, size, commas, stop = pl.col("tail"), pl.col("size"), pl.col("commas"), pl.col("stop")
    seen = units.select("size", "tail", "link", commas=pl.col("head").str.count_matches(COMMA)).with_columns(
        stop=tail.str.contains(STOP) | (tail.str.contains(STOP_IN_BRACKETS) & (commas >= 1))
    )
    prose = ((size >= PARAGRAPH) & (commas >= 1) & stop) | (
        (size >= 2 * PARAGRAPH) & (commas >= 2)  # noqa: PLR2004  a cut-off sentence has at least two clauses
    )
    open_end = (commas >= 2) | ((commas >= 1) & (size >= PARAGRAPH))  # noqa: PLR2004  no headline has as many
    clause = (size >= CLAUSE_SHORTEST) & (stop | open_end | tail.str.contains(OPEN_END))
    told = pl.col("link") < LINK
    kind = (
        pl.when(prose & told).then(pl.lit(kinds.PROSE))
        .when(clause & told).then(pl.lit(kinds.CLAUSE))
        .otherwise(pl.lit(kinds.PLAIN))
    )  # fmt: skip
    return seen.select(kind).to_series()


def _weight() -> pl.Expr:
    """Length speaks for prose up to a limit: one very long line shall not outweigh a page."""
    table = pl.col("kind").replace_strict(kinds.WEIGHT, default=0.0, return_dtype=pl.Float64)
    prose = (pl.col("size") / CHARACTERS_PER_POINT).clip(0.5, HEAVIEST)
    linked = pl.when(pl.col("link") >= LINK).then(-1.0).otherwise(0.0)
    return pl.when(pl.col("kind") == kinds.PROSE).then(prose).otherwise(table) + linked
