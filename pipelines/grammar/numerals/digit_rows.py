"""Rows of digits with scales: 三四六亿 = 34.6 billion, 一兆一一二三亿, as one writes in Taiwan.

Belongs here: numerals in Chinese characters without a single 十, 百 or 千. Does not belong here: a row without a scale
(二〇二五) and two neighbours (三四亿), which `parsing` reads.
"""

import re

from pipelines.grammar.numerals.characters import DIGITS, MYRIADS

_DIGIT, _SCALE = "[零〇一二三四五六七八九]", "[万亿兆]"
#: At least three digits before the last scale, or four behind it.
_ROWS = re.compile(f"(?:{_DIGIT}+{_SCALE}+)*(?:{_DIGIT}{{3,}}{_SCALE}+|(?<={_SCALE}){_DIGIT}{{4}})")
_ROW = re.compile(f"({_DIGIT}+)({_SCALE}*)")


def rows(text: str) -> tuple[int, int, str] | None:
    """Number, power of ten and last scale of such a numeral; None if it is another one, or its parts do not fall."""
    if not _ROWS.fullmatch(text):
        return None
    total, exponent, scale = 0, len(text) * MYRIADS["兆"], ""
    for row, scale in _ROW.findall(text):
        above, exponent = exponent, sum(MYRIADS[c] for c in scale)
        if exponent + len(row) > above:
            return None
        total += int("".join(str(DIGITS[c]) for c in row)) * 10**exponent
    return total // 10**exponent, exponent, scale
