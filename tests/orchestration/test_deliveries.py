"""Deliveries of every sort, from the folder to the published file: each has a clear outcome, the ledger balances."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.orchestration.running import Result, build
from tests.independent_checker import faults, files_below

AUDITED_WITHIN = 60  # seconds for all audits together; about 25 on two cores
PAGE = "全年產值17.8億元，佔9.89%，共31個項目。\n"

Build = Callable[..., Result]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def run(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Build the seeds in this process."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    return lambda progress=lambda *_: None: build(seeds, tmp_path / "warehouse", [], progress)


def query(seeds: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(seeds.parent / "warehouse/warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def check_independently(seeds: Path, deliver=None) -> None:
    found = list(faults(seeds.parent / "warehouse/warehouse.duckdb", deliver or files_below(seeds)))
    assert found == []


def test_an_empty_folder_is_an_empty_warehouse_that_says_so(seeds: Path, run: Build):
    done = run()
    assert done.state == "published", done.message
    assert query(seeds, "select count(*) from documents union all select count(*) from facts") == [(0,), (0,)]
    assert run().state == "unchanged"


def test_odd_files_each_have_an_outcome_and_the_run_goes_on(seeds: Path, run: Build):
    names = ["plain.txt", "with space.txt", 'it\'s "quoted".txt', "重慶.txt", "line\nbreak.txt", "深/層/頁.txt"]
    for number, name in enumerate(names):
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{number}號文件。{PAGE}")
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (seeds / "broken.txt").write_bytes(PAGE.encode()[:-3] + b"\xff\xfe\xfd")
    done = run()
    assert done.state == "published", done.message
    documents = dict(query(seeds, "select seed, lines from documents"))
    assert set(documents) == {*names, "empty.txt"}
    assert documents["empty.txt"] == 0
    aside = query(seeds, "select seed, reason, byte_offset from set_aside order by seed")
    assert [seed for seed, _, _ in aside] == ["binary.txt", "broken.txt"]
    assert all(reason and offset is not None for _, reason, offset in aside)
    assert query(seeds, "select count(*) from facts where quote = '17.8億元'") == [(len(names),)]
    check_independently(seeds)


def test_pages_in_columns_are_audited_against_the_escapes_they_were_written_with(seeds: Path, run: Build):
    text = '<p>合計<b>17.8</b>億元，佔"9.89%"，</p>\n<p>共31&nbsp;個項目，&#19968;百萬元。</p><img width="640">'
    row = {"title": '17.8億元的"產值"', "content": text}
    written = [json.dumps(row, ensure_ascii=ascii_only).replace("</", r"<\/") for ascii_only in (True, False)]
    (seeds / "pages.jsonl").write_text("\n".join(written) + "\n")
    quoted = ['"{}"'.format(value.replace('"', '""')) for value in row.values()]
    (seeds / "pages.csv").write_text("title,content\n" + ",".join(quoted) + "\n", "gb18030")
    pl.DataFrame(row).write_parquet(seeds / "pages.parquet")
    done = run()
    assert done.state == "published", done.message
    found = query(
        seeds,
        "select seed, record, list(surface order by block_no, block_start) from facts join documents using (doc_id) "
        "group by all",
    )
    assert {(seed, record) for seed, record, _ in found} == {
        ("pages.jsonl", "1"),
        ("pages.jsonl", "2"),
        ("pages.csv", "1"),
        ("pages.parquet", "1"),
    }
    expected = ["17.8億元", "17.8億元", "9.89%", "31\xa0個", "一百萬元"]
    assert [surfaces for _, _, surfaces in found] == [expected] * len(found)
    check_independently(seeds)


def test_a_name_that_is_no_utf8_is_read_and_can_be_found(seeds: Path, run: Build):
    (seeds / os.fsdecode(b"gbk \xc4\xea.txt")).write_text(PAGE)
    done = run()
    assert done.state == "published", done.message
    assert query(seeds, "select seed from documents") == [(r"gbk \xc4\xea.txt",)]


def test_text_that_came_through_a_wrong_encoding_is_published_as_it_is_with_a_finding(seeds: Path, run: Build):
    text = "全年产值17.8亿元，比去年同期增长百分之九。\n" * 4
    garbled = text.encode("gb18030").decode("latin-1")
    (seeds / "page.txt").write_text(garbled, "utf-8", newline="")
    (seeds / "rows.jsonl").write_text(json.dumps({"text": garbled}) + "\n", "utf-8")
    (seeds / "right.txt").write_text(text, "utf-8")
    done = run()
    assert done.state == "published", done.message
    found = "from findings join documents using (doc_id) where rule = 'R01' order by seed"
    rows = query(seeds, f"select seed, severity, actual {found}")
    assert [row[:2] for row in rows] == [("page.txt", "warning"), ("rows.jsonl", "warning")]
    assert all("全年" in row[2] for row in rows)
    check_independently(seeds)


def test_of_two_identical_files_the_second_points_to_the_first(seeds: Path, run: Build):
    for name in ("a.txt", "b.txt"):
        (seeds / name).write_text(PAGE)
    done = run()
    assert done.state == "published", done.message
    first, second = query(seeds, "select doc_id, duplicate_of from documents order by seed")
    assert first[1] is None
    assert second[1] == first[0] != second[0]


@pytest.mark.slow
def test_a_renamed_file_keeps_its_facts(seeds: Path, run: Build):
    (seeds / "a.txt").write_text(PAGE)
    run()
    before = query(seeds, "select fact_id from facts order by all")
    (seeds / "a.txt").rename(seeds / "z.txt")
    done = run()
    assert done.state == "published", done.message
    assert query(seeds, "select fact_id from facts order by all") == before
    assert query(seeds, "select seed from documents") == [("z.txt",)]


def test_a_folder_that_cannot_be_listed_stops_the_run_and_leaves_what_was_published(
    seeds: Path, run: Build, monkeypatch: pytest.MonkeyPatch
):
    (seeds / "a.txt").write_text(PAGE)
    (seeds / "locked").mkdir()
    (seeds / "locked" / "b.txt").write_text(PAGE)
    run()
    before = query(seeds, "select seed from documents order by all")
    _lock(seeds / "locked", monkeypatch)
    done = run()
    (seeds / "locked").chmod(0o755)
    assert done.state == "failed"
    assert "locked" in done.message
    assert query(seeds, "select seed from documents order by all") == before


def test_a_file_without_permission_is_set_aside(seeds: Path, run: Build, monkeypatch: pytest.MonkeyPatch):
    (seeds / "a.txt").write_text(PAGE)
    (seeds / "secret.txt").write_text(PAGE)
    if os.geteuid():
        (seeds / "secret.txt").chmod(0)
    else:  # root may read everything
        opened = os.open

        def refuse(path, *arguments, **options):
            if str(path).endswith("secret.txt"):
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, *arguments, **options)

        monkeypatch.setattr(os, "open", refuse)
    done = run()
    assert done.state == "published", done.message
    ((seed, reason),) = query(seeds, "select seed, reason from set_aside")
    assert seed == "secret.txt"
    assert reason
    assert query(seeds, "select seed from documents") == [("a.txt",)]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_line_of_100_mb_with_a_million_numbers_is_published_and_audited_in_time(seeds: Path, run: Build):
    sentence = "全年產值17.8億元，比上年有較大增長，其中規模以上工業企業貢獻了大部分。"
    repeats = 100_000_000 // len(sentence.encode())
    (seeds / "long.txt").write_text(sentence * repeats)
    moments: dict[str, list[float]] = {}
    done = run(lambda step, *_: moments.setdefault(step, []).append(time.monotonic()))
    assert done.state == "published", done.message
    begun, ended = moments["audits"]
    assert ended - begun < AUDITED_WITHIN
    assert query(seeds, "select count(*) from facts where quote = '17.8億元'") == [(repeats,)]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_real_news_in_both_scripts_is_published_with_a_balanced_ledger(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")
    done = build(corpus / "news", tmp_path / "warehouse", [], lambda *_: None)
    assert done.state == "published", done.message
    assert done.checks["ledger"] == "passed"
    assert list(faults(tmp_path / "warehouse/warehouse.duckdb", files_below(corpus / "news"))) == []


def _lock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the permission to list a folder away; from root too, who has it always."""
    folder.chmod(0)
    listed = os.scandir

    def refuse(path=".", *arguments):
        if Path(os.fsdecode(path)) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path, *arguments)

    if not os.geteuid():
        monkeypatch.setattr(os, "scandir", refuse)
