r"""The cells of a JSON line: the scalar values of its outermost object, with the place of each string.

Only the syntax of one line belongs here. The standard parser decides whether the line is valid; a scan of its tokens
then finds where each value stands, which the parser does not tell.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.reading.escapes import Cell, unescape
from pipelines.reading.outcomes import Refused

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|[^\s"{}\[\]:,]++')
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
    _tokens: dict[str, tuple[str, int]]

    def cell(self, key: str) -> Cell:
        """Return a string value with its place."""
        token, start = self._tokens[key]
        return unescape(token[1:-1], start + 1, _ESCAPE, _meaning)


def read(line: str) -> Row:
    """Read a JSON line; of a key that stands twice the last value counts, as for every JSON parser.

    Raises:
        Refused: It is not one valid JSON object, or a string in it holds half of a surrogate pair.
    """
    try:
        content = json.loads(line, parse_int=Number, parse_float=Number)
    except json.JSONDecodeError as error:
        raise _refused("json_invalid", line, error.pos, error.msg) from error
    except RecursionError as error:
        raise _refused("json_invalid", line, 0, "nested too deeply") from error
    if not isinstance(content, dict):
        raise _refused("json_invalid", line, 0, "not an object")
    if _MAYBE_SURROGATE.search(line):
        _refuse_halves(line)
    return Row(content, line, dict(_outermost(line)))


def _outermost(line: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield key, and first token of the value with its position, for each member of the outermost object."""
    depth = 0
    key = ""
    expects_value = False
    for match in _TOKEN.finditer(line):
        text = match[0]
        first = text[0]
        if depth == 1:
            if expects_value:
                yield key, (text, match.start())
                expects_value = False
            elif first == ":":
                expects_value = True
            elif first == '"':
                key = json.loads(text) if "\\" in text else text[1:-1]
        if first in "{[":
            depth += 1
        elif first in "}]":
            depth -= 1


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
