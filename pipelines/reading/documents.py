"""One record → one document.

Only the composition for whole texts and pages belongs here; rows of tables are composed in `row_documents`.
"""

from collections.abc import Callable

from pipelines.reading import row_documents
from pipelines.reading.collector import Document, Hint
from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.leaves import Leaf
from pipelines.reading.decoding import encodings, mojibake
from pipelines.reading.decoding.encodings import Decision
from pipelines.reading.decoding.lines import Lines, split
from pipelines.reading.decoding.places import Places
from pipelines.reading.markup import html_text
from pipelines.reading.written_rows import Written
from schemas.sources import Source

HEAD = 4096  # bytes in which a page declares its encoding


def read(leaf: Leaf, data: bytes, source: Source) -> Document | Written:
    """Read a record.

    Args:
        leaf: What is known of it.
        data: Its bytes.
        source: What `sources.toml` says of its seed.

    Raises:
        Refused: It cannot be read.
    """
    return ROWS[leaf.form](leaf, data, source) if leaf.form in ROWS else read_whole(leaf, data, source)


def read_whole(leaf: Leaf, data: bytes, source: Source) -> Document:
    """Read a record that is no row.

    Raises:
        Refused: It cannot be read.
    """
    document = _page(leaf, data, source) if leaf.form is Format.HTML else _text(leaf, data, source)
    if leaf.hints:
        document.hints = (*(Hint(name, value) for name, value in leaf.hints), *document.hints)
    return document


def _text(leaf: Leaf, data: bytes, source: Source) -> Document:
    """Read a record that is one text."""
    text, decision = _decoded(data, source, leaf.declared)
    lines = split(text)
    ends = _size("".join(lines.gaps), decision)
    parts = {"bom": decision.bom, "line ends": ends, "text": len(data) - ends - decision.bom}
    document = _document(leaf, data, lines, decision, parts)
    document.mojibake = mojibake.find(text)
    return document


def _page(leaf: Leaf, data: bytes, source: Source) -> Document:
    """Read an HTML page: its lines are the lines of its source."""
    text, decision = _decoded(data, source, leaf.declared or encodings.declaration(data[:HEAD]))
    lines = split(text)
    page = html_text.read(text, Places(text, lines, decision.encoding, (leaf.base or 0) + decision.bom))
    document = _document(leaf, data, lines, decision, {"bom": decision.bom, **page.parts})
    document.runs, document.pieces, document.hints = page.runs, page.pieces, page.hints
    document.mojibake = mojibake.find("\n".join(run.text for run in page.runs))
    return document


def _document(leaf: Leaf, data: bytes, lines: Lines, decision: Decision, parts: dict[str, int]) -> Document:
    """Fill what a text and a page have in common."""
    base = (leaf.base or 0) + decision.bom
    return Document(
        encoding=decision.encoding,
        encoding_from=decision.decided_by,
        media_type=str(leaf.form),
        lines=lines,
        base=base,
        places=None if decision.encoding == "utf-8" else lines.places(data[decision.bom :], decision.encoding, base),
        parts=parts,
    )


def _decoded(data: bytes, source: Source, declared: str | None) -> tuple[str, Decision]:
    """Decode a record, and make sure that its characters lead back to its bytes."""
    text, decision = encodings.decode(data, source.encoding, declared)
    encodings.require_reversible(text, decision, len(data) - decision.bom)
    return text, decision


def _size(text: str, decision: Decision) -> int:
    return len(text.encode(decision.encoding))


ROWS: dict[Format, Callable[[Leaf, bytes, Source], Document | Written]] = {
    Format.JSON_LINES: row_documents.json_line,
    Format.CSV: row_documents.csv_row,
    Format.PARQUET: row_documents.parquet_row,
}
