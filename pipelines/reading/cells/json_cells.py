r"""The cells of a JSON line: the scalar values of its outermost object, with the place of each string.

Only the syntax of one line belongs here. The standard parser decides whether the line is valid; a scan of its tokens
then finds where each value stands, which the parser does not tell.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from pipelines.reading.cells.escapes import Cell, Syntax
from pipelines.reading.outcomes import Refused

_STRING = r'"(?:[^"\\]++|\\.)*+"'
# A member: its key, and its value if that is scalar.
_MEMBER = re.compile(rf'\s*+,?\s*+"((?:[^"\\]++|\\.)*+)"\s*+:\s*+({_STRING}|[^\s"{{}}\[\],]++)?')
_TOKEN = re.compile(rf"{_STRING}|[{{}}\[\]]")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_MAYBE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NEARBY = 20


class Number(str):
    """A number as it is written: no text, but it may say a date or an id."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON line.

    Attributes:
        values: Key → value, as parsed, numbers as `Number`.
    """

    values: dict[str, Any]
    _line: str
    _places: dict[str, tuple[int, int]]  # of the scalar values

    def cell(self, key: str) -> Cell:
        """Return a string or number with its place."""
        start, end = self._places[key]
        if self._line[start] == '"':
            return Cell(self._line[start + 1 : end - 1], start + 1, _ESCAPES)
        return Cell(self._line[start:end], start)


def read(line: str) -> Row:
    """Read a JSON line; of a key that stands twice the last value counts, as for every JSON parser.

    Raises:
        Refused: It is not one valid JSON object, or a string in it holds half of a surrogate pair.
    """
    try:
        content = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise _refused("json_invalid", line, error.pos, error.msg) from error
    except RecursionError as error:
        raise _refused("json_invalid", line, 0, "nested too deeply") from error
    if not isinstance(content, dict):
        raise _refused("json_invalid", line, 0, "not an object")
    if _MAYBE_SURROGATE.search(line):
        _refuse_halves(line)
    return Row(content, line, _outermost(line))


def _outermost(line: str) -> dict[str, tuple[int, int]]:
    """Return key → place of each scalar value of the outermost object."""
    places: dict[str, tuple[int, int]] = {}
    at = line.index("{") + 1
    while member := _MEMBER.match(line, at):
        key, place = member[1], member.span(2)
        at = place[1]
        if at < 0:
            at = _after(line, member.end())
        else:
            places[json.loads(f'"{key}"') if "\\" in key else key] = place
    return places


def _after(line: str, at: int) -> int:
    """Return where an array or object ends that begins at a position."""
    depth = 0
    for token in _TOKEN.finditer(line, at):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth == 0:
            return token.end()
    raise AssertionError("a line that was parsed has no open end")


def _refuse_halves(line: str) -> None:
    """Refuse a line in which a surrogate has no partner."""
    for escape in _ESCAPE.finditer(line):
        if _HALF.fullmatch(escape[0]):
            raise _refused("json_surrogate", line, escape.start(), "half of a surrogate pair")


def _refused(code: str, line: str, position: int, what: str) -> Refused:
    """Say where in the row it went wrong."""
    offset = len(line[:position].encode("utf-8", "surrogatepass"))
    return Refused(code, offset, f"{what}: {line[position : position + _NEARBY]}")


def _meaning(escape: str) -> str:
    r"""Return the character an escape stands for: `\n`, `\"`, `\u5143`, or a surrogate pair."""
    if escape[1] == "u":
        text: str = json.loads(f'"{escape}"')
        return text
    return _SHORT.get(escape[1], escape[1])


_ESCAPES = Syntax(_ESCAPE, _meaning, mark="\\", line_end=r"\n")
_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number)
