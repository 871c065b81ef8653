"""Pages: long texts cut once, so that a slice of a line of 100 MB costs a page and not the line.

A slice of a text costs DuckDB everything before it. The audits therefore join these views instead of the texts. A page
begins every 1,000 code points and is twice as long, so that whatever is not longer than 1,000 lies in one page whole:
a second join for what crosses a border takes a hundred times as long.
"""

import duckdb
import polars as pl

PAGE = 1000  # the audits name it too: `// 1000`
ROWS = 1000


def cut(text: str) -> list[str]:
    """Cut a text into overlapping pages."""
    return [text[start : start + 2 * PAGE] for start in range(0, len(text), PAGE)]


def create_pages(con: duckdb.DuckDBPyConnection, table: str, number: str, view: str) -> None:
    """Create a view over the texts of a table, each row a page.

    Args:
        con: The warehouse.
        table: `lines` or `blocks`.
        number: The column that is the key within a document.
        view: Its name: doc_id · <number> · page · text.
    """
    long = f"long_{view}"
    con.execute(f"create temp table {long} (doc_id varchar, {number} bigint, page bigint, text varchar)")
    cursor = con.cursor()
    cursor.execute(f"select doc_id, {number}, text from {table} where length(text) > {PAGE}")  # noqa: S608  names of ours
    while rows := cursor.fetchmany(ROWS):
        parts = [(doc_id, no, page, part) for doc_id, no, text in rows for page, part in enumerate(cut(text))]
        frame = pl.DataFrame(parts, schema=["doc_id", number, "page", "text"], orient="row")
        con.register("incoming", frame.to_arrow())
        con.execute(f"insert into {long} select * from incoming")  # noqa: S608
        con.unregister("incoming")
    con.execute(
        f"create temp view {view} as select doc_id, {number}, 0 as page, text from {table} "  # noqa: S608
        f"where length(text) <= {PAGE} union all select doc_id, {number}, page, text from {long}"
    )
