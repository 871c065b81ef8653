"""What a stream of bytes is: by its first bytes where they are a signature, otherwise by its name.

Only recognition belongs here; how each format is opened is in the module of its container.
"""

import re
from enum import StrEnum


class Format(StrEnum):
    """What can be told apart; `OUT_OF_SCOPE` is recognised in order to be refused."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    JSON_LINES = "application/jsonl"
    JSON = "application/json"
    CSV = "text/csv"
    PARQUET = "application/vnd.apache.parquet"
    WARC = "application/warc"
    GZIP = "application/gzip"
    ZSTD = "application/zstd"
    XZ = "application/x-xz"
    BZIP2 = "application/x-bzip2"
    ZIP = "application/zip"
    TAR = "application/x-tar"
    OUT_OF_SCOPE = "application/octet-stream"


WHOLE = frozenset({Format.TEXT, Format.MARKDOWN, Format.HTML})  # one stream is one document
HEAD = 1024  # bytes to look at
TAR_MAGIC = slice(257, 262)

SIGNATURES = (
    (b"\x1f\x8b\x08", Format.GZIP),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    (b"\xfd7zXZ\x00", Format.XZ),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"PAR1", Format.PARQUET),
    (b"WARC/0.", Format.WARC),
    (b"WARC/1.", Format.WARC),
    (b"%PDF-", Format.OUT_OF_SCOPE),
    (b"\x89PNG\r\n\x1a\n", Format.OUT_OF_SCOPE),
    (b"\xff\xd8\xff", Format.OUT_OF_SCOPE),
    (b"GIF87a", Format.OUT_OF_SCOPE),
    (b"GIF89a", Format.OUT_OF_SCOPE),
    (b"RIFF", Format.OUT_OF_SCOPE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OUT_OF_SCOPE),
    (b"\x7fELF", Format.OUT_OF_SCOPE),
    (b"7z\xbc\xaf\x27\x1c", Format.OUT_OF_SCOPE),
    (b"Rar!\x1a\x07", Format.OUT_OF_SCOPE),
    (b"SQLite format 3\x00", Format.OUT_OF_SCOPE),
)
_SIGNATURES = tuple(signature for signature, _ in SIGNATURES)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_SKIPPABLE_ZSTD = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
# What the first byte of a signature may be: most texts begin with none of them.
_FIRST = frozenset(signature[0] for signature in _SIGNATURES) | {ord("B"), *range(0x50, 0x60)}

SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".shtml": Format.HTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".jl": Format.JSON_LINES,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".warc": Format.WARC,
    ".wet": Format.WARC,
    ".tar": Format.TAR,
}
ZIPPED_DOCUMENTS = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk", ".whl"})
PACKED = {
    ".gz": "",
    ".gzip": "",
    ".zst": "",
    ".zstd": "",
    ".xz": "",
    ".bz2": "",
    ".tgz": ".tar",
    ".txz": ".tar",
    ".tbz2": ".tar",
    ".tzst": ".tar",
}
_HTML_BEGINS = re.compile(
    rb"(?is)\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)


def recognise(name: str, head: bytes) -> Format:
    """Tell what a stream is.

    Args:
        name: Its file name, without the suffixes of what was unpacked already.
        head: Its first `HEAD` bytes, or all of it.
    """
    suffix = _suffix(name)
    if head and head[0] in _FIRST and (found := _signed(head)):
        return Format.OUT_OF_SCOPE if found is Format.ZIP and suffix in ZIPPED_DOCUMENTS else found
    if head[TAR_MAGIC] == b"ustar":
        return Format.TAR
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return Format.HTML if _HTML_BEGINS.match(head) else Format.TEXT


def _signed(head: bytes) -> Format | None:
    """Return what a signature says."""
    if head.startswith(_SIGNATURES):
        return next(found for signature, found in SIGNATURES if head.startswith(signature))
    if _BZIP2.match(head):
        return Format.BZIP2
    return Format.ZSTD if _SKIPPABLE_ZSTD.match(head) else None


def unpacked_name(name: str) -> str:
    """Return the name of what is inside a compressed stream: `a.txt.gz` → `a.txt`, `a.tgz` → `a.tar`."""
    suffix = _suffix(name)
    return name[: -len(suffix)] + PACKED[suffix] if suffix in PACKED else name


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""
