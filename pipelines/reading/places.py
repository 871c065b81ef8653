"""Where positions of a decoded record stand: line, character, byte.

Only this translation belongs here. Positions must not go back, so that each stretch of the record is encoded once.
"""

from pipelines.reading.lines import Lines, line_of


class Places:
    """Translates growing positions of a text.

    Attributes:
        starts: Where each line begins.
    """

    def __init__(self, text: str, lines: Lines, encoding: str, base: int) -> None:
        """Translate positions of `text`, whose first byte is at `base`."""
        self._text = text
        self._lines = lines
        self._encoding = encoding
        self._at = 0
        self._byte = base
        self.starts = lines.starts()

    def line(self, position: int) -> tuple[int, int]:
        """Return the index of the line that holds a position, and the character in it."""
        index = line_of(self.starts, position)
        return index, position - self.starts[index]

    def byte(self, position: int) -> int:
        """Return the byte offset of a position that is not before the last one asked for."""
        if position > self._at:
            self._byte += len(self._text[self._at : position].encode(self._encoding))
            self._at = position
        return self._byte

    def length(self, index: int) -> int:
        """Return the length of a line, without its terminator."""
        return len(self._lines.texts[index])
