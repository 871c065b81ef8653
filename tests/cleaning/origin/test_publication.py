"""Which date of publication is believed, and what is said when dates disagree."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import datetime
from itertools import permutations

import pytest

from pipelines.cleaning.origin import publication
from pipelines.cleaning.origin.publication import ORDER, Candidate
from schemas.rules import rules
from schemas.sources import Sources
from tests.cleaning.delivered import Delivered, clean, cleaned, delivered

DAY = datetime(2024, 5, 6)
STORY = "今年前四个月，全市规模以上工业企业实现利润89亿元，同比增长3.4%，企业家信心指数继续回升。"


def test_the_surest_source_wins_in_any_order():
    candidates = [Candidate(datetime(2024, 1, n + 1), source) for n, source in enumerate(ORDER)]
    for some in permutations(candidates[:4]):
        assert publication.choose(some) == candidates[0]
    for n in range(len(candidates)):
        assert publication.choose(candidates[n:]) == candidates[n]


def test_without_a_candidate_there_is_no_date():
    assert publication.choose([]) is None


def test_a_clock_time_is_taken_from_a_source_of_the_same_day():
    line = Candidate(datetime(2024, 5, 6, 9, 30), "page_line", 3, 0, 16, 0, 4)
    assert publication.choose([Candidate(DAY, "meta"), line]) == line
    assert publication.choose([Candidate(DAY, "meta"), Candidate(datetime(2024, 5, 7, 9, 30), "page_line")]).at == DAY


@pytest.mark.parametrize(
    ("source", "other", "days", "said"),
    [
        ("meta", "page_line", 1, False),
        ("meta", "page_line", 2, True),
        ("page_line", "dateline", 7, False),
        ("page_line", "dateline", 8, True),
        ("page_line", "speech", 60, False),
        ("page_line", "name", 3, True),
    ],
)
def test_dates_too_far_apart_are_a_finding(source, other, days, said):
    chosen, beside = Candidate(DAY, source), Candidate(DAY.replace(day=6) - (DAY - DAY.replace(day=5)) * days, other)
    found = publication.disagreements("d", chosen, [chosen, beside])
    assert bool(found) == said
    for row in found:
        assert row["rule"] in rules()
        assert other in row["actual"]
        assert source in row["expected"]


def test_the_file_name_dates_a_page_that_says_nothing():
    document = cleaned(f"利润增长\n{STORY}\n", seed="2024-05-06/a.txt").documents.row(0, named=True)
    assert (document["published_at"], document["published_from"]) == (DAY, "name")


def test_sources_toml_comes_before_the_page_and_the_page_is_found_to_differ():
    sources = Sources.parse({"source": {"*.txt": {"published": "2024-05-06"}}})
    documents, lines = delivered(Delivered(f"利润增长\n2023年4月1日\n{STORY}\n", seed="a.txt"))
    result = clean(documents, lines, None, sources)
    document = result.documents.row(0, named=True)
    assert (document["published_at"], document["published_from"]) == (DAY, "sources.toml")
    assert result.findings["actual"].to_list() == ["2023-04-01 (page_line)"]


def test_a_dateline_with_a_year_dates_a_page_without_a_date_line():
    result = cleaned(f"利润增长\n本报海滨2024年5月6日讯 {STORY}\n")
    document = result.documents.row(0, named=True)
    assert (document["published_at"], document["published_from"]) == (DAY, "dateline")


def test_a_speech_is_dated_by_the_line_under_its_headline():
    text = f"政府工作报告\n——2024年5月6日在海滨市人民代表大会会议上\n市长　王小明\n各位代表：\n{STORY}\n"
    document = cleaned(text).documents.row(0, named=True)
    assert document["title"] == "政府工作报告"
    assert (document["published_at"], document["published_from"]) == (DAY, "speech")


@pytest.mark.parametrize(
    "inside", ["2024年5月6日，大会开幕。", "会议将于2024年5月6日举行，为期三天，来自各地的代表将出席并审议报告。"]
)
def test_a_date_in_the_body_is_never_taken_for_it(inside):
    document = cleaned(f"大会将开幕\n{STORY}\n{inside}\n{STORY}\n").documents.row(0, named=True)
    assert document["published_at"] is None


@pytest.mark.parametrize(
    ("dateline", "at", "source"),
    [
        ("某社海滨5月6日电 ", datetime(2024, 5, 6, 9, 30), "page_line"),
        ("某社海滨5月3日电 ", datetime(2024, 5, 3), "dateline"),
        ("某社海滨12月30日电 ", datetime(2024, 5, 6, 9, 30), "page_line"),
        ("", datetime(2024, 5, 6, 9, 30), "page_line"),
    ],
    ids=["the same day", "days before", "too long ago", "none"],
)
def test_a_story_that_is_put_on_line_later_keeps_its_own_day(dateline, at, source):
    result = cleaned(f"利润增长\n2024年5月6日 09:30\n{dateline}{STORY}\n")
    assert result.documents["published_at"][0] == datetime(2024, 5, 6, 9, 30)
    article = result.articles.row(0, named=True)
    assert (article["published_at"], article["published_from"]) == (at, source)
    assert (article["year_line_no"] == 2) == (source == "dateline")
