"""What the project promises about how it is installed."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(project: Path, name: str) -> set[str]:
    lines = (project / name).read_text().splitlines()
    return {canonical(line.partition("==")[0]) for line in lines if "==" in line}


def required(entries: list[str]) -> set[str]:
    return {canonical(re.match(r"[\w.-]+", entry)[0]) for entry in entries}


def test_every_dependency_is_locked(project: Path):
    settings = tomllib.loads((project / "pyproject.toml").read_text())
    assert required(settings["project"]["dependencies"]) <= locked(project, "requirements.lock")
    developing = locked(project, "requirements.lock") | locked(project, "requirements-dev.lock")
    assert required(settings["dependency-groups"]["dev"]) <= developing


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_and_versions_only(project: Path, name: str):
    for line in (project / name).read_text().splitlines():
        assert re.fullmatch(r"#.*|-r requirements\.lock|[\w.-]+==[\w.]+", line), line


def test_dagster_and_its_webserver_are_of_one_version(project: Path):
    lines = (project / "requirements.lock").read_text().splitlines()
    versions = {
        line.partition("==")[2] for line in lines if re.match(r"dagster(-webserver|-graphql|-shared|-pipes)?==", line)
    }
    assert len(versions) == 1
