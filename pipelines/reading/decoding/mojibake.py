"""Text that was decoded wrongly before it was delivered.

Only detection belongs here: such text is reported, never repaired, since what was lost on the way is lost. Two
mistakes leave a text that decodes: Chinese bytes read as Latin-1 or windows-1252 (`ÖÐ¹ú`), and UTF-8 bytes read as
GBK or Big5 (`涓浗`). Both are recognised by undoing the mistake: the result is Chinese where the text is not. A third
leaves replacement characters (`锟斤拷`).
"""

import re

import polars as pl

SAMPLE = 1 << 12  # characters: a wrong step spoils a text from its beginning
LATIN_SHARE = 0.3  # of what is not ASCII
CHINESE_SHARE = 0.5  # of an undone text
COMMON_SHARE = 1 / 12  # of its Chinese characters
RUNS = 50  # stretches that are undone
MANY = 3  # characters that betray UTF-8 read as something else, before it is undone
LATIN = ("latin-1", "cp1252")
CHINESE = ("utf-8", "gb18030", "cp950")
UTF_8_READ_AS = ("gb18030", "cp950")
FREQUENT = "，。、：「"  # hardly a text is without them, and what they turn into is rare

_LATIN_RUN = re.compile("[\u0080-\u00ffŒœŠšŸŽžƒˆ˜\u2013-\u2026‰‹›€™]{4,}")
_RUN = re.compile(r"[^\x00-\x7f]{4,}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LOST = re.compile("锟斤拷|\ufffd{2}")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经市新部公日月元亿万将這個為時來發產後經億萬與關業務區開國會"
)


def find(text: str) -> str | None:
    """Tell which mistake a text betrays, in words, or None; its beginning is enough."""
    sample = text[:SAMPLE]
    if not _SUSPICIOUS.search(sample):
        return None
    lost = _LOST.search(sample)
    if lost:
        return f"bytes were replaced, as in {sample[max(lost.start() - 5, 0) : lost.end() + 5]!r}"
    return _latin(sample) or _utf_8(sample)


def may_be_found(source: str) -> bool:
    """Tell whether `find` has to look at a text, by how it begins in writing: a line end may take two characters."""
    return bool(_SUSPICIOUS.search(source[: 2 * SAMPLE]))


def is_suspicious(texts: pl.Expr) -> pl.Expr:
    """Ask a column of texts what `find` asks first of one."""
    sample = texts.str.head(SAMPLE)
    return sample.str.contains(f"[{_BETRAYING}]") | sample.cast(pl.Binary).bin.contains(_LATIN_LETTER)


def _latin(text: str) -> str | None:
    """Recognise Chinese bytes that were read as Latin-1 or windows-1252."""
    runs = _LATIN_RUN.findall(text)
    if not runs or sum(map(len, runs)) < LATIN_SHARE * sum(map(len, _NOT_ASCII.findall(text))):
        return None
    joined = "\n".join(runs)
    for read_as in LATIN:
        for written_in in CHINESE:
            undone = _undone(joined, read_as, written_in)
            if _is_chinese(undone):
                return f"{written_in} was read as {read_as}: {runs[0][:20]!r} is {undone[:10]!r}"
    return None


def _utf_8(text: str) -> str | None:
    """Recognise UTF-8 bytes that were read as GBK or Big5."""
    for read_as, betrayal in _BETRAYALS.items():
        if len(betrayal.findall(text)) < MANY:
            continue
        runs = _RUN.findall(text)[:RUNS]
        undone = [(run, back) for run in runs if _is_chinese(back := _undone(run, read_as, "utf-8"))]
        if 2 * len(undone) > len(runs):
            run, back = undone[0]
            return f"utf-8 was read as {read_as}: {run[:20]!r} is {back[:10]!r}"
    return None


def _undone(text: str, read_as: str, written_in: str) -> str:
    """Undo a wrong step; what does not go back is passed over."""
    return text.encode(read_as, "ignore").decode(written_in, "ignore")


def _is_chinese(text: str) -> bool:
    """Tell whether a text reads as Chinese: mostly Chinese characters, common ones among them."""
    chinese = _CHINESE.findall(text)
    if len(chinese) <= 1 or len(chinese) < CHINESE_SHARE * len(text.strip()):
        return False
    return sum(char in _COMMON for char in chinese) >= COMMON_SHARE * len(chinese)


def _betrayal(read_as: str) -> re.Pattern[str]:
    """Return the first characters that frequent characters turn into."""
    turned = {char.encode().decode(read_as, "ignore")[:1] for char in FREQUENT}
    return re.compile(f"[{''.join(sorted(turned - set(FREQUENT)))}]")


_BETRAYALS = {read_as: _betrayal(read_as) for read_as in UTF_8_READ_AS}
_BETRAYING = "锟\ufffd" + "".join(betrayal.pattern[1:-1] for betrayal in _BETRAYALS.values())
_SUSPICIOUS = re.compile(f"[À-ÿ{_BETRAYING}]")
_LATIN_LETTER = "À".encode()[:1]  # in UTF-8 all of À-ÿ begin with this byte, and nothing else holds it
