"""Rereading: surfaces read a second time, on their own.

Belongs here: what the audit asks of the grammar. A surface that means something only beside other words (a lone 万 behind 近) is left out of the answer.
"""

import polars as pl

from pipelines.grammar.local import locate
from pipelines.grammar.reading import read
from schemas.tables import SCHEMAS

_CONTEXTUAL = ("date", "date_range", "time")
_LOCAL = "度"  # a degree or a kilowatt hour: the words before it decide


def reread(surfaces: pl.DataFrame) -> pl.DataFrame:
    """Read each surface again.

    Args:
        surfaces: surface, kind, rule, jurisdiction, currency; each combination once.

    Returns:
        The rows whose surface is one whole mention when it stands alone, by the same production, with kind_again, value_again, unit_again.
    """
    alone = ~pl.col("kind").is_in(_CONTEXTUAL) & ~pl.col("surface").str.ends_with(_LOCAL)
    asked = surfaces.filter(alone).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    found = locate(read(asked["surface"]).mentions, asked["surface"], asked["currency"].fill_null("XXX"))
    again = found.select("row", "start", "end", rule="rule", kind_again="kind", value_again="value", unit_again="unit")
    whole = asked.join(again, on=["row", "rule"], how="inner", maintain_order="left").filter(
        (pl.col("start") == 0) & (pl.col("end") == pl.col("surface").str.len_chars())
    )
    return whole.drop("row", "start", "end").cast({"value_again": SCHEMAS["facts"]["value"]})
