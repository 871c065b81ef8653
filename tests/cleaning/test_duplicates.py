"""The same article told twice: exactly, nearly, and not at all."""

from decimal import Decimal

from pipelines.cleaning.duplicates import near_duplicates, shingles
from tests.cleaning.delivered import CHINA, Delivered, clean, delivered

STORY = (
    "海滨市交通局昨日公布，今年前十个月港口货物吞吐量达到1.26亿吨，比去年同期增长7.4%，创下历史新高。"
    "三条新航线同日开通，每周增加航班12个，"
    "可以直达东南亚的9个港口，运输时间缩短约三分之一。港务集团负责人说，明年计划投资3.5亿元建设冷库，库容增加两万吨，"
    "并在老港区改造4个泊位。与此同时，海关推出预约查验，企业可以在网上选择时间，平均等待由两天降为半天。"
)
OTHER = (
    "全县共收购秋粮12.3万吨，完成计划的96%，比去年同期多收1.1万吨。现有标准仓房37座，有效仓容18万吨，"
    "可以满足收购需要。粮款当日结清。"
)


def found(*texts):
    """Duplicates among pages a, b, c …: page → (page it repeats, similarity)."""
    documents, lines = delivered(*(Delivered(text, seed=f"{chr(97 + n)}.txt") for n, text in enumerate(texts)))
    result = clean(documents, lines, None, CHINA)
    names = dict(documents.select("doc_id", "seed").iter_rows())
    rows = (
        near_duplicates(lambda: [(result.documents, result.blocks)]).select("doc_id", "of_doc_id", "similarity").rows()
    )
    return {names[doc][0]: (names[of][0], similarity) for doc, of, similarity in rows}


def test_the_same_characters_are_an_exact_duplicate_of_the_first():
    assert found(f"标题一二三\n{STORY}\n", f"另一个标题\n{STORY}\n", f"标题四五六\n{OTHER}\n") == {
        "b": ("a", Decimal(1))
    }


def test_punctuation_and_white_space_do_not_count():
    assert found(STORY, STORY.replace("，", "， "))["b"] == ("a", Decimal(1))


def test_the_other_script_is_a_near_duplicate():
    traditional = STORY.translate(str.maketrans("货吞历长务亿万与关时选择间", "貨吞歷長務億萬與關時選擇間"))
    assert found(STORY, traditional)["b"] == ("a", Decimal(1))


def test_a_few_changed_words_are_a_near_duplicate():
    again = found(STORY, STORY.replace("昨日", "今天"))
    page, similarity = again["b"]
    assert page == "a"
    assert Decimal("0.8") <= similarity < 1


def test_the_earlier_of_two_records_is_the_one_that_was_delivered_first():
    documents, lines = delivered(*(Delivered(STORY, seed="a.jsonl", record=str(n)) for n in (2, 10)))
    result = clean(documents, lines, None, CHINA)
    second, tenth = documents.sort(documents["record"].cast(int))["doc_id"]
    assert near_duplicates(lambda: [(result.documents, result.blocks)]).select("doc_id", "of_doc_id").rows() == [
        (tenth, second)
    ]


def test_other_stories_are_none():
    assert found(STORY, OTHER) == {}


def test_a_short_article_says_too_little():
    assert found("今天多云。", "今天多云。") == {}


def test_shingles_are_the_same_for_the_same_runs_of_characters():
    assert set(shingles(STORY[:80])) & set(shingles(STORY))
    assert shingles("四个字符").size == 0
