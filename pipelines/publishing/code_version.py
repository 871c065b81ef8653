"""The version of a stage's code: a hash over the files it is made of, so that a change of any of them is noticed."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

SUFFIXES = (".py", ".tsv", ".toml", ".sql", ".j2")


def of(folders: Iterable[Path], libraries: Iterable[str] = ()) -> str:
    """Return the version of a stage.

    Args:
        folders: Packages whose source files it uses, data files included.
        libraries: Installed distributions whose behaviour it depends on.

    Raises:
        PackageNotFoundError: One of them is not installed.
    """
    digest = sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    for name in libraries:
        digest.update(f"{name}=={version(name)}\0".encode())
    digest.update(unicodedata.unidata_version.encode())  # which characters are digits
    return digest.hexdigest()
