"""What holds for every number and every text: styles, scripts, widths and surroundings change no value."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

import opencc
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.grammar.numerals.parsing import parse
from pipelines.grammar.records import mentions
from pipelines.grammar.vocabulary.folding import fold
from tests.grammar.rendering import DIGITS, LIMIT, STYLES
from tests.grammar.specs import Spec, load

NUMBERS = st.one_of(
    st.integers(0, 10_000),
    st.integers(0, LIMIT - 1),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 999), st.integers(0, 12)),
)
_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
TEXTS = tuple(spec for spec in load() if not spec.unsupported)
#: What a mention says, apart from where it stands.
MEANING = (
    "kind",
    "value",
    "low",
    "high",
    "unit",
    "per",
    "qualifier",
    "ratio_num",
    "ratio_den",
    "date_start",
    "date_end",
)


@pytest.mark.parametrize("style", STYLES)
@given(number=NUMBERS)
def test_a_number_is_read_back_from_every_style(style: str, number: int) -> None:
    assert parse(fold(STYLES[style](number))).value == number


@given(number=NUMBERS, decimals=st.text("0123456789", min_size=1, max_size=6))
def test_a_decimal_is_read_back_from_figures_and_from_words(number: int, decimals: str) -> None:
    wanted = Decimal(f"{number}.{decimals}")
    words = STYLES["Chinese, Simplified"](number) + "点" + "".join(DIGITS[int(c)] for c in decimals)
    for written in (f"{number}.{decimals}", f"{number:,}.{decimals}", words):
        found = parse(written)
        assert (found.value, found.precision) == (wanted, -len(decimals))


@given(number=st.integers(1, 9999), scale=st.sampled_from(("万", "亿", "万亿")))
def test_a_scale_multiplies_and_sets_the_precision(number: int, scale: str) -> None:
    power = {"万": 4, "亿": 8, "万亿": 12}[scale]
    found = parse(f"{number}{scale}")
    assert (found.number, found.value, found.precision) == (number, number * 10**power, power)


@given(st.text("零一二三四五六七八九十百千万亿兆两廿卅几数多余来点0123456789.,-", max_size=30))
def test_what_is_no_numeral_is_said_and_what_is_one_has_a_value_or_bounds(text: str) -> None:
    try:
        found = parse(text)
    except ValueError:
        return
    assert found.value is not None or found.low is not None


def meanings(texts: list[str], specs: tuple[Spec, ...]) -> list[list[tuple[Any, ...]]]:
    """What the mentions of each text say; units of counts folded, since they are kept as printed."""
    table = pl.DataFrame({"text": texts, "jurisdiction": [spec.jurisdiction for spec in specs]})
    found: list[list[tuple[Any, ...]]] = [[] for _ in texts]
    for row in mentions(table).iter_rows(named=True):
        told = [fold(v) if isinstance(v, str) else v for v in (row[name] for name in MEANING)]
        found[row["row"]].append(tuple(told))
    return found


@lru_cache(maxsize=1)
def as_printed() -> list[list[tuple[Any, ...]]]:
    return meanings([spec.text for spec in TEXTS], TEXTS)


def _differences(texts: list[str]) -> list[tuple[str, str]]:
    changed = meanings(texts, TEXTS)
    return [
        (spec.place, text)
        for spec, text, before, after in zip(TEXTS, texts, as_printed(), changed, strict=True)
        if before != after
    ]


@pytest.mark.parametrize("direction", ["s2t", "t2s"])
def test_the_other_script_changes_no_meaning(direction: str) -> None:
    convert = opencc.OpenCC(direction).convert
    assert _differences([convert(spec.text) for spec in TEXTS]) == []


def test_full_width_changes_no_meaning() -> None:
    assert _differences([spec.text.translate(_WIDE) for spec in TEXTS]) == []


def test_surroundings_change_nothing_inside() -> None:
    inside = tuple(spec for spec in TEXTS if spec.expected and not _is_whole(spec))
    texts = [f"记者获悉，{spec.text}。业内人士表示" for spec in inside]
    alone = meanings([f"，{spec.text}。" for spec in inside], inside)
    assert [
        (spec.place, spec.text)
        for spec, a, b in zip(inside, alone, meanings(texts, inside), strict=True)
        if a != b
    ] == []  # fmt: skip


def _is_whole(spec: Spec) -> bool:
    return len(spec.expected) == 1 and (spec.expected[0].start, spec.expected[0].end) == (0, len(spec.text))
