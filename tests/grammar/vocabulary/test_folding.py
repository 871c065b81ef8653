"""Folding never moves an offset, is done once, and its script table is what OpenCC says."""

import time
import unicodedata
from collections.abc import Iterator

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.grammar import lexicon
from pipelines.grammar.vocabulary.folding import CODE_POINTS, fold, table
from schemas.numerals import UNICODE_VERSION

ANY_TEXT = st.text(st.characters(categories=None) | st.sampled_from("兩億０％－～\ufdd0\ud800"))
IDEOGRAPHS = [chr(code) for code in range(0x2E80, 0x33480) if not 0xD800 <= code < 0xE000]
COMPATIBILITY = ("CJK RADICAL", "KANGXI", "CJK COMPATIBILITY IDEOGRAPH")


def script_pairs() -> Iterator[tuple[str, str]]:
    """Derive the script table: each ideograph through NFKC where it is a compatibility form, then through OpenCC."""
    convert = opencc.OpenCC("t2s").convert
    for character in IDEOGRAPHS:
        named = unicodedata.name(character, "").startswith(COMPATIBILITY)
        simplified = unicodedata.normalize("NFKC", character) if named else character
        while (further := convert(simplified)) != simplified:
            simplified = further
        if simplified != character and len(simplified) == 1:
            yield character, simplified


def test_the_script_table_is_the_one_that_opencc_gives() -> None:
    assert [(row["traditional"], row["simplified"]) for row in lexicon.read("script_fold")] == list(script_pairs())


@pytest.mark.skipif(unicodedata.unidata_version != UNICODE_VERSION, reason="this Python has another Unicode")
def test_the_range_table_holds_every_decimal_digit() -> None:
    for code in range(CODE_POINTS):
        character = chr(code)
        if unicodedata.category(character) == "Nd":
            assert fold(character) == str(unicodedata.digit(character)), f"U+{code:04X}"


@given(ANY_TEXT)
def test_the_length_of_any_text_stays(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT, ANY_TEXT)
def test_folding_looks_at_no_neighbour(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_a_target_is_never_folded_again() -> None:
    folded = table()
    assert (folded[folded] == folded).all()


def test_ascii_control_characters_and_joints_stay() -> None:
    assert fold("".join(map(chr, range(128)))) == "".join(map(chr, range(128)))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("餘個億兩臺幾點隻裡週佔號後時鐘參貳陸壹", "余个亿两台几点只里周占号后时钟参贰陆壹"),
        ("１，２００．５％", "1,200.5%"),
        ("－18～－15℃", "-18~-15℃"),
        ("8日20時—9日20時", "8日20时-9日20时"),
        ("台（套）﹔￥９９", "台(套);¥99"),
        ("二○二五", "二〇二五"),
        ("177.1\u3000億\u00a0元", "177.1 亿 元"),
        ("㎞㎡℃‰²", "㎞㎡℃‰²"),
        ("两万圆円元", "两万圆円元"),
        ("⼀⼆⼗⽉⽇", "一二十月日"),
        ("t・km, t·km", "t·km, t·km"),
        ("\ufdd0\ufdef\ud800", "\ufffd\ufffd\ud800"),
        ("１۲𝟛", "123"),
    ],
)
def test_the_characters_of_numbers_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("name", ["script_fold", "character_fold", "range_fold"])
def test_a_source_is_listed_once(name: str) -> None:
    rows = lexicon.read(name)
    key = next(iter(rows[0]))
    assert len({row[key] for row in rows}) == len(rows)


def test_a_megabyte_folds_within_a_tenth_of_a_second() -> None:
    text = "全年發電量達１２億千瓦時，同比增長三成。" * 20_000
    fold(text)
    best = min(timed(text) for _ in range(3))
    assert best < 0.1


def timed(text: str) -> float:
    """Return the seconds that one folding of the text takes."""
    start = time.perf_counter()
    fold(text)
    return time.perf_counter() - start
