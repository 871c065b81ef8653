"""How well pages are cleaned, and how fast.

Quality: body lines and dates of the annotated pages below $SUYUAN_CORPUS/pages, beside trafilatura and GNE on the same
HTML pages where they are installed (`pip install --target DIR trafilatura gne lxml_html_clean`, then PYTHONPATH=DIR).
Speed: reading and cleaning of $SUYUAN_CORPUS/news.jsonl.gz, also written out as plain text, and of the HTML pages, by
one core; the best of some runs, as what else a machine does can only slow it down.
"""

import gzip
import importlib.util
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from shutil import copy

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["POLARS_MAX_THREADS"] = "1"  # before polars is loaded: it is the work of one core that is measured

from pipelines import reading
from pipelines.cleaning import Cleaned, clean
from pipelines.reading import Read
from schemas.sources import Sources
from tests.pages_gold import scoring

STORY = ("body", "heading", "caption", "table")
SOURCES = Sources.parse({"default": {"jurisdiction": "CN"}})
RUNS = 5


def run(seeds: Path) -> Iterator[tuple[Read, Cleaned, float, float]]:
    """Read and clean a folder; yields the tables of each chunk, and the processor seconds of both."""
    for chunk in reading.plan(seeds, SOURCES).chunks:
        start = time.process_time()
        read = reading.read(seeds, chunk, SOURCES)
        middle = time.process_time()
        made = clean(read.documents, read.lines, read.texts, SOURCES, text_pieces=read.text_pieces, hints=read.hints)
        yield read, made, middle - start, time.process_time() - middle


def seconds(seeds: Path) -> tuple[float, float]:
    """Return the processor seconds of reading and of cleaning a folder."""
    of_reading, of_cleaning = zip(*((read, cleaned) for _, _, read, cleaned in run(seeds)), strict=True)
    return sum(of_reading), sum(of_cleaning)


def quality(pages: Path) -> None:
    """Print the scores of the annotated pages."""
    golds = scoring.load(pages)
    tables = [cleaned for _, cleaned, _, _ in run(pages)]
    documents = {seed: doc for c in tables for doc, seed in c.documents.select("doc_id", "seed").iter_rows()}
    blocks = {doc: part for c in tables for (doc,), part in c.blocks.group_by("doc_id", maintain_order=True)}
    dates = {seed: at for c in tables for seed, at in c.documents.select("seed", "published_at").iter_rows()}
    dumps, html, wrong_dates = scoring.Score(), scoring.Score(), []
    peers: dict[str, scoring.Score] = {}
    for gold in golds:
        story = blocks[documents[gold.file]]
        dumps.add(scoring.by_number(gold, set(story.filter(story["role"].is_in(STORY))["first_line"])))
        _compare_date(gold, gold.file, dates, wrong_dates)
        page = gold.file.replace(".txt", ".html")
        if page not in documents:
            continue
        story = blocks[documents[page]]
        html.add(scoring.by_text(gold, "\n".join(story.filter(story["role"].is_in(STORY))["text"])))
        _compare_date(gold, page, dates, wrong_dates)
        for name, extract in _peers().items():
            peers.setdefault(name, scoring.Score()).add(
                scoring.by_text(gold, extract((pages / page).read_text("utf-8")))
            )
    _line("suyuan, text dumps, body lines", dumps)
    _line("suyuan, HTML pages, body lines", html)
    for name in ("trafilatura", "gne"):
        if name in peers:
            _line(f"{name} {version(name)}, HTML pages, body lines", peers[name])
        else:
            print(f"{name}: not installed, not compared")
    print(f"dates that differ from the annotation: {len(wrong_dates)} {wrong_dates}")


def _compare_date(gold: scoring.Gold, page: str, dates: dict[str, object], wrong: list[str]) -> None:
    if gold.published is not None and str(dates[page])[:10] != gold.published[:10]:
        wrong.append(f"{page}: {dates[page]} instead of {gold.published}")


def _peers() -> dict[str, Callable[[str], str]]:
    """The extractors to compare with, as far as they are installed."""
    found: dict[str, Callable[[str], str]] = {}
    if importlib.util.find_spec("trafilatura"):
        from trafilatura import extract  # noqa: PLC0415  only where it is installed

        found["trafilatura"] = lambda html: extract(html, include_comments=False) or ""
    if importlib.util.find_spec("gne"):
        from gne import GeneralNewsExtractor  # noqa: PLC0415  only where it is installed

        found["gne"] = lambda html: GeneralNewsExtractor().extract(html).get("content") or ""
    return found


def _line(name: str, score: scoring.Score) -> None:
    print(
        f"{name:41} precision {score.precision:.4f}  recall {score.recall:.4f}  F1 {score.f1:.4f}  "
        f"n {score.right + score.missed}"
    )


def speed(corpus: Path) -> None:
    """Print megabytes a second and core, and the memory that was needed."""
    with tempfile.TemporaryDirectory() as folder:
        text, rows, html = (Path(folder) / name for name in ("text", "rows", "html"))
        for place in (text, rows, html):
            place.mkdir()
        copy(corpus / "news.jsonl.gz", rows)
        with gzip.open(corpus / "news.jsonl.gz", "rt", encoding="utf-8") as items:
            for n, item in enumerate(items):
                (text / f"{n:05}.txt").write_text(json.loads(item)["text"], "utf-8")
        for page in (corpus / "pages").glob("*.html"):
            copy(page, html)
        for name, seeds in (("plain text", text), ("JSON lines", rows), ("HTML", html)):
            size = sum(chunk.bytes for chunk in reading.plan(seeds, SOURCES).chunks) / 1e6
            read, cleaned = map(min, zip(*(seconds(seeds) for _ in range(RUNS)), strict=True))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            print(
                f"{name:12} {size:6.1f} MB  reading {size / read:5.1f} MB/s  cleaning {size / cleaned:5.1f} MB/s  "
                f"both {size / (read + cleaned):5.1f} MB/s a core  peak {peak:.0f} MB"
            )


def main() -> None:
    """Measure on the corpus that SUYUAN_CORPUS names; `quality` as an argument leaves the speed out."""
    folder = os.environ.get("SUYUAN_CORPUS")
    if not folder:
        print("SUYUAN_CORPUS is unset: it names the folder of real texts to measure on")
        return
    quality(Path(folder) / "pages")
    if sys.argv[1:] != ["quality"]:
        speed(Path(folder))


if __name__ == "__main__":
    main()
