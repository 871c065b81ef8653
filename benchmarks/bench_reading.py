"""How fast seeds are planned and read, per core, and whether memory stays with the chunk.

    python benchmarks/bench_reading.py [MEGABYTES]

Every delivery holds the same generated pages. `plan` hashes and cuts, `read` decodes and makes the tables; memory is
the peak of the whole process. It may grow with MEGABYTES only by what the plan keeps of each record.
"""

import gzip
import html
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # before polars is loaded: it is the work of one core that is measured

from pipelines import reading
from schemas.sources import Sources

MB = 1_000_000
PAGE = 3_000  # bytes, as news pages have
PHRASES = (
    "上半年全市实现地区生产总值{a}亿元，同比增长{b}%。",
    "其中，第一产业增加值{a}.{b}亿元；第二产业占{b}%。",
    "{a}多家企业参加，签约{b}个项目，投资额超过{a}亿元。",
    "記者日前獲悉，該水庫蓄水量達{a}萬立方米，較去年同期多{b}%。",
    "据介绍，新线路全长{a}公里，设站{b}座，预计年底通车。",
    "他说：“这是一个好的开端。”",
)


def pages(size: int) -> Iterator[str]:
    """Yield pages of about `PAGE` bytes, `size` bytes in all."""
    rng = random.Random(1)  # noqa: S311 — a repeatable text, no secret
    made = 0
    while made < size:
        lines = [f"本市要闻 第{rng.randrange(10**6)}号", f"2025年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"]
        while sum(map(len, lines)) < PAGE / 3:
            chosen = rng.choices(PHRASES, k=3)
            lines.append("".join(chosen).format(a=rng.randint(1, 9999), b=rng.randint(1, 99)))
        page = "\n".join(lines) + "\n"
        made += len(page.encode())
        yield page


def as_page(text: str) -> str:
    """Dress a page in markup, as sites do: about half of it is no text."""
    menu = "".join(f'<li class="item"><a href="/c/{number}.html" target="_blank">栏目</a></li>' for number in range(20))
    body = "\n".join(f'<p class="text" style="text-indent:2em">{html.escape(line)}</p>' for line in text.split("\n"))
    script = "window.stats = window.stats || []; stats.push({page: 1});\n" * 30
    head = f"<!DOCTYPE html><html><head><title>页</title><script>{script}</script></head>"
    return f"{head}<body><ul>{menu}</ul>{body}</body></html>"


def small_files(folder: Path, size: int) -> None:
    """Write one file a page."""
    for number, page in enumerate(pages(size)):
        (folder / f"{number:06}.txt").write_text(page, "utf-8", newline="")


def large_files(folder: Path, size: int, encoding: str = "utf-8") -> None:
    """Write files of some megabytes."""
    text = "".join(pages(size))
    step = max(len(text) // max(size // (4 * MB), 1), 1)
    for start in range(0, len(text), step):
        (folder / f"{start:09}.txt").write_bytes(text[start : start + step].encode(encoding))


def one_line(folder: Path, size: int) -> None:
    """Write one file of one line."""
    (folder / "line.txt").write_text("".join(pages(size)).replace("\n", ""), "utf-8")


def json_lines(folder: Path, size: int) -> None:
    """Write all pages into one compressed JSON lines file."""
    with gzip.open(folder / "pages.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as file:
        for number, page in enumerate(pages(size)):
            file.write(json.dumps({"id": number, "text": page}, ensure_ascii=False) + "\n")


def html_files(folder: Path, size: int) -> None:
    """Write one HTML file a page."""
    for number, page in enumerate(pages(size // 2)):
        (folder / f"{number:06}.html").write_text(as_page(page), "utf-8", newline="")


DELIVERIES: dict[str, Callable[[Path, int], None]] = {
    "small files": small_files,
    "large files": large_files,
    "large files, gb18030": lambda folder, size: large_files(folder, size, "gb18030"),
    "one line": one_line,
    "json lines, gzip": json_lines,
    "html": html_files,
}


def measure(name: str, size: int) -> None:
    """Write a delivery in one process and read it in another, neither a child of the other.

    A process begins with the peak of the one that started it: what wrote must not count as memory of the reader.
    """
    with tempfile.TemporaryDirectory() as place, get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        pool.apply(write, (name, Path(place), size))
        print(pool.apply(read, (name, Path(place))))


def write(name: str, folder: Path, size: int) -> None:
    """Write a delivery."""
    DELIVERIES[name](folder, size)


def read(name: str, folder: Path) -> str:
    """Read a delivery; say what it took."""
    begun = time.process_time()
    plan = reading.plan(folder, Sources())
    planned = time.process_time()
    lines = sum(len(reading.read(folder, chunk, Sources()).lines) for chunk in plan.chunks)
    done = time.process_time()
    megabytes = sum(chunk.bytes for chunk in plan.chunks) / MB
    plan_speed, read_speed, speed = (megabytes / t for t in (planned - begun, done - planned, done - begun))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{name:22} {megabytes:7.1f} MB {lines:9,} lines   plan {plan_speed:7.1f} MB/s   "
        f"read {read_speed:6.1f} MB/s   both {speed:6.1f} MB/s   {peak:5.0f} MiB"
    )


def main() -> None:
    """Measure every delivery, or those that are named."""
    size = int(float(sys.argv[1]) * MB) if len(sys.argv) > 1 else 30 * MB
    for name in sys.argv[2:] or DELIVERIES:
        measure(name, size)


if __name__ == "__main__":
    main()
