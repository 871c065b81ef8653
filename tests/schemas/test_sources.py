"""`sources.toml` says what is known of a source, and a slip in it is named."""

from datetime import datetime
from pathlib import Path

import pytest

from schemas.sources import Source, Sources, SourcesError

EXAMPLE = """
[default]
jurisdiction = "CN"

[source."reports/**"]
publisher = "臨江縣統計局"
published = 2025-08-22

[source."reports/*.html"]
encoding = "gb18030"
published = 2025-08-22T14:41:00

[source."[ab]?.jsonl"]
text_column = "body"
"""


def written(folder: Path, content: str) -> Sources:
    (folder / "sources.toml").write_text(content, "utf-8")
    return Sources.load(folder)


def test_without_a_file_nothing_is_known(tmp_path: Path):
    assert Sources.load(tmp_path) == Sources()
    assert Sources().of("a.txt") == Source()


def test_later_entries_win_setting_by_setting_and_the_default_is_kept_apart(tmp_path: Path):
    sources = written(tmp_path, EXAMPLE)
    assert sources.default.jurisdiction == "CN"
    page = sources.of("reports/a.html")
    assert (page.publisher, page.encoding, page.published) == (
        "臨江縣統計局",
        "gb18030",
        datetime.fromisoformat("2025-08-22T14:41"),
    )
    assert page.jurisdiction is None


@pytest.mark.parametrize(
    ("path", "publisher", "text_column"),
    [
        ("reports/2025/a.txt", "臨江縣統計局", None),
        ("reports.txt", None, None),
        ("a1.jsonl", None, "body"),
        ("c1.jsonl", None, None),
        ("x/a1.jsonl", None, None),
        ("a/.jsonl", None, None),
    ],
)
def test_patterns_keep_to_their_folder_unless_they_say_otherwise(tmp_path: Path, path, publisher, text_column):
    source = written(tmp_path, EXAMPLE).of(path)
    assert (source.publisher, source.text_column) == (publisher, text_column)


def test_a_fingerprint_changes_with_what_is_said():
    assert Source(publisher="x").fingerprint != Source(publisher="y").fingerprint
    assert Source(published=datetime.fromisoformat("2025-01-01")).fingerprint != Source().fingerprint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[default", "not valid TOML"),
        ("[defaults]", r"unknown part \[defaults\]"),
        ('[source]\n"a" = 3', r'\[source."a"\]: expected settings'),
        ('[source."a"]\ntext_format = "xml"', "text_format 'xml' is none of html, text"),
        ('[source."a"]\ncolour = "red"', "unknown setting 'colour'; there are currency, encoding"),
        ('[source."a"]\npublisher = 3', "publisher must be text in quotes"),
        ('[default]\njurisdiction = "US"', "'US' is none of CN, HK, MO, TW"),
        ('[default]\ncurrency = "yuan"', "no ISO 4217 code"),
        ('[default]\nencoding = "gb9999"', "encoding 'gb9999' is not known"),
        ('[source."a"]\npublished = "soon"', "must be a date such as 2025-08-22"),
        ('[source."a"]\npublished = 2025-08-22T14:41:00Z', "without zone"),
    ],
)
def test_a_slip_is_named_with_file_place_and_what_to_do(tmp_path: Path, content: str, message: str):
    with pytest.raises(SourcesError, match=message) as failed:
        written(tmp_path, content)
    assert str(tmp_path / "sources.toml") in str(failed.value)


def test_patterns_that_match_no_path_are_named():
    known = Sources.parse({"source": {"a/*.txt": {}, "b/*.txt": {}, "**/*.csv": {}}})
    assert known.unmatched(["a/1.txt", "深/b/1.txt"]) == ["b/*.txt", "**/*.csv"]
