"""Writes the same articles in every container, packing and encoding that can be delivered."""

import bz2
import csv
import gzip
import html
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from pipelines import reading
from schemas.sources import Sources

SIMPLIFIED = (
    (
        "全市上半年外贸进出口3528.6亿元",
        "全市上半年外贸进出口总值3528.6亿元，同比增长9.8%。",
        "其中，“新三样”出口占12.5%。",
        "",
        "海关说：下半年仍有压力。",
    ),
    (
        "城东水厂扩建完工",
        "城东水厂6月30日完成扩建，日供水能力由20万吨增至35万吨。",
        '厂长说"够用十年"，共投资4.2亿元。',
    ),
)
TRADITIONAL = (
    (
        "全市上半年外貿進出口3528.6億元",
        "全市上半年外貿進出口總值3528.6億元，年增9.8%。",
        "其中，電子產品出口占12.5%。",
        "",
        "海關表示，下半年仍有壓力。",
    ),
    (
        "城東水廠擴建完工",
        "城東水廠6月30日完成擴建，日供水能力由20萬噸增至35萬噸。",
        '廠長說"夠用十年"，共投資4.2億元。',
    ),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a delivery is encoded: codec, mark, and the name pages declare."""

    codec: str
    mark: bytes = b""
    declared: str = ""
    articles: tuple[tuple[str, ...], ...] = SIMPLIFIED

    def encode(self, text: str) -> bytes:
        return self.mark + text.encode(self.codec)


ENCODINGS = {
    "utf-8": Encoding("utf-8"),
    "utf-8 with a mark": Encoding("utf-8", b"\xef\xbb\xbf"),
    "utf-16-le": Encoding("utf-16-le", b"\xff\xfe"),
    "utf-16-be": Encoding("utf-16-be", b"\xfe\xff", articles=TRADITIONAL),
    "gb18030": Encoding("gb18030"),
    "gbk, declared gb2312": Encoding("gbk", declared="gb2312"),
    "big5": Encoding("big5", declared="big5", articles=TRADITIONAL),
    "big5-hkscs": Encoding("big5hkscs", articles=TRADITIONAL),
}
PACKINGS = {
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}


def text(encoding: Encoding, end: str) -> dict[str, bytes]:
    body = end.join(line for article in encoding.articles for line in article) + end
    return {"a.txt": encoding.encode(body), "b.md": encoding.encode("# " + body)}


def page(encoding: Encoding, end: str) -> dict[str, bytes]:
    meta = f'<meta charset="{encoding.declared}">' if encoding.declared else ""
    paragraphs = end.join(
        f"<p>{html.escape(line, quote=False).replace('亿', '&#20159;').replace('%', '<!-- % --><b>%</b>')}</p>"
        for article in encoding.articles
        for line in article
    )
    source = end.join(
        (
            "<!DOCTYPE html>",
            f"<html><head>{meta}<title>{encoding.articles[0][0]}</title>",
            "<script>var a = '<p>1</p>';",
            "</script></head>",
        )
    )
    body = f"{source}{end}<body>{end}  <div>{paragraphs}{end}  </div>&nbsp;&copy; 2025{end}</body></html>{end}"
    return {"page.html": encoding.encode(body)}


def rows(encoding: Encoding, end: str, paragraph: str = "{}") -> dict[str, bytes]:
    articles = [
        {"id": str(number), "title": lines[0], "content": end.join(map(paragraph.format, lines[1:]))}
        for number, lines in enumerate(encoding.articles)
    ]
    plain = end.join(json.dumps(article, ensure_ascii=False) for article in articles) + end
    escaped = end.join(json.dumps(article) for article in articles)
    table = io.StringIO()
    writer = csv.DictWriter(table, articles[0], lineterminator=end)
    writer.writeheader()
    writer.writerows(articles)
    return {
        "plain.jsonl": encoding.encode(plain),
        "escaped.jsonl": encoding.encode(escaped),
        "table.csv": encoding.encode(table.getvalue()),
    }


def parquet(articles: tuple[tuple[str, ...], ...], end: str) -> bytes:
    table = pa.table({"title": [lines[0] for lines in articles], "text": [end.join(lines[1:]) for lines in articles]})
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def warc(encoding: Encoding, end: str) -> bytes:
    body = page(encoding, end)["page.html"]
    charset = f"; charset={encoding.declared}" if encoding.declared else ""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html{charset}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    return b"".join(
        (
            warc_record("warcinfo", "application/warc-fields", b"software: none\r\n"),
            warc_record("response", "application/http; msgtype=response", http),
            warc_record("conversion", "text/plain", text(encoding, end)["a.txt"]),
        )
    )


def warc_record(kind: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://news.example/2025/0707/1.html\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def pages_in_rows(encoding: Encoding, end: str) -> dict[str, bytes]:
    """Return rows whose text column holds markup."""
    made = rows(encoding, end, '<p class="a">{}&nbsp;<br></p>')
    return {f"pages-{name}": data for name, data in made.items()}


def everything(encoding: Encoding, end: str) -> dict[str, bytes]:
    """Return name → bytes of each plain file."""
    return {
        **text(encoding, end),
        **page(encoding, end),
        **rows(encoding, end),
        "table.parquet": parquet(encoding.articles, end),
        "crawl.warc": warc(encoding, end),
    }


def zipped(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return sink.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def deliver(seeds: Path, files: dict[str, bytes]) -> None:
    """Write files below a seeds folder."""
    for name, data in files.items():
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def read_all(seeds: Path, settings: str = "") -> tuple[reading.Plan, list[reading.Read]]:
    """Plan and read a seeds folder."""
    if settings:
        (seeds / "sources.toml").write_text(settings, "utf-8")
    sources = Sources.load(seeds)
    plan = reading.plan(seeds, sources)
    return plan, [reading.read(seeds, chunk, sources) for chunk in plan.chunks]
