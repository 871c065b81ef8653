"""Dates by which a page dates itself: in a line of its own, in an opening dateline, in a name."""

# ruff: noqa: DTZ001  all dates are local times of the jurisdiction, without a zone

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning.origin import datelines
from pipelines.grammar.vocabulary.folding import fold


def folded(text):
    return fold(text).lower()


@pytest.mark.parametrize(
    ("line", "at", "printed"),
    [
        ("2025年08月22日14:41 |", datetime(2025, 8, 22, 14, 41), "2025年08月22日14:41"),
        ("发布时间：2019-09-07 19:53:27 来源：海滨日报", datetime(2019, 9, 7, 19, 53, 27), "2019-09-07 19:53:27"),
        ("2019/9/7", datetime(2019, 9, 7), "2019/9/7"),
        ("2019.09.07 08时05分", datetime(2019, 9, 7, 8, 5), "2019.09.07 08时05分"),
        ("時間：２０２４年１月２日", datetime(2024, 1, 2), "２０２４年１月２日"),
        ("2025/08/22 下午 02:41", datetime(2025, 8, 22, 14, 41), "2025/08/22 下午 02:41"),
        ("2025-08-22 12:05 AM", datetime(2025, 8, 22, 0, 5), "2025-08-22 12:05 AM"),
        ("2025-08-22T14:41:09+08:00", datetime(2025, 8, 22, 14, 41, 9), "2025-08-22T14:41:09+08:00"),
        ("2025-08-22T20:00:00.000Z", datetime(2025, 8, 23, 4, 0), "2025-08-22T20:00:00.000Z"),
        ("2025-08-22T06:00:00-05:00", datetime(2025, 8, 22, 19, 0), "2025-08-22T06:00:00-05:00"),
        ("中華民國114年8月22日", datetime(2025, 8, 22), "114年8月22日"),
        ("民國 99 年 1 月 2 日", datetime(2010, 1, 2), "99 年 1 月 2 日"),
        ("發布日期：113年5月31日", datetime(2024, 5, 31), "113年5月31日"),
        ("114/08/22 14:02", datetime(2025, 8, 22, 14, 2), "114/08/22 14:02"),
        ("二〇二五年八月二十二日", datetime(2025, 8, 22), "二〇二五年八月二十二日"),
        ("二○二四年十月三十一日", datetime(2024, 10, 31), "二○二四年十月三十一日"),
        ("发布时间：18-03-0823:16", datetime(2018, 3, 8, 23, 16), "18-03-0823:16"),
        ("2024 11/05 08:30:12", datetime(2024, 11, 5, 8, 30, 12), "2024 11/05 08:30:12"),
        ("20220924", datetime(2022, 9, 24), "20220924"),
        ("日期：20220924", datetime(2022, 9, 24), "20220924"),
        ("24/09/2022 08:30", datetime(2022, 9, 24, 8, 30), "24/09/2022 08:30"),
        ("22-09-24 08:30", datetime(2022, 9, 24, 8, 30), "22-09-24 08:30"),
        ("2024年1月2日 星期二 09:30", datetime(2024, 1, 2, 9, 30), "2024年1月2日 星期二 09:30"),
    ],
)
def test_a_date_line_is_read_with_its_place(line, at, printed):
    found = datelines.date_line(folded(line))
    assert found is not None
    assert found.at == at
    assert line[slice(*found.span)].endswith(printed)
    assert found.timed == (at.time() != datetime.min.time())


@pytest.mark.parametrize(
    "line",
    [
        "2026年2月3日在海滨市人民代表大会会议上",
        "2024年1月2日至5日举行",
        "2024年1月2日起施行",
        "截至2024年8月31日止年度的賬目",
        "2024.04.29更新：换上了新的发动机",
        "2024年13月2日",
        "2023年2月29日",
        "发布时间：10-08 12:00",
        "图为2024年1月2日那个清晨的老码头渔船正陆续返航岸边挤满了等候已久的收购商和看热闹的人群",
        "1997-2021",
        "没有日期",
        "",
    ],
)
def test_a_date_that_dates_no_page_is_left_alone(line):
    assert datelines.date_line(folded(line)) is None


def test_the_year_is_placed_within_the_date():
    line = "來源：海濱日報　2024年11月05日"
    found = datelines.date_line(folded(line))
    assert line[slice(*found.year_span)] == "2024"


@pytest.mark.parametrize(
    ("text", "place", "parts", "printed"),
    [
        ("人民網重慶8月22日電 (王小明)8月21日,", "人民网重庆", (None, 8, 22), "8月22日"),
        ("新华社北京2月29日电 2月28日，", "新华社北京", (None, 2, 29), "2月29日"),
        ("（中央社記者王小明台北3日電）今天", "中央社记者王小明台北", (None, None, 3), "3日"),
        ("本报海滨2024年11月5日讯 昨天", "本报海滨", (2024, 11, 5), "2024年11月5日"),
        ("某某网９月３０日消息 据", "某某网", (None, 9, 30), "９月３０日"),
        ("某某科技讯 北京时间9月11日凌晨消息，", "某某科技讯 北京时间", (None, 9, 11), "9月11日"),
    ],
)
def test_an_opening_dateline_is_read(text, place, parts, printed):
    found = datelines.opening(text)
    assert found is not None
    assert found.place == place
    assert (found.year, found.month, found.day) == parts
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize(
    "text",
    [
        "央视网消息（新闻联播）：11月1日，大会开幕。",
        "截至8月15日，消息仍在扩散。",
        "会议于8月15日举行。报道说，",
        "新京报讯（记者 王小明）11月25日，记者获悉",
        "某社某地99日电 没有这一天",
        "某国国防部11月1日消息，演习结束。",
        "据统计，11月1日综合气温上升。",
    ],
)
def test_what_only_resembles_a_dateline_is_none(text):
    assert datelines.opening(text) is None


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("某社某地8月15日电", date(2025, 8, 22), date(2025, 8, 15)),
        ("某社某地12月31日电", date(2025, 1, 2), date(2024, 12, 31)),
        ("某社某地8月23日电", date(2025, 8, 22), date(2025, 8, 23)),
        ("（某社某地30日電）", date(2025, 3, 2), date(2025, 1, 30)),
        ("（某社某地31日電）", date(2025, 1, 1), date(2024, 12, 31)),
        ("某社某地2020年1月1日电", date(2025, 1, 1), None),
    ],
)
def test_a_dateline_takes_what_it_lacks_from_the_page(text, published, day):
    found = datelines.opening(text)
    if day is None:
        assert found.complete().at == datetime(2020, 1, 1)
    else:
        assert found.complete() is None
        assert datelines.resolve(found, published) == day


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d"]),
)
def test_every_day_is_read_as_itself(day, form):
    found = datelines.date_line(day.strftime(form))
    assert found is not None
    assert found.at.date() == day


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text):
    found = datelines.whole(folded(text))
    assert found is None or 0 <= found.span[0] < found.span[1] <= len(text)
    opening = datelines.opening(text)
    assert opening is None or text[opening.start : opening.end]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20220924_00.txt", date(2022, 9, 24)),
        ("https://example.cn/2024/0822/c1-2.html", date(2024, 8, 22)),
        ("a/2024-08-22/b.txt", date(2024, 8, 22)),
        ("t20190918_693227.shtml", date(2019, 9, 18)),
        ("000_300df59450ee1900.txt", None),
        ("20229999.txt", None),
        ("123202208221.txt", None),
    ],
)
def test_a_date_in_a_name_is_found(name, day):
    assert datelines.in_name(name) == day


@pytest.mark.parametrize(
    "line", ["2024年3月12日", "二〇二四年三月十二日", "（2024年3月12日）", "（《海滨日报》2024年3月12日 02版）"]
)
def test_the_day_below_a_signature_stands_alone(line):
    assert datelines.SIGNED.match(folded(line))


@pytest.mark.parametrize(
    "line", ["2024-03-12", "2024年3月12日 09:20", "2024年3月12日召开会议", "发布日期：2024年3月12日"]
)
def test_other_dates_sign_nothing(line):
    assert not datelines.SIGNED.match(folded(line))


@pytest.mark.parametrize(
    "text", ["本报讯（记者周小舟）昨天", "【本報海濱專訊】市圖書館昨起", "海滨网讯 昨天", "本报海滨11月3日电 昨天"]
)
def test_a_story_opens_with_or_without_a_day(text):
    assert datelines.opens(text)


@pytest.mark.parametrize(
    "text", ["本报去年的资讯栏目改版", "通讯员报告说，昨天", "昨天，本报讯息栏", "市网讯办公室昨天"]
)
def test_a_sentence_about_news_opens_nothing(text):
    assert not datelines.opens(text)
