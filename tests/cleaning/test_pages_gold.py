"""Real pages that were annotated by hand: body lines and dates, counted against floors that only rise."""

from shutil import copy

import pytest

from pipelines import reading
from pipelines.cleaning import clean
from tests.cleaning.delivered import CHINA
from tests.pages_gold import scoring

STORY = ("body", "heading", "caption", "table")
FLOOR = 0.97
MOST_WRONG_DATES = 1


@pytest.fixture(scope="module")
def golds(corpus):
    return scoring.load(corpus / "pages")


@pytest.fixture(scope="module")
def pages(corpus, tmp_path_factory):
    """(blocks, date) of every page, by its file name."""
    folder = tmp_path_factory.mktemp("seeds")
    for file in (corpus / "pages").iterdir():
        copy(file, folder)
    found = {}
    for chunk in reading.plan(folder, CHINA).chunks:
        read = reading.read(folder, chunk, CHINA)
        result = clean(read.documents, read.lines, read.texts, CHINA, read.text_pieces, read.hints)
        for doc_id, seed, at in result.documents.select("doc_id", "seed", "published_at").iter_rows():
            found[seed] = (result.blocks.filter(result.blocks["doc_id"] == doc_id), at)
    return found


def story(blocks):
    return blocks.filter(blocks["role"].is_in(STORY))


def test_body_lines_of_text_dumps_are_found(golds, pages):
    score = scoring.Score()
    for gold in golds:
        score.add(scoring.by_number(gold, set(story(pages[gold.file][0])["first_line"])))
    assert score.right + score.missed > 1000
    assert score.f1 >= FLOOR, score


def test_body_lines_of_html_pages_are_found(golds, pages):
    score = scoring.Score()
    for gold in golds:
        page = gold.file.replace(".txt", ".html")
        if page in pages:
            score.add(scoring.by_text(gold, "\n".join(story(pages[page][0])["text"])))
    assert score.right + score.missed > 800
    assert score.f1 >= FLOOR, score


def test_dates_are_right(golds, pages):
    compared, wrong = 0, []
    for gold in golds:
        for page in (gold.file, gold.file.replace(".txt", ".html")):
            if gold.published and page in pages:
                compared += 1
                if str(pages[page][1])[:10] != gold.published[:10]:
                    wrong.append((page, pages[page][1], gold.published))
    assert compared > 50
    assert len(wrong) <= MOST_WRONG_DATES, wrong


def test_titles_of_text_dumps_are_found(golds, pages):
    wrong = []
    for gold in golds:
        titles = pages[gold.file][0].filter(pages[gold.file][0]["role"] == "title")["text"]
        if gold.title and gold.title not in {scoring.squeezed(title) for title in titles}:
            wrong.append(gold.file)
    assert wrong == []
