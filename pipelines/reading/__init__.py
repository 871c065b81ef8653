r"""Reading: from seeds as delivered to documents and lines whose every character leads back to its bytes.

Here belong the file system, containers, encodings, and HTML as source text. What a line *means* (roles, articles,
dates, numbers) is no concern of reading: it keeps everything and explains what it could not keep.

    plan = reading.plan(seeds, sources)          # every record hashed, numbered and put into a chunk
    for chunk in plan.chunks:
        tables = reading.read(seeds, chunk, sources)

Each line may use what stands below it, and nothing above; the import contract holds it to that.

| | |
|---|---|
| `reader` | from a chunk's records to tables |
| `plans/`, `documents` | the plan, and walking through it; one record → one document |
| `row_documents`, `written_rows` | one row → one document; rows without escapes, many at a time |
| `plain` | texts in UTF-8, many at a time |
| `containers/` | the seeds folder, archives, packings, rows: from a file to its records |
| `cells/` | the cells of a row, and which of them is the text |
| `markup/` | the text of a page, and what it says of itself |
| `collector` | what was read, gathered column by column |
| `decoding/` | bytes → characters → lines, and back to the bytes |
| `outcomes`, `limits`, `paths` | reasons for what is set aside, bounds, names |

## The tables that `read` gives
All have the columns of `schemas`; rows are in the order of the chunk's records.

**documents** — seed, record, sha256, bytes, encoding, encoding_from, media_type, lines and duplicate_of are filled;
what cleaning finds out (title, publisher, script, jurisdiction, currency, published_at …) is null. `media_type` is
`text/plain`, `text/markdown`, `text/html`, `application/jsonl`, `text/csv` or `application/vnd.apache.parquet`; of a
row whose text is a page, `; text=html` follows.
`seed` is the path as `paths.shown` writes it. `record` names the steps into the seed, joined by `!`: `12` (line of
JSONL, row of CSV or Parquet, record of WARC, counted from 1), `inner/page.html`, `inner/items.jsonl!12`.

**lines** — of an HTML page: the lines of its source. Of JSONL, CSV and Parquet: the lines of the un-escaped title
column (if there is one, and the text does not begin with it), then those of the text column. byte_start and byte_end
leave out the terminator; they count in the file, in the decompressed stream of a compressed file, in the member of an
archive, or in the decoded body of a WARC response that was stored encoded; null for Parquet.

**texts** — HTML only, also in a column: its visible text, one row a text node, entities resolved, white space
collapsed as a browser does (none at the beginning and end of a block, and `\n` where the collapsed space held a line
end). Script, style, comments and hidden elements are not in it. The text of a block element is the concatenation of
its runs: a new one begins where `block_break` is true. `path` lists the open elements,
`html/body/table[1]/tr[2]/td[1]`: table, tr, td and th are numbered from 1 within their parent, so that a table can be
laid out again; sub-tables nest. The headline column of a row is the first run, with an empty path.

**text_pieces** — where each run comes from; run_start and run_end are offsets in the run's text, and the pieces of a
run tile it. `how`: `copy` (the same characters), `entity` (the slice of the line is the source form, `&#20803;`),
`joint` (the `\n` of a collapsed line end: an empty slice at the end of its line, the bytes of the terminator).
In a column, a character that the row writes as an escape is a piece of its own, `entity` too. For a document that is
*not* HTML the pieces belong to *lines*: a line of JSONL or CSV that holds escapes has pieces with run_no = line_no;
`copy` where bytes and characters correspond, `entity` for one escape (`\"`, `\u5143`, `""`), whose bytes are the
escaped form and whose slice is the character it stands for. Such a line needs block_map rows even where a block is
exactly one line. A line without pieces: a byte offset is byte_start plus the length of the prefix in the document's
encoding.

**hints** — what a record says of itself outside its text, in order, with the place where it stands in the lines
(null where it stands in none). `source` is one of `title` · `meta:<name>` (name, property or itemprop in lower
case: `meta:og:title`, `meta:pubdate`) · `json-ld:<key>` (datePublished, dateModified, dateCreated, uploadDate,
headline, inLanguage) · `time` (the datetime attribute, or its text) · `link:canonical` · `html:lang` · `field:title`,
`field:published`, `field:publisher`, `field:url`, `field:id` (columns of JSONL, CSV, Parquet; `field:title` is also
the document's first line) · `warc:uri` · `http:last-modified`.

**findings** — rule `R01` (mojibake): the bytes decode, but to characters that betray a wrong step before delivery.
**set_aside** — records of the chunk that could not be read; the plan's own `set_aside` has the others.
**parts** — doc_id · part · bytes: how the bytes of a document are divided (`text`, `line ends`, `bom`, `markup`,
`comment`, `script`, `style`, `hidden`, `head`, `escape`, `other columns`); they add up to `bytes`.
"""

from pipelines.reading.collector import Read
from pipelines.reading.containers.folder import SeedsError, listing
from pipelines.reading.outcomes import SetAside
from pipelines.reading.plans.planning import Plan, plan
from pipelines.reading.reader import SeedChangedError, read

__all__ = ["Plan", "Read", "SeedChangedError", "SeedsError", "SetAside", "listing", "plan", "read"]
