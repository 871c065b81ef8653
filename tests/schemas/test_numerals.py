"""The ledger's characters are frozen with their Unicode version, and mean the same to every engine."""

import re
import unicodedata
from itertools import pairwise

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publishing.auditing import _macros
from schemas import numerals
from tests.independent_checker import FORMAL, WORDS, numeral_positions

NUMERAL = st.sampled_from("0９٣Ⅷ½㊂〇零一兩亿半參拾佰a市 \n")
TEXTS = st.text(NUMERAL, max_size=40) | st.text(max_size=40)


@pytest.mark.skipif(unicodedata.unidata_version != numerals.UNICODE_VERSION, reason="this Python has another Unicode")
def test_the_table_is_what_unicode_and_the_design_say():
    found = {chr(c): kind for first, last, kind in numerals.ranges() for c in range(first, last + 1)}
    by_category = {chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) in {"Nd", "Nl", "No"}}
    assert {char for char, kind in found.items() if kind not in {"word", "formal"}} == by_category
    assert {char for char, kind in found.items() if kind == "formal"} == FORMAL
    assert {char for char, kind in found.items() if kind == "word"} == WORDS - by_category


def test_the_ranges_are_in_order_and_do_not_overlap():
    by_kind: dict[str, list[tuple[int, int]]] = {}
    for first, last, kind in numerals.ranges():
        by_kind.setdefault(kind, []).append((first, last))
    for ranges in by_kind.values():
        assert ranges == sorted(ranges)
    everything = sorted(pair for ranges in by_kind.values() for pair in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(everything))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("参加大陸", []),
        ("壹佰元，伍仟", ["壹佰", "伍仟"]),
        ("3參", ["3參"]),
        ("2025年半", ["2025", "半"]),
        ("一、二", ["一", "二"]),
        ("一\n二", ["一", "二"]),
        ("拾壹陸", ["拾壹陸"]),
    ],
)
def test_a_run_is_a_longest_row_of_numeral_characters(text: str, runs: list[str]):
    assert re.findall(numerals.run_pattern(), text) == runs


@given(TEXTS)
def test_python_and_polars_find_the_runs_that_character_by_character_counting_finds(text: str):
    positions = {m.start() + i for m in re.finditer(numerals.run_pattern(), text) for i in range(len(m.group()))}
    assert positions == set(numeral_positions(text))
    encodable = text.encode("utf-8", "ignore").decode()
    (found,) = pl.Series([encodable]).str.extract_all(numerals.run_pattern())
    assert found.to_list() == re.findall(numerals.run_pattern(), encodable)


def test_duckdb_cuts_a_text_as_python_does():
    text = "a參加1,234.5萬 壹佰\n半\0①٣"
    with duckdb.connect() as con:
        _macros(con)
        (pieces,) = con.execute("select numeral_pieces(?)", [text]).fetchone()
        runs = con.execute("select p from (select unnest(?::varchar[]) as p) where is_numeral_run(p)", [pieces])
        assert "".join(pieces) == text
        assert [run for (run,) in runs.fetchall()] == re.findall(numerals.run_pattern(), text)
