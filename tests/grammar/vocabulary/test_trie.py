"""The one loop over every character: the plain one and the compiled one find the same, in linear time."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.grammar import finder
from pipelines.grammar.reading import read
from pipelines.grammar.vocabulary import trie
from pipelines.grammar.vocabulary.folding import table

ALPHABET = (
    "一二三十百千万亿两半年月日时点个元吨约近超过每第至到的和升条约统一带路千瓦时分钟0123456789.,:、~-% \n字，。CG"
)


def scan(text: str) -> list[tuple[int, int]]:
    """Phrases of one text by the plain loop."""
    words, firsts = finder.inventory()
    codes = table()[np.frombuffer(f"{text}\0".encode("utf-32-le"), dtype=np.uint32)]
    return [tuple(place) for place in trie.phrases(codes, words, firsts).tolist()]


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in scan(text)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("累计输送电量突破50亿千瓦时，单日近1亿千瓦时", ["突破50亿千瓦时", "日近1亿千瓦时"]),
        ("共有十分钟", ["十分钟"]),
        ("由3.5升至4.2", ["3.5", "4.2"]),
        ("一带一路沿线十国", ["一带一路", "十国"]),
        ("统一百件", ["统一百件"]),
        ("第一批物资", ["第一批"]),
        ("没有数字的句子。", []),
        ("", []),
    ],
)
def test_a_phrase_is_a_chain_of_words_that_holds_a_numeral(text: str, phrases: list[str]) -> None:
    assert found(text) == phrases


@given(st.lists(st.text(ALPHABET, max_size=40), max_size=5))
def test_the_compiled_loop_finds_what_the_plain_loop_finds(texts: list[str]) -> None:
    words, firsts = finder.inventory()
    codes = table()[np.frombuffer("".join(f"{t}\0" for t in texts).encode("utf-32-le"), dtype=np.uint32)]
    plain = trie.phrases(codes, words, firsts)
    places = np.empty(len(codes) + 2, dtype=np.int64)
    count = trie.compiled()(codes.astype(np.int64), words.keys, words.states, words.bits, firsts, places)
    assert plain.tolist() == places[:count].reshape(-1, 2).tolist()


@given(st.text(ALPHABET, max_size=60))
def test_phrases_stand_in_order_and_do_not_overlap(text: str) -> None:
    places = scan(text)
    assert all(start < end for start, end in places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))


@pytest.mark.parametrize("piece", ["三百万零五亿十", "9", "1-", "约近超过不足", "每", "a", "升至", "的和"])
def test_a_line_made_to_be_slow_is_read_whole(piece: str) -> None:
    text = piece * 20_000
    result = read([text])
    spans = pl.concat([frame.select("start", "end") for frame in (result.mentions, result.refusals)]).sort("start")
    assert all(left < right for left, right in spans.iter_rows())
    assert (spans["start"].to_numpy()[1:] >= spans["end"].to_numpy()[:-1]).all()
    assert spans["end"].max() in (None, len(text), len(text) - 1)


def test_words_that_share_a_beginning_keep_their_own_bits() -> None:
    built = trie.build({"ab": trie.CORE, "abc": trie.LAST})
    firsts = np.zeros(0x110000, dtype=bool)
    firsts[ord("a")] = True
    codes = np.array([ord(c) for c in "ab abc"] + [0], dtype=np.uint32)
    assert trie.phrases(codes, built, firsts).tolist() == []
    built = trie.build({"ab": trie.CORE | trie.LAST, "abc": trie.CORE | trie.LAST})
    assert trie.phrases(codes, built, firsts).tolist() == [[0, 2], [3, 6]]
