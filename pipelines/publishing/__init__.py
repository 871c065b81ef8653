"""Publishing: from chunks to a warehouse that readers may trust.

Here belong the chunk store, the staged database, its audits, and the switch that lets readers see it. What a document,
block or fact is, is decided elsewhere: publishing loads tables, checks promises, and moves files.

    with publishing.lock(warehouse):
        store = publishing.ChunkStore(warehouse / "chunks")
        key = publishing.stage_key(chunk.chunk_id, code_version.of([...]))
        if not store.has("raw_dump", key):
            store.write("raw_dump", key, contracts.sift({"documents": …, "lines": …}))

        inputs = …                                       # a hash over all keys, and store.content of each
        if publishing.unchanged(warehouse, inputs): …    # nothing to do, and nobody touched the release

        staged = publishing.staged_path(warehouse)
        publishing.stage(staged, store, {"raw_dump": keys, "cleaned_text": keys, "extracted_facts": keys}, extra)
        with publishing.connect(staged) as con:
            context = publishing.Context(planned=…, deliver=…, reread=…, last=publishing.last_sound(warehouse))
            results = publishing.audit(con, context)
        published = publishing.publish(warehouse, staged, results, inputs)   # raises Refused

A reader only ever sees a file that passed every blocking audit. A crash at any moment leaves what readers saw before,
and the next run begins anew with what is in the store.

| module | what it is about |
|---|---|
| `chunk_store` | Parquet by stage, key and table |
| `code_version` | the version of a stage's code |
| `locking` | one run at a time |
| `staging` | the staged DuckDB file |
| `sql_files` | the SQL in `warehouse/sql` |
| `auditing` | running the audits and saying what broke |
| `text_pages`, `gathering`, `comparing`, `rereading` | what the audits cannot do in SQL |
| `content_hash` | what makes two warehouses the same |
| `releasing` | releases, the switch, and what is done about a changed release |
"""

from pathlib import Path

from pipelines.publishing.auditing import AuditResult, Context, audit, by_family
from pipelines.publishing.chunk_store import ChunkStore, DamagedChunk, file_hash, stage_key
from pipelines.publishing.content_hash import content_hash
from pipelines.publishing.gathering import GoneError
from pipelines.publishing.locking import Locked, lock
from pipelines.publishing.releasing import NAME, Published, Refused, Release, current, last_sound, publish, unchanged
from pipelines.publishing.staging import connect, read_table, stage

__all__ = [
    "NAME",
    "AuditResult",
    "ChunkStore",
    "Context",
    "DamagedChunk",
    "GoneError",
    "Locked",
    "Published",
    "Refused",
    "Release",
    "audit",
    "by_family",
    "connect",
    "content_hash",
    "current",
    "file_hash",
    "last_sound",
    "lock",
    "publish",
    "read_table",
    "stage",
    "stage_key",
    "staged_path",
    "unchanged",
]


def staged_path(warehouse: Path) -> Path:
    """Return where a warehouse is staged: beside the releases, so that moving it among them is one step."""
    return warehouse / "staging" / "staged.duckdb"
