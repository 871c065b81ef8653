"""Extraction: from blocks to facts and rejects, each with its place in the delivered bytes.

Belongs here: handing the blocks to the grammar, resolving dates against the dateline of their own article, and
tracing every span back through the block to the line, the characters and the bytes it was printed with; where
something was inherited, the place it is printed at. Does not
belong here: what characters mean (`grammar`), what a page consists of (`cleaning`), what facts say of each other
(`reasoning`).

    extracted = extraction.extract(documents, lines, blocks, block_map, articles, unit_captions)
    again = extraction.reread(surfaces)

| module | what it is about |
|---|---|
| `extract` | the tables, in and out |
| `tracing` | a span of a block → its first and last piece in the source |
| `measuring` | dimensions, canonical values, units that a table gives to its cells |
| `inheriting` | what a fact took from elsewhere, and where that is printed |
| `rereading` | a second reading of surfaces on their own, for the audit |
"""

from pipelines.extraction.extract import Extracted, extract
from pipelines.extraction.rereading import reread

__all__ = ["Extracted", "extract", "reread"]
