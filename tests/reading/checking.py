"""Finds every line and piece again in the delivered bytes, with nothing of the pipeline but its tables."""

import html
import json
import re

import polars as pl

from pipelines.reading import Read

TERMINATORS = ("\n", "\r\n", "\r", "\u2028")


def check(read: Read, stream_of) -> int:
    """Check all tables of a chunk; `stream_of(seed, record)` gives the bytes that its offsets count in.

    Returns how many lines and pieces were found again.
    """
    documents = {row["doc_id"]: row for row in read.documents.to_dicts()}
    assert len(documents) == len(read.documents)
    lines = {(row["doc_id"], row["line_no"]): row for row in read.lines.to_dicts()}
    runs = {(row["doc_id"], row["run_no"]): row for row in read.texts.to_dicts()}
    pieces: dict[tuple[str, int], list[dict]] = {}
    for row in read.text_pieces.to_dicts():
        pieces.setdefault((row["doc_id"], row["run_no"]), []).append(row)
    streams = {doc_id: stream_of(row["seed"], row["record"]) for doc_id, row in documents.items()}
    for (doc_id, line_no), line in lines.items():
        _check_line(documents[doc_id], line, pieces.get((doc_id, line_no), []), streams[doc_id])
    for key, found in pieces.items():
        document = documents[key[0]]
        if document["media_type"].endswith("html"):
            _check_run(document, runs[key], found, lines, streams[key[0]])
    for doc_id, document in documents.items():
        numbers = [line_no for owner, line_no in lines if owner == doc_id]
        assert numbers == list(range(1, document["lines"] + 1))
    for doc_id, size in read.parts.group_by("doc_id").agg(pl.col("bytes").sum()).iter_rows():
        assert size == documents[doc_id]["bytes"], documents[doc_id]
    return len(lines) + sum(map(len, pieces.values()))


def _check_line(document: dict, line: dict, pieces: list[dict], stream: bytes | None) -> None:
    """A line is the characters at its bytes, or its pieces are."""
    assert not any(end in line["text"] for end in TERMINATORS), line
    if stream is None:
        assert line["byte_start"] is None
        assert line["byte_end"] is None
        return
    source = stream[line["byte_start"] : line["byte_end"]].decode(document["encoding"])
    if document["media_type"].endswith("html") or not pieces:
        assert line["text"] in {source, _unescaped(source, document["media_type"])}
        return
    _check_tiling(pieces, len(line["text"]), "run_start", "run_end")
    _check_tiling(pieces, line["byte_end"], "byte_start", "byte_end", line["byte_start"])
    assert any(piece["how"] == "entity" for piece in pieces)
    for piece in pieces:
        assert (piece["line_no"], piece["char_start"], piece["char_end"]) == (
            line["line_no"],
            piece["run_start"],
            piece["run_end"],
        )
        quote = line["text"][piece["char_start"] : piece["char_end"]]
        written = stream[piece["byte_start"] : piece["byte_end"]].decode(document["encoding"])
        assert quote == (written if piece["how"] == "copy" else _unescaped(written, document["media_type"]))


def _unescaped(written: str, media_type: str) -> str:
    if media_type.startswith("application/jsonl"):
        return json.loads(f'"{written}"')
    return written.replace('""', '"') if media_type.startswith("text/csv") else written


def _check_run(document: dict, run: dict, pieces: list[dict], lines: dict, stream: bytes) -> None:
    """A run is its pieces, and each piece is the slice of its line and the characters at its bytes."""
    _check_tiling(pieces, len(run["text"]), "run_start", "run_end")
    for piece in pieces:
        line = lines[piece["doc_id"], piece["line_no"]]
        text = run["text"][piece["run_start"] : piece["run_end"]]
        quote = line["text"][piece["char_start"] : piece["char_end"]]
        written = quote
        if stream is not None:
            written = stream[piece["byte_start"] : piece["byte_end"]].decode(document["encoding"])
        if piece["how"] == "joint":
            assert text == "\n"
            assert quote == ""
            assert piece["char_start"] == len(line["text"])
            assert stream is None or _unescaped(written, document["media_type"]) in TERMINATORS
        elif piece["how"] == "copy":
            assert text == quote == written
        else:
            assert quote in {written, _unescaped(written, document["media_type"])}
            assert text in {quote, html.unescape(quote[:50])}
    assert "script" not in re.split(r"[/\[]", run["path"])


def _check_tiling(pieces: list[dict], end: int, start_column: str, end_column: str, start: int = 0) -> None:
    at = start
    for piece in pieces:
        assert piece[start_column] == at
        assert piece[end_column] > at
        at = piece[end_column]
    assert at == end
