"""What must hold of cleaned documents whatever they say: no loss, every piece in its place, every code in its list."""

import polars as pl

from schemas.contracts import validate
from schemas.vocabularies import codes

APART = set("|｜│┃+:=-─━┼├┤┌┐└┘┬┴")


def check(documents, lines, result, contents):
    """Assert what must hold of the cleaned documents.

    Args:
        documents: Documents as reading left them.
        lines: Their lines.
        result: What cleaning made of them.
        contents: Document → its bytes.
    """
    for name in ("documents", "blocks", "block_map", "articles", "unit_captions", "findings"):
        assert validate(name, getattr(result, name)).quarantine.is_empty(), name
    assert result.documents["doc_id"].to_list() == documents["doc_id"].to_list()
    assert set(result.blocks["role"]) <= set(codes("role"))
    encodings = dict(documents.select("doc_id", "encoding").iter_rows())
    texts = {(doc, n): text for doc, n, text in lines.select("doc_id", "line_no", "text").iter_rows()}
    blocks = {(row["doc_id"], row["block_no"]): row for row in result.blocks.iter_rows(named=True)}
    mapped = set()
    for (doc, block_no), pieces in result.block_map.group_by("doc_id", "block_no", maintain_order=True):
        mapped.add((doc, block_no))
        text, at = blocks[doc, block_no]["text"], 0
        for piece in pieces.sort("block_start").iter_rows(named=True):
            assert piece["block_start"] == at
            at = piece["block_end"]
            quote = texts[doc, piece["line_no"]][piece["char_start"] : piece["char_end"]]
            held = contents[doc][piece["byte_start"] : piece["byte_end"]].decode(encodings[doc])
            if piece["how"] == "joint":
                assert (text[piece["block_start"] : at], quote, held.strip()) == ("\n", "", "")
            else:
                assert text[piece["block_start"] : at] == quote == held
        assert at == len(text)
    for key, block in blocks.items():
        if key not in mapped:
            assert block["first_line"] == block["last_line"]
            assert block["text"] == texts[key[0], block["first_line"]]
    _nothing_is_lost(lines, result.blocks)
    _dates_are_printed(result, texts)


def _nothing_is_lost(lines, blocks):
    """Every character but white space and what sets cells apart is in a block."""
    for (doc,), part in lines.group_by("doc_id", maintain_order=True):
        delivered = "".join(part["text"])
        said = "".join(blocks.filter(pl.col("doc_id") == doc)["text"])
        assert _words(said) == _words(delivered)


def _words(text):
    return "".join(char for char in text if not char.isspace() and char not in APART)


def _dates_are_printed(result, texts):
    """Where a date or its year is said to be printed, there is something that can be a date."""
    for row in result.articles.iter_rows(named=True):
        for line, start, end in (
            (row["line_no"], row["char_start"], row["char_end"]),
            (row["year_line_no"], row["year_char_start"], row["year_char_end"]),
        ):
            if line is not None:
                printed = texts[row["doc_id"], line][start:end]
                assert any(char.isnumeric() for char in printed), printed
