"""What is inside a stream, for the audits: the members of zip and tar files, the bodies of WARC responses.

Each stream is opened once, however many of its records are asked for. The standard library finds members, fastwarc
undoes what a response was stored in: not the reader's own means. How a member is named is notation, and shared with
the reader: a wrong name finds no member, or one whose bytes differ.
"""

import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Literal, TypeVar, cast

from fastwarc.warc import ArchiveIterator, WarcRecord

from pipelines.orchestration.unpacking import Data, as_file, spooled
from pipelines.reading.paths import numbered, step, zip_name

ZIP = frozenset({b"PK\x03\x04", b"PK\x05\x06"})
TAR, TAR_AT = b"ustar", slice(257, 262)
WARC = b"WARC/"
#: What an archive raises that is none any more, or where a member is packed or locked as none was that was read.
NOT_AS_READ = (zipfile.BadZipFile, tarfile.TarError, RuntimeError, ValueError)
#: Gives what is inside by its step of a record.
Inside = Callable[[str], Data]
Way = Literal["all", "content", "transfer"]
WAYS: tuple[Way, ...] = ("all", "content", "transfer")  # what of a response is undone: most of it first
Member = TypeVar("Member")


def inside(data: Data) -> Inside | None:
    """Open what holds others; None for what does not.

    What is returned raises FileNotFoundError or one of NOT_AS_READ for what is not inside.
    """
    if bytes(data[:4]) in ZIP:
        return _zip(data)
    if bytes(data[TAR_AT]) == TAR:
        return _tar(data)
    return _Responses(data) if bytes(data[: len(WARC)]) == WARC else None


def _zip(data: Data) -> Inside:
    """Read the directory of a zip file."""
    archive = zipfile.ZipFile(as_file(data))
    names = Counter[str]()
    infos = (info for info in archive.infolist() if not info.filename.endswith("/"))
    members = {numbered(step(zip_name(info)), names): info for info in infos}

    def member(wanted: str) -> Data:
        info = _found(members, wanted)
        with cast("zipfile.ZipExtFile", archive.open(info)) as content:
            return spooled(content, info.compress_size)

    return member


def _tar(data: Data) -> Inside:
    """Read the headers of a tar file: its members stand in it as they are."""
    whole, names = memoryview(data), Counter[str]()
    headers = (header for header in _headers(data) if not header.isdir())
    members = {
        numbered(step(header.name), names): slice(header.offset_data, header.offset_data + header.size)
        for header in headers
    }
    return lambda wanted: whole[_found(members, wanted)]


def _headers(data: Data) -> Iterator[tarfile.TarInfo]:
    """Yield the headers up to the end, or to where the file is damaged: behind that, no member was read."""
    with tarfile.open(fileobj=as_file(data), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        while True:
            try:
                header = archive.next()
            except tarfile.TarError:
                return
            if header is None:
                return
            archive.members = []  # type: ignore[attr-defined]  # it would keep every header of a large archive
            yield header


def _found(members: Mapping[str, Member], wanted: str) -> Member:
    """A member of an archive.

    Raises:
        FileNotFoundError: The archive has none of this name.
    """
    if wanted not in members:
        message = f"the archive has no member {wanted}"
        raise FileNotFoundError(message)
    return members[wanted]


class _Responses:
    """A WARC file, read once as long as its records are asked for in their order.

    A body that was stored encoded is decoded; for any other, offsets count in the file itself. A crawler may have
    undone an encoding that its header still names. Where the file is damaged, no record behind the damage was read, and
    those before it count in the file.
    """

    def __init__(self, data: Data) -> None:
        self._data = memoryview(data)
        self._begin()

    def __call__(self, wanted: str) -> Data:
        record = self._record(int(wanted))
        headers = record.http_headers if record else None
        if not record or not headers or not ("Content-Encoding" in headers or "Transfer-Encoding" in headers):
            return self._data
        own, stored = self._data[record.stream_pos :], record.reader.read()
        decoded = next((body for way in WAYS if (body := _decoded(own, way)) is not None), stored)
        return self._data if decoded == stored else decoded

    def _begin(self) -> None:
        """Stand before the first record."""
        self._records: Iterator[WarcRecord] = iter(ArchiveIterator(as_file(self._data), auto_decode="none"))
        self._at = 0

    def _record(self, number: int) -> WarcRecord | None:
        """Go on to a record; None behind the last one, and behind damage."""
        if number <= self._at:
            self._begin()
        passed_over, self._at = number - self._at - 1, number
        try:
            return next(islice(self._records, passed_over, None), None)
        except OSError:
            self._records = iter(())
            return None


def _decoded(record: Data, way: Way) -> bytes | None:
    """The body of the first record, decoded one way; None where that cannot be done."""
    try:
        body: bytes = next(ArchiveIterator(as_file(record), auto_decode=way)).reader.read()
    except OSError:
        return None
    return body
