"""What a numeral looks like: one bounded pattern over folded text.

Belongs here: where a numeral begins and ends, digits or words, as far as its own characters and the next ones tell.
Does not belong here: what it is worth (`numerals`), and which of a numeral and a word wins (`lexer`).
"""

import re
from functools import lru_cache

from pipelines.grammar.vocabulary.nearby import either, words
from pipelines.grammar.vocabulary.words import vocabulary

#: What a numeral may be followed by so that 千, 百, 兆 … in front of it belong to a unit: 50亿|千瓦时.
SCALES = "十百千万亿兆"
DIGIT = "零〇一二两三四五六七八九"
_PLACED = DIGIT + "十百千万亿兆廿卅卌"
FORMAL = "壹贰弍叁叄参肆伍陆柒捌玖拾佰仟"  # 参: 參 folds to it
_SURNAME = f"陆[{SCALES}](?![元圆角整{_PLACED}{FORMAL}])"  # 陆兆福 is a person, 陆万元 an amount
_GROUPED = r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ ]\d{3})+(?=(?:\.\d+)?[ ]?[^\x00-\x7f])|\d+"


@lru_cache(maxsize=1)
def numeral_pattern() -> re.Pattern[str]:
    """One numeral, with every repetition possessive or bounded.

    A scale that begins the word of a unit (千瓦时, 兆帕, 百分点), or 百姓, is left to it.
    """
    tails: dict[str, list[str]] = {"百": ["姓"]}
    for text, word in vocabulary().words.items():
        if (
            text[0] in SCALES
            and len(text) > 1
            and ("UNIT" in word.senses or "PERCENTOF" in word.senses or "PERCENT" in word.senses)
        ):
            tails.setdefault(text[0], []).append(re.escape(text[1:]))
    scale = "(?:" + "|".join(f"{c}(?!{'|'.join(tails[c])})" if c in tails else c for c in SCALES) + ")"
    placed = f"(?:{scale}|[{DIGIT.replace('两', '')}廿卅卌]|两(?={scale}))"  # 两 behind a digit is the unit: 二两
    one_or_two, about = (f"(?={either(words(of, 'about', 'behind'))})" for of in ("两", "来"))  # 一两年; 20来米
    some = "几(?!何|乎|率|度)"
    chinese = (
        f"(?:零\\d{{1,2}}(?=[分秒天周]|个(?:月|小时|星期))|俩(?=千){placed}++|一两{one_or_two}|(?:几|两|数(?={scale}))?{placed}++(?:{some}{scale}*+)?"
        f"|几(?!何|乎|率|度|年)|两|数(?={scale}){scale}++)"
    )
    formal = (
        # one with a scale, or two of them: 陆一 is a person
        f"(?!{_SURNAME})(?:俩(?=千))?(?=[{_PLACED}]*[{FORMAL}])(?=[{DIGIT}{FORMAL}]*(?:[{SCALES}拾佰仟]|[{FORMAL}][{DIGIT}]*[{FORMAL}]))"
        f"(?:{scale}|[{DIGIT}{FORMAL}]){{2,}}+(?:{some}{scale}*+)?"
        # alone only where money or a fraction tells
        f"|[{FORMAL}](?=[元圆角]|[百千万]?分之|点[{DIGIT}{FORMAL}])|(?<=分之)[{FORMAL}]|(?<=角)[{FORMAL}](?=分)|零[{FORMAL}](?=[角分])"
        f"|(?<=[{FORMAL}]年)[{FORMAL}](?=月)|(?<=徒刑)[{FORMAL}](?=[年月])|(?<=拘役)[{FORMAL}](?=[月日])|(?<=折算)[{FORMAL}](?=日)"
    )
    behind = f"(?<=[{SCALES}])"
    return re.compile(
        rf"""(?:(?:{_GROUPED})(?:\.\d+)?|(?<![\d.])\.\d++(?!\.))
             (?:[ ]?[多余几]?{scale}++(?:[多余]{scale}*+)?|[多余几](?![\d])|来{about})?
             (?:{behind}零?(?:\d[\d,]*(?:\.\d+)?{scale}++(?:[多余]{scale}*+)?
                            |\d(?!\d|\.|,)|(?<=零)\d+|(?<=万)(?:\d,?\d{{3}}|\d{{2,3}})(?:\.\d{{1,2}}(?=[点元]))?(?![\d,.%/:-])[多余]?))*+
           | (?:{formal}|{chinese})
             (?:(?:[多余]|(?<=[{SCALES}廿卅卌几])来|(?<=[百千万])把(?=[块元人斤亩里米年]|公里)){scale}*+
               |点[{DIGIT}{FORMAL}]++(?![十刻半]|分(?!之|钟))(?:[多余]?{scale}++)?
               |(?<=[百千万亿])点\d+)?
             (?:(?<=[{SCALES}])\d[\d,]*{scale}*+|(?<=[{SCALES}]零)\d[\d,]*{scale}*+)?""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1)
def starts() -> frozenset[str]:
    """The characters that a numeral may begin with."""
    return frozenset(_PLACED + FORMAL + "几数俩.0123456789")
