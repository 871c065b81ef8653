"""The contract of pyproject.toml: which package may import which."""

import subprocess
import sys
from pathlib import Path

import pytest

PURE = ["reading", "cleaning", "extraction", "publishing", "engines", "grammar", "reports"]


def test_every_package_keeps_to_the_layers(project: Path):
    kept = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert kept.returncode == 0, kept.stdout


@pytest.mark.parametrize("package", PURE)
def test_only_orchestration_imports_dagster(project: Path, package: str):
    modules = list((project / "pipelines" / package).rglob("*.py"))
    assert modules
    guilty = [
        path.relative_to(project)
        for path in modules
        if any(line.lstrip().startswith(("import dagster", "from dagster")) for line in path.read_text().splitlines())
    ]
    assert guilty == []


def test_the_schemas_package_itself_imports_nothing(project: Path):
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; before = set(sys.modules); import schemas; print(*(set(sys.modules) - before))",
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == ["schemas"]
