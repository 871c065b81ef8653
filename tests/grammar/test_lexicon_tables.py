"""The tables of words keep the grammar of their headers: one spelling, known codes, no word twice."""

import re
from collections import Counter
from decimal import Decimal
from itertools import chain

import pytest

from pipelines.grammar import lexicon
from pipelines.grammar.vocabulary.folding import fold
from schemas import units, vocabularies
from schemas.numerals import character_class

COLUMNS = {
    "units": ("spelling", "code"),
    "currencies": ("spelling", "code", "position"),
    "money_units": ("spelling", "factor", "currency"),
    "classifiers": ("classifier", "note"),
    "qualifiers": ("word", "qualifier", "side"),
    "names": ("word", "reason"),
    "idioms": ("word", "reason"),
    "words": ("word", "reason"),
}
NO_NUMBERS = ("names", "idioms", "words")
#: Funds and metals, and withdrawn codes whose name is that of their successor, need none.
FUNDS = {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "UYI", "UYW", "USN", "XAG", "XAU", "XPD", "XPT"}
WITHDRAWN = {"SLL", "MRO", "VEF", "STD", "ZWL"}
LEAST = {
    "units": 900,
    "currencies": 350,
    "classifiers": 500,
    "qualifiers": 140,
    "names": 2500,
    "idioms": 3000,
    "words": 3000,
}
NUMERAL = re.compile(f"[{character_class(formal=True)}]")


def words(name: str) -> list[str]:
    """Return the first column of a table."""
    return [row[COLUMNS[name][0]] for row in lexicon.read(name)]


@pytest.mark.parametrize("name", COLUMNS)
def test_the_header_comment_explains_every_column(name: str) -> None:
    text = (lexicon.HERE / f"{name}.tsv").read_text("utf-8")
    header = text[: text.index("\t".join(COLUMNS[name]))]
    assert all(line.startswith("#") for line in header.splitlines())
    assert all(column in header for column in COLUMNS[name])


@pytest.mark.parametrize("name", COLUMNS)
def test_a_word_is_written_as_folding_writes_it(name: str) -> None:
    assert [word for word in words(name) if fold(word) != word or word != word.strip() or not word] == []


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "qualifiers"])
def test_a_word_stands_once_in_its_table(name: str) -> None:
    assert [word for word, count in Counter(words(name)).items() if count > 1] == []


def test_a_qualifier_stands_once_on_each_side() -> None:
    counts = Counter((row["word"], row["side"]) for row in lexicon.read("qualifiers"))
    assert [key for key, count in counts.items() if count > 1] == []


def test_words_that_are_no_number_stand_in_one_table_only() -> None:
    counts = Counter(chain.from_iterable(words(name) for name in NO_NUMBERS))
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_words_that_are_no_number_hold_a_numeral(name: str) -> None:
    assert [word for word in words(name) if not NUMERAL.search(word)] == []


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_a_reason_is_one_of_the_closed_list(name: str) -> None:
    assert {row["reason"] for row in lexicon.read(name)} <= set(vocabularies.codes("reject_reason"))


def test_a_unit_is_no_classifier() -> None:
    assert set(words("units")) & set(words("classifiers")) == set()


def test_a_spelling_means_one_unit_or_one_currency() -> None:
    assert set(words("units")) & set(words("currencies")) == set()
    assert set(words("money_units")) & (set(words("units")) | set(words("currencies"))) == set()


def test_no_unit_begins_with_a_scale_that_a_number_would_take() -> None:
    prefixes = ("千", "兆", "百帕", "百万英", "公", "厘", "分", "毫")
    assert [w for w in words("units") if NUMERAL.match(w) and not w.startswith((*prefixes, "两"))] == []


def test_every_code_is_in_the_registry_and_of_the_right_dimension() -> None:
    known = units.registry()
    assert [row for row in lexicon.read("units") if known[row["code"]].dimension == "money"] == []
    assert [row for row in lexicon.read("currencies") if known[row["code"]].dimension != "money"] == []
    assert [row for row in lexicon.read("money_units") if row["currency"] and row["currency"] not in known] == []


def test_sides_positions_and_factors_are_what_the_headers_say() -> None:
    assert {row["side"] for row in lexicon.read("qualifiers")} == {"before", "after", "inside"}
    assert {row["qualifier"] for row in lexicon.read("qualifiers")} <= set(vocabularies.codes("qualifier"))
    assert {row["position"] for row in lexicon.read("currencies")} == {"before", "after", "both"}
    assert {Decimal(row["factor"]) for row in lexicon.read("money_units")} == {Decimal(f) for f in ("1", "0.1", "0.01")}


@pytest.mark.parametrize("name", LEAST)
def test_the_tables_are_as_large_as_the_language_asks(name: str) -> None:
    assert len(words(name)) >= LEAST[name]


def test_every_currency_that_news_prints_has_a_chinese_name() -> None:
    named = {row["code"] for row in lexicon.read("currencies") if not row["spelling"].isascii()}
    missing = {code for code, unit in units.registry().items() if unit.dimension == "money"} - named
    assert missing == FUNDS | WITHDRAWN


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\nx\n", "line 2: 1 cells where the header has 2 (a, b)"),
        ("a\tb\n# note\n\nx\ty\tz\n", "line 4: 3 cells where the header has 2 (a, b)"),
        ("# only comments\n", "no header line"),
    ],
)
def test_a_malformed_table_says_where(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        lexicon.parse(text, "t.tsv")


def test_a_table_is_read_row_by_row() -> None:
    assert lexicon.parse("# c\na\tb\nx\t\n\ny\tz\n", "t.tsv") == ({"a": "x", "b": ""}, {"a": "y", "b": "z"})


def test_words_near_by_are_folded_stand_once_and_mean_what_the_header_says() -> None:
    rows = lexicon.read("nearby")
    assert [row["word"] for row in rows if fold(row["word"]) != row["word"]] == []
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    assert {(row["of"], row["meaning"], row["side"]) for row in rows} == {
        *(("度", meaning, "either") for meaning in ("warmth", "energy", "angle", "strength")),
        ("度", "angle", "before"),
        ("块", "money", "before"),
        ("块", "money", "behind"),
        (".", "rate", "before"),
        ("级", "strength", "either"),
        ("级", "no strength", "either"),
        ("级", "grade", "before"),
        ("级", "grade", "behind"),
        ("中", "middle", "behind"),
        ("两", "about", "behind"),
        ("来", "about", "behind"),
        ("至", "result", "before"),
        ("-", "minus", "before"),
        ("大", "size", "behind"),
        ("万", "money", "before"),
        ("万", "money", "behind"),
        ("万", "step", "either"),
    }


def test_words_beside_a_number_are_folded_and_refuse_with_a_known_reason() -> None:
    rows = lexicon.read("beside")
    assert [row["word"] for row in rows if fold(row["word"]) != row["word"]] == []
    assert {row["what"] for row in rows} == {"number", "range", "clock", "ordinal"}
    assert {row["side"] for row in rows} == {"before", "behind"}
    assert {row["reason"] for row in rows} <= set(vocabularies.codes("reject_reason"))
