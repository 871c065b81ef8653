"""What reading hands on: documents and their lines exactly as delivered, and what could not be read."""

from dataclasses import replace

from schemas.columns import Column, Table, code, count, flag, moment, text

DOC_ID = code("doc_id", "The document: hash of its bytes and of n, its number among places with the same bytes.")
LINE_NO = count("line_no", "Physical line of the decoded record, from 1.", at_least=1)
CHAR_START = count("char_start", "First code point in the line.")
CHAR_END = count("char_end", "Code point after the last one in the line.")
BYTE_START = count("byte_start", "First byte in the delivered record; empty where it has none (Parquet).", null=True)
BYTE_END = count("byte_end", "Byte after the last one in the delivered record.", null=True)
QUOTE = text("quote", "The characters of the source line, exactly as delivered.")

PLACE: tuple[Column, ...] = (LINE_NO, CHAR_START, CHAR_END, BYTE_START, BYTE_END)

PLANNED = Table(
    "planned",
    "A record that planning found: it must become a document or be set aside.",
    ("doc_id",),
    (
        DOC_ID,
        text("seed", "Path below the seeds folder."),
        text("record", "Where in the seed; empty for a whole file."),
    ),
    published=False,
)

DOCUMENTS = Table(
    "documents",
    "A record of a seed: usually one page, many for JSONL, Parquet or WARC.",
    ("doc_id",),
    (
        DOC_ID,
        text("seed", "Path below the seeds folder."),
        text("record", "Where in the seed: empty for a whole file, a line number, the name of an archive member."),
        code("sha256", "Of the record's bytes."),
        count("bytes", "Length of the record in bytes."),
        code("encoding", "Encoding that the bytes were decoded with."),
        code("encoding_from", "How the encoding was decided: bom, declared, detected, sources.toml …"),
        code("media_type", "What the record is: text/plain, text/html …"),
        count("lines", "Number of physical lines."),
        text("title", "Headline of the main article.", null=True),
        text("publisher", "Who published it.", null=True),
        code("script", "Script of its Chinese text.", "script", null=True),
        code("jurisdiction", "Where it was written: decides bare 元, 兆, calendar years.", "jurisdiction", null=True),
        text("jurisdiction_from", "What decided the jurisdiction.", null=True),
        code("currency", "ISO 4217 code of a bare 元.", null=True),
        text("currency_from", "What decided the currency.", null=True),
        moment("published_at", "When it was published, local time.", null=True),
        text("published_from", "What said when it was published.", null=True),
        code("duplicate_of", "The first document with the same bytes.", null=True),
    ),
)

LINES = Table(
    "lines",
    "A physical line of a document: the source as delivered.",
    ("doc_id", "line_no"),
    (
        DOC_ID,
        LINE_NO,
        BYTE_START,
        BYTE_END,
        text("text", "The line without its terminator."),
    ),
)

TEXTS = Table(
    "texts",
    "A text run of an HTML page, between reading and cleaning.",
    ("doc_id", "run_no"),
    (
        DOC_ID,
        count("run_no", "Number of the run in its page."),
        text("text", "Its characters, entities resolved."),
        text("path", "Tags around it, outermost first: `html/body/div/p`."),
        flag("block_break", "Whether a block element began or ended before it."),
        flag("in_link", "Whether it stands inside a link."),
    ),
    published=False,
)

TEXT_PIECES = Table(
    "text_pieces",
    "Where a piece of a text run stands in the HTML source.",
    ("doc_id", "run_no", "run_start"),
    (
        DOC_ID,
        count("run_no", "The text run."),
        count("run_start", "First code point in the run."),
        count("run_end", "Code point after the last one in the run."),
        *PLACE,
        code("how", "How the source became the run.", "how"),
    ),
    published=False,
)

HINTS = Table(
    "hints",
    "What a page says of itself outside its text: title, meta, JSON-LD, time elements.",
    ("doc_id", "hint_no"),
    (
        DOC_ID,
        count("hint_no", "Number of the hint in its page."),
        code("source", "Where it was said: `title`, `meta:og:title`, `json-ld:datePublished`, `time` …"),
        text("value", "What was said."),
        count("line_no", "Line of the source.", null=True, at_least=1),
        count("char_start", "First code point in the line.", null=True),
        count("char_end", "Code point after the last one.", null=True),
    ),
    published=False,
)

PARTS = Table(
    "parts",
    "How the bytes of a document are divided: they add up to documents.bytes.",
    ("doc_id", "part"),
    (
        DOC_ID,
        code("part", "text, line ends, bom, markup, comment, script, style, hidden, head, escape, other columns."),
        count("bytes", "Bytes of that part."),
    ),
)

SET_ASIDE = Table(
    "set_aside",
    "A record that could not be read, and why: every record is a document or stands here.",
    ("seed", "record"),
    (
        text("seed", "Path below the seeds folder."),
        text("record", "Where in the seed; empty for a whole file."),
        code("stage", "Who set it aside.", "stage"),
        text("reason", "Why, in words that say what to do."),
        count("byte_offset", "Byte at which it went wrong.", null=True),
        text("context", "What stands around that byte.", null=True),
    ),
)

SEEDS = Table(
    "seeds",
    "A file under seeds/.",
    ("path",),
    (
        text("path", "Below the seeds folder."),
        code("sha256", "Of the file's bytes; empty where it could not be read.", null=True),
        replace(code("chunk", "First chunk that holds one of its records.", null=True), hashed=False),
        code("state", "What became of it.", "seed_state"),
    ),
)

TABLES = (PLANNED, DOCUMENTS, LINES, TEXTS, TEXT_PIECES, HINTS, PARTS, SET_ASIDE, SEEDS)
