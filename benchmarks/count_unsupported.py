"""How much of the numerals of a corpus the grammar does not know, and rejects to read by eye.

    python benchmarks/count_unsupported.py CORPUS [--rejects N] [--seed N]

Counts the numeral characters of each part of the corpus (`news.jsonl.gz`, the text files of every folder) in three
groups apart: Arabic digits, Chinese numerals in a row, lone Chinese numerals; Arabic ones are most of all and would
hide the rest. Of each group it prints the share that is `unsupported`. With `--rejects` it draws that many rejects at
random, one line each with its reason and the text around it, to be judged by a reader.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipelines.grammar.reading import Found, read
from schemas.numerals import character_class

CHUNK = 20_000
AROUND = 14
_ARABIC = re.compile(r"[0-9０-９]")
_CHINESE = re.compile(f"(?:(?![0-9０-９])[{character_class(formal=False)}])+")
GROUPS = ("Arabic", "Chinese in runs", "lone Chinese")


def parts(corpus: Path) -> Iterator[tuple[str, list[str]]]:
    """The distinct lines of each part of a corpus, with its name."""
    news = corpus / "news.jsonl.gz"
    if news.exists():
        with gzip.open(news, "rt", encoding="utf-8") as items:
            yield "news", distinct(json.loads(item)["text"] for item in items)
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        texts = (path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.txt")))
        lines = distinct(texts)
        if lines:
            yield folder.name, lines


def distinct(texts: Iterator[str]) -> list[str]:
    """The lines of texts, each once."""
    return list(dict.fromkeys(line.strip() for text in texts for line in text.split("\n") if line.strip()))


def groups(text: str) -> Counter[str]:
    """How many numeral characters of a text belong to each group."""
    arabic, in_runs, lone = GROUPS
    counts = Counter({arabic: len(_ARABIC.findall(text))})
    for run in _CHINESE.findall(text):
        counts[in_runs if len(run) > 1 else lone] += len(run)
    return counts


def measured(lines: list[str]) -> tuple[Counter[str], Counter[str], list[tuple[str, str, str]]]:
    """Numeral characters, the unsupported ones among them, and all rejects as (reason, rule, text around)."""
    total: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    rejects: list[tuple[str, str, str]] = []
    for first in range(0, len(lines), CHUNK):
        chunk = lines[first : first + CHUNK]
        found: Found = read(pl.Series(chunk))
        for line in chunk:
            total += groups(line)
        for row, start, end, reason, rule in found.refusals.iter_rows():
            text = chunk[row]
            if reason == "unsupported":
                unknown += groups(text[start:end])
            around = f"{text[max(0, start - AROUND) : start]}【{text[start:end]}】{text[end : end + AROUND]}"
            rejects.append((reason, rule, around))
    return total, unknown, rejects


def main() -> None:
    """Print the shares, and the rejects that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rejects", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    drawn: list[tuple[str, str, str]] = []
    for name, lines in parts(asked.corpus):
        total, unknown, rejects = measured(lines)
        print(f"{name}: {len(lines):,} lines, {len(rejects):,} rejects")
        for group in GROUPS:
            share = 100 * unknown[group] / total[group] if total[group] else 0
            print(f"  {group:<16}{total[group]:>10,}{unknown[group]:>8,} unsupported {share:8.4f} %")
        drawn += rejects
    if asked.rejects:
        picked = pl.Series(range(len(drawn))).sample(min(asked.rejects, len(drawn)), seed=asked.seed)
        for place in picked:
            reason, rule, around = drawn[place]
            print(f"{reason:<16}{rule:<22}{around}")


if __name__ == "__main__":
    main()
