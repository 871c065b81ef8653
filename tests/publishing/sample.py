"""A small warehouse written by hand: two texts, their blocks, facts and rejects, without any stage of the pipeline."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines import publishing
from schemas import units
from schemas.identity import fact_id
from schemas.manifests import Record
from schemas.tables import SCHEMAS, conform

TEXTS = {
    "臨江.txt": "臨江縣去年產糧12.5萬噸\r\n總值3億元，增長4.2%，一帶一路沿線5國參加\r\n\r\n2025年3月2日",
    "子夜 'α'/水庫.txt": "水庫蓄水1000畝，約30個鄉鎮受益\n三峽以上不計\n",
}
# seed, line, surface, kind, number, scale, unit in canonical script
FACTS = (
    ("臨江.txt", 1, "12.5萬噸", "quantity", "12.5", "10000", "t"),
    ("臨江.txt", 2, "3億元", "money", "3", "100000000", "CNY"),
    ("臨江.txt", 2, "4.2%", "percent", "4.2", "1", "%"),
    ("臨江.txt", 2, "5國", "count", "5", "1", "国"),
    ("臨江.txt", 4, "2025年3月2日", "date", None, None, None),
    ("子夜 'α'/水庫.txt", 1, "1000畝", "quantity", "1000", "1", "mu"),
    ("子夜 'α'/水庫.txt", 1, "30個", "count", "30", "1", "个"),
)
REJECTS = (("臨江.txt", 2, "一帶一路", "name"), ("子夜 'α'/水庫.txt", 2, "三峽", "name"))
POWERS = {"12.5": 3, "3": 8, "4.2": -1, "5": 0, "1000": 0, "30": 0}


@dataclass
class Sample:
    """Seeds on disk, and the tables a pipeline would make of them."""

    root: Path
    records: dict[str, Record] = field(default_factory=dict)
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def store(self) -> publishing.ChunkStore:
        return publishing.ChunkStore(self.warehouse / "chunks")

    def deliver(self, seed: str, _record: str) -> bytes:
        try:
            return (self.seeds / seed).read_bytes()
        except FileNotFoundError as error:
            raise publishing.GoneError(seed) from error

    def context(self, **settings: object) -> publishing.Context:
        planned = [(record.doc_id, record.path, record.record) for record in self.records.values()]
        path = self.root / "planned.parquet"
        pl.DataFrame(planned, schema=SCHEMAS["planned"], orient="row").write_parquet(path)
        return publishing.Context(**{"planned": [path], "deliver": self.deliver, **settings})

    def write(self, key: str = "k") -> None:
        """Write the tables into the chunk store, as the stages would."""
        self.store.write("raw_dump", key, {name: self.tables[name] for name in ("lines",)})
        self.store.write(
            "cleaned_text", key, {name: self.tables[name] for name in ("documents", "blocks", "block_map")}
        )
        facts = {name: self.tables[name] for name in ("facts", "rejects", "inheritances")}
        self.store.write("extracted_facts", key, facts)

    def stage(self, key: str = "k", checkpoint=lambda _name: None) -> Path:
        """Stage the warehouse."""
        path = publishing.staged_path(self.warehouse)
        seeds = [(record.path, record.sha256, "c", "read") for record in self.records.values()]
        extra = {"seeds": pl.DataFrame(seeds, schema=SCHEMAS["seeds"], orient="row")}
        stages = {stage: [key] for stage in ("raw_dump", "cleaned_text", "extracted_facts")}
        publishing.stage(path, self.store, stages, extra, checkpoint)
        return path

    def audit(self, path: Path, **settings: object) -> list[publishing.AuditResult]:
        """Audit a staged warehouse."""
        with publishing.connect(path) as con:
            return publishing.audit(con, self.context(**settings))

    def run(
        self, key: str = "k", inputs: str = "", checkpoint=lambda _name: None, **settings: object
    ) -> publishing.Published:
        """Stage, audit and publish."""
        settings = {"last": publishing.last_sound(self.warehouse), **settings}
        path = self.stage(key, checkpoint)
        results = self.audit(path, **settings)
        return publishing.publish(self.warehouse, path, results, inputs, checkpoint)


def build(root: Path, texts: dict[str, str] | None = None) -> Sample:
    """Write the seeds and make their tables."""
    sample = Sample(root)
    documents, lines, blocks, facts, rejects = [], [], [], [], []
    for seed, text in (texts or TEXTS).items():
        path = sample.seeds / seed
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(data)
        record = Record(seed, "", publishing.file_hash(path), 0, len(data))
        sample.records[seed] = record
        rows = text.encode().splitlines(keepends=True)
        documents.append(document(record, len(rows)))
        at = 0
        for number, row in enumerate(rows, 1):
            content = row.rstrip(b"\r\n")
            lines.append((record.doc_id, number, at, at + len(content), content.decode()))
            role = "body" if content else "blank"
            blocks.append((record.doc_id, number, content.decode(), 0, role, "sample", number, number))
            facts += [
                fact(record.doc_id, number, at, content.decode(), row)
                for s, n, *row in FACTS
                if (s, n) == (seed, number)
            ]
            rejects += [
                reject(record.doc_id, number, content.decode(), *row)
                for s, n, *row in REJECTS
                if (s, n) == (seed, number)
            ]
            at += len(row)
    sample.tables = {
        "documents": conform("documents", pl.DataFrame(documents, infer_schema_length=None)).cast(
            dict(SCHEMAS["documents"])
        ),
        "lines": pl.DataFrame(lines, schema=SCHEMAS["lines"], orient="row"),
        "blocks": pl.DataFrame(blocks, schema=SCHEMAS["blocks"], orient="row"),
        "block_map": pl.DataFrame(schema=SCHEMAS["block_map"]),
        "facts": frame("facts", facts),
        "rejects": frame("rejects", rejects),
        "inheritances": pl.DataFrame(schema=SCHEMAS["inheritances"]),
    }
    sample.write()
    return sample


def frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows as a table; columns a row lacks are null."""
    return pl.DataFrame([{name: row.get(name) for name in SCHEMAS[table]} for row in rows], schema=SCHEMAS[table])


def document(record: Record, lines: int) -> dict[str, object]:
    """One row of documents."""
    return {
        "doc_id": record.doc_id, "seed": record.path, "record": record.record, "sha256": record.sha256,
        "bytes": record.bytes, "encoding": "utf-8", "encoding_from": "detected", "media_type": "text/plain",
        "lines": lines, "title": "臨江", "script": "Hant", "jurisdiction": "CN", "jurisdiction_from": "default",
        "currency": "CNY",
    }  # fmt: skip


def place(doc_id: str, line_no: int, line: str, surface: str) -> dict[str, object]:
    """Where a surface stands in a line that is a block."""
    start = line.index(surface)
    end = start + len(surface)
    return {
        "doc_id": doc_id, "block_no": line_no, "block_start": start, "block_end": end, "surface": surface,
        "line_no": line_no, "char_start": start, "char_end": end, "quote": surface,
    }  # fmt: skip


def fact(doc_id: str, line_no: int, at: int, line: str, read: tuple[str | None, ...]) -> dict[str, object]:
    """One row of facts."""
    surface, kind, number, scale, unit = read
    row = place(doc_id, line_no, line, surface)
    start, end = row["char_start"], row["char_end"]
    row |= {
        "fact_id": fact_id(doc_id, line_no, start, line_no, end), "kind": kind, "rule": kind, "qualifier": "exact",
        "byte_start": at + len(line[:start].encode()), "byte_end": at + len(line[:end].encode()),
    }  # fmt: skip
    if number is None:
        return row | {"rule": "unresolved"}
    value = Decimal(number) * Decimal(scale)
    canonical, canonical_unit, whole = units.canonical(value, unit)
    written = {"国": "國", "个": "個"}.get(unit, unit)
    return row | {
        "number": Decimal(number), "scale": Decimal(scale), "value": value, "precision": POWERS[number],
        "unit_text": written, "unit": written, "dimension": units.unit(unit).dimension,
        "canonical_value": canonical, "canonical_unit": canonical_unit, "canonical_exact": whole,
    }  # fmt: skip


def reject(doc_id: str, line_no: int, line: str, surface: str, reason: str) -> dict[str, object]:
    """One row of rejects."""
    return place(doc_id, line_no, line, surface) | {"reason": reason, "rule": "sample"}
