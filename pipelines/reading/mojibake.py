"""Text that was decoded wrongly before it was delivered.

Only detection belongs here: such text is reported, never repaired, since what was lost on the way is lost. Two
mistakes leave a text that decodes: Chinese bytes read as Latin-1 or windows-1252 (ÖÐ¹ú), and UTF-8 bytes read as GBK
(涓浗). Both are recognised by undoing the mistake: the result is Chinese where the text is not.
"""

import re

SAMPLE = 1 << 16  # characters
SHORTEST = 4  # characters of a run that betrays anything
LATIN_SHARE = 0.3  # of what is not ASCII
COMMON_SHARE = 0.5  # of the result must be common Chinese characters
_LATIN_RUN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]{4,}"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LOST = re.compile("锟斤拷|\ufffd{2}")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经市新部公日月元亿万年將會國這個為時來發產後經億萬與關業務區開"
)
LATIN = ("latin-1", "cp1252")
CHINESE = ("utf-8", "gb18030", "cp950")
UTF_8_READ_AS = ("gb18030", "cp950")


def find(text: str) -> str | None:
    """Tell which mistake a text betrays, in words, or None.

    Args:
        text: The decoded record; its beginning is enough.
    """
    sample = text[:SAMPLE]
    if sample.isascii():
        return None
    lost = _LOST.search(sample)
    if lost:
        return f"bytes were replaced before delivery, as in {sample[max(lost.start() - 5, 0) : lost.end() + 5]!r}"
    return _latin(sample) or _utf_8_as_chinese(sample)


def _latin(text: str) -> str | None:
    """Recognise Chinese bytes that were read as Latin-1 or windows-1252."""
    runs = _LATIN_RUN.findall(text)
    other = sum(map(len, _NOT_ASCII.findall(text)))
    if sum(map(len, runs)) < max(LATIN_SHARE * other, SHORTEST):
        return None
    joined = "\n".join(runs)
    for read_as in LATIN:
        for written_in in CHINESE:
            undone = _recoded(joined, read_as, written_in)
            if undone and _is_chinese(undone):
                return f"{written_in} read as {read_as}: {runs[0][:20]!r} was {undone[:10]!r}"
    return None


def _utf_8_as_chinese(text: str) -> str | None:
    """Recognise UTF-8 bytes that were read as GBK or Big5."""
    runs = [run for run in _NOT_ASCII.findall(text) if len(run) >= SHORTEST]
    for read_as in UTF_8_READ_AS:
        undone = [
            (run, fixed) for run in runs[:50] if (fixed := _recoded(run, read_as, "utf-8")) and _is_chinese(fixed)
        ]
        if undone and 2 * len(undone) > min(len(runs), 50):
            return f"utf-8 read as {read_as}: {undone[0][0][:20]!r} was {undone[0][1][:10]!r}"
    return None


def _recoded(text: str, read_as: str, written_in: str) -> str:
    """Undo a wrong step; what does not go back is passed over."""
    return text.encode(read_as, "ignore").decode(written_in, "ignore")


def _is_chinese(text: str) -> bool:
    """Tell whether a text reads as Chinese: mostly Chinese characters, common ones among them."""
    chinese = _CHINESE.findall(text)
    solid = len(text.strip()) or 1
    common = sum(char in _COMMON for char in chinese)
    return len(chinese) >= COMMON_SHARE * solid and common * 12 >= len(chinese) > 1
