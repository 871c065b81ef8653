"""Where positions of a decoded record stand: line, character, byte.

Only this translation belongs here. Bytes are asked for many at once, in growing order, so that each stretch of the
record is encoded once.
"""

from collections.abc import Iterable

from pipelines.reading.decoding.lines import Lines, line_of


class Places:
    """Translates positions of a text.

    Attributes:
        starts: Where each line begins.
        first_line: Number of the first of them in the document.
    """

    def __init__(self, text: str, lines: Lines, encoding: str, base: int, first_line: int = 1) -> None:
        """Translate positions of `text`, whose first byte is at `base`."""
        self.first_line = first_line
        self._text = text
        self._lines = lines
        self._encoding = encoding
        self._base = base
        self.starts = lines.starts()

    def line(self, position: int) -> tuple[int, int]:
        """Return the number of the line that holds a position, and the character in it."""
        index = line_of(self.starts, position)
        return self.first_line + index, position - self.starts[index]

    def bytes(self, positions: Iterable[int]) -> list[int]:
        """Return the byte offsets of positions of which none is before the last one."""
        text, encoding = self._text, self._encoding
        at, byte = 0, self._base
        found: list[int] = []
        for position in positions:
            if position > at:
                byte += len(text[at:position].encode(encoding))
                at = position
            found.append(byte)
        return found

    def length(self, line_no: int) -> int:
        """Return the length of a line, without its terminator."""
        return len(self._lines.texts[line_no - self.first_line])
