"""Vocabularies, kinds, rules and units are small tables, and a slip in one is named with its place."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from schemas import kinds, rules, tsv, units, vocabularies
from schemas.tables import SCHEMAS

# --- small tables ---------------------------------------------------------------------------------------


def test_comments_empty_lines_and_a_repeated_header_are_no_rows(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text("# what it is\ncode\tmeaning\n\nx\tan x\ny\n", "utf-8")
    assert list(tsv.rows(path, ("code", "meaning"))) == [{"code": "x", "meaning": "an x"}, {"code": "y", "meaning": ""}]


@pytest.mark.parametrize("line", ["x\tan x\tmore", "\tno code"])
def test_a_row_of_the_wrong_form_is_named_with_file_and_line(tmp_path: Path, line: str):
    path = tmp_path / "a.tsv"
    path.write_text(f"# what it is\n{line}\n", "utf-8")
    with pytest.raises(tsv.TableError, match=r"a\.tsv, line 2: expected at most 2 cells"):
        list(tsv.rows(path, ("code", "meaning")))


@pytest.mark.parametrize("line", ["kind\tmoney\t", "kind\tmoney\tan amount\nkind\tmoney\tagain"])
def test_a_code_without_meaning_or_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str):
    path = tmp_path / "vocabularies.tsv"
    path.write_text(line, "utf-8")
    monkeypatch.setattr(vocabularies, "PATH", path)
    with pytest.raises(tsv.TableError, match="kind 'money' stands twice or has no meaning"):
        vocabularies.vocabularies.__wrapped__()


# --- kinds ----------------------------------------------------------------------------------------------


def test_the_matrix_speaks_of_columns_and_kinds_that_exist():
    assert set(kinds.matrix()) <= set(SCHEMAS["facts"])
    for use in kinds.matrix().values():
        assert not use.required & use.forbidden
        assert use.required | use.with_value | use.forbidden <= set(kinds.kinds())


def test_a_mark_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "kinds.tsv"
    path.write_text("value\t" + "\t".join(["x", *["a"] * (len(kinds.kinds()) - 1)]), "utf-8")
    monkeypatch.setattr(kinds, "PATH", path)
    with pytest.raises(tsv.TableError, match="value has no mark r, v, a or - for money"):
        kinds.matrix.__wrapped__()


# --- rules ----------------------------------------------------------------------------------------------


def test_every_rule_says_what_holds_why_and_what_to_do():
    for code, rule in rules.rules().items():
        assert re.fullmatch(r"[A-Z]\d\d", code)
        assert rule.title
        assert not rule.title.endswith(".")
        assert rule.description.endswith(".")
        assert rule.example


def test_a_rule_that_lacks_something_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "rules.toml"
    path.write_text('[A99]\ntitle = "x"\n', "utf-8")
    monkeypatch.setattr(rules, "PATH", path)
    with pytest.raises(rules.RulesError, match=r"\[A99\].*missing"):
        rules.rules.__wrapped__()


# --- units ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "dimension", "canonical", "factor"),
    [
        ("CNY/kW.h", "money/energy", "CNY/kW.h", "1"),
        ("CNY/mu", "money/area", "CNY/m2", "3/2000"),
        ("ug/m3", "concentration", None, None),
        ("km/h", "speed", "m/s", "5/18"),
        ("km/min", "speed", "m/s", "50/3"),
        ("kg/mu", None, "kg/m2", "3/2000"),
        ("个", "count", "个", "1"),
        ("台(套)", "count", "台(套)", "1"),
        ("CNY/人", "money/count", "CNY/人", "1"),
        ("人/km2", "count/area", "人/m2", "1/1000000"),
        ("CNY/kg/d", "money/mass/time", None, None),
    ],
)
def test_a_unit_is_listed_composed_or_a_classifier(code, dimension, canonical, factor):
    unit = units.unit(code)
    assert dimension in {None, unit.dimension}
    assert canonical in {None, unit.canonical}
    assert factor is None or unit.factor == Fraction(factor)


@pytest.mark.parametrize("code", ["XYZ", "kW.h/XYZ", "/", "m/", ""])
def test_an_unknown_unit_is_named(code: str):
    with pytest.raises(units.UnknownUnit, match=f"unit {code!r}|unit 'XYZ'"):
        units.unit(code)


def test_a_number_that_does_not_fit_is_out_of_range():
    with pytest.raises(units.OutOfRange, match=r"does not fit DECIMAL\(38, 12\)"):
        units.canonical(Decimal("1E25"), "km")


def test_the_digits_of_a_long_number_survive_whatever_the_context():
    value = Decimal("12345678901234567890123456.123456789012")
    assert units.canonical(value, "m") == (value, "m", True)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x\tlength\tone\t1\t0\tx\tx", "factors and offset are"),
        ("x\tlength\t1\t0\t0\tx\tx", "factors and offset are"),
        ("x\tlength\t-1\t1\t0\tx\tx", "its factor is not positive"),
        ("x\t\t1\t1\t0\tx\tx", "has no dimension"),
        ("x\tlength\t1\t1\t0\ty\tx", "y is no canonical unit of length"),
        ("x\tlength\t2\t1\t0\tx\tx", "x is no canonical unit of length"),
    ],
)
def test_a_slip_in_the_registry_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, fault: str):
    path = tmp_path / "units.tsv"
    path.write_text(row, "utf-8")
    monkeypatch.setattr(units, "PATH", path)
    with pytest.raises(tsv.TableError, match=fault):
        units.registry.__wrapped__()
