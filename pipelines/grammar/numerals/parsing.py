"""Numerals: from the characters of one numeral to an exact number.

Belongs here: what a string of digits, Chinese numerals and scales is worth, how precisely it was written, and which
bounds a vague one (十几, 数百, 三四) has. Does not belong here: units, qualifiers beside the numeral, dates. Input is
folded text (`grammar.folding`): Simplified script, half width.

The rules follow GB/T 15835-2011 (general rules for writing numerals in public texts) and everyday usage:

* sections by 亿 and 万, inside a section by 千, 百, 十 (三千二百万);
* a digit that ends a numeral takes the place below the last one written (一万二 = 12,000, 三千五 = 3,500);
* a row of digits without places is read digit by digit (二〇二五);
* two neighbouring digits side by side are a range (三四 = 3 to 4, 三百二三十 = 320 to 330; 三五 is 3 to 5), 几 and 数
  stand for 2 to 9, after 十 for 1 to 9.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.grammar.numerals.characters import DIGITS, MYRIADS, PACKED, TENS
from pipelines.grammar.numerals.digit_rows import rows
from schemas.exact import EXACT

_TO_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
SOME = "几数"  # stands for a digit that is not told
MORE = "多余来把"  # and a bit more; 来, 把: or less
ABOUT = "来把"

_ARABIC = re.compile(r"(\d+(?:[, ]\d{3})*|(?=\.\d))(?:\.(\d+))?")
_SCALES = TENS | MYRIADS
_BEHIND = re.compile("[多余来几十百千万亿兆拾佰仟零 ]+")  # what may stand between two rows of digits
_PLACE = re.compile(r"[十百千万亿兆拾佰仟]")
_PHRASES = re.compile(r"百十|[十百]?千百|百千|[十百千]千")  # 千百(倍): no place has a digit
_NEIGHBOURS = re.compile(r"([一二两三四五六七八九])([二两三四五六七八九])(?=[十百千万亿]|$)")


class NotANumeral(ValueError):  # noqa: N818 -- an answer, not a failure of the program
    """The characters do not form one numeral; the message says which rule they break."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says.

    `value` is `number` times ten to the `exponent`; `scale_text` is the scale as written (亿). `precision` is the
    power of ten of the last digit written. `low` and `high` are the bounds of a vague numeral, whose `value` is then
    None; `more` is true for 50多, 百余, `about` for 十来.
    """

    number: Decimal | None
    exponent: int
    scale_text: str
    precision: int
    low: Decimal | None = None
    high: Decimal | None = None
    more: bool = False
    about: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number multiplied out, exactly."""
        return None if self.number is None else shift(self.number, self.exponent)

    @property
    def floor(self) -> Decimal:
        """The value, or the lower bound of a vague numeral."""
        value = self.value if self.number is not None else self.low
        if value is None:
            raise NotANumeral("a numeral has a value or bounds")
        return value

    @property
    def ceiling(self) -> Decimal:
        """The value, or the upper bound of a vague numeral."""
        return self.floor if self.high is None else self.high


def shift(number: Decimal, exponent: int) -> Decimal:
    """The number times a power of ten, exact at any length.

    >>> shift(Decimal("17.8"), 8)
    Decimal('1780000000')
    """
    shifted = number.scaleb(exponent, EXACT)
    return (
        shifted.quantize(Decimal(1), context=EXACT)
        if exponent > 0 and shifted == shifted.to_integral_value(context=EXACT)
        else shifted
    )


@lru_cache(maxsize=65536)
def parse(text: str) -> Numeral:
    """Read a whole folded numeral.

    Raises:
        NotANumeral: The characters are no numeral (一一 beside 百, two decimal points, 万 before nothing it could
        multiply).
    """
    bare = text.replace("\n", "")
    sign = 1
    if bare[:1] in ("-", "负"):
        sign, bare = -1, bare[1:]
    elif bare[:1] == "+":
        bare = bare[1:]
    if _PHRASES.fullmatch(bare):
        raise NotANumeral(f"{text!r}: a phrase for many")
    read = _arabic(bare) if bare[:1].isascii() else _chinese(bare)
    return read if sign > 0 else _negative(read)


def _negative(n: Numeral) -> Numeral:
    negate = EXACT.minus
    return Numeral(
        None if n.number is None else negate(n.number),
        n.exponent,
        n.scale_text,
        n.precision,
        None if n.high is None else negate(n.high),
        None if n.low is None else negate(n.low),
        n.more,
    )


# --------------------------------------------------------------------------------------------------------------- Arabic
def _arabic(text: str) -> Numeral:
    """1,100.9亿, 25万6千, 3兆5000亿, 5万多, 20余亿, 20几."""
    body = text.rstrip("万亿兆")
    tail = text[len(body) :]
    if tail and _PLACE.search(body) and all(MYRIADS.get(c, 0) < MYRIADS[tail[0]] for c in body):
        return _scaled(_arabic(body), tail)  # 3千5百|万, 1万2千|亿
    above = max((i for i, c in enumerate(body) if tail and MYRIADS.get(c, 0) > MYRIADS[tail[0]]), default=-1)
    if above >= 0 and len(_PLACE.findall(body[above + 1 :])) > 1:
        return _below(text, above + 1)
    parts: list[tuple[Decimal, int, str, int]] = []
    marks, at = "", 0
    while at < len(text) or not parts:
        m = _ARABIC.match(text, at)
        if m is None:
            raise NotANumeral(f"{text!r}: digits expected at {at}")
        number, decimals = Decimal(m[0].replace(",", "").replace(" ", "")), len(m[2] or "")
        behind = _BEHIND.match(text, m.end())
        marks, at = marks + (behind[0] if behind else ""), behind.end() if behind else m.end()
        written = "".join(c for c in behind[0] if c in _SCALES) if behind else ""
        exponent = sum(_SCALES[c] for c in written)
        parts.append((number, exponent, written, exponent - decimals))
    about = any(c in ABOUT for c in marks)
    more = not about and any(c in MORE for c in marks)
    if len(parts) > 1:
        return _sum(text, parts, more=more)
    number, exponent, written, precision = parts[0]
    if "几" in marks:
        return Numeral(None, 0, "", precision, shift(number + 1, exponent), shift(number + 9, exponent))
    return Numeral(number, exponent, written, precision, more=more, about=about)


def _below(text: str, at: int) -> Numeral:
    """1亿|8千5百万: a part that is counted in a scale of its own below a larger one."""
    head, rest = _arabic(text[:at]), _arabic(text[at:].lstrip("零"))
    if head.value is None or rest.value is None or rest.value >= shift(Decimal(1), head.precision):
        raise NotANumeral(f"{text!r}: its parts do not fall")
    return Numeral(EXACT.add(head.value, rest.value), 0, "", rest.precision, more=rest.more, about=rest.about)


def _scaled(n: Numeral, scale: str) -> Numeral:
    """A whole numeral times 万, 亿 or 万亿."""
    by = sum(MYRIADS[c] for c in scale)
    low, high = (None if bound is None else shift(bound, by) for bound in (n.low, n.high))
    return Numeral(
        n.number, n.exponent + by, n.scale_text + scale, n.precision + by, low, high, more=n.more, about=n.about
    )


def _sum(text: str, parts: list[tuple[Decimal, int, str, int]], *, more: bool) -> Numeral:
    """Parts of falling scale add up: 3兆5000亿; a last part without one takes the place below (25万6 = 256,000)."""
    total, ceiling = Decimal(0), None
    for i, (number, exponent, written, precision) in enumerate(parts):
        e = exponent
        if i == len(parts) - 1 and not written and ceiling is not None and len(str(number)) == 1 and "零" not in text:
            e = ceiling - 1
        value = shift(number, e)
        if ceiling is not None and value >= shift(Decimal(1), ceiling):
            raise NotANumeral(f"{text!r}: its parts do not fall")
        total, ceiling, last = EXACT.add(total, value), e, precision + e - exponent
    return Numeral(total, 0, "", last, more=more)


# -------------------------------------------------------------------------------------------------------------- Chinese
def _chinese(text: str) -> Numeral:
    mixed = re.search(r"[\d,]+", text)
    if "点" in text:
        return _chinese_decimal("".join(PACKED.get(c, c) for c in text.translate(_TO_CHINESE)))
    if mixed:
        return _mixed(text, mixed.start())
    about, more = any(c in ABOUT for c in text), any(c in MORE for c in text)
    bare = "".join(PACKED.get(c, c) for c in text if c not in MORE)
    if not bare:
        raise NotANumeral("no digit")
    return _vague(bare) or _placed(bare, more=more and not about, about=about)


def _placed(text: str, *, more: bool, about: bool) -> Numeral:
    """A numeral all of whose digits are told, with places (三千二百万) or without (二〇二五)."""
    if not _PLACE.search(text):
        return _digit_string(text, more=more)
    row = rows(text)
    if row is not None:
        n, exponent, scale = row
        return Numeral(Decimal(n), exponent, scale, exponent)
    doubled = _NEIGHBOURS.search(text)
    if doubled:
        return _neighbours(text, doubled)
    number, exponent, written, precision = _sections(text)
    return Numeral(number, exponent, written, precision, more=more, about=about)


def _mixed(text: str, at: int) -> Numeral:
    """五万1千: a Chinese section and an Arabic rest below it; in 3时零3分 there is no section."""
    above, rest = text[:at].rstrip("零〇"), _arabic(text[at:])
    if not above:
        return rest
    head = _chinese(above)
    if head.value is None or rest.value is None or rest.value >= shift(Decimal(1), head.precision):
        raise NotANumeral(f"{text!r}: its parts do not fall")
    short = len(text) == at + 1 and text[at - 1] not in "零〇"  # 五万6: the place below
    value = shift(rest.value, head.precision - 1) if short else rest.value
    precision = head.precision - 1 if short else rest.precision
    return Numeral(EXACT.add(head.value, value), 0, "", precision, more=rest.more)


def _chinese_decimal(text: str) -> Numeral:
    """三点五, 零点三, 一点三七万亿."""
    whole, _, rest = text.partition("点")
    digits = re.match(r"[零〇一二三四五六七八九壹贰弍叁叄参肆伍陆柒捌玖]+", rest)
    if digits is None:
        raise NotANumeral(f"{text!r}: no digit behind 点")
    scale_text = rest[digits.end() :]
    exponent = 0
    more = False
    for c in scale_text:
        if c in MORE:
            more = True
            continue
        if c not in MYRIADS and c not in TENS:
            raise NotANumeral(f"{text!r}: {c!r} behind the decimals")
        exponent += MYRIADS.get(c) or TENS[c]
    head = _chinese(whole).floor
    decimals = "".join(str(DIGITS[c]) for c in digits[0])
    number = Decimal(f"{head}.{decimals}")
    return Numeral(
        number, exponent, "".join(c for c in scale_text if c not in MORE), exponent - len(decimals), more=more
    )


def _digit_string(text: str, *, more: bool) -> Numeral:
    """二〇二五 digit by digit; two neighbours (三四) are a range."""
    digits = [DIGITS[c] for c in text if c in DIGITS]
    if len(digits) != len(text):
        raise NotANumeral(f"{text!r}: a character that is no digit")
    if len(digits) == 2 and digits[0] > 0 and (digits[1] == digits[0] + 1 or text == "三五"):  # noqa: PLR2004 -- two digits side by side
        return Numeral(None, 0, "", 0, Decimal(digits[0]), Decimal(digits[1]))
    return Numeral(Decimal("".join(map(str, digits))), 0, "", 0, more=more)


def _vague(text: str) -> Numeral | None:
    """几 and 数 for a digit: 几十万 = 200,000 to 900,000, 十几 = 11 to 19; None where all digits are told."""
    if not any(c in SOME for c in text):
        return None
    if len(re.findall(f"[{SOME}]", text)) != 1:
        raise NotANumeral(f"{text!r}: two digits that are not told")
    at = next(i for i, c in enumerate(text) if c in SOME)
    least = "一" if at and text[at - 1] in TENS else "二"
    low = _sections(text[:at] + least + text[at + 1 :]) if len(text) > 1 else (Decimal(2), 0, "", 0)
    high = _sections(text[:at] + "九" + text[at + 1 :]) if len(text) > 1 else (Decimal(9), 0, "", 0)
    bounds = [shift(n, e) for n, e, _, _ in (low, high)]
    if at and text[at - 1] == "十" and at == len(text) - 1:  # 十几: the digit is one of units, not of the place below
        base = shift(*_sections(text[:at])[:2])
        bounds = [base + 1, base + 9]
    return Numeral(None, 0, "", low[3], bounds[0], bounds[1])


def _neighbours(text: str, m: re.Match[str]) -> Numeral:
    """五六百 = 500 to 600, 三五百 = 300 to 500, 三百二三十 = 320 to 330, 十七八 = 17 to 18."""
    if DIGITS[m[2]] != DIGITS[m[1]] + 1 and (m[1], m[2]) != ("三", "五"):
        raise NotANumeral(f"{text!r}: {m[0]} are two digits in one place")
    low = _sections(text[: m.start(2)] + text[m.end(2) :])
    high = _sections(text[: m.start(1)] + text[m.end(1) :])
    return Numeral(None, 0, "", low[3], shift(low[0], low[1]), shift(high[0], high[1]))


def _sections(text: str) -> tuple[Decimal, int, str, int]:
    """Number, exponent, scale text and precision of a placed numeral without vague parts.

    A numeral that ends in 万, 亿 or 兆 keeps that as its scale (三千二百万 = 3200 × 10^4); any other is multiplied out.
    """
    body = text.rstrip("万亿兆")
    tail = text[len(body) :]
    if tail and any(MYRIADS.get(c, 0) > MYRIADS[tail[0]] for c in body):  # 十六亿四千万: 万 scales its own section only
        body, tail = text, ""
    if not body:  # 万, 亿, 万亿: one of them
        body = "一"
    exponent = sum(MYRIADS[c] for c in tail)
    total, precision = _whole(body, text)
    if tail and total >= shift(Decimal(1), 16):
        raise NotANumeral(f"{text!r}: a scale on top of so large a number")
    return Decimal(total), exponent, tail, precision + exponent


def _whole(body: str, text: str) -> tuple[Decimal, int]:
    """Value and precision of a numeral body: 一百二十三万四千, 三千五, 一百零五."""
    total, section, digit = 0, 0, None
    place, last_place, zero, precision = 0, 99, False, 0
    for c in body:
        if c in DIGITS:
            if digit is not None and not zero:
                raise NotANumeral(f"{text!r}: {c!r} follows a digit")
            digit, zero = DIGITS[c], DIGITS[c] == 0
        elif c in TENS:
            place = TENS[c]
            if place >= last_place:
                raise NotANumeral(f"{text!r}: the places do not fall at {c!r}")
            section += (1 if digit is None or zero else digit) * 10**place
            digit, last_place, precision, zero = None, place, place, False
        elif c in MYRIADS:
            section = section + (digit or 0) or 1
            power = MYRIADS[c]
            precision = power + (precision if digit is None and last_place < 99 else 0)  # noqa: PLR2004 -- 99: no place yet
            place = power
            if total and total < 10**power:  # 一万二千亿零三: all that stands so far is counted in 亿
                total = (total + section) * 10**power
            else:
                total += section * 10**power
            section, digit, last_place, zero = 0, None, 99, False
        else:
            raise NotANumeral(f"{text!r}: {c!r} has no place in a numeral")
    if digit is not None:
        short = place > 1 and not _zero_before_last(body)
        section += digit * 10 ** (place - 1) if short else digit
        precision = place - 1 if short else 0
    return Decimal(total + section), precision


def _zero_before_last(body: str) -> bool:
    return len(body) > 1 and body[-2] in "零〇"
