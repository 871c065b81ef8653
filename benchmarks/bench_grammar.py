"""How fast texts become facts and rejects, per core, next to tools that are known.

    python benchmarks/bench_grammar.py [MEGABYTES …]

Reads generated text with a varied vocabulary, and the corpus that SUYUAN_CORPUS names where it is set: text → Arrow
tables of mentions and refusals, dates resolved, currencies decided, the ledger balanced. In the same run, as
yardsticks: ripgrep counting the words of the finder on one thread, and JioNLP's extraction of money and time on a
sample; each is left out with a word where it is not installed. Then lines made to be slow.
"""

import gzip
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.grammar import finder
from pipelines.grammar.around.local import locate
from pipelines.grammar.dating import date
from pipelines.grammar.ledger import uncovered
from pipelines.grammar.points import Points
from pipelines.grammar.reading import Found, read
from pipelines.grammar.vocabulary import words

MB = 1_000_000
CHUNK = 16 * MB
SAMPLE = 200_000
PUBLISHED = datetime(2025, 8, 22)  # noqa: DTZ001 -- local time
SUBJECTS = [
    "粮食",
    "原油",
    "外贸",
    "高铁",
    "电网",
    "新能源",
    "港口",
    "医保",
    "科研",
    "绿化",
    "水利",
    "民航",
    "快递",
    "旅游",
    "教育",
    "养老",
    "钢材",
    "茶叶",
    "光伏",
    "造船",
]
VERBS = ["达到", "突破", "增至", "完成", "超过", "约为", "降至", "不足", "实现", "累计"]
FILLER = "融合发展，基层治理能力不断提升，群众获得感持续增强，各项重点任务正在按照既定部署稳步推进。"
AFTER = [
    "创历史新高",
    "同比有所回升",
    "占全国的一定比重",
    "其中出口继续增长",
    "为近年来最高",
    "群众反映良好",
    "带动就业",
    "进一步扩大",
    "有序推进",
]


def generated(size: int) -> list[str]:
    """Lines of made-up news, about `size` bytes: any unit, any classifier, any date."""
    rng = random.Random(7)  # noqa: S311 -- a repeatable text, no secret
    vocabulary = words.vocabulary().words
    units = [w for w, word in vocabulary.items() if {"UNIT", "CLASSIFIER", "CURRENCY"} & word.senses.keys()]
    idioms = [w for w, word in vocabulary.items() if "NAME" in word.senses]
    lines, made = [], 0
    while made < size:
        number = rng.choice((str(rng.randint(1, 9999)), f"{rng.uniform(0, 999):.2f}", f"{rng.randint(1, 99)}万"))
        head = f"{rng.choice(SUBJECTS)}方面，{rng.randint(1, 12)}月{rng.randint(1, 28)}日，{rng.choice(SUBJECTS)}总量"
        pick = rng.choice
        fact = f"{pick(VERBS)}{number}{pick(units)}，比上年增长{rng.uniform(0, 30):.1f}%，{pick(AFTER)}。"
        more = f"{pick(SUBJECTS)}{pick(VERBS)}{rng.randint(2, 500)}{pick(units)}，{pick(AFTER)}，"
        line = f"{head}{fact}{rng.choice(idioms)}，{more}{rng.choice(SUBJECTS)}与{rng.choice(SUBJECTS)}{FILLER}"
        lines.append(line)
        made += len(line.encode())
    return lines


def corpus(folder: Path) -> list[str]:
    """The lines of the news corpus."""
    with gzip.open(folder / "news.jsonl.gz", "rt", encoding="utf-8") as items:
        return [
            line for item in map(json.loads, items) for line in (item.get("text") or item.get("body") or "").split("\n")
        ]


def chunks(lines: list[str]) -> Iterator[list[str]]:
    """Rows of lines of about the size of a chunk."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line.encode())
        if size >= CHUNK:
            yield held
            held, size = [], 0
    if held:
        yield held


def facts(lines: list[str]) -> tuple[int, int]:
    """Read lines chunk by chunk into Arrow, with dates and currencies, and count what was found.

    Raises:
        SystemExit: A numeral character is held by none or by two.
    """
    mentions = refusals = 0
    for chunk in chunks(lines):
        texts = pl.Series(chunk)
        found = read(texts)
        dated = date(found.mentions, found.moments, [PUBLISHED] * len(chunk), ["CN"] * len(chunk))
        mentions += locate(dated, texts, pl.repeat("CNY", len(chunk), eager=True)).to_arrow().num_rows
        refusals += found.refusals.to_arrow().num_rows
        if not balanced(texts, found):
            raise SystemExit("the ledger does not balance")
    return mentions, refusals


def balanced(texts: pl.Series, found: Found) -> bool:
    """Whether no two spans overlap, and no numeral character was left for the last resort of the reading."""
    spans = pl.concat([frame.select("row", "start", "end") for frame in (found.mentions, found.refusals)]).sort(
        "row", "start"
    )
    overlap = (spans["start"] < spans["end"].shift(1)) & (spans["row"] == spans["row"].shift(1))
    points = Points(texts + "\n")  # so that no numeral stands beside one of the next text
    base = points.offsets[spans["row"].to_numpy()]
    rest, _ = uncovered(points.codes, base + spans["start"].to_numpy(), base + spans["end"].to_numpy())
    return not overlap.any() and len(rest) == 0


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds of processor time, and the result."""
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def size_of(lines: list[str]) -> float:
    """Megabytes of UTF-8."""
    return sum(len(line.encode()) for line in lines) / MB


def ripgrep(lines: list[str]) -> float | None:
    """Megabytes a second of ripgrep on one thread, counting the words the finder looks for."""
    if shutil.which("rg") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        text, patterns = Path(folder, "text"), Path(folder, "words")
        text.write_text("\n".join(lines), encoding="utf-8")
        patterns.write_text("\n".join(finder.strings()), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(["rg", "-j1", "--count-matches", "-F", "-f", patterns, text], check=True, capture_output=True)
        return size_of(lines) / (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)


def jionlp(lines: list[str]) -> float | None:
    """Megabytes a second of JioNLP's extraction of money and time."""
    try:
        import jionlp as jio  # noqa: PLC0415 -- an optional yardstick
    except ImportError:
        return None
    sample, size = [], 0
    for line in lines:
        sample.append(line)
        size += len(line.encode())
        if size > SAMPLE:
            break
    jio.ner.extract_money(sample[0], with_parsing=True)
    jio.ner.extract_time(sample[0], time_base=0, with_parsing=True)
    seconds, _ = timed(
        lambda: [
            (jio.ner.extract_money(t, with_parsing=True), jio.ner.extract_time(t, time_base=0, with_parsing=True))
            for t in sample
        ]
    )
    return size_of(sample) / seconds


def adversaries() -> dict[str, list[str]]:
    """Lines made to be slow."""
    return {
        "200 Chinese numerals in a row": ["三百万零五亿十" * 28] * 2_000,
        "numbers of 1,000 digits": ["9" * 1000 + "元"] * 2_000,
        "1-1-1-…": ["1-" * 5_000] * 100,
        "qualifiers without end": ["约近超过不足" * 2_000] * 100,
        "bare amounts in one line": ["从268万降到" * 100_000],
        "one line of 50 MB": ["".join(generated(50 * MB))],
    }


def main(sizes: list[int]) -> None:
    """Print what was measured."""
    read(generated(200_000))  # the compiled loop is loaded once
    folder = os.environ.get("SUYUAN_CORPUS")
    texts = {f"generated, {size} MB": generated(size * MB) for size in sizes}
    if folder:
        texts["news corpus"] = corpus(Path(folder))
    else:
        print("SUYUAN_CORPUS is not set: the news corpus is left out")
    print(f"{'text':34} {'MB':>6} {'MB/s':>6} {'mentions':>9} {'refusals':>9} {'peak MB':>8}")
    speed = 0.0
    for name, lines in texts.items():
        seconds, counted = timed(lambda lines=lines: facts(lines))
        speed = size_of(lines) / seconds
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:34} {size_of(lines):6.1f} {speed:6.1f} {counted[0]:9,} {counted[1]:9,} {peak:8.0f}")
    lines = list(texts.values())[-1]
    for name, found in (("ripgrep, one thread", ripgrep(lines)), ("JioNLP, money and time", jionlp(lines))):
        print(f"{name:34} {'is not installed' if found is None else f'{found:13.2f}   {speed / found:.2f} × as fast'}")
    for name, lines in adversaries().items():
        seconds, _ = timed(lambda lines=lines: read(lines))
        print(f"{name:34} {size_of(lines):6.1f} {size_of(lines) / seconds:6.1f}")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [10, 30])
