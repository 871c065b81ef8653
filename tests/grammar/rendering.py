"""Writes numbers in the styles that Chinese texts use: the other direction of the grammar, for its tests.

Belongs here: one function a style, each from a whole number to characters. Written from the rules of GB/T 15835, not
from the code of the grammar.
"""

from collections.abc import Callable, Mapping

_PLACES = ("", "十", "百", "千")
_SECTIONS = ("", "万", "亿", "万亿")
_HANT = str.maketrans("万亿", "萬億")
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
DIGITS = "零一二三四五六七八九"
#: Numbers below this can be written in every style.
LIMIT = 10**16


def _section(n: int) -> str:
    """A number below ten thousand, every place with its digit: 1005 is 一千零五."""
    written, zero = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit == 0:
            zero = bool(written)
        else:
            written += ("零" if zero else "") + DIGITS[digit] + _PLACES[place]
            zero = False
    return written


def chinese(n: int) -> str:
    """一千二百零三万零四十五."""
    if n == 0:
        return "零"
    high, low = divmod(n, 10**8)
    if high:
        joint = "零" if low and low < 10**7 else ""
        return chinese(high) + "亿" + joint + (chinese(low) if low else "")
    myriads, rest = divmod(n, 10**4)
    joint = "零" if myriads and rest and rest < 10**3 else ""
    return (_section(myriads) + "万" if myriads else "") + joint + _section(rest)


def grouped(n: int) -> str:
    """1,234,567."""
    return f"{n:,}"


def mixed(n: int) -> str:
    """Figures before each scale: 13亿6782万45."""
    parts = [(n // 10**8, "亿"), (n // 10**4 % 10**4, "万"), (n % 10**4, "")]
    written = ""
    for number, scale in parts:
        if number:
            gap = "零" if written and number < 10**3 else ""
            written += f"{gap}{number}{scale}"
    return written or "0"


STYLES: Mapping[str, Callable[[int], str]] = {
    "figures": str,
    "grouped figures": grouped,
    "full width": lambda n: grouped(n).translate(_WIDE),
    "Chinese, Simplified": chinese,
    "Chinese, Traditional": lambda n: chinese(n).translate(_HANT),
    "formal": lambda n: chinese(n).translate(_FORMAL),
    "figures and scales": mixed,
    "figures and scales, Traditional": lambda n: mixed(n).translate(_HANT),
}
