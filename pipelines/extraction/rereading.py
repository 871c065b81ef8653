"""Rereading: surfaces read a second time, on their own.

Belongs here: what the audit asks of the grammar. A surface that means something only beside other words (a lone 万
behind 近) is left out of the answer.
"""

import polars as pl

from pipelines.grammar.around.local import AMBIGUOUS, locate
from pipelines.grammar.reading import read
from pipelines.grammar.vocabulary.printed import unit_as_written
from schemas.tables import SCHEMAS

_CONTEXTUAL = ("date", "date_range", "time")
_LOCAL = f"({'|'.join(AMBIGUOUS)})$"  # a degree or a kilowatt hour, a piece or money: the words around it decide


def reread(surfaces: pl.DataFrame) -> pl.DataFrame:
    """Read each surface again.

    Args:
        surfaces: surface, kind, rule, jurisdiction, currency; each combination once.

    Returns:
        The rows whose surface is one whole mention when it stands alone, by the same production, with kind_again,
        value_again, unit_again.
    """
    alone = ~pl.col("kind").is_in(_CONTEXTUAL) & ~pl.col("surface").str.contains(_LOCAL)
    asked = surfaces.filter(alone).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    running = asked["surface"] + "。"  # a whole text would be read for what it says alone
    found = locate(read(running).mentions, running, asked["currency"].fill_null("XXX"))
    again = found.select("row", "start", "end", rule="rule", kind_again="kind", value_again="value", unit_again="unit")
    whole = asked.join(again, on=["row", "rule"], how="inner", maintain_order="left").filter(
        (pl.col("start") == 0)
        & (pl.col("end") == pl.col("surface").str.len_chars())
        & ~pl.col("kind_again").is_in(_CONTEXTUAL)  # 100年 is a year or a span: its page decides
    )
    return (
        whole.drop("row", "start", "end")
        .cast({"value_again": SCHEMAS["facts"]["value"]})
        .with_columns(unit_again=pl.Series(_units(whole), dtype=pl.String))
    )


def _units(whole: pl.DataFrame) -> list[str | None]:
    """Units as the warehouse keeps them: a classifier as written, none for a multiple."""
    return [
        None if kind == "multiple" else unit_as_written(surface, unit, kind)
        for surface, unit, kind in whole.select("surface", "unit_again", "kind_again").iter_rows()
    ]
