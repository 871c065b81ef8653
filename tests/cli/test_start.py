"""How fast the command line starts, and what it does not load for that."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("dagster", "pandera", "duckdb", "hypothesis")


def loaded_after(statement: str, project: Path) -> set[str]:
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_itself_loads_no_heavy_library(project: Path):
    assert loaded_after("import pipelines.cli", project).isdisjoint(HEAVY)


def test_extract_loads_no_heavy_library_and_no_parser_of_options(project: Path):
    assert loaded_after("from pipelines import entry", project).isdisjoint((*HEAVY, "typer", "rich"))


@pytest.mark.parametrize(
    ("given", "code", "out", "err"),
    [
        ('{"id": 7, "text": "投資17.8億元"}\n', 0, '"value": "1780000000"', ""),
        ("", 0, "", ""),
        ('{"id": 7, "text": "3吨"}\n{"id": 8}\n', 2, "", "line 2"),
    ],
)
def test_extract_answers_lines_or_names_the_one_that_is_none(project: Path, given: str, code: int, out: str, err: str):
    suyuan = Path(sys.executable).parent / "suyuan"
    done = subprocess.run(
        [suyuan, "extract"], cwd=project, input=given, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert out in done.stdout
    assert err in done.stderr


def test_help_names_every_command(project: Path):
    done = subprocess.run(
        [Path(sys.executable).parent / "suyuan", "--help"], cwd=project, capture_output=True, text=True, check=True
    )
    for command in ("run", "validate", "sql", "trace", "diff", "ui", "extract"):
        assert f" {command} " in done.stdout
