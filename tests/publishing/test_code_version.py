"""The version of a stage changes with its code, its tables and its libraries, and with nothing else."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from pipelines.publishing import code_version
from pipelines.publishing.sql_files import Statement


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "code.py").write_text("x = 1\n")
    (tmp_path / "lexicon" / "words.tsv").write_text("一\n")
    return tmp_path


@pytest.mark.parametrize("change", ["code.py", "lexicon/words.tsv", "lexicon/more.tsv"])
def test_a_change_of_code_or_tables_is_another_version(package: Path, change: str):
    before = code_version.of([package])
    (package / change).write_text("another\n")
    assert code_version.of([package]) != before


def test_notes_and_caches_are_no_code(package: Path):
    before = code_version.of([package])
    (package / "notes.md").write_text("x")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "code.pyc").write_bytes(b"x")
    assert code_version.of([package]) == before


def test_a_moved_file_is_another_version(package: Path):
    before = code_version.of([package])
    (package / "code.py").rename(package / "lexicon" / "code.py")
    assert code_version.of([package]) != before


def test_a_library_counts_and_a_misspelt_one_is_an_error(package: Path):
    assert code_version.of([package], ["polars"]) != code_version.of([package])
    with pytest.raises(PackageNotFoundError):
        code_version.of([package], ["no-such-library"])


def test_an_audit_is_named_after_its_rule():
    assert Statement("a01_quotes_in_lines", "").code == "A01"
    with pytest.raises(ValueError, match=r"quotes\.sql: an audit is named after its rule"):
        _ = Statement("quotes", "").code
