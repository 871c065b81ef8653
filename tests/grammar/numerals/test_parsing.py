"""What a numeral is worth, how precisely it was written, and what is no numeral."""

from decimal import Decimal

import pytest

from pipelines.grammar.numerals.parsing import NotANumeral, parse, shift


@pytest.mark.parametrize(
    ("text", "number", "scale", "value", "precision"),
    [
        ("17.8亿", "17.8", "亿", "1780000000", 7),
        ("2000亿", "2000", "亿", "200000000000", 8),
        ("337.10亿", "337.10", "亿", "33710000000", 6),
        ("十七万", "17", "万", "170000", 4),
        ("三千二百万", "3200", "万", "32000000", 6),
        ("3兆5000亿", "3500000000000", "", "3500000000000", 8),
        ("25万6千", "256000", "", "256000", 3),
        ("25万6", "256000", "", "256000", 3),
        ("1.60", "1.60", "", "1.6", -2),
        ("一万二", "12000", "", "12000", 3),
        ("一万零二", "10002", "", "10002", 0),
        ("3千5百万", "3500", "万", "35000000", 6),
        ("廿一", "21", "", "21", 0),
        ("二〇二五", "2025", "", "2025", 0),
        ("零点三五", "0.35", "", "0.35", -2),
        ("一点三七万亿", "1.37", "万亿", "1370000000000", 10),
    ],
)
def test_a_numeral_keeps_number_scale_and_precision(
    text: str, number: str, scale: str, value: str, precision: int
) -> None:
    found = parse(text)
    assert (found.number, found.scale_text, found.value, found.precision) == (
        Decimal(number), scale, Decimal(value), precision,
    )  # fmt: skip
    assert str(found.number) == number, "the digits as written, idle zeros too"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("十几", 11, 19),
        ("二十几", 21, 29),
        ("几十", 20, 90),
        ("数百", 200, 900),
        ("几百万", 2_000_000, 9_000_000),
        ("三四", 3, 4),
        ("三五", 3, 5),
        ("五六百", 500, 600),
        ("一两千", 1000, 2000),
        ("三百二三十", 320, 330),
        ("50几亿", 5_100_000_000, 5_900_000_000),
    ],
)
def test_a_vague_numeral_has_bounds_and_no_value(text: str, low: int, high: int) -> None:
    found = parse(text)
    assert (found.value, found.low, found.high) == (None, low, high)
    assert (found.floor, found.ceiling) == (low, high)


def test_more_and_about_are_told_apart() -> None:
    assert (parse("50多").more, parse("50多").about) == (True, False)
    assert (parse("百余").more, parse("十来").about, parse("十来").more) == (True, True, False)


def test_a_minus_turns_bounds_round() -> None:
    assert parse("-十几").low == -19
    assert parse("负三").value == -3


@pytest.mark.parametrize("digits", ["9" * 1000, "1" + "0" * 40, "0." + "1" * 300])
def test_a_thousand_digits_stay_exact(digits: str) -> None:
    value = parse(digits).value
    assert value is not None
    assert format(value, "f") == digits


@pytest.mark.parametrize(
    "text", ["", "一一百", "百百", "三百五百", "一百千", "点五", "3点", "1亿2亿", "五百1千", "几几", "三点万", "多"]
)
def test_what_breaks_a_rule_is_no_numeral(text: str) -> None:
    with pytest.raises(NotANumeral):
        parse(text)


def test_a_shift_is_exact_at_any_length() -> None:
    assert shift(Decimal("17.8"), 8) == 1_780_000_000
    assert shift(Decimal("1e-30") + 1, 2) == Decimal(100) + Decimal("1e-28")
