"""Which script a text is written in, by the characters that only one script has."""

import opencc
import pytest

from pipelines.cleaning.origin import script
from tests.cleaning.delivered import cleaned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年前十个月货物吞吐量达到历史新高，同比增长。", "Hans"),
        ("今年前十個月貨物吞吐量達到歷史新高，同比增長。", "Hant"),
        ("今年前十个月货物吞吐量达到历史新高；今年前十個月貨物吞吐量達到歷史新高。", "mixed"),
        ("今年前十個月貨物吞吐量達到歷史新高，比去年同期增長；后來又漲了。", "Hant"),
        ("人口三百一十", None),
        ("GDP 3.5%", None),
    ],
)
def test_a_text_has_the_script_of_its_characters(text, expected):
    assert cleaned(text + "\n").documents["script"][0] == expected


def test_no_character_belongs_to_both_scripts():
    hans, hant = map(set, script.only())
    assert not hans & hant
    assert len(hans) > 1500
    assert len(hant) > 1500


def test_characters_of_both_scripts_say_nothing():
    assert not set("后里台干云面谷几余于") & (set(script.only()[0]) | set(script.only()[1]))


def test_the_characters_of_one_script_are_changed_by_a_converter():
    to_hant, to_hans = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    hans, hant = script.only()
    assert sum(to_hant.convert(char) == char for char in hans) < 0.02 * len(hans)
    assert all(to_hans.convert(char) != char for char in hant)
