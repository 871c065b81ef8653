"""Specs as data: the files of `tests/specs`, read and checked.

Belongs here: the form of the files, so that a case is one line of text. Its grammar:

    text ⇥ meaning ; meaning … [⇥ setting] [⇥ note]

* In the text each mention stands in ⟦ ⟧; ‹ › around it hold the qualifiers beside it where they are to be compared. A
  text has no mention but those. `\\n` is a joint of wrapped lines.
* A meaning, one for each ⟦ ⟧ in order: `kind value unit qualifier`, each part only where there is one (`exact` is
  left out). A value is a decimal (`1.78e9`), bounds `20e8..30e8`, a value with bounds `85(83..87)`, a fraction `1/5`.
  `not name` is a reject with its reason. Of dates only the kind is compared here; `tests/specs/dates` holds their
  days.
* The setting is a jurisdiction (TW, HK) where a bare 元 or 兆 depends on it.
* A note that begins with `unsupported` marks what the grammar does not read yet: the case must fail, or the mark is
  removed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent.parent / "specs"
QUALIFIERS = frozenset({"exact", "approx", "over", "under"})
_NUMBER = r"[+-]?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?"
_VALUE = re.compile(
    rf"(?P<value>{_NUMBER})(?:\((?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER})\))?|(?P<least>{_NUMBER})\.\.(?P<most>{_NUMBER})"
)
_RATIO = re.compile(rf"({_NUMBER})/({_NUMBER})")


@dataclass(frozen=True, slots=True)
class Expected:
    """One mention, or one reject (`reason` is set), as a spec wants it."""

    start: int
    end: int
    ext: tuple[int, int] | None
    kind: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    ratio: tuple[Decimal, Decimal] | None = None
    unit: str | None = None
    qualifier: str = "exact"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """One line of a file: a text and all that is to be found in it."""

    place: str
    text: str
    expected: tuple[Expected, ...]
    jurisdiction: str
    unsupported: bool


def load(folder: Path = HERE) -> Iterator[Spec]:
    """All specs of a folder, in order of files and lines.

    Raises:
        ValueError: A line breaks the grammar; the message names file and line.
    """
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line and not line.startswith("#"):
                yield _spec(f"{path.name}:{number}", line)


def _spec(place: str, line: str) -> Spec:
    marked, meanings, setting, note = [*line.split("\t"), "", "", ""][:4]
    text, spans = _unmark(marked.replace(r"\n", "\n"))
    parts = meanings.split(" ; ") if meanings else []
    if len(parts) != len(spans):
        message = f"{place}: {len(spans)} mentions are marked, {len(parts)} meanings are given"
        raise ValueError(message)
    expected = tuple(_meaning(place, part, *span) for part, span in zip(parts, spans, strict=True))
    return Spec(place, text, expected, setting or "CN", note.startswith("unsupported"))


def _unmark(marked: str) -> tuple[str, list[tuple[int, int, tuple[int, int] | None]]]:
    """The text without its marks, and (start, end, outer span) of each mention."""
    text, spans = "", []
    start, end, outer = 0, 0, None
    for c in marked:
        if c == "⟦":
            start = len(text)
        elif c == "⟧":
            end = len(text)
            spans.append((start, end, None))
        elif c == "‹":
            outer = len(text)
        elif c == "›" and outer is not None:
            spans[-1] = (*spans[-1][:2], (outer, len(text)))
            outer = None
        else:
            text += c
    return text, spans


def _meaning(place: str, part: str, start: int, end: int, ext: tuple[int, int] | None) -> Expected:
    kind, *rest = part.split()
    if kind == "not":
        return Expected(start, end, ext, reason=rest[0])
    fields: dict[str, object] = {}
    for word in rest:
        if word in QUALIFIERS:
            fields["qualifier"] = word
        elif kind == "fraction" and (ratio := _RATIO.fullmatch(word)):
            fields["ratio"] = (Decimal(ratio[1]), Decimal(ratio[2]))
        elif value := _VALUE.fullmatch(word):
            fields |= _value(value)
        elif "unit" in fields:
            message = f"{place}: {word!r} is neither a value nor a qualifier, and a unit stands already"
            raise ValueError(message)
        else:
            fields["unit"] = word
    return Expected(start, end, ext, kind, **fields)  # type: ignore[arg-type] # the names are those of the dataclass


def _value(m: re.Match[str]) -> dict[str, Decimal]:
    """`5`, `85(83..87)` or `20..30`."""
    bounds = {"low": m["low"] or m["least"], "high": m["high"] or m["most"]}
    return {name: Decimal(number) for name, number in {"value": m["value"], **bounds}.items() if number is not None}
