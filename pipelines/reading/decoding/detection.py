"""Which Chinese encoding bytes are written in, by statistics.

Only detection belongs here, and only for bytes that say nothing of themselves. It speaks where one candidate wins, and
is silent where a text is short, or where an encoding of another language fits better.
"""

import codecs
import re

from charset_normalizer import from_bytes

CHINESE = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
BIG5 = frozenset({"cp950", "big5hkscs"})
DECOYS = ("cp1251", "cp1252", "euc_jp", "euc_kr", "shift_jis")  # where one of them fits best, it is not Chinese
SAMPLE = 1 << 15
LONGEST_CHARACTER = 4
CHINESE_SHARE = 0.6  # of what is not ASCII
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CHINESE = re.compile(r"[\u2010-\u2027\u3000-\u303f\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


def detect(data: bytes) -> tuple[str, str] | None:
    """Return the Chinese encoding that the bytes are certainly written in, and what they say in it, or None."""
    possible = {encoding: text for encoding in CHINESE if (text := _decoded(data, encoding)) is not None}
    if not possible:
        return None
    best: dict[str, tuple[float, float]] = {}
    sample = data[:SAMPLE]
    for cut in range(LONGEST_CHARACTER):  # the sample may end inside a character
        matches = from_bytes(sample[: len(sample) - cut], cp_isolation=[*possible, *DECOYS])
        best = {codec(match.encoding): (match.chaos, -match.coherence) for match in matches}
        if best:
            break
    scores = {encoding: best[encoding] for encoding in possible if encoding in best}
    if not scores or min(best.values()) < min(scores.values()):
        return None
    winners = [encoding for encoding, score in scores.items() if score == min(scores.values())]
    if set(winners) <= BIG5:  # of two that give the same text only one is returned
        winners = [encoding for encoding in possible if encoding in BIG5][:1]
    certain = len(winners) == 1 and _looks_chinese(sample.decode(winners[0], "ignore"))
    return (winners[0], possible[winners[0]]) if certain else None


def codec(name: str) -> str:
    """Python's name of a codec for text, or nothing."""
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return info.name


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_chinese(text: str) -> bool:
    other = len(NOT_ASCII.findall(text))
    return other == 0 or len(_CHINESE.findall(text)) >= CHINESE_SHARE * other
