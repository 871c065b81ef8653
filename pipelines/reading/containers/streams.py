"""A stream of bytes that is read once, from its beginning, with a look ahead.

Only moving bytes belongs here; what they mean is decided elsewhere.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from pipelines.reading.limits import KIB, MIB
from pipelines.reading.outcomes import Refused

BLOCK = MIB
AHEAD = 64 * KIB  # most files are read by one look ahead
IN_MEMORY = 64 * MIB  # a spooled copy above this lies on disk


class Readable(Protocol):
    """Whatever gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none only at the end."""


class Stream:
    """Bytes in order, with a look ahead.

    Attributes:
        position: Bytes handed out so far.
    """

    def __init__(self, raw: Readable | None, file: IO[bytes] | None = None, ahead: bytes = b"") -> None:
        """Read from `raw`, after what was read ahead; `file` is the same content as a seekable file, or None."""
        self._raw = raw
        self._file = file
        self._ahead = ahead
        self._ended = raw is None
        self.position = 0

    def peek(self, size: int) -> bytes:
        """Return the next bytes without taking them; fewer only at the end."""
        while len(self._ahead) < size and not self._ended:
            self._ahead += self._take(max(size - len(self._ahead), AHEAD))
        return self._ahead[:size]

    def read(self, size: int = -1) -> bytes:
        """Take up to `size` bytes, or all that are left.

        Raises:
            Refused: They cannot be read.
        """
        if size < 0 and not self._ended:
            return b"".join(self.blocks())
        if size < 0:
            size = len(self._ahead)
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
        else:
            data = self._take(size)
        self.position += len(data)
        return data

    def _take(self, size: int) -> bytes:
        """Read on; a disk or network that fails costs this stream, not the run."""
        if self._raw is None or self._ended or size == 0:  # whoever asks for nothing learns nothing of the end
            return b""
        try:
            data = self._raw.read(size)
        except OSError as error:
            raise Refused("unreadable", self.position, error.strerror) from error
        self._ended = not data
        return data

    def blocks(self) -> Iterator[bytes]:
        """Take all that is left, block by block."""
        while block := self.read(BLOCK):
            yield block

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """Give the whole content as a seekable file; copies it, on disk if it is large, unless it is one."""
        if self._file is not None:
            self._file.seek(0)
            yield self._file
            return
        if self._ended:
            yield io.BytesIO(self.read())
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            for block in self.blocks():
                copy.write(block)
            copy.seek(0)
            yield copy


class Part:
    """The next `size` bytes of a stream, as a stream of its own."""

    def __init__(self, whole: Stream, size: int) -> None:
        """Take the next `size` bytes of `whole`."""
        self._whole = whole
        self.left = size

    def read(self, size: int, /) -> bytes:
        """Take up to `size` bytes; none only at the end of the part.

        Raises:
            Refused: The whole ends before this part does.
        """
        data = self._whole.read(min(size, self.left))
        self.left -= len(data)
        if self.left and not data:
            missing, self.left = self.left, 0
            raise Refused("damaged", self._whole.position, f"ends {missing:,} bytes too early")
        return data


def of_bytes(data: bytes) -> Stream:
    """Make a stream of bytes in memory."""
    return Stream(None, ahead=data)


def digest(stream: Stream) -> tuple[str, int]:
    """Take all that is left; return its SHA-256 in hex and its length."""
    hasher = sha256()
    start = stream.position
    for block in stream.blocks():
        hasher.update(block)
    return hasher.hexdigest(), stream.position - start
