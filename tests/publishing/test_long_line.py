"""A line of tens of megabytes is audited by pages, not by slices of the whole."""

import polars as pl
import pytest

from pipelines import publishing
from pipelines.publishing import auditing
from pipelines.publishing.sql_files import statements
from pipelines.publishing.text_pages import PAGE, cut
from tests.publishing.sample import Sample, build

PHRASE = "三峽水庫，"
MEGABYTES = 20
RESLICING = {"A01", "A02", "A03", "A05"}


def long_sample(root, phrases: int) -> Sample:
    """One line, all of the same phrase, each with one reject."""
    sample = build(root, {"long.txt": PHRASE * phrases})
    (doc_id,) = sample.tables["documents"]["doc_id"]
    starts = pl.int_range(phrases, eager=True, dtype=pl.Int64) * len(PHRASE)
    sample.tables["rejects"] = pl.DataFrame({"block_start": starts}).select(
        doc_id=pl.lit(doc_id),
        block_no=pl.lit(1, pl.Int64),
        block_start="block_start",
        block_end=pl.col("block_start") + 2,
        surface=pl.lit("三峽"),
        line_no=pl.lit(1, pl.Int64),
        char_start="block_start",
        char_end=pl.col("block_start") + 2,
        quote=pl.lit("三峽"),
        reason=pl.lit("name"),
        rule=pl.lit("sample"),
    )
    sample.write()
    return sample


def test_pages_overlap_so_that_what_is_shorter_than_one_lies_in_one_whole():
    text = "".join(chr(0x4E00 + i % 5000) for i in range(2 * PAGE + 10))
    pages = cut(text)
    assert all(text[at : at + PAGE] in pages[at // PAGE] for at in range(0, len(text), 7))


@pytest.mark.parametrize("where", [PAGE - 1, PAGE, 5 * PAGE - 1])
def test_a_shifted_quote_is_found_at_the_border_of_a_page(tmp_path, where: int):
    sample = long_sample(tmp_path, 2 * PAGE)
    path = sample.stage()
    with publishing.connect(path) as con:
        con.execute(
            "update rejects set char_start = char_start + 1, char_end = char_end + 1 "
            "where char_start = (select max(char_start) from rejects where char_start <= ?)",
            [where],
        )
    found = {result.rule.code: result.count for result in sample.audit(path) if not result.passed}
    assert found == {"A01": 1, "A05": 1}


def test_a_quote_longer_than_a_page_is_compared_too(tmp_path):
    sample = build(tmp_path, {"digits.txt": "號碼" + "7" * (3 * PAGE)})
    (doc_id,) = sample.tables["documents"]["doc_id"]
    digits = "7" * (3 * PAGE)
    row = (doc_id, 1, 2, 2 + len(digits), digits, 1, 2, 2 + len(digits), digits, "malformed", "sample")
    sample.tables["rejects"] = pl.DataFrame([row], schema=sample.tables["rejects"].schema, orient="row")
    sample.write()
    path = sample.stage()
    assert [result.message for result in sample.audit(path) if not result.passed] == []
    with publishing.connect(path) as con:
        con.execute("update rejects set char_start = 1, char_end = char_end - 1, surface = '8' || surface[2:]")
    assert {"A01", "A03", "A05"} <= {result.rule.code for result in sample.audit(path) if not result.passed}


@pytest.mark.slow
def test_re_slicing_a_long_line_takes_seconds(tmp_path):
    sample = long_sample(tmp_path, MEGABYTES * 1_000_000 // len(PHRASE.encode()))
    with publishing.connect(sample.stage()) as con:
        auditing.prepare(con, sample.context())
        results = [
            auditing.run(con, item, auditing.Context()) for item in statements("audits") if item.code in RESLICING
        ]
    assert [result.message for result in results if not result.passed] == []
    assert sum(result.seconds for result in results) < 60 * MEGABYTES / 100
