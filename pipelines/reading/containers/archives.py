"""Archives: the members of zip and tar files, each a stream of its own.

Only listing and opening members belongs here. A member that is no plain file, or whose name leads out of the
archive, is refused with its reason; nothing is ever unpacked to disk under its own name.
"""

import re
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

from pipelines.reading.containers.leaves import Place, Problem
from pipelines.reading.containers.packing import DAMAGE, Unpacked
from pipelines.reading.containers.streams import Stream
from pipelines.reading.outcomes import Refused
from pipelines.reading.paths import numbered, step, zip_name

FLAG_ENCRYPTED = 0x1
LINK_MODE = 0o120000
MODE_MASK = 0o170000
PLAIN_MODES = (0, 0o100000)  # zip files made elsewhere than on Unix have no mode
_CLIMBS = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\0")


@dataclass(frozen=True, slots=True)
class Member:
    """A plain file in an archive."""

    name: str
    record: str
    stream: Stream


def zip_members(stream: Stream, place: Place) -> Iterator[Member | Problem]:
    """Yield the members of a zip file in the order of its directory."""
    names = Counter[str]()
    with stream.seekable() as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, *DAMAGE, NotImplementedError) as error:
            raise Refused("damaged", context=str(error)) from error
        with archive:
            for number, info in enumerate(archive.infolist()):
                _count(number, place)
                if not info.filename.endswith("/"):  # as `is_dir` asks, which fails on an empty name
                    name = zip_name(info)
                    yield from _zip_member(archive, info, name, place.step(numbered(step(name), names)), place)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, record: str, place: Place
) -> Iterator[Member | Problem]:
    """Yield one member, or why it is refused."""
    mode = (info.external_attr >> 16) & MODE_MASK
    refused = _refused(name, link=mode == LINK_MODE, plain=mode in PLAIN_MODES)
    if refused is None and info.flag_bits & FLAG_ENCRYPTED:
        refused = Refused("encrypted")
    if refused is not None:
        yield Problem(record, refused)
        return
    try:
        content = archive.open(info)
    except NotImplementedError as error:
        yield Problem(record, Refused("unsupported_compression", context=str(error)))
        return
    except (zipfile.BadZipFile, *DAMAGE) as error:
        yield Problem(record, Refused("damaged", context=str(error)))
        return
    with content:
        yield Member(name, record, Stream(Unpacked(_Checked(content), _Constant(info.compress_size), place.budget)))


def tar_members(stream: Stream, place: Place) -> Iterator[Member | Problem]:
    """Yield the members of a tar file as they come by; the file is read once, from its beginning."""
    names = Counter[str]()
    try:
        archive = tarfile.open(fileobj=_blocks(stream), mode="r|", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    except (tarfile.TarError, *DAMAGE) as error:
        raise Refused("damaged", stream.position, str(error)) from error
    with archive:
        number = 0
        while True:
            try:
                info = archive.next()
            except (tarfile.TarError, *DAMAGE) as error:
                raise Refused("damaged", stream.position, str(error)) from error
            if info is None:
                return
            archive.members = []  # type: ignore[attr-defined]  # it would keep every header of a large archive
            _count(number, place)
            number += 1
            if info.isdir():
                continue
            record = place.step(numbered(step(info.name), names))
            plain = info.isfile() and not info.issparse()  # the holes of a sparse file may be as large as they like
            refused = _refused(info.name, link=info.issym() or info.islnk(), plain=plain)
            content = None if refused else archive.extractfile(info)
            if content is None:
                yield Problem(record, refused or Refused("member_special"))
                continue
            checked = Unpacked(_Checked(content, info.size), _Constant(info.size), place.budget)
            yield Member(info.name, record, Stream(checked))


class _Constant:
    """The packed size of a member is known beforehand."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self) -> int:
        return self._size


class _Checked:
    """A member's content; a wrong check sum or an early end is damage."""

    def __init__(self, content: IO[bytes], size: int | None = None) -> None:
        self._content = content
        self._left = size

    def read(self, size: int, /) -> bytes:
        try:
            data = self._content.read(size)
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as error:
            raise OSError(str(error)) from error
        if self._left is not None:
            self._left -= len(data)
            if not data and self._left:
                message = f"the archive ends {self._left:,} bytes before this member does"
                raise OSError(message)
        return data


class _Blocks:
    """A stream as tarfile expects one."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)


def _blocks(stream: Stream) -> IO[bytes]:
    return cast("IO[bytes]", _Blocks(stream))  # of a file, tarfile's streaming mode only reads


def _count(number: int, place: Place) -> None:
    if number >= place.budget.limits.count:
        raise Refused("bomb_count", context=f"more than {place.budget.limits.count:,} members")


def _refused(name: str, *, link: bool, plain: bool) -> Refused | None:
    """Say why a member is not read, or None."""
    if not name:
        return Refused("member_nameless")
    if _CLIMBS.search(name):
        return Refused("path_climbs_out", context=name)
    if link:
        return Refused("member_link")
    return None if plain else Refused("member_special")
