r"""How the name of a seed is written in a table.

A file name is bytes; a table holds characters. Names that are valid UTF-8 stand as they are, a newline included.
A byte that is not valid UTF-8 (Python holds it as a surrogate escape) is written as `\xNN`. A name that itself
holds a backslash followed by `xNN` would be taken for one, so its backslash is written as `\x5c`.
"""

import re

_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")
_TO_ESCAPE = re.compile("[\udc80-\udcff]|" + r"\\(?=x[0-9a-f]{2})")


def shown(path: str) -> str:
    """Write a path so that any table can hold it."""
    return _TO_ESCAPE.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", path)


def original(seed: str) -> str:
    """Return the path that `shown` wrote: what `open` needs."""
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1]).decode("utf-8", "surrogateescape"), seed)
