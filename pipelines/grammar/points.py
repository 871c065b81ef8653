"""Places in a column of texts: code points, bytes, slices, all at once.

Belongs here: the arithmetic of offsets over many texts in linear time, however long a single text is (a slice of a
line of 50 MB costs its own length, not the line's). Does not belong here: anything that looks at what the characters
are.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
_TWO, _THREE, _FOUR = 0x80, 0x800, 0x10000  # where UTF-8 begins to need one more byte


@dataclass(frozen=True)
class Points:
    """A column of texts with its code points laid out in one row."""

    texts: pl.Series

    @cached_property
    def codes(self) -> npt.NDArray[np.uint32]:
        """The code points of all texts, one after the other."""
        return np.frombuffer("".join(self.texts.to_list()).encode("utf-32-le"), dtype=np.uint32)

    @cached_property
    def offsets(self) -> Ints:
        """Where each text begins among the code points; one more entry for the end."""
        return np.concatenate([[0], np.cumsum(self.texts.str.len_chars().cast(pl.Int64).to_numpy())])

    @cached_property
    def utf8(self) -> Ints:
        """How many bytes of UTF-8 stand before each code point; one more entry for the end."""
        return running(utf8_widths(self.codes))

    def slices(self, rows: Ints, starts: Ints, ends: Ints) -> pl.Series:
        """The characters of many spans, each given by its text and a range of code points in it."""
        base = self.offsets[rows]
        first = self.utf8[base]
        begin, length = self.utf8[base + starts] - first, self.utf8[base + ends] - self.utf8[base + starts]
        return (
            self.texts.gather(rows)
            .cast(pl.Binary)
            .to_frame("bytes")
            .select(pl.col("bytes").bin.slice(pl.Series(begin), pl.Series(length)).cast(pl.String))["bytes"]
        )

    def encoded(self, encodings: list[str]) -> Ints:
        """How many bytes stand before each code point, each text in its own encoding; one more entry for the end."""
        if set(encodings) <= {"utf-8"}:
            return self.utf8
        widths = np.diff(self.utf8)
        for name in set(encodings) - {"utf-8"}:
            rows = np.flatnonzero(np.array(encodings) == name)
            held = np.concatenate([np.arange(self.offsets[r], self.offsets[r + 1]) for r in rows])
            distinct, back = np.unique(self.codes[held], return_inverse=True)
            # what the encoding cannot write came from a character reference, whose place is that of its source form
            sizes = np.array([len(chr(c).encode(name, "ignore")) for c in distinct], dtype=np.int64)
            widths[held] = sizes[back]
        return running(widths)


def utf8_widths(codes: npt.NDArray[np.uint32]) -> Ints:
    """How many bytes of UTF-8 each code point takes."""
    return 1 + (codes >= _TWO).astype(np.int64) + (codes >= _THREE) + (codes >= _FOUR)


def running(widths: Ints) -> Ints:
    """Sums of all that stands before each place, and of the whole."""
    return np.concatenate([[0], np.cumsum(widths, dtype=np.int64)])


def characters(codes: Codes) -> str:
    """The characters of some code points."""
    return "".join(map(chr, codes))
