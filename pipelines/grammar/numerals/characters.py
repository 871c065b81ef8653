"""The characters of numerals: what each digit and each place is worth.

Belongs here: the tables. Does not belong here: how characters form a numeral (`parsing`, `digit_rows`).
"""

DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "两": 2, "俩": 2}
    | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    | {"弍": 2, "叄": 3, "参": 3}
)
TENS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
MYRIADS = {"万": 4, "亿": 8, "兆": 12}
PACKED = {"廿": "二十", "卅": "三十", "卌": "四十"}
