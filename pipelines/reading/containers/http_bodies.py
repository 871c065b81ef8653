"""HTTP bodies that were stored encoded: chunked, gzip, deflate, brotli, zstd.

Only undoing these encodings belongs here, of a body held in memory and within bounds; where a body stands in its file
is the business of `warc`.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from functools import partial

import brotli
import zstandard

from pipelines.reading.containers.packing import Zstd
from pipelines.reading.containers.streams import BLOCK, of_bytes
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import Refused

WINDOW = zlib.MAX_WBITS
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"  # first bytes
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")
_BEGINS_AS_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


def encodings(headers: Mapping[str, str]) -> list[str]:
    """Return the encodings of a body in the order in which they are undone; names of headers are in lower case."""
    content = reversed(headers.get("content-encoding", "").split(","))
    names = (headers.get("transfer-encoding", ""), *content)
    found = (part.strip().lower() for name in names for part in name.split(","))
    return [name for name in found if name not in {"", "identity"}]


def decode(body: bytes, encoding: str, limits: Limits) -> bytes:
    """Undo one encoding.

    Raises:
        Refused: It is not known, cannot be undone, or the body is larger than it may be.
    """
    if encoding not in DECODERS:
        raise Refused("http_encoding", context=encoding)
    return DECODERS[encoding](body, limits)


def _unchunked(body: bytes, _limits: Limits) -> bytes:
    """Join the chunks of a body; crawlers often join them and leave the header, which shows at the first byte."""
    chunks: list[bytes] = []
    at = 0
    while header := _CHUNK.match(body, at):
        size = int(header[1], 16)
        if size == 0:
            return b"".join(chunks)
        chunks.append(body[header.end() : header.end() + size])
        at = header.end() + size + 2
    if not chunks:
        return body
    raise Refused("http_encoding", min(at, len(body)), "chunked: no chunk header where one should be")


def _inflated(body: bytes, limits: Limits, *, window: int) -> bytes:
    """Inflate a body; crawlers often inflate it and leave the header, which shows at the first byte of gzip."""
    if window != WINDOW and not body.startswith(GZIP):
        return body
    forms = (window, -WINDOW) if window == WINDOW else (window,)  # "deflate" without its zlib header is common
    failed = ""
    for form in forms:
        inflater = zlib.decompressobj(form)
        try:
            data = inflater.decompress(body, _most(body, limits))
        except zlib.error as error:
            failed = str(error)
            continue
        if inflater.eof:
            return data
        if inflater.unconsumed_tail:
            raise _bomb(body, limits)
        failed = "cut off"
    raise Refused("http_encoding", context=failed)


def _expanded(body: bytes, limits: Limits) -> bytes:
    """Undo brotli; it has no signature: what is none and begins with a tag was stored as it is."""
    expander = brotli.Decompressor()
    try:
        data: bytes = expander.process(body, output_buffer_limit=_most(body, limits))
    except brotli.error as error:
        if _BEGINS_AS_TEXT.match(body):
            return body
        raise Refused("http_encoding", context=f"br: {error}") from error
    if len(data) > _most(body, limits):  # the last buffer may go beyond the limit
        raise _bomb(body, limits)
    if expander.is_finished():
        return data
    raise Refused("http_encoding", context="br: cut off")


def _framed(body: bytes, limits: Limits) -> bytes:
    """Undo zstd; a body without its signature was stored as it is."""
    if not body.startswith(ZSTD):
        return body
    frames, blocks, size = Zstd(of_bytes(body)), list[bytes](), 0
    try:
        while block := frames.read(BLOCK):
            blocks.append(block)
            size += len(block)
            if size > _most(body, limits):
                raise _bomb(body, limits)
    except (EOFError, zstandard.ZstdError) as error:
        raise Refused("http_encoding", context=f"zstd: {error}") from error
    return b"".join(blocks)


def _most(body: bytes, limits: Limits) -> int:
    """Return how large a body may become."""
    return min(limits.record, max(limits.ratio_from, limits.ratio * len(body)))


def _bomb(body: bytes, limits: Limits) -> Refused:
    """Say that a body becomes larger than it may."""
    return Refused("bomb_ratio", context=f"{len(body):,} bytes unpack to more than {_most(body, limits):,}")


DECODERS: Mapping[str, Callable[[bytes, Limits], bytes]] = {
    "chunked": _unchunked,
    "gzip": partial(_inflated, window=WINDOW | 16),
    "x-gzip": partial(_inflated, window=WINDOW | 16),
    "deflate": partial(_inflated, window=WINDOW),
    "br": _expanded,
    "zstd": _framed,
}
