"""Compressed streams: gzip, zstd, xz, bzip2, unpacked as they are read, within bounds.

Only decompression belongs here. One compressed stream holds one stream, which may be anything again.
"""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from typing import Any

import zstandard

from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.streams import Stream
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import Refused

ZSTD_BLOCK = 1024  # packed bytes at a time: even of a bomb this is some tens of MB at most
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError, ValueError)


class Budget:
    """What a seed may still unpack to; shared by everything inside it."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing spent."""
        self.limits = limits
        self.unpacked = 0

    def spend(self, size: int) -> None:
        """Count unpacked bytes.

        Raises:
            Refused: It is more than a seed may unpack to.
        """
        self.unpacked += size
        if self.unpacked > self.limits.total:
            raise Refused("bomb_size", context=f"more than {self.limits.total:,} bytes")


class Unpacked:
    """The content of a compressed stream; damage and bombs are refused where they show."""

    def __init__(self, raw: Any, packed: Callable[[], int], budget: Budget) -> None:  # noqa: ANN401 — four libraries
        """Read from `raw`; `packed` tells how many compressed bytes went into it so far."""
        self._raw = raw
        self._packed = packed
        self._budget = budget
        self._size = 0

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none only at the end."""
        try:
            data: bytes = self._raw.read(size)
        except DAMAGE as error:
            raise Refused("damaged", self._size, str(error)) from error
        self._size += len(data)
        self._budget.spend(len(data))
        limits = self._budget.limits
        if self._size > limits.ratio_from and self._size > limits.ratio * max(self._packed(), 1):
            raise Refused("bomb_ratio", self._size, f"{self._packed():,} bytes unpack to {self._size:,} and more")
        return data


class Zstd:
    """The frames of a zstd stream; the library's own reader takes a stream that was cut off for one that ended."""

    def __init__(self, packed: Stream) -> None:
        """Read from a stream of frames."""
        self._packed = packed
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False
        self._ready = b""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none only at the end.

        Raises:
            EOFError: The last frame is cut off.
        """
        while not self._ready:
            block = self._packed.read(ZSTD_BLOCK)
            if not block:
                if self._begun:
                    raise EOFError("the last frame is cut off")
                return b""
            self._take(block)
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def _take(self, block: bytes) -> None:
        """Decompress a block; where a frame ends in it, begin the next one."""
        while block:
            self._ready += self._frame.decompress(block)
            self._begun = not self._frame.eof
            block = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = zstandard.ZstdDecompressor().decompressobj()


class _File:
    """A stream as the decompressors of the standard library expect one."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    @property
    def closed(self) -> bool:
        return False


def unpack(packed: Stream, form: Format, budget: Budget) -> Stream:
    """Return the content of a compressed stream; concatenated members count as one, as their formats say."""
    raw = Zstd(packed) if form is Format.ZSTD else _OPENERS[form](_File(packed))
    return Stream(Unpacked(raw, lambda: packed.position, budget))


_OPENERS: dict[Format, Callable[[Any], Any]] = {
    Format.GZIP: lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    Format.BZIP2: bz2.BZ2File,
    Format.XZ: lzma.LZMAFile,
}
