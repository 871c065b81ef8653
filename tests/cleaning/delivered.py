"""Documents as reading hands them on, made of plain text: cleaning is tested without reading."""

from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from pipelines.cleaning import Cleaned, clean
from schemas import tables
from schemas.sources import Sources

CHINA = Sources.parse({"default": {"jurisdiction": "CN"}})


@dataclass(frozen=True)
class Delivered:
    """A record: its text, and what is known of it."""

    text: str
    seed: str = "page.txt"
    record: str = ""
    encoding: str = "utf-8"


def delivered(*records: Delivered) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return documents and lines of the records."""
    documents, lines = [], []
    for n, record in enumerate(records):
        content = record.text.encode(record.encoding)
        digest = sha256(content).hexdigest()
        doc_id = sha256(f"{digest}:{n}".encode()).hexdigest()[:32]
        parts = record.text.split("\n")
        if parts[-1] == "":
            parts.pop()
        documents.append(
            {
                "doc_id": doc_id,
                "seed": record.seed,
                "record": record.record,
                "sha256": digest,
                "bytes": len(content),
                "encoding": record.encoding,
                "encoding_from": "declared",
                "media_type": "text/plain",
                "lines": len(parts),
            }
        )
        at = 0
        feed = len("\n".encode(record.encoding))
        for line_no, text in enumerate(parts, 1):
            size = len(text.encode(record.encoding))
            lines.append({"doc_id": doc_id, "line_no": line_no, "byte_start": at, "byte_end": at + size, "text": text})
            at += size + feed
    schema = tables.SCHEMAS["documents"]
    known = {name: schema[name] for name in documents[0]} if documents else schema
    return (
        tables.conform("documents", pl.DataFrame(documents, schema=known)),
        pl.DataFrame(lines, schema=tables.SCHEMAS["lines"]),
    )


def cleaned(text: str, **known: str) -> Cleaned:
    """Clean one document."""
    documents, lines = delivered(Delivered(text, **known))
    return clean(documents, lines, None, CHINA)


def roles(text: str, **known: str) -> list[tuple[str, str]]:
    """Return (role, text) of the blocks of one document that are not blank."""
    blocks = cleaned(text, **known).blocks
    return [(role, block) for role, block in blocks.select("role", "text").iter_rows() if role != "blank"]
