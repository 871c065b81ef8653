"""How much a seed may unpack to.

Only bounds belong here: they keep a hostile or broken archive from filling the memory or the day. Each is far
above what honest deliveries hold.
"""

from dataclasses import dataclass

KIB = 1 << 10
MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one seed.

    Attributes:
        total: Bytes that a seed may unpack to in all.
        ratio: Unpacked bytes per packed byte, counted once `ratio_from` bytes are out. Plain text packs 3 to 10
            to one, log-like text up to 100, a bomb 1,000 and more.
        ratio_from: Unpacked bytes below which the ratio does not matter.
        depth: Archives and compressions inside one another.
        count: Members of one archive.
        record: Bytes of a single record that has to be held in memory.
    """

    total: int = 64 * GIB
    ratio: int = 200
    ratio_from: int = 32 * MIB
    depth: int = 4
    count: int = 1_000_000
    record: int = 2 * GIB


DEFAULT = Limits()
