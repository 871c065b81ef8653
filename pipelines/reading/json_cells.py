r"""The cells of a JSON line: the scalar values of its outermost object, with the place of each string.

Only the syntax of one line belongs here. The standard parser decides whether the line is valid; a scan of its tokens
then finds where each value stands, which the parser does not tell.
"""

import json
import re
from dataclasses import dataclass, field

from pipelines.reading.escapes import Cell, unescape
from pipelines.reading.outcomes import CONTEXT_CHARS, Refused

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|[^\s"{}\[\]:,]++')
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEARBY = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A JSON line.

    Attributes:
        strings: Key → string value, with its place.
        scalars: Key → number, true or false, as written.
        others: Keys of objects, arrays and nulls.
    """

    strings: dict[str, Cell] = field(default_factory=dict)
    scalars: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    @property
    def columns(self) -> tuple[str, ...]:
        """All keys."""
        return (*self.strings, *self.scalars, *sorted(self.others))


def read(line: str) -> Row:
    """Read a JSON line; of a key that stands twice the last value counts, as for every JSON parser.

    Raises:
        Refused: It is not one valid JSON object, or a string in it holds half of a surrogate pair.
    """
    try:
        content = json.loads(line, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        offset = len(line[: error.pos].encode("utf-8", "surrogatepass"))
        raise Refused("json_invalid", offset, f"{error.msg}: {line[error.pos : error.pos + _NEARBY]}") from error
    except RecursionError as error:
        raise Refused("json_invalid", 0, "nested too deeply") from error
    if not isinstance(content, dict):
        raise Refused("json_invalid", 0, line[:CONTEXT_CHARS])
    row = Row()
    for key, token, start in _outermost(line):
        row.strings.pop(key, None)
        row.scalars.pop(key, None)
        row.others.discard(key)
        if token.startswith('"'):
            row.strings[key] = _string(token, start, line)
        elif token in ("{", "[", "null"):
            row.others.add(key)
        else:
            row.scalars[key] = token
    return row


def _outermost(line: str) -> list[tuple[str, str, int]]:
    """Return key, first token of the value and its position, for each member of the outermost object."""
    found: list[tuple[str, str, int]] = []
    depth = 0
    key: str | None = None
    expects_value = False
    for match in _TOKEN.finditer(line):
        token = match[0]
        if depth == 1 and expects_value:
            found.append((key or "", token, match.start()))
            expects_value = False
        elif depth == 1 and token == ":":
            expects_value = True
        elif depth == 1 and token.startswith('"'):
            key = json.loads(token)
        depth += (token in "{[") - (token in "}]")
    return found


def _string(token: str, start: int, line: str) -> Cell:
    """Un-escape a string value."""
    cell = unescape(token[1:-1], start + 1, _ESCAPE, _meaning)
    half = _SURROGATE.search(cell.text)
    if half:
        at = start + 1 + cell.source_position(half.start())
        raise Refused("json_surrogate", len(line[:at].encode("utf-8", "surrogatepass")), line[at : at + _NEARBY])
    return cell


def _meaning(escape: str) -> str:
    r"""Return the character an escape stands for: `\n`, `\"`, `\u5143`, or a surrogate pair."""
    if escape[1] == "u":
        text: str = json.loads(f'"{escape}"')
        return text
    return _SHORT.get(escape[1], escape[1])
