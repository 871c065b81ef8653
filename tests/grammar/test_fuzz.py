"""A few thousand random and mutated strings, the same ones every time; `make fuzz` goes on from there."""

import pytest

from tests.grammar import fuzz


@pytest.mark.parametrize("number", range(6))
def test_no_string_breaks_the_ledger(number: int) -> None:
    assert fuzz.batch(number) == []


def test_a_numeral_that_nothing_holds_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "is_numeral", lambda text, at: True)  # noqa: ARG005
    assert fuzz.faults(["甲"]) != []


@pytest.mark.parametrize(
    "text",
    [
        "0^0",  # a power without a value
        "从12345678901234567890123456元增至92345678901234567890123456元",  # sides that fill the column of decimals
        "12345678901234567890.12345678901234元",  # more digits than decimals have by default
        "9" * 1000 + "万亿元",
    ],
)
def test_what_broke_the_grammar_once_is_read(text: str) -> None:
    assert fuzz.faults([text, f"约{text}。"]) == []
