"""Throws made-up pages at cleaning, for as long as one likes.

    python tests/cleaning/fuzz.py [SECONDS] [FIRST_CASE]

A case is a few pages put together from headlines, dates, prose, furniture, tables, wrapped lines and noise; the same
number makes the same pages. Whatever they say: no exception, nothing lost, every piece in its place in the bytes.
"""

# ruff: noqa: S311, T201 — repeatable pages, no secrets; the long form prints what it did

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cleaning.checking import check
from tests.cleaning.delivered import CHINA, Delivered, clean, delivered

PROSE = (
    "全县共收购秋粮12.3万吨，完成计划的96%，比去年同期多收1.1万吨。现有标准仓房37座，有效仓容18万吨，可以满足收购需要。"
    "海濱市交通局昨日公布，今年前十個月港口貨物吞吐量達到1.26億噸，比去年同期增長7.4%，創下歷史新高；三條新航線同日開通。"
)
PARTS = (
    *(
        "秋粮收购十二万吨",
        "海濱港三條航線同日開通 直達九個港口",
        "一",
        "——副题",
        "（快讯）",
        "İstanbul ſ ǅ",
        "2.5",
        "01",
    ),
    *(
        "2024年10月18日",
        "发布时间：2024-10-18 08:30 来源：海滨日报",
        "民國113年10月18日",
        "114/08/22",
        "二〇二四年十月三十一日",
    ),
    *("2024年13月45日", "2024-1-1至2024-2-2", "——2024年10月18日在会上", "10-0812:00", "发布时间：18-03-0823:16"),
    *(
        "本报海滨11月3日电 " + PROSE[:60],
        "（中央社記者王小明台北31日電）" + PROSE[70:],
        "截至8月15日，消息" + PROSE[:20],
    ),
    *(
        "相关阅读",
        "3条评论",
        "分享到",
        "返回顶部",
        "版权所有",
        "责任编辑：王五",
        "登录 | 注册",
        "字号 大 中 小",
        "首页 > 财经 > 正文",
    ),
    *(
        "单位：万元",
        "指标\t一季度\t二季度",
        "收入\t1,200\t1,300",
        "| 甲 | 1 |",
        "|---|---|",
        "甲    1    2",
        "乙    3    4",
    ),
    *(
        "",
        "",
        " ",
        "\u3000\u3000",
        "\ufeff",
        "\u200b",
        "\x00\x07",
        "\u2028",
        "👍🏽",
        "|",
        "\t",
        "。",
        "，",
        "9" * 200,
        "一" * 200,
    ),
)


def page(rng):
    """Put a page together."""
    lines = []
    for _ in range(rng.choice((0, 1, 3, 8, 30))):
        match rng.randrange(6):
            case 0 | 1:
                start = rng.randrange(len(PROSE))
                lines.append(PROSE[start : start + rng.choice((5, 20, 60, 200))])
            case 2:
                lines += _wrapped(PROSE * 2, rng)
            case _:
                lines.append(rng.choice(PARTS) * rng.choice((1, 1, 1, 2)))
    text = "\n".join(line.replace("\n", "") for line in lines)
    return text + rng.choice(("", "\n"))


def _wrapped(text, rng):
    """Break a text at a margin, somewhere in the middle of numbers and words."""
    columns, start = rng.choice((12, 18, 30)), rng.randrange(len(text) // 2)
    stop = start + rng.choice((3, 6)) * columns
    return [text[at : at + columns] for at in range(start, min(stop, len(text)), columns)]


def case(number):
    """Make and check one case."""
    rng = random.Random(number)
    texts = [page(rng) for _ in range(rng.choice((1, 1, 3)))]
    encoding = rng.choice(("utf-8", "utf-8", "gb18030", "utf-16-le"))
    records = [
        Delivered(text, seed=rng.choice(("a.txt", "2024/1018/b.txt", "20241399.txt")), record=str(n), encoding=encoding)
        for n, text in enumerate(texts)
    ]
    documents, lines = delivered(*records)
    contents = {
        doc: record.text.encode(record.encoding) for doc, record in zip(documents["doc_id"], records, strict=True)
    }
    check(documents, lines, clean(documents, lines, None, CHINA), contents)


def main():
    """Run cases until the time is over."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    first = number = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            case(number)
        except BaseException:
            print(f"case {number} fails: python tests/cleaning/fuzz.py 1 {number}")
            raise
        number += 1
    print(f"{number - first} cases of cleaning, no failure")


if __name__ == "__main__":
    main()
