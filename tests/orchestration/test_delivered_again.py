"""What was read of a damaged or lost delivery, and what the audits say of it, from the folder to the published file."""

import base64
import errno
import gzip
import json
import os
import random
from pathlib import Path

import duckdb
import pytest

from pipelines.orchestration.running import build, validate

PAGE = "全年產值17.8億元，共31個項目。\n"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The folder of seeds and that of the warehouse."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    (tmp_path / "seeds").mkdir()
    return tmp_path / "seeds", tmp_path / "warehouse"


def test_rows_before_the_damage_of_a_packed_file_are_published_and_audited(folders: tuple[Path, Path]):
    seeds, warehouse = folders
    images = random.Random(0)  # noqa: S311 -- only large, and alike in every run
    rows = [{"text": f"{row}號文件。{PAGE}", "image": images.randbytes(30_000)} for row in range(200)]
    lines = [json.dumps({**row, "image": base64.b64encode(row["image"]).decode()}) for row in rows]
    packed = gzip.compress("\n".join(lines).encode(), mtime=0)
    (seeds / "rows.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    done = build(seeds, warehouse, [], lambda *_: None)
    assert done.state == "published", done.message
    with duckdb.connect(str(warehouse / "warehouse.duckdb"), read_only=True) as connection:
        told = connection.execute("select count(*), count(distinct doc_id) from facts where surface = '17.8億元'")
        ((facts, documents),) = told.fetchall()
        aside = connection.execute("select seed, reason from set_aside").fetchall()
    assert 40 < documents == facts < 100
    assert aside == [("rows.jsonl.gz", "damaged or cut off: deliver it again")]


@pytest.mark.slow
def test_a_file_that_cannot_be_read_again_ends_a_validation_and_one_that_is_gone_is_found_by_it(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    seeds, warehouse = folders
    for name in ("a.txt", "b.txt"):
        (seeds / name).write_text(name + PAGE)
    assert build(seeds, warehouse, [], lambda *_: None).state == "published"
    (seeds / "b.txt").unlink()
    gone = validate(seeds, warehouse)
    assert gone.state == "failed"
    assert "b.txt" in gone.message
    assert "the file is not there as it was read: No such file or directory" in gone.message
    opened = Path.open

    def refuse(path: Path, *arguments: object, **options: object):
        if path.name == "a.txt":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    broken = validate(seeds, warehouse)
    assert broken.state == "failed"
    assert "a.txt cannot be read again for the audits: Input/output error; see whether the disk is" in broken.message
