"""A page in the tables that extraction takes, written by hand: lines, blocks and where they come from."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from schemas.tables import SCHEMAS, conform, empty


@dataclass
class Page:
    """One document. Every line is a block, unless `blocks` says otherwise.

    Attributes:
        lines: Its lines.
        encoding: Of its bytes.
        published: Its date line.
        currency: Of a bare 元.
        jurisdiction: Where it is from.
        blocks: Text of each block with its pieces, each a row of block_map without doc_id and block_no.
        articles: Rows of the table articles, without doc_id.
        captions: Rows of the table unit_captions, without doc_id.
    """

    lines: list[str]
    encoding: str = "utf-8"
    published: datetime | None = None
    currency: str | None = "CNY"
    jurisdiction: str | None = "CN"
    currency_from: str | None = "source_default"
    blocks: list[tuple[str, list[tuple[object, ...]]]] | None = None
    articles: list[dict[str, object]] = field(default_factory=list)
    captions: list[dict[str, object]] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        """The bytes as delivered."""
        return "\n".join(self.lines).encode(self.encoding)

    def tables(self) -> tuple[pl.DataFrame, ...]:
        """The arguments of `extract`, in order."""
        documents = _frame(
            "documents",
            [
                {
                    "doc_id": "d",
                    "encoding": self.encoding,
                    "currency": self.currency,
                    "jurisdiction": self.jurisdiction,
                    "currency_from": self.currency_from,
                    "published_at": self.published,
                }
            ],
        )
        at, lines = 0, []
        for number, text in enumerate(self.lines, 1):
            size = len(text.encode(self.encoding))
            lines.append({"doc_id": "d", "line_no": number, "byte_start": at, "byte_end": at + size, "text": text})
            at += size + len("\n".encode(self.encoding))
        blocks, pieces = [], []
        for number, (text, own) in enumerate(self.blocks or [(line, []) for line in self.lines]):
            first = own[0][2] if own else number + 1
            last = own[-1][2] if own else number + 1
            blocks.append(
                {
                    "doc_id": "d",
                    "block_no": number + 1,
                    "text": text,
                    "article_no": 0,
                    "first_line": first,
                    "last_line": last,
                }
            )
            names = list(SCHEMAS["block_map"])[2:]
            pieces += [{"doc_id": "d", "block_no": number + 1, **dict(zip(names, piece, strict=True))} for piece in own]
        return (
            documents,
            _frame("lines", lines),
            _frame("blocks", blocks),
            _frame("block_map", pieces),
            _frame("articles", [{"doc_id": "d", **row} for row in self.articles]),
            _frame("unit_captions", [{"doc_id": "d", **row} for row in self.captions]),
        )


def _frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = SCHEMAS[table]
    if not rows:
        return empty(table)
    return conform(table, pl.DataFrame(rows, schema={name: schema[name] for name in rows[0]}))
