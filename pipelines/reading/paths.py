r"""How the name of a seed, or of a member of an archive, is written in a table.

A file name is bytes; a table holds characters. Names that are valid UTF-8 stand as they are, a newline included.
A byte that is not valid UTF-8 (Python holds it as a surrogate escape) is written as `\xNN`. A name that itself
holds a backslash followed by `xNN` would be taken for one, so its backslash is written as `\x5c`. In `record`, `!`
stands between steps, so one in the name of a member is written as `\x21`.
"""

import re
import zipfile
from collections import Counter

FLAG_UTF_8 = 0x800
ENCODINGS = ("utf-8", "gb18030")  # of names that do not say theirs: in China mostly GBK
STEP = "!"  # between the steps of a record: `inner/items.jsonl!12`
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")
_TO_ESCAPE = re.compile("[\udc80-\udcff]|" + r"\\(?=x[0-9a-f]{2})")


def shown(path: str) -> str:
    """Write a path so that any table can hold it."""
    if path.isascii() and "\\" not in path:
        return path  # as most are
    return _TO_ESCAPE.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", path)


def step(name: str) -> str:
    """Write the name of a member of an archive as one step of a record."""
    return shown(name).replace(STEP, f"\\x{ord(STEP):02x}")


def original(seed: str) -> str:
    """Return the path that `shown` wrote, or the name that `step` wrote."""
    if "\\" not in seed:
        return seed
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1]).decode("utf-8", "surrogateescape"), seed)


def numbered(name: str, names: Counter[str]) -> str:
    """Number the second and further members of one name, as in `a.txt#2`; `names` counts those that were given."""
    names[name] += 1
    return name if names[name] == 1 else numbered(f"{name}#{names[name]}", names)


def zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; without the UTF-8 flag it is in the packer's own encoding."""
    if info.flag_bits & FLAG_UTF_8 or info.orig_filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437")
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
