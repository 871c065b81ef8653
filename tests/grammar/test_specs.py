"""Every line of `tests/specs` is read as it says."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.grammar.reading import read
from pipelines.grammar.records import mentions
from pipelines.grammar.vocabulary.folding import fold
from tests.grammar.specs import Expected, Spec, load

SPECS = tuple(load())
DATES = frozenset({"date", "date_range", "time"})
Row = dict[str, Any]


@pytest.fixture(scope="module")
def answers() -> tuple[dict[int, list[Row]], dict[int, list[Row]]]:
    """Mentions and rejects of all texts, by the place of their spec."""
    texts = [spec.text for spec in SPECS]
    table = pl.DataFrame({"text": texts, "jurisdiction": [spec.jurisdiction for spec in SPECS]})
    found: tuple[dict[int, list[Row]], dict[int, list[Row]]] = (defaultdict(list), defaultdict(list))
    for held, frame in zip(found, (mentions(table), read(texts).refusals), strict=True):
        for row in frame.iter_rows(named=True):
            held[row["row"]].append(row)
    return found


def described(row: Row, text: str) -> Row:
    """What is compared of a mention."""
    told = {"quote": text[row["start"] : row["end"]], "at": row["start"], "kind": row["kind"]}
    if row["kind"] in DATES:
        return told
    told |= {name: row[name] for name in ("value", "low", "high", "unit", "qualifier")}
    if row["ratio_den"] is not None:
        told["value"] = (row["ratio_num"], row["ratio_den"])
    return told


def wanted(e: Expected, text: str) -> Row:
    """The same of a spec."""
    told = {"quote": text[e.start : e.end], "at": e.start, "kind": e.kind}
    if e.kind in DATES:
        return told
    unit = None if e.unit is None else fold(e.unit)
    return told | {"value": e.ratio or e.value, "low": e.low, "high": e.high, "unit": unit, "qualifier": e.qualifier}


@pytest.mark.parametrize(
    ("number", "spec"),
    [
        pytest.param(i, spec, id=spec.place, marks=pytest.mark.xfail(strict=True) if spec.unsupported else ())
        for i, spec in enumerate(SPECS)
    ],
)
def test_a_text_is_read_as_its_spec_says(
    number: int, spec: Spec, answers: tuple[dict[int, list[Row]], dict[int, list[Row]]]
) -> None:
    found, refused = answers[0][number], answers[1][number]
    facts = [e for e in spec.expected if not e.reason]
    assert [described(row, spec.text) for row in found] == [wanted(e, spec.text) for e in facts], spec.text
    for row, e in zip(found, facts, strict=True):
        if e.ext is not None:
            assert (row["ext_start"], row["ext_end"]) == e.ext, spec.text
        if e.ratio is not None:
            assert abs(row["value"] - e.ratio[0] / e.ratio[1]) <= Decimal("1e-12")
    rejects = {(row["start"], row["end"]): row["reason"] for row in refused}
    for e in spec.expected:
        if e.reason:
            assert (e.start, e.end, rejects.get((e.start, e.end))) == (e.start, e.end, e.reason), (spec.text, rejects)


def test_the_specs_are_many_and_all_but_a_few_hold() -> None:
    assert len(SPECS) >= 950
    assert sum(spec.unsupported for spec in SPECS) <= len(SPECS) // 50


def test_no_text_stands_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    for spec in SPECS:
        assert seen.setdefault((spec.text, spec.jurisdiction), spec.place) == spec.place


@pytest.mark.parametrize("line", ["⟦三家⟧和⟦四家⟧\tcount 3 家", "⟦三家⟧\tcount 3 家 个"])
def test_a_spec_that_says_too_little_or_too_much_is_refused(line: str, tmp_path: Any) -> None:
    (tmp_path / "wrong.tsv").write_text(line, "utf-8")
    with pytest.raises(ValueError, match=r"wrong\.tsv:1"):
        list(load(tmp_path))
