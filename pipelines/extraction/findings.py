"""Findings: what a page leaves open that its facts need.

Belongs here: rows of `findings` that reading the facts of one document shows. Does not belong here: what equations
between facts show.
"""

from hashlib import sha256

import polars as pl

from schemas.rules import rules
from schemas.tables import SCHEMAS, conform

WITHOUT_CURRENCY = "T01"


def without_currency(facts: pl.DataFrame) -> pl.DataFrame:
    """A finding for each document in which a bare 元 has no currency.

    Args:
        facts: fact_id, doc_id, surface, unit and unit_from_context, in the order of the text.
    """
    nameless = facts.filter(pl.col("unit_from_context") & pl.col("unit").str.starts_with("XXX"))
    pages = nameless.group_by("doc_id", maintain_order=True).agg(
        pl.first("fact_id"), actual=pl.first("surface"), amounts=pl.len()
    )
    rows = [
        {
            "finding_id": sha256(f"{WITHOUT_CURRENCY}:{doc_id}".encode()).hexdigest()[:32],
            "rule": WITHOUT_CURRENCY,
            "severity": rules()[WITHOUT_CURRENCY].severity,
            "doc_id": doc_id,
            "fact_id": fact_id,
            "equation_id": None,
            "expected": "a currency",
            "actual": actual,
            "message": f"{amounts} amounts in a bare 元, and nothing tells whose: name its place in sources.toml",
        }
        for doc_id, fact_id, actual, amounts in pages.iter_rows()
    ]
    return conform("findings", pl.DataFrame(rows, schema=SCHEMAS["findings"]))
