"""Phrases of one form: read together they say what each says alone."""

import random
import re

import polars as pl
import pytest

from pipelines.grammar import distinct, phrases
from pipelines.grammar.forms import factor, forms
from pipelines.grammar.reading import Found, read
from tests.grammar.specs import load

ROUNDS = 12
TEXTS = [spec.text for spec in load() if re.search("[0-9]", spec.text)]


def with_other_digits(text: str, rng: random.Random) -> str:
    """The text with every digit changed, so that forms meet numbers nobody thought of."""
    return re.sub("[0-9]", lambda _: rng.choice("0123456789"), text)


def described(found: Found) -> pl.DataFrame:
    """The mentions, with their dates as written instead of their places in a table."""
    moments = [None if at is None else str(found.moments[at]) for at in found.mentions["moment"]]
    wide = [None if at is None else str(found.wide[at]) for at in found.mentions["wide"]]
    return found.mentions.with_columns(
        moment=pl.Series(moments, dtype=pl.String), wide=pl.Series(wide, dtype=pl.String)
    )


def test_phrases_of_one_form_say_together_what_they_say_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(11)  # noqa: S311 -- repeatable texts, no secret
    texts = [with_other_digits(text, rng) for _ in range(ROUNDS) for text in TEXTS]
    together = read(texts)
    monkeypatch.setattr(distinct, "forms", lambda column: column)
    alone = read(texts)
    assert described(together).equals(described(alone))
    assert together.refusals.equals(alone.refusals)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("17.8亿元", "23.5亿元", True),
        ("17.8亿元", "3.5亿元", False),
        ("1,100.9吨", "2,345.6吨", True),
        ("1884人", "2111人", True),
        ("1884人", "3011人", False),
        ("1984人", "1985人", False),
        ("007", "107", False),
        ("12306人", "45678人", False),
        ("3至5吨", "5至3吨", False),
        ("13800000000", "23800000000", False),
    ],
)
def test_numbers_of_one_shape_make_one_form(one: str, other: str, *, same: bool) -> None:
    first, second = forms(pl.Series([one, other]))
    assert (first == second) == same


@pytest.mark.parametrize(
    ("phrase", "at"),
    [
        ("超17.8亿元", 0),
        ("第一批93个", 1),
        ("20几个", None),
        ("2024年", None),
        ("25号", None),
        ("一百个", None),
    ],
)
def test_only_a_number_that_is_a_factor_can_be_filled_in(phrase: str, at: int | None) -> None:
    assert factor(phrase, phrases.read(phrase)) == at
