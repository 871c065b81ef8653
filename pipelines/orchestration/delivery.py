"""The delivered bytes again, for the audits: opened anew, by other means than the reader's own.

An audit that asked the reader where its bytes are would only hear its opinion. Here the standard library unpacks, and
fastwarc undoes what an HTTP response was stored in. Only bytes belong here; what they say is compared elsewhere.
"""

import bz2
import gzip
import io
import lzma
import mmap
import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

import zstandard
from fastwarc.warc import ArchiveIterator

from pipelines.reading.paths import original, step

Data = bytes | memoryview
STEP = "!"  # between the steps of a record: `inner/items.jsonl!12`
TAR = slice(257, 262)
WARC = b"WARC/"
UTF_8_FLAG = 0x800
MAP_FROM = 1 << 20
#: Gives the bytes of a member by the name that its record has.
Members = Callable[[str], bytes]
Info = TypeVar("Info")
Way = Literal["all", "content", "transfer"]
WAYS: tuple[Way, ...] = ("all", "content", "transfer")  # what of a response is undone: most of it first
PACKINGS: Mapping[re.Pattern[bytes], Callable[[Data], bytes]] = {
    re.compile(rb"\x1f\x8b\x08"): gzip.decompress,
    re.compile(rb"\xfd7zXZ\x00"): lzma.decompress,
    re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"): bz2.decompress,
    re.compile(rb"\x28\xb5\x2f\xfd"): lambda data: (
        zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    ),
}


class Delivery:
    """Gives the bytes that a record's offsets count in.

    Called document by document in the order of the chunks: what was opened last is kept.
    """

    def __init__(self, seeds: Path) -> None:
        """Deliver from a folder of seeds."""
        self._seeds = seeds
        self._opened: dict[tuple[str, ...], Data] = {}
        self._archives: dict[tuple[str, ...], Members] = {}

    def __call__(self, seed: str, record: str) -> Data:
        """Return the file, the decompressed stream, the member of an archive, or the decoded body of a response.

        Args:
            seed: As in the table documents.
            record: As in the table documents.

        Raises:
            OSError: The file is gone or cannot be read.
        """
        steps = record.split(STEP) if record else []
        place: tuple[str, ...] = (seed,)
        data = self._kept(place, lambda: _mapped(self._seeds / original(seed)))
        while True:
            data = self._unpacked(place, data)
            if not steps or not _is_archive(data):
                break
            member, unpack = steps.pop(0), self._members_of(place, data)
            place = (*place, member)
            data = self._kept(place, lambda: unpack(member))  # noqa: B023 — called before the next round
        if steps and bytes(data[:5]) == WARC:
            return _body(data, int(steps[0]))
        return data

    def _unpacked(self, place: tuple[str, ...], data: Data) -> Data:
        """Undo every packing around a stream."""
        while unpack := next((way for magic, way in PACKINGS.items() if magic.match(data)), None):
            place, packed = (*place, ""), data
            data = self._kept(place, lambda: unpack(packed))  # noqa: B023
        return data

    def _members_of(self, place: tuple[str, ...], archive: Data) -> Members:
        """Read the directory of an archive once, however many of its members are asked for."""
        if place not in self._archives:
            self._archives = {place: _members(archive)}
        return self._archives[place]

    def _kept(self, place: tuple[str, ...], opened: Callable[[], Data]) -> Data:
        """Open what is not open; let go of what does not lead there."""
        if place not in self._opened:
            self._opened = {kept: data for kept, data in self._opened.items() if place[: len(kept)] == kept}
            self._opened[place] = opened()
        return self._opened[place]


def _mapped(path: Path) -> Data:
    """A large file without reading it; a small one is read, because each map holds a descriptor open."""
    with path.open("rb") as file:
        if path.stat().st_size < MAP_FROM:
            return file.read()
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _is_archive(data: Data) -> bool:
    return bytes(data[:4]) in {b"PK\x03\x04", b"PK\x05\x06"} or bytes(data[TAR]) == b"ustar"


def _members(archive: Data) -> Members:
    """The members of a zip or tar file, by the names that records have."""
    names = Counter[str]()
    file = io.BytesIO(archive)
    if bytes(archive[:2]) == b"PK":
        packed = zipfile.ZipFile(file)
        listed = (info for info in packed.infolist() if not info.filename.endswith("/"))
        infos = {_numbered(step(_zip_name(info)), names): info for info in listed}
        return lambda wanted: packed.read(_found(infos, wanted))
    unpacked = tarfile.open(fileobj=file, encoding="utf-8", errors="surrogateescape")  # noqa: SIM115 -- kept open
    headers = {_numbered(step(header.name), names): header for header in unpacked if not header.isdir()}

    def content(wanted: str) -> bytes:
        stream = unpacked.extractfile(_found(headers, wanted))
        return stream.read() if stream else b""

    return content


def _found(members: Mapping[str, Info], wanted: str) -> Info:
    """A member of an archive.

    Raises:
        FileNotFoundError: The archive has none of this name.
    """
    if wanted not in members:
        message = f"the archive has no member {wanted}"
        raise FileNotFoundError(message)
    return members[wanted]


def _numbered(name: str, names: Counter[str]) -> str:
    """The second member of a name is `name#2`."""
    names[name] += 1
    return name if names[name] == 1 else _numbered(f"{name}#{names[name]}", names)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A name that does not say that it is UTF-8 may be, or is in the encoding of a Chinese packer."""
    if info.flag_bits & UTF_8_FLAG or info.orig_filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _body(data: Data, number: int) -> Data:
    """The decoded body of a WARC response that was stored encoded; otherwise offsets count in the file itself.

    A crawler may have undone an encoding that its header still names. Where the file is damaged, no record behind the
    damage was read, and those before it count in the file.
    """
    try:
        record = next(islice(ArchiveIterator(io.BytesIO(data), auto_decode="none"), number - 1, None), None)
    except OSError:
        return data
    headers = record.http_headers if record else None
    if not record or not headers or not ("Content-Encoding" in headers or "Transfer-Encoding" in headers):
        return data
    own, stored = data[record.stream_pos :], record.reader.read()
    decoded = next((body for way in WAYS if (body := _decoded(own, way)) is not None), stored)
    return data if decoded == stored else decoded


def _decoded(record: Data, way: Way) -> bytes | None:
    """The body of the first record, decoded one way; None where that cannot be done."""
    try:
        body: bytes = next(ArchiveIterator(io.BytesIO(record), auto_decode=way)).reader.read()
    except OSError:
        return None
    return body
