r"""The physical lines of a record, with the bytes of each.

Only the split belongs here. A line ends at `\n`, `\r\n`, `\r` or U+2028; what other characters separate (form
feed, NEL, U+2029) stays in the line. A terminator at the very end opens no further line, an empty record has none.
Everything is done by whole-record operations: a line of 100 MB costs no more than 100 MB of short ones.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

LINE_SEPARATOR = "\u2028"
# Encodings in which the bytes of `\n` and `\r` are never part of another character: lines can be cut in the bytes.
CUT_IN_BYTES = frozenset({"gb18030", "cp950", "big5hkscs"})
_TERMINATOR = re.compile("(\r\n|[\n\r\u2028])")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one text.

    Attributes:
        texts: The lines without their terminators.
        gaps: The terminator after each line; empty after a last line that has none.
    """

    texts: list[str]
    gaps: list[str]

    def starts(self) -> list[int]:
        """Return the position of each line in the whole text."""
        lengths = (len(text) + len(gap) for text, gap in zip(self.texts, self.gaps, strict=True))
        return list(accumulate(lengths, initial=0))[:-1]

    def places(self, data: bytes, encoding: str, base: int) -> NDArray[np.int64]:
        """Return the byte range of each line, without its terminator.

        Args:
            data: The whole text as it is written.
            encoding: How.
            base: Byte offset of its beginning.
        """
        if encoding in CUT_IN_BYTES and LINE_SEPARATOR not in self.gaps:
            gaps = np.fromiter(map(len, self.gaps), np.int64)
            sizes = np.diff(_ends(data), prepend=0) - gaps
        else:
            sizes, gaps = (
                np.fromiter((len(part.encode(encoding)) for part in parts), np.int64)
                for parts in (self.texts, self.gaps)
            )
        ends = base + np.cumsum(sizes + gaps) - gaps
        return np.column_stack((ends - sizes, ends))


def _ends(data: bytes) -> NDArray[np.int64]:
    """Return where each line ends in bytes that can be cut, behind its terminator."""
    written = np.frombuffer(data, np.uint8)
    feed = written == ord("\n")
    alone = written == ord("\r")
    alone[:-1] &= ~feed[1:]
    ends = np.flatnonzero(feed | alone) + 1
    return ends if data.endswith((b"\n", b"\r")) or not data else np.append(ends, len(data))


def split(text: str) -> Lines:
    """Split a text into its physical lines."""
    if "\r" in text or "\u2028" in text:
        parts = _TERMINATOR.split(text)
        texts, gaps = parts[::2], [*parts[1::2], ""]
    else:
        texts = text.split("\n")
        gaps = ["\n"] * (len(texts) - 1) + [""]
    if not texts[-1]:
        texts.pop()
        gaps.pop()
    return Lines(texts, gaps)


def line_of(starts: list[int], position: int) -> int:
    """Return the index of the line that holds a position of the whole text."""
    return bisect_right(starts, position) - 1
