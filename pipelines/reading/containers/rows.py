"""Rows of JSON lines and CSV files, as bytes.

Only cutting a stream into rows belongs here; a row's cells are read in `json_cells` and `csv_cells`. The encoding is
decided once for the stream. In UTF-8, GB18030 and Big5 the bytes of line ends and quotes are never part of another
character, so rows are cut in the bytes; UTF-16 and UTF-32 are cut in a UTF-8 copy, line by line.
"""

import codecs
import re
from collections.abc import Iterable, Iterator

from pipelines.reading.cells import columns, csv_cells
from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.leaves import Found, Leaf, Place
from pipelines.reading.containers.streams import Stream, of_bytes
from pipelines.reading.decoding import encodings
from pipelines.reading.decoding.encodings import Decision
from pipelines.reading.limits import MIB
from pipelines.reading.outcomes import Refused, around

SAMPLE = MIB
WIDE = ("utf-16", "utf-32")
_JSON_BEGINS = re.compile(rb"\s*\{")

Line = tuple[bytes, bytes]  # as delivered, and as ASCII-transparent bytes; both with the line end


def json_lines(stream: Stream, place: Place) -> Iterator[Found]:
    """Yield the lines of a JSON lines file that are not blank, numbered by their physical line."""
    decision = _begin(stream, place)
    offset = decision.bom
    for line_no, (raw, plain) in enumerate(_lines(stream, decision.encoding, place), 1):
        if plain.strip():
            yield Leaf(place.step(str(line_no)), Format.JSON_LINES, of_bytes(raw), offset, decision)
        offset += len(raw)


def json_document(stream: Stream, place: Place) -> Iterator[Found]:
    """Read a `.json` file if it is JSON lines after all: its first line an object of its own."""
    head = stream.peek(SAMPLE)
    first = head.partition(b"\n")[0].strip(b"\xef\xbb\xbf \t\r")
    if head and not (_JSON_BEGINS.match(first) and first.endswith(b"}")):
        raise Refused("not_json_lines", 0, around(head, 0))
    yield from json_lines(stream, place)


def csv_rows(stream: Stream, place: Place) -> Iterator[Found]:
    """Yield the rows of a CSV file below its header, numbered from 1; blank lines between them do not count."""
    decision = _begin(stream, place)
    offset = decision.bom
    header: tuple[str, ...] = ()
    row_no = 0
    delimiter, lines = _sniffed(_lines(stream, decision.encoding, place))
    for raw, plain in _quoted(lines, csv_cells.Quotes(delimiter), place):
        if plain.strip() and not header:
            header = _header(_decoded(raw, decision), delimiter, place)
        elif plain.strip():
            row_no += 1
            record = place.step(str(row_no))
            yield Leaf(record, Format.CSV, of_bytes(raw), offset, decision, columns=header, delimiter=delimiter)
        offset += len(raw)


def _begin(stream: Stream, place: Place) -> Decision:
    """Decide the encoding by the beginning of the stream, and take its byte order mark."""
    sample = stream.peek(SAMPLE)
    decision = encodings.decide(sample, place.source.encoding)
    stream.read(decision.bom)
    return decision


def _lines(stream: Stream, encoding: str, place: Place) -> Iterator[Line]:
    r"""Yield physical lines with their ends, `\n`, `\r\n` or `\r`."""
    wide = encoding.startswith(WIDE)
    begun: list[bytes] = []  # of a line whose end has not come yet
    for block in _plain_blocks(stream, encoding) if wide else stream.blocks():
        begun.append(block)
        if b"\n" in block or b"\r" in block:
            lines = b"".join(begun).splitlines(keepends=True)
            begun = [] if lines[-1].endswith(b"\n") else [lines.pop()]  # what follows a lone carriage return?
            yield from ((_wide(line, encoding) if wide else line, line) for line in lines)
        _within(sum(map(len, begun)), place)
    for line in b"".join(begun).splitlines(keepends=True):
        yield (_wide(line, encoding) if wide else line, line)


def _within(size: int, place: Place) -> None:
    """Refuse a row that is larger than a record may be."""
    if size > place.budget.limits.record:
        raise Refused("too_large", context=f"more than {place.budget.limits.record:,} bytes")


def _plain_blocks(stream: Stream, encoding: str) -> Iterator[bytes]:
    """Yield the content in UTF-8; half surrogates pass, so that only their own row is refused."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    try:
        for block in stream.blocks():
            yield decoder.decode(block).encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise Refused("not_decodable", stream.position, f"{encoding}: {error.reason}") from error


def _wide(line: bytes, encoding: str) -> bytes:
    """Return a line of the UTF-8 copy as it was delivered."""
    return line.decode("utf-8", "surrogatepass").encode(encoding, "surrogatepass")


def _sniffed(lines: Iterator[Line]) -> tuple[str, Iterator[Line]]:
    """Find out by the first line that is not blank what separates the cells."""
    seen: list[Line] = []
    for line in lines:
        seen.append(line)
        if line[1].strip():
            break
    return csv_cells.delimiter(seen[-1][1] if seen else b""), _chained(seen, lines)


def _chained(first: Iterable[Line], then: Iterable[Line]) -> Iterator[Line]:
    yield from first
    yield from then


def _quoted(lines: Iterator[Line], quotes: csv_cells.Quotes, place: Place) -> Iterator[Line]:
    """Join physical lines whose end lies inside quotes into one row."""
    row: list[Line] = []
    size = 0
    for line in lines:
        row.append(line)
        size += len(line[0])
        if not quotes.open_after(line[1]):
            yield _joined(row)
            row, size = [], 0
        _within(size, place)
    if row:
        yield _joined(row)


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    return b"".join(raw for raw, _ in row), b"".join(plain for _, plain in row)


def _header(text: str, delimiter: str, place: Place) -> tuple[str, ...]:
    """Return the column names of a CSV file, one of which holds the text."""
    names = tuple(cell.text.strip() for cell in csv_cells.cells(text, delimiter))
    if not all(names) or len(set(names)) < len(names):
        raise Refused("csv_header", 0, ", ".join(names))
    columns.roles(names, place.source)
    return names


def _decoded(raw: bytes, decision: Decision) -> str:
    try:
        return raw.decode(decision.encoding)
    except UnicodeDecodeError as error:
        raise Refused("csv_header", error.start, around(raw, error.start)) from error
