"""The short form of `fuzz`: a few of its cases, always the same ones."""

import pytest

from tests.cleaning.fuzz import case


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_made_up_pages_are_cleaned_without_loss(first):
    for number in range(first, first + 10):
        case(number)
