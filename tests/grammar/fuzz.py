"""Throws random and mutated strings at the grammar, for as long as one likes.

    python tests/grammar/fuzz.py [STRINGS] [FIRST_BATCH]

The same number makes the same strings. Whatever they are: no exception, every span lies in its text, no two spans
overlap, and every numeral character lies in exactly one mention or refusal.
"""

# ruff: noqa: S311, T201 -- repeatable mutations, no secrets; the long form prints what it found

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.grammar.reading import read
from pipelines.grammar.records import extract
from pipelines.grammar.vocabulary.words import vocabulary
from schemas.numerals import FORMAL, ranges
from tests.grammar.specs import load

BATCH = 500
#: Characters that break things: joints, blanks, marks, digits of other scripts, enclosed and combining characters.
ODD = (
    "\n 　\t\u00a0\u2028\u200b\ufeff\x00\x7f.,:：，。、-－—～~·/％%‰°℃$￥"
    "()（）[]〔〕“”٣۴१Ⅲ①½㊂㎡\u0301\U0001f600\U00020000"
)
NUMERALS = "0123456789０１２３零〇一二两兩三四五六七八九十百千万萬亿億兆廿卅半几幾数數多余餘来點点壹贰參佰仟"
DATES = "年月日号號时時分秒周季度初末底上下旬今昨明去至到前后後"


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The lexicon, in an order that does not change."""
    return tuple(sorted(vocabulary().words))


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    """The texts of the specs, to be mutated."""
    return tuple(spec.text for spec in load())


def string(rng: random.Random) -> str:
    """One string: words at random, a mutated sentence, or characters at random."""
    shape = rng.random()
    if shape < 0.4:
        return "".join(_piece(rng) for _ in range(rng.randint(1, 12)))
    if shape < 0.9:
        return _mutated(rng.choice(sentences()), rng)
    return "".join(chr(_code_point(rng)) for _ in range(rng.randint(0, 40)))


def _piece(rng: random.Random) -> str:
    match rng.randrange(4):
        case 0:
            return rng.choice(words())
        case 1:
            return "".join(rng.choices(NUMERALS, k=rng.choice((1, 1, 2, 3, 5, 12))))
        case 2:
            return rng.choice(DATES)
        case _:
            return rng.choice(ODD) if rng.random() < 0.5 else str(rng.randrange(10 ** rng.choice((1, 2, 4, 9, 30))))


def _mutated(text: str, rng: random.Random) -> str:
    for _ in range(rng.choice((1, 1, 2, 4, 9))):
        at = rng.randrange(len(text) + 1)
        to = min(at + rng.choice((1, 1, 2, 5)), len(text))
        text = text[:at] + rng.choice(("", _piece(rng), text[at:to] * 2)) + text[rng.choice((at, to)) :]
    return text


def _code_point(rng: random.Random) -> int:
    limit = rng.choice((0x80, 0x3000, 0xA000, 0x10000, 0x110000))
    point = rng.randrange(limit)
    return point if not 0xD800 <= point < 0xE000 else 0x4E00


def is_numeral(text: str, at: int) -> bool:
    """Whether a numeral character stands there, by the frozen table and by nothing of the grammar."""
    kind = _kinds().get(text[at])
    if kind != FORMAL:
        return kind is not None
    return any(0 <= i < len(text) and text[i] in _kinds() for i in (at - 1, at + 1))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {chr(point): kind for first, last, kind in ranges() for point in range(first, last + 1)}


def faults(texts: Sequence[str]) -> list[str]:
    """What is wrong with the reading of some texts; empty where all is well."""
    found = read(texts)
    held: list[Counter[int]] = [Counter() for _ in texts]
    wrong = []
    for frame in (found.mentions, found.refusals):
        for row, start, end in frame.select("row", "start", "end").iter_rows():
            if not 0 <= start < end <= len(texts[row]):
                wrong.append(f"{texts[row]!r}: a span from {start} to {end}")
            held[row].update(range(start, end))
    for row, start, end, first, last in found.mentions.select(
        "row", "start", "end", "ext_start", "ext_end"
    ).iter_rows():
        if first is not None and not (0 <= first <= start and end <= last <= len(texts[row])):
            wrong.append(f"{texts[row]!r}: a mention from {start} to {end} in {first} to {last}")
    for text, count in zip(texts, held, strict=True):
        twice = [i for i, n in count.items() if n > 1]
        none = [i for i in range(len(text)) if is_numeral(text, i) and not count[i]]
        if twice or none:
            wrong.append(f"{text!r}: held twice {twice}, held by none {none}")
    lines = [json.dumps({"id": i, "text": text, "published": "2025-08-22"}) for i, text in enumerate(texts)]
    if sum(1 for _ in extract(lines)) != len(texts):
        wrong.append("extract lost a record")
    return wrong


def batch(number: int) -> list[str]:
    """The faults in one batch of strings."""
    rng = random.Random(number)
    return faults([string(rng) for _ in range(BATCH)])


def main(strings: int = 100_000, first: int = 0) -> int:
    """Run batches until so many strings were read; 1 if anything was wrong."""
    began, bad = time.monotonic(), 0
    for number in range(first, first + -(-strings // BATCH)):
        for fault in batch(number):
            print(f"batch {number}: {fault}")
            bad += 1
    print(f"{strings} strings in {time.monotonic() - began:.0f} s: {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
