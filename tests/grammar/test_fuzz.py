"""A few thousand random and mutated strings, the same ones every time; `make fuzz` goes on from there."""

import pytest

from tests.grammar import fuzz


@pytest.mark.parametrize("number", range(6))
def test_no_string_breaks_the_ledger(number: int) -> None:
    assert fuzz.batch(number) == []


def test_a_numeral_that_nothing_holds_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "is_numeral", lambda text, at: True)  # noqa: ARG005
    assert fuzz.faults(["甲"]) != []
