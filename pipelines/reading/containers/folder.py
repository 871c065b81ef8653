"""The seeds folder: which files lie in it, in path order, and which of them are no files.

Only the file system belongs here: names, kinds of file, permission. What a file holds is read elsewhere.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines.reading.outcomes import Refused

SETTINGS = frozenset({"sources.toml"})  # at the top of the folder: no delivery
OPENING = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC  # never wait for a pipe that took the place of a file
KEPT = frozenset({".gitkeep", ".gitignore"})  # keep an empty folder in version control: not deliveries either


class SeedsError(OSError):
    """The seeds folder, or a folder in it, cannot be listed: its content is unknown, never taken for empty."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A file below the seeds folder.

    Attributes:
        path: Relative, `/` between its parts, undecodable bytes as surrogate escapes.
        bytes: Its size when it was listed.
        refused: Why it is not read, or None.
    """

    path: str
    bytes: int
    refused: Refused | None = None


def listing(seeds: Path) -> Iterator[Seed]:
    """Yield every file below the seeds folder, in the order of the bytes of their paths.

    Raises:
        SeedsError: The folder does not exist or cannot be listed, or a folder in it.
    """
    if not seeds.is_dir():
        what = "is not a folder" if seeds.exists() else "does not exist"
        raise SeedsError(f"seeds folder {seeds} {what}: create it, or name another with --seeds")
    yield from _walk(str(seeds), "", seeds.resolve())


def settings(seeds: Path) -> list[str]:
    """Return the names of the settings files that lie in the seeds folder."""
    return sorted(name for name in SETTINGS if (seeds / name).is_file())


def open_seed(seeds: Path, path: str) -> BinaryIO:
    """Open a listed seed; whatever became of it since, only a regular file is opened.

    Raises:
        Refused: It cannot be opened, is gone, or is no regular file any more.
    """
    return os.fdopen(_open(seeds, path), "rb")


def content(seeds: Path, path: str, size: int) -> bytes | None:
    """Return all bytes of a seed if there are so many, None otherwise; many small files are read fastest this way.

    None too where it cannot be read: `open_seed` says why.
    """
    try:
        descriptor = os.open(f"{seeds}/{path}", OPENING)
    except OSError:
        return None
    try:
        # The byte too many shows whether there are more: one call reads most files, and no other has to ask for a size.
        data = os.read(descriptor, size + 1)
        while len(data) < size and (block := os.read(descriptor, size + 1 - len(data))):
            data += block
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return data if len(data) == size else None


def _open(seeds: Path, path: str) -> int:
    """Open a regular file; return its descriptor."""
    try:
        descriptor = os.open(f"{seeds}/{path}", OPENING)
    except FileNotFoundError as error:
        raise Refused("vanished", context=error.strerror) from error
    except OSError as error:
        raise Refused("unreadable", context=error.strerror) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused("special_file")
    return descriptor


def _walk(folder: str, prefix: str, root: Path) -> Iterator[Seed]:
    """Yield the seeds of one folder and of those in it, in order; only the names of one folder are held at once."""
    try:
        with os.scandir(folder) as scan:
            # Behind the name of a folder its path goes on with a slash: so it is sorted.
            names = [entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in scan]
    except OSError as error:
        where = prefix.rstrip("/") or folder
        raise SeedsError(
            f"cannot list the seeds folder {where!r}: {error.strerror}; what lies there is unknown, so nothing was "
            "done. Give read permission, or move that folder away"
        ) from error
    names.sort(key=os.fsencode)
    for name in names:
        path = prefix + name
        if name.endswith("/"):
            yield from _walk(f"{folder}/{name[:-1]}", path, root)
        elif not _ignored(path):
            yield _seed(f"{folder}/{name}", path, root)


def _seed(place: str, path: str, root: Path) -> Seed:
    """Look at something in a folder that is no folder."""
    try:
        state = os.lstat(place)
    except OSError as error:
        code = "vanished" if isinstance(error, FileNotFoundError) else "unreadable"
        return Seed(path, 0, Refused(code, context=error.strerror))
    if stat.S_ISLNK(state.st_mode):
        return _linked(Path(place), path, root)
    if not stat.S_ISREG(state.st_mode):
        return Seed(path, 0, Refused("special_file", context=stat.filemode(state.st_mode)))
    return Seed(path, state.st_size, Refused("hidden") if path.rpartition("/")[2].startswith(".") else None)


def _linked(link: Path, path: str, root: Path) -> Seed:
    """Follow a symbolic link, but only to a regular file inside the seeds folder."""
    try:
        target = link.resolve(strict=True)
        size = target.stat().st_size
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        return Seed(path, 0, Refused("symlink_broken", context=str(error)))
    if not target.is_relative_to(root):
        return Seed(path, 0, Refused("symlink_outside"))
    if target.is_dir():
        return Seed(path, 0, Refused("symlink_folder"))
    if not target.is_file():
        return Seed(path, 0, Refused("special_file"))
    return Seed(path, size)


def _ignored(path: str) -> bool:
    """Tell whether a file is no delivery: settings, or what keeps a folder in version control."""
    return path in SETTINGS or path.rpartition("/")[2] in KEPT
