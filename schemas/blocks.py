"""What cleaning hands on: the blocks that are read, and the way from each back to its lines."""

from schemas.columns import Table, code, count, moment, text
from schemas.documents import CHAR_END, CHAR_START, DOC_ID, LINE_NO, PLACE

BLOCK_NO = count("block_no", "Number of the block in its document, from 1.", at_least=1)
BLOCK_START = count("block_start", "First code point in the block.")
BLOCK_END = count("block_end", "Code point after the last one in the block.")

BLOCKS = Table(
    "blocks",
    "What is read: a line, a paragraph joined from wrapped lines, a table cell, a text block of HTML.",
    ("doc_id", "block_no"),
    (
        DOC_ID,
        BLOCK_NO,
        text("text", "Its characters; a line feed inside is a joint between two source lines."),
        count("article_no", "Article of the page it belongs to: 0 is the main story.", null=True),
        code("role", "Why it is there.", "role"),
        text("role_reason", "The rule that decided the role."),
        count("first_line", "First line it stands on.", at_least=1),
        count("last_line", "Last line it stands on.", at_least=1),
    ),
)

BLOCK_MAP = Table(
    "block_map",
    "Where a piece of a block stands in the source; no rows for a block that is one whole line.",
    ("doc_id", "block_no", "block_start"),
    (DOC_ID, BLOCK_NO, BLOCK_START, BLOCK_END, *PLACE, code("how", "How the source became the block.", "how")),
)

ARTICLES = Table(
    "articles",
    "A part of a page that is dated: the main story and each other text, and where its date is printed.",
    ("doc_id", "article_no"),
    (
        DOC_ID,
        count("article_no", "Number of the article in its page: 0 is the main story."),
        moment("published_at", "Date of its own dateline, or of the page.", null=True),
        text("published_from", "What said so.", null=True),
        count("line_no", "Line on which the date is printed.", null=True, at_least=1),
        count("char_start", "First code point of the date.", null=True),
        count("char_end", "Code point after its last one.", null=True),
        count("year_line_no", "Line on which its year is printed, where that is elsewhere.", null=True, at_least=1),
        count("year_char_start", "First code point of the year.", null=True),
        count("year_char_end", "Code point after its last one.", null=True),
    ),
)

UNIT_CAPTIONS = Table(
    "unit_captions",
    "A unit that a caption or header gives to a table cell.",
    ("doc_id", "block_no"),
    (
        DOC_ID,
        BLOCK_NO,
        LINE_NO,
        CHAR_START,
        CHAR_END,
        text("text", "The unit as printed there."),
    ),
    published=False,
)

TABLES = (BLOCKS, BLOCK_MAP, ARTICLES, UNIT_CAPTIONS)
