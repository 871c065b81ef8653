"""What was decided of the pages of a chunk, as tables that can be put together.

Only the form belongs here; `chunk` and `bare` fill it.
"""

from dataclasses import dataclass, field, fields
from typing import Self

import polars as pl

from schemas import tables

ROLES = {"at": pl.UInt32(), "article_no": pl.Int64(), "role": pl.String(), "role_reason": pl.String()}
HEADS = {
    "doc": pl.Int64(),
    "headline": pl.UInt32(),
    "published_at": pl.Datetime("us"),
    "published_from": pl.String(),
    "signature": pl.String(),
}


def by_number(name: str) -> dict[str, pl.DataType]:
    """Return the schema of a table with the number of the document in the chunk instead of its id."""
    return {"doc": pl.Int64(), **{column: kind for column, kind in tables.SCHEMAS[name].items() if column != "doc_id"}}


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions on some pages of a chunk.

    Attributes:
        roles: Role of each unit, by its position `at` in the chunk.
        heads: Headline, date of publication and signature of each document.
        articles: Articles, by number of the document.
        findings: Dates of publication that disagree.
        unit_captions: Units of measure that cells inherit, by number of the document; bare pages have none.
    """

    roles: pl.DataFrame
    heads: pl.DataFrame
    articles: pl.DataFrame
    findings: pl.DataFrame
    unit_captions: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=by_number("unit_captions")))

    def and_(self, others: Self) -> Self:
        """Put decisions on different pages together, in the order of the documents."""
        order = {"roles": ["at"], "heads": ["doc"], "articles": ["doc", "article_no"]}
        parts = {part.name: pl.concat([getattr(self, part.name), getattr(others, part.name)]) for part in fields(self)}
        return type(self)(**{name: part.sort(order[name]) if name in order else part for name, part in parts.items()})
