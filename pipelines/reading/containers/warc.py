"""Records of WARC and WET files (ISO 28500).

Only the framing of WARC, and of the HTTP message in it, belongs here; encoded bodies are undone in `http_bodies`. It is
read by hand because the place of every body is needed, which libraries do not tell. `response`, `resource` and
`conversion` records are documents; what describes the crawl (`warcinfo`, `request`, `metadata`, `revisit`) holds no
page and is passed over.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.reading.containers import http_bodies
from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.leaves import Found, Leaf, Place, Problem
from pipelines.reading.containers.streams import Part, Stream, of_bytes
from pipelines.reading.limits import KIB, MIB
from pipelines.reading.outcomes import Refused, around

DOCUMENTS = frozenset({"response", "resource", "conversion"})
HEADERS_AT_MOST = MIB
MEDIA_TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.TEXT,
    "text/markdown": Format.MARKDOWN,
}
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"""(?i)charset\s*=\s*["']?([\w.:-]+)""")


def records(stream: Stream, place: Place) -> Iterator[Found]:
    """Yield the pages of a WARC file, numbered from 1 over all its records."""
    number = 0
    while _skip_blank(stream):
        number += 1
        start = stream.position
        head = _take_headers(stream, HEADERS_AT_MOST)
        if head is None or not head.startswith(b"WARC/"):
            raise Refused("warc_invalid", start, around(stream.peek(KIB), 0))
        headers = _headers(head)
        block = Part(stream, _length(headers, start))
        if headers.get("warc-type") in DOCUMENTS:
            record = place.step(str(number))
            try:
                yield _leaf(record, headers, stream, block, place)
            except Refused as refused:
                yield Problem(record, refused)
        while block.left:
            block.read(MIB)


def _leaf(record: str, headers: dict[str, str], stream: Stream, block: Part, place: Place) -> Leaf:
    """Open the body of a record."""
    content = headers.get("content-type", "")
    http: dict[str, str] = {}
    if content.startswith("application/http"):
        before = stream.position
        http = _headers(_take_headers(stream, min(HEADERS_AT_MOST, block.left)) or b"")
        block.left -= stream.position - before
        content = http.get("content-type", "")
    hints = (("warc:uri", headers.get("warc-target-uri", "")), ("http:last-modified", http.get("last-modified", "")))
    charset = _CHARSET.search(content)
    body, base = Stream(block), stream.position
    if coded := http_bodies.encodings(http):
        stored = _held(block, place)
        decoded = _decoded(stored, coded, place)
        body, base = of_bytes(decoded), base if decoded == stored else 0
    return Leaf(
        record,
        _format(content),
        body,
        base,
        declared=charset[1] if charset else None,
        hints=tuple((source, value) for source, value in hints if value),
    )


def _skip_blank(stream: Stream) -> bool:
    """Pass over the blank lines between records; tell whether another record follows."""
    while (ahead := stream.peek(KIB)) and not ahead.strip(b"\r\n"):
        stream.read(len(ahead))
    stream.read(len(ahead) - len(ahead.lstrip(b"\r\n")))
    return bool(ahead)


def _take_headers(stream: Stream, at_most: int) -> bytes | None:
    """Take what stands before the first blank line, and that line; None, and nothing taken, if there is none."""
    size = 4 * KIB
    while True:
        ahead = stream.peek(min(size, at_most))
        found = _BLANK.search(ahead)
        if found:
            return stream.read(found.end())
        if len(ahead) < size:
            return None
        size *= 4


def _headers(head: bytes) -> dict[str, str]:
    """Return name in lower case → value; the first line (version or status) has no colon before its first space."""
    lines = head.decode("utf-8", "replace").splitlines()[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _length(headers: dict[str, str], start: int) -> int:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise Refused("warc_invalid", start, f"Content-Length: {length!r}")
    return int(length)


def _format(content_type: str) -> Format:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in MEDIA_TYPES:
        raise Refused("out_of_scope", context=media_type or "no Content-Type")
    return MEDIA_TYPES[media_type]


def _held(block: Part, place: Place) -> bytes:
    """Take a body into memory."""
    limit = place.budget.limits.record
    if block.left > limit:
        raise Refused("too_large", context=f"{block.left:,} bytes")
    return Stream(block).read()


def _decoded(body: bytes, coded: Sequence[str], place: Place) -> bytes:
    """Undo the encodings of an HTTP body; it stays as it is where the crawler has undone them."""
    for encoding in coded:
        body = http_bodies.decode(body, encoding, place.budget.limits)
        place.budget.spend(len(body))
    return body
