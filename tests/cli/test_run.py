"""`suyuan run`: what it prints, when it ends with which code, what it leaves alone."""

import shutil
from pathlib import Path

import pytest


def test_the_summary_says_what_became_of_the_page(built: Path):
    printed = (built.parent / "printed").read_text()
    for said in (
        "Published.",
        "1 document read, 0 set aside",
        "teaser_body",
        "money",
        "name",
        "funnel",
        "unsupported",
    ):
        assert said in printed
    assert "0 failed" in printed
    assert str(built / "warehouse.duckdb") in printed
    assert "suyuan sql" in printed


def test_a_second_run_changes_nothing_and_says_so(suyuan, built: Path):
    release = (built / "warehouse.duckdb").resolve()
    before = (release.name, release.stat().st_mtime_ns, release.read_bytes())
    done = suyuan("run", "--seeds", built.parent / "seeds", "--warehouse", built)
    after = (built / "warehouse.duckdb").resolve()
    assert done.returncode == 0
    assert "Nothing changed" in done.stdout
    assert (after.name, after.stat().st_mtime_ns, after.read_bytes()) == before


@pytest.mark.slow
def test_the_same_seeds_give_the_same_release_elsewhere_and_under_another_name(suyuan, built: Path, tmp_path: Path):
    (tmp_path / "seeds" / "深").mkdir(parents=True)
    for seed in (built.parent / "seeds").iterdir():
        shutil.copy(seed, tmp_path / "seeds" / seed.name)
    done = suyuan("run", "--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "warehouse/warehouse.duckdb").resolve().name == (built / "warehouse.duckdb").resolve().name


def test_seeds_that_do_not_exist_end_the_run_with_a_message(suyuan, tmp_path: Path):
    done = suyuan("run", "--seeds", tmp_path / "missing", "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 1
    assert "does not exist" in done.stderr
    assert "--seeds" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "warehouse/warehouse.duckdb").exists()


def test_settings_that_cannot_be_understood_name_the_file_and_the_setting(suyuan, built: Path, tmp_path: Path):
    shutil.copytree(built.parent / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds/sources.toml").write_text("[default]\njurisdiktion = 'CN'\n")
    done = suyuan("run", "--seeds", tmp_path / "seeds", "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 1
    assert "sources.toml" in done.stderr
    assert "jurisdiktion" in done.stderr


def test_the_published_release_can_be_validated(suyuan, built: Path):
    done = suyuan("validate", "--seeds", built.parent / "seeds", "--warehouse", built)
    assert done.returncode == 0, done.stderr
    assert "passed ledger" in done.stdout
    assert "nothing to compare units" in done.stdout
    assert "failed" not in done.stdout


def test_nothing_published_cannot_be_validated(suyuan, tmp_path: Path):
    done = suyuan("validate", "--warehouse", tmp_path)
    assert done.returncode == 1
    assert "suyuan run" in done.stderr
