"""Where Dagster keeps its history."""

import os
from pathlib import Path

import pytest
import yaml

from pipelines.orchestration.home import use_home


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAGSTER_HOME", "to be replaced")
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "0")


def test_the_home_is_made_absolute_with_telemetry_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DAGSTER_HOME", "home")
    home = use_home()
    assert home == tmp_path / "home"
    assert os.environ["DAGSTER_HOME"] == str(home)
    assert os.environ["DAGSTER_DISABLE_TELEMETRY"] == "1"
    settings = yaml.safe_load((home / "dagster.yaml").read_text())
    assert settings["telemetry"] == {"enabled": False}


def test_settings_that_a_person_edited_stay(tmp_path: Path):
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n# mine\n")
    use_home(tmp_path)
    assert "# mine" in (tmp_path / "dagster.yaml").read_text()
