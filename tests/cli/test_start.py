"""How fast the command line starts, and what it does not load for that."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("dagster", "pandera", "duckdb", "hypothesis")


def loaded_after(statement: str, project: Path) -> set[str]:
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_itself_loads_no_heavy_library(project: Path):
    assert loaded_after("import pipelines.cli", project).isdisjoint(HEAVY)


def test_the_grammar_behind_extract_loads_no_heavy_library(project: Path):
    assert loaded_after("from pipelines.grammar import records", project).isdisjoint(HEAVY)


def test_help_names_every_command(project: Path):
    done = subprocess.run(
        [Path(sys.executable).parent / "suyuan", "--help"], cwd=project, capture_output=True, text=True, check=True
    )
    for command in ("run", "validate", "sql", "trace", "diff", "ui", "extract"):
        assert f" {command} " in done.stdout
