"""What extraction hands on: facts, rejects, and where what is inherited was printed.

Which columns a kind must, may and must not fill is the matrix `schemas/kinds.tsv`.
"""

from dataclasses import replace

from schemas.blocks import BLOCK_END, BLOCK_NO, BLOCK_START
from schemas.columns import NOT_YET, Table, code, count, exact, fact, flag, moment, power, text
from schemas.documents import CHAR_END, CHAR_START, DOC_ID, LINE_NO, PLACE, QUOTE

FACT_ID = fact("fact_id", "The fact: hash of the document and of the place it stands in.")
SURFACE = text("surface", "The characters of the block that were read.")
FIRST_QUOTE = replace(QUOTE, meaning="The characters of the source at its first piece, exactly as delivered.")

FACTS = Table(
    "facts",
    "A number, quantity or date of the text, with its meaning and the place it is printed at.",
    ("doc_id", "block_no", "block_start"),
    (
        FACT_ID,
        DOC_ID,
        BLOCK_NO,
        BLOCK_START,
        BLOCK_END,
        SURFACE,
        *PLACE,
        FIRST_QUOTE,
        count("ext_start", "First code point in the block, qualifier words included.", null=True),
        count("ext_end", "Code point after the last one, qualifier words included.", null=True),
        code("kind", "What it is.", "kind"),
        exact("number", "The number as written, before its scale: 17.8 in 17.8億元.", null=True),
        exact("scale", "What 千, 萬, 億 … multiply it with: 100000000 in 17.8億元.", null=True),
        text("scale_text", "The scale as written: 億.", null=True),
        exact("value", "number × scale, in the unit as written; empty for a pure range.", null=True),
        exact("low", "Lower bound of a range or of a vague number.", null=True),
        exact("high", "Upper bound of a range or of a vague number.", null=True),
        count("ratio_num", "Numerator of a fraction as written.", null=True, at_least=None),
        count("ratio_den", "Denominator of a fraction as written.", null=True, at_least=1),
        power("precision", "Power of ten of the last digit written, scale included: 7 for 17.8億.", null=True),
        text("unit_text", "The unit as written: 千瓦時.", null=True),
        code("unit", "Its code; a count's classifier as written.", null=True),
        code("per", "Unit of a 每… that stands apart from the number.", null=True),
        code("dimension", "What the unit measures: money, energy, count, length/time …", null=True),
        exact("canonical_value", "value in the canonical unit, rounded half-even at 12 places.", null=True),
        code("canonical_unit", "Canonical unit of the dimension; a classifier in simplified script.", null=True),
        flag("canonical_exact", "Whether canonical_value needed no rounding.", null=True),
        code("qualifier", "How exact the text says the number is.", "qualifier"),
        code("change", f"Whether it is a level or a change, and of which sort.{NOT_YET}", "change", null=True),
        code("direction", f"Where a change leads.{NOT_YET}", "direction", null=True),
        moment("date_start", "Start of the interval, local time.", null=True),
        moment("date_end", "End of the interval, exclusive.", null=True),
        code("grain", "Unit the date is written in.", "grain", null=True),
        code("metric_id", f"What is measured.{NOT_YET}", null=True),
        count("metric_block", f"Block in which the metric is named.{NOT_YET}", null=True),
        count("metric_start", f"First code point of the metric in that block.{NOT_YET}", null=True),
        count("metric_end", f"Code point after its last one.{NOT_YET}", null=True),
        moment("as_of_start", f"Start of the time the number is about.{NOT_YET}", null=True),
        moment("as_of_end", f"End of that time, exclusive.{NOT_YET}", null=True),
        fact("as_of_fact", f"The date that says so.{NOT_YET}", null=True),
        text("rule", "The production of the grammar that read it."),
    ),
)

REJECTS = Table(
    "rejects",
    "Numeral characters that are no fact, with the reason.",
    ("doc_id", "block_no", "block_start"),
    (
        DOC_ID,
        BLOCK_NO,
        BLOCK_START,
        BLOCK_END,
        SURFACE,
        LINE_NO,
        CHAR_START,
        CHAR_END,
        FIRST_QUOTE,
        code("reason", "Why it is no fact.", "reject_reason"),
        text("rule", "The rule or table that said so."),
    ),
)

INHERITANCES = Table(
    "inheritances",
    "Something a fact takes from elsewhere, and where that is printed.",
    ("fact_id", "attribute", "rule"),
    (
        FACT_ID,
        code("attribute", "What is inherited.", "attribute"),
        DOC_ID,
        count("line_no", "Line on which it is printed; empty for a default of sources.toml.", null=True, at_least=1),
        count("char_start", "First code point in the line.", null=True),
        count("char_end", "Code point after the last one.", null=True),
        text("quote", "The characters printed there.", null=True),
        text("rule", "The way it came: `year<dateline<page`, `source_default`."),
    ),
)

METRICS = Table(
    "metrics",
    f"What is measured, each phrase once.{NOT_YET}",
    ("metric_id",),
    (code("metric_id", "Hash of the phrase."), text("metric", "The phrase, in simplified script.")),
)

TABLES = (FACTS, REJECTS, INHERITANCES, METRICS)
