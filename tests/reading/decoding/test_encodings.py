"""Which encoding is chosen, by what, and what happens to bytes that fit none."""

import pytest

from pipelines.reading.decoding import encodings, mojibake
from pipelines.reading.outcomes import Refused, reason
from tests.reading.checking import check
from tests.reading.deliveries import deliver, read_all

SIMPLIFIED = "全市上半年外贸进出口3528.6亿元，同比增长9.8%。其中，电子产品出口占12.5%。\n海关说，下半年仍有压力。\n"
TRADITIONAL = "全市上半年外貿進出口3528.6億元，年增9.8%。其中，電子產品出口占12.5%。\n海關表示，下半年仍有壓力。\n"
JAPANESE = "東京都は今日、新しい政策を発表しました。予算は三十億円です。来年の四月から始まります。\n"
KOREAN = "서울시는 오늘 새로운 정책을 발표했다. 예산은 30억 원이다. 내년 4월부터 시작한다.\n"
FRENCH = "Le café est très élégant, où êtes-vous allés à Noël? Ça va bien, merci beaucoup à vous tous.\n"


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "decided_by", "mark"),
    [
        (b"", None, "utf-8", "valid", 0),
        (b"plain ASCII", None, "utf-8", "valid", 0),
        (b"plain ASCII", "gb2312", "utf-8", "declared", 0),
        (SIMPLIFIED.encode(), None, "utf-8", "valid", 0),
        (SIMPLIFIED.encode(), "UTF-8", "utf-8", "declared", 0),
        (SIMPLIFIED.encode(), "gb2312", "utf-8", "valid", 0),
        (SIMPLIFIED.encode(), "no-such-thing", "utf-8", "valid", 0),
        (SIMPLIFIED.encode("utf-8-sig"), "gbk", "utf-8", "bom", 3),
        (SIMPLIFIED.encode("utf-16"), None, "utf-16-le", "bom", 2),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), None, "utf-16-be", "bom", 2),
        (SIMPLIFIED.encode("utf-16-le"), None, "utf-16-le", "detected", 0),
        (SIMPLIFIED.encode("utf-16-be"), None, "utf-16-be", "detected", 0),
        (b"\x84\x31\x95\x33" + SIMPLIFIED.encode("gb18030"), None, "gb18030", "bom", 4),
        (SIMPLIFIED.encode("gbk"), None, "gb18030", "detected", 0),
        (SIMPLIFIED.encode("gbk"), "GB2312", "gb18030", "declared", 0),
        (SIMPLIFIED.encode("gbk"), "iso-8859-1", "gb18030", "detected", 0),
        (SIMPLIFIED.encode("gbk"), "utf-8", "gb18030", "detected", 0),
        ("㐀𠮷䶮：1元".encode("gb18030"), "gb18030", "gb18030", "declared", 0),
        (TRADITIONAL.encode("big5"), None, "cp950", "detected", 0),
        (TRADITIONAL.encode("big5"), "big5", "cp950", "declared", 0),
        (("香港啲𨋢" + TRADITIONAL).encode("big5hkscs"), None, "big5hkscs", "detected", 0),
        (("香港啲𨋢" + TRADITIONAL).encode("big5hkscs"), "big5", "big5hkscs", "declared", 0),
    ],
)
def test_the_encoding_and_what_decided_it(data, declared, encoding, decided_by, mark):
    text, decision = encodings.decode(data, None, declared)
    assert (decision.encoding, decision.decided_by, decision.bom) == (encoding, decided_by, mark)
    assert text.encode(encoding) == data[mark:]


def test_what_sources_toml_says_wins_over_everything(tmp_path):
    deliver(tmp_path, {"old/a.txt": "壹佰萬元".encode("big5"), "new/a.txt": "壹佰萬元".encode()})
    _, [tables] = read_all(tmp_path, '[source."old/*"]\nencoding = "big5"\n')
    assert tables.documents.select("encoding", "encoding_from").rows() == [
        ("utf-8", "valid"),
        ("cp950", "sources.toml"),
    ]
    assert tables.lines["text"].to_list() == ["壹佰萬元", "壹佰萬元"]


def test_bytes_that_the_named_encoding_does_not_allow_are_set_aside_with_their_place(tmp_path):
    data = "合计1元\n合计".encode("gb18030") + b"\xff" + "2元".encode("gb18030")
    deliver(tmp_path, {"a.txt": data})
    _, [tables] = read_all(tmp_path, '[source."**"]\nencoding = "gb18030"\n')
    assert tables.documents.is_empty()
    [row] = tables.set_aside.to_dicts()
    assert (row["stage"], row["reason"], row["byte_offset"]) == (
        "reading",
        reason("not_decodable"),
        data.index(b"\xff"),
    )
    assert "[ff]" in row["context"]


def test_one_broken_byte_in_utf_8_is_set_aside_not_replaced(tmp_path):
    data = SIMPLIFIED.encode() + b"\xe4\xb8" + SIMPLIFIED.encode()
    deliver(tmp_path, {"a.txt": data})
    _, [tables] = read_all(tmp_path)
    [row] = tables.set_aside.to_dicts()
    assert (row["reason"], row["byte_offset"]) == (reason("not_utf_8"), len(SIMPLIFIED.encode()))


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode("latin-1"),
        JAPANESE.encode("shift_jis"),
        JAPANESE.encode("euc_jp"),
        KOREAN.encode("euc_kr"),
        "北京".encode("gb18030"),
        b"\xd6\xd0",
        "合计\ud800元".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_not_certainly_chinese_is_not_guessed(data):
    with pytest.raises(Refused) as refused:
        encodings.decode(data)
    assert refused.value.code == "not_utf_8"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00" * 4096, b"\x89PN\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)]
)
def test_what_is_no_text_is_called_binary(tmp_path, data):
    deliver(tmp_path, {"a.txt": data})
    _, [tables] = read_all(tmp_path)
    assert tables.set_aside["reason"].to_list() == [reason("binary")]


def test_characters_that_do_not_lead_back_to_single_bytes_are_refused(tmp_path):
    deliver(tmp_path, {"a.txt": "拼音 Ê̄ 是1個字".encode("big5hkscs")})
    _, [tables] = read_all(tmp_path, '[source."**"]\nencoding = "big5hkscs"\n')
    assert tables.set_aside["reason"].to_list() == [reason("not_reversible")]


def test_two_byte_forms_of_one_character_keep_their_places(tmp_path):
    data = b"\xa4\xb8\xf9\xfe\xa1\xb6\xa2\xcc1" + "元\n二".encode("big5")
    deliver(tmp_path, {"a.txt": data})
    _, [tables] = read_all(tmp_path, '[source."**"]\nencoding = "big5"\n')
    assert check(tables, lambda *_: data) == 2


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (b'<meta charset="gb2312">', "gb2312"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=big5'>", "big5"),
        (b'<?xml version="1.0" encoding="GBK"?><html>', "GBK"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_declarations_of_pages(head, declared):
    assert encodings.declaration(head) == declared


@pytest.mark.parametrize(
    ("text", "written_in", "read_as"),
    [
        (SIMPLIFIED, "gb18030", "latin-1"),
        (TRADITIONAL, "cp950", "latin-1"),
        (SIMPLIFIED, "utf-8", "latin-1"),
        (SIMPLIFIED, "utf-8", "cp1252"),
        (SIMPLIFIED, "utf-8", "gb18030"),
        (TRADITIONAL, "utf-8", "cp950"),
    ],
)
def test_text_that_was_decoded_wrongly_is_recognised(text, written_in, read_as):
    spoilt = text.encode(written_in).decode(read_as, "ignore")
    found = mojibake.find(spoilt)
    assert found is not None
    assert found.startswith(f"{written_in} was read as ")


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, FRENCH, JAPANESE, KOREAN, "±800千伏，Ⅰ级，À la carte", ""])
def test_text_that_is_what_it_seems_is_left_alone(text):
    assert mojibake.find(text) is None


def test_mojibake_is_a_finding_and_the_text_stays_as_delivered(tmp_path):
    spoilt = SIMPLIFIED.encode("gb18030").decode("latin-1")
    deliver(tmp_path, {"a.txt": spoilt.encode(), "b.txt": "锟斤拷锟斤拷\n".encode(), "c.txt": SIMPLIFIED.encode()})
    _, [tables] = read_all(tmp_path)
    seeds = dict(tables.documents.select("doc_id", "seed").iter_rows())
    assert [seeds[doc_id] for doc_id in tables.findings["doc_id"]] == ["a.txt", "b.txt"]
    assert "gb18030 was read as latin-1" in tables.findings["message"][0]
    assert tables.lines["text"][0] + "\n" in spoilt
