"""The table of the calendar's words is whole, and what a person writes a date in changes nothing."""

import re
from datetime import datetime

import opencc
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.grammar import lexicon
from pipelines.grammar.calendar import festivals
from pipelines.grammar.dates import productions as dates
from pipelines.grammar.dates.clock import hour
from pipelines.grammar.records import mentions
from pipelines.grammar.vocabulary.folding import fold
from pipelines.grammar.vocabulary.words import has_numeral
from schemas.units import registry

at = datetime.fromisoformat  # a naive time, as all times of the grammar
GRAMMAR = lexicon.HERE.parent
ROWS = lexicon.read("calendar")
TO_TRADITIONAL = opencc.OpenCC("s2t").convert
CHINESE = "〇一二三四五六七八九"


def test_a_word_stands_once_in_a_class_and_is_written_folded():
    assert len({(row["word"], row["class"]) for row in ROWS}) == len(ROWS)
    assert [row["word"] for row in ROWS if fold(row["word"]) != row["word"]] == []


def test_every_class_is_explained_in_the_header():
    header = "".join(line for line in (lexicon.HERE / "calendar.tsv").read_text().splitlines() if line.startswith("#"))
    assert {row["class"] for row in ROWS if row["class"] not in header} == set()


def test_no_class_is_left_without_a_use():
    code = "".join(path.read_text() for path in GRAMMAR.rglob("*.py"))
    assert {name for name in {row["class"] for row in ROWS} if re.search(rf"\b{name}\b", code) is None} == set()


def test_every_class_that_begins_a_phrase_has_words():
    assert {row["class"] for row in ROWS} >= dates.DEICTIC_CLASSES | dates.EXTRA_CLASSES


def test_a_word_that_hides_others_holds_no_numeral():
    assert [row["word"] for row in ROWS if row["class"] == "SHADOW" and has_numeral(row["word"])] == []


def test_every_festival_is_a_word_and_every_such_word_a_festival():
    assert {row["word"] for row in ROWS if row["class"] == "FESTIVAL"} == set(festivals.table())


def test_every_unit_of_time_is_known_or_told_in_one_that_is():
    told = {"quarter", "century", "sexagenary", "dekad", "quarter_hour"}
    codes = {row["payload"] for row in ROWS if row["class"].startswith("SPAN")} - told
    assert {code for code in codes if registry().get(code) is None} == set()


@pytest.mark.parametrize(
    "daypart", ["", "am 0 6", "am 4 12", "noon 11 13", "pm 12 18", "night 18 24", "night 0 5", "day 6 19"]
)
def test_every_hour_of_a_part_of_the_day_is_one_of_that_day_or_the_night_after(daypart: str):
    assert all(0 <= (found := hour(n, daypart) or 0) <= 28 and found % 12 == n % 12 for n in range(25))
    assert hour(25, daypart) is None


def chinese_year(year: int) -> str:
    return "".join(CHINESE[int(c)] for c in str(year))


def chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十") + (
        "" if ones == 0 and tens else CHINESE[ones]
    )


@settings(deadline=None, max_examples=10)
@given(st.lists(st.datetimes(at("1800-01-01"), at("2100-12-31")), min_size=20, max_size=20))
def test_every_way_of_writing_a_day_gives_that_day(days: list[datetime]):
    simplified = [
        text
        for d in days
        for text in (
            f"{d.year}年{d.month}月{d.day}日",
            f"{d.year}年{d.month:02}月{d.day:02}号",
            f"{chinese_year(d.year)}年{chinese(d.month)}月{chinese(d.day)}日",
            f"{d.year}-{d.month:02}-{d.day:02}",
            f"{d.year}/{d.month}/{d.day}",
            f"{d.year}.{d.month}.{d.day}",
        )
    ]
    wide = [text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-/."}) for text in simplified]
    traditional = [TO_TRADITIONAL(f"截至{text}为止") for text in simplified]
    texts = [*(f"截至{text}为止" for text in (*simplified, *wide)), *traditional]
    found = mentions(pl.DataFrame({"text": texts})).select("row", "kind", "date_start", "grain").rows()
    six = len(simplified) // len(days)
    wanted = [
        (row, "date", d.replace(hour=0, minute=0, second=0, microsecond=0), "day")
        for row, d in enumerate(_each(days, six) * 3)
    ]
    assert found == wanted


def _each(days: list[datetime], times: int) -> list[datetime]:
    return [day for day in days for _ in range(times)]
