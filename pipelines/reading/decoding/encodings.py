"""Which encoding a record is written in, and its characters.

Only bytes → characters belongs here. Nothing is ever replaced: bytes that do not decode are refused with their
offset. The decision is recorded as (encoding, how it was decided), in this order:

| encoding_from | what decided |
|---|---|
| `sources.toml` | the entry of the source |
| `bom` | a byte order mark |
| `declared` | HTTP header, XML declaration or `<meta charset>`, and the bytes agree |
| `valid` | all bytes are valid UTF-8 and no other declaration says so |
| `detected` | statistics over the bytes, by charset-normalizer, and only where one candidate wins |

A declaration of a superset's subset is read as the superset (gb2312 and gbk as gb18030), as browsers do, and a
declaration of Latin-1 decides nothing: servers send it as a default. UTF-8 wins over another declaration when
the bytes are valid UTF-8 with characters outside ASCII: a page that was converted often keeps its old `<meta>`.
"""

import re
from dataclasses import dataclass

from pipelines.reading.decoding.detection import LONGEST_CHARACTER, NOT_ASCII, codec, detect
from pipelines.reading.outcomes import Refused, around

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
SUPERSETS = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),  # pages that say Big5 mean what Windows makes of it
    "cp950": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "utf-8": ("utf-8",),
    "utf_8_sig": ("utf-8",),
    "utf-8-sig": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-32": ("utf-32-le", "utf-32-be"),
}
SAYS_NOTHING = frozenset({"ascii", "iso8859-1", "cp1252"})
COMBINED = ("\u0304", "\u030c")  # Big5-HKSCS writes Ê̄ and ê̌ as one: half of it has no bytes
REPLACEMENT = "\ufffd"
BROKEN_SHARE = 0.01  # of what is not ASCII, in the sample of a stream
NUL_SHARE = 0.1  # more NUL bytes than this: UTF-16 of mostly ASCII, or no text at all


@dataclass(frozen=True, slots=True)
class Decision:
    """The encoding of a record or stream.

    Attributes:
        encoding: Name of a Python codec that neither expects nor writes a byte order mark.
        decided_by: What decided, as listed above.
        bom: Length of the byte order mark.
    """

    encoding: str
    decided_by: str
    bom: int = 0


def decode(data: bytes, known: str | None = None, declared: str | None = None) -> tuple[str, Decision]:
    """Decode a whole record.

    Args:
        data: Its bytes.
        known: What `sources.toml` says.
        declared: What the record or its transport declares.

    Returns:
        Its characters without the byte order mark, and what was decided.

    Raises:
        Refused: No encoding is certain, or the bytes do not decode.
    """
    mark = _bom(data)
    if known is not None:
        return _strict(data, _candidates(known), "sources.toml", mark)
    if mark.bom:
        return _strict(data, (mark.encoding,), "bom", mark)
    named = _candidates(declared) if declared else ()
    text = _utf_8(data)
    if text is not None and (named != _candidates("utf-16")):
        return text, Decision("utf-8", "declared" if named == ("utf-8",) or (named and text.isascii()) else "valid")
    if named and named != ("utf-8",):
        for encoding in named:
            try:
                return data.decode(encoding), Decision(encoding, "declared")
            except UnicodeDecodeError:
                continue
    found = detect(data)
    if found is None:
        raise _undecodable(data, declared)
    encoding, text = found
    return text, Decision(encoding, "detected")


def decide(sample: bytes, known: str | None = None) -> Decision:
    """Decide for a stream of many records by its beginning.

    A character that is cut off at the end does no harm, and neither do a few broken ones in UTF-8: they cost the
    records that hold them, when these are read.

    Raises:
        Refused: No encoding is certain.
    """
    refused: Refused | None = None
    for cut in range(LONGEST_CHARACTER):
        try:
            return decode(sample[: len(sample) - cut], known)[1]
        except Refused as error:
            refused = refused or error
    text = sample.decode("utf-8", "replace")
    if text.count(REPLACEMENT) <= BROKEN_SHARE * len(NOT_ASCII.findall(text)):
        return Decision("utf-8", "valid")
    raise refused or Refused("not_utf_8")


def declaration(head: bytes) -> str | None:
    """Return the encoding that the beginning of an HTML or XML page declares."""
    for pattern in _DECLARATIONS:
        found = pattern.search(head)
        if found:
            return found[1].decode("ascii")
    return None


_DECLARATIONS = (
    re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']"""),
    re.compile(rb"""(?i)<meta\b[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""),
)


def require_reversible(text: str, decision: Decision, size: int) -> None:
    """Make sure that places in a text can be counted in bytes by encoding what stands before them.

    Args:
        text: What the bytes decode to.
        decision: Their encoding.
        size: How many bytes they are, without a byte order mark.

    Raises:
        Refused: The text has another length when it is encoded again, or a character has no bytes of its own.
    """
    if decision.encoding.startswith("utf-"):
        return  # strict UTF decoders accept one form of each character
    at = -1
    if decision.encoding == "big5hkscs":
        at = max(text.find(mark) for mark in COMBINED)
    try:
        same = len(text.encode(decision.encoding)) == size
    except UnicodeEncodeError as error:
        same, at = False, error.start
    if at >= 0 or not same:
        raise Refused("not_reversible", context=f"{decision.encoding}: {text[max(at, 0) :][:10]}")


def _bom(data: bytes) -> Decision:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decision(encoding, "bom", len(mark))
    return Decision("", "bom")


def _candidates(name: str) -> tuple[str, ...]:
    """Codecs to try for a declared name; none for a name that says nothing or is not known."""
    known = codec(name)
    if known in SAYS_NOTHING or not known:
        return ()
    return SUPERSETS.get(known, (known,))


def _utf_8(data: bytes) -> str | None:
    """Decode UTF-8, unless so many bytes are NUL that it is rather UTF-16, or none at all."""
    if data.count(0) > NUL_SHARE * len(data):
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encodings: tuple[str, ...], decided_by: str, mark: Decision) -> tuple[str, Decision]:
    """Decode with the first of the encodings that fits."""
    if not encodings:
        raise Refused("unknown_encoding")
    if mark.encoding in encodings:
        encodings = (mark.encoding,)
    elif len(encodings) > 1 and (found := detect(data)) and found[0] in encodings:
        encodings = (found[0], *encodings)
    failed: UnicodeDecodeError | None = None
    for encoding in encodings:
        bom = mark.bom if mark.encoding == encoding else 0
        try:
            return data[bom:].decode(encoding) if bom else data.decode(encoding), Decision(encoding, decided_by, bom)
        except UnicodeDecodeError as error:
            failed = failed or error
    offset = (failed.start if failed else 0) + (mark.bom if mark.encoding == encodings[0] else 0)
    raise Refused("not_decodable", offset, f"{encodings[0]}: {around(data, offset)}")


def _undecodable(data: bytes, declared: str | None) -> Refused:
    """Say where it is not what it says, or not UTF-8; NUL bytes tell that it is no text at all."""
    encoding = next(iter(_candidates(declared) if declared else ()), "utf-8")
    offset = data.find(0)
    code = "binary"
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        if offset < 0:
            code = "not_decodable" if declared else "not_utf_8"
        offset = error.start
    return Refused(code, offset, f"{encoding}: {around(data, offset)}")
