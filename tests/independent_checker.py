"""An independent check of a published warehouse: the seeds' bytes against the DuckDB file, and nothing else.

It shares no code with the pipeline. It asks of every fact, reject and inheritance that its quote stands at its bytes
and in its line, and of every numeral character of every block that it is held exactly once.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

WORDS = set("〇零一二兩两三四五六七八九十百千萬万億亿兆廿卅卌半")
FORMAL = set("壹弌壱貳贰弍弐貮參叁叄参叅弎肆伍陸陆柒捌玖拾佰仟")

Deliver = Callable[[str, str], bytes]


def files_below(seeds: Path) -> Deliver:
    """Deliver the bytes of plain files."""
    return lambda seed, _record: (seeds / seed).read_bytes()


def faults(warehouse: Path, deliver: Deliver) -> Iterator[str]:
    """Yield what is wrong with a published warehouse, in words."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        yield from _quotes(con, deliver)
        yield from _ledger(con)


def _quotes(con: duckdb.DuckDBPyConnection, deliver: Deliver) -> Iterator[str]:
    """Check every quote against its line, and every line and fact against the bytes."""
    documents = con.execute("select doc_id, seed, record, encoding, media_type from documents").fetchall()
    for doc_id, seed, record, encoding, media_type in documents:
        data = deliver(seed, record)
        plain = media_type.startswith("text/") and not media_type.startswith("text/csv")
        lines = {}
        for number, start, end, text in con.execute(
            "select line_no, byte_start, byte_end, text from lines where doc_id = ?", [doc_id]
        ).fetchall():
            lines[number] = text
            if plain and data[start:end].decode(encoding) != text:
                yield f"{seed} line {number}: bytes {start}-{end} are not its text"
        for query, has_bytes in (
            ("select line_no, char_start, char_end, quote, byte_start, byte_end from facts where doc_id = ?", True),
            ("select line_no, char_start, char_end, quote from rejects where doc_id = ?", False),
            ("select line_no, char_start, char_end, quote from inheritances where doc_id = ? and line_no > 0", False),
        ):
            for number, first, last, quote, *place in con.execute(query, [doc_id]).fetchall():
                if lines[number][first:last] != quote:
                    yield f"{seed} line {number}: characters {first}-{last} are not {quote!r}"
                if has_bytes and plain and data[place[0] : place[1]].decode(encoding, "replace") != quote:
                    yield f"{seed} line {number}: bytes {place[0]}-{place[1]} are not {quote!r}"


def _ledger(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Check that every numeral character is held once."""
    held: dict[tuple[str, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for table in ("facts", "rejects"):
        spans = con.execute(f"select doc_id, block_no, block_start, block_end from {table}").fetchall()  # noqa: S608
        for doc_id, block_no, start, end in spans:
            for position in range(start, end):
                held[doc_id, block_no][position] += 1
    for doc_id, block_no, text in con.execute("select doc_id, block_no, text from blocks").fetchall():
        holders = held[doc_id, block_no]
        for position in numeral_positions(text):
            if holders[position] != 1:
                yield f"{doc_id} block {block_no}: {text[position]!r} at {position} is held by {holders[position]}"


def numeral_positions(text: str) -> Iterator[int]:
    """Yield the positions of the numeral characters; a formal one counts only beside another."""
    numeral = [char in WORDS or char in FORMAL or unicodedata.category(char) in {"Nd", "Nl", "No"} for char in text]
    for position, char in enumerate(text):
        beside = (position > 0 and numeral[position - 1]) or (position + 1 < len(text) and numeral[position + 1])
        if numeral[position] and (char not in FORMAL or beside):
            yield position
