"""Bytes for the audits: of a file, or of what a stream gives, and without the packings around them.

What is large lies in a mapped file and not in memory: a seed as it is, an unpacked stream in a temporary file without a
name, which is gone with the last view of it. Only holding bytes and undoing compression belongs here.
"""

import bz2
import gzip
import io
import lzma
import mmap
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Protocol

import zstandard

from pipelines.reading.limits import DEFAULT

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Data = bytes | memoryview
IN_MEMORY = 1 << 20  # what is no larger is quicker read than mapped, and holds no descriptor
BLOCK = 1 << 16
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError, zipfile.BadZipFile)


class Unpacking(Protocol):
    """A stream that a library unpacks."""

    def read1(self, size: int, /) -> bytes:
        """Return what one step of unpacking gives: what stands before damage is not lost; nothing at the end."""


def content(path: Path) -> Data:
    """Return the bytes of a file.

    Raises:
        OSError: It is gone, or cannot be read.
    """
    with path.open("rb") as file:
        return _held(file, os.fstat(file.fileno()).st_size)


def spooled(stream: Unpacking, packed: int) -> Data:
    """Return what a stream gives, up to its end or to where it was refused, as damaged or as a bomb.

    Args:
        stream: Unpacks it.
        packed: Its packed size.

    Raises:
        OSError: There is no room for it.
    """
    most = max(DEFAULT.ratio_from, DEFAULT.ratio * packed)
    with SpooledTemporaryFile(IN_MEMORY) as copy:
        for block in _until_damage(stream):
            copy.write(block)
            if copy.tell() > most:
                break
        copy.flush()
        return _held(copy, copy.tell())


def unpacked(data: Data) -> Data:
    """Undo every packing around a stream.

    Raises:
        OSError: There is no room for it.
    """
    while opened := next((opened for magic, opened in PACKINGS.items() if magic.match(data)), None):
        data = spooled(opened(data), len(data))
    return data


def as_file(data: Data) -> IO[bytes]:
    """Return bytes as a file, without copying them."""
    return io.BufferedReader(_View(data))


def _held(file: IO[bytes], size: int) -> Data:
    """Read a small file; map a large one: the map needs the file to be open no longer."""
    if size > IN_MEMORY:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    file.seek(0)
    return file.read()


def _until_damage(stream: Unpacking) -> Iterator[bytes]:
    """Yield what can be unpacked: the packed bytes are at hand, so whatever fails is damage."""
    while True:
        try:
            block = stream.read1(BLOCK)
        except DAMAGE:
            return
        if not block:
            return
        yield block


class _View(io.RawIOBase):
    """Bytes, read where they lie."""

    def __init__(self, data: Data) -> None:
        self._data = memoryview(data)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._at = max(0, (0, self._at, len(self._data))[whence] + offset)
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        target = memoryview(buffer)
        part = self._data[self._at : self._at + len(target)]
        target[: len(part)] = part
        self._at += len(part)
        return len(part)


PACKINGS: Mapping[re.Pattern[bytes], Callable[[Data], Unpacking]] = {
    re.compile(rb"\x1f\x8b\x08"): lambda data: gzip.GzipFile(fileobj=as_file(data)),
    re.compile(rb"\xfd7zXZ\x00"): lambda data: lzma.LZMAFile(as_file(data)),  # noqa: SIM115 -- closed with its last reader
    re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"): lambda data: bz2.BZ2File(as_file(data)),
    re.compile(rb"\x28\xb5\x2f\xfd"): lambda data: zstandard.ZstdDecompressor().stream_reader(
        data, read_across_frames=True
    ),
}
