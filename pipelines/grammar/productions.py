"""Productions: patterns over the classes of tokens, each with the function that says what a match means.

Belongs here: the form of a production and the engine that applies them. Does not belong here: any production; they stand in
`measures`, `numbers`, `dates` … and are put in order by `phrases`.

A pattern is a row of elements, separated by blanks:

    CLASS  A|B           a token that has this class, or one of these
    name:CLASS           the same, and the builder finds the token as match["name"]
    CLASS?  CLASS*       optional, repeated
    ( … )?  ( … | … )    grouping as in a regular expression
    ^CLASS  !CLASS       the token before (behind) must not have the class; stands first (last)

It is compiled into an ordinary regular expression over one private character a token. The first production that matches at a token and whose
builder accepts it wins; then reading goes on behind it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.grammar.lexer import Token, codes
from pipelines.grammar.readings import Reading, Refusal

Outcome = Reading | Refusal | tuple[Reading | Refusal, ...] | None


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens that a production matched."""

    tokens: Sequence[Token]
    first: int
    last: int  # exclusive
    rule: str
    places: dict[str, int]

    def __getitem__(self, name: str) -> Token:
        return self.tokens[self.places[name]]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def get(self, name: str) -> Token | None:
        """The token of that name, or None if its element was optional and not there."""
        return self.tokens[self.places[name]] if name in self.places else None

    @property
    def start(self) -> int:
        """The first character in the phrase."""
        return self.tokens[self.first].start

    @property
    def end(self) -> int:
        """The end of the last token in the phrase."""
        return self.tokens[self.last - 1].end

    def adjacent(self, a: str, b: str) -> bool:
        """Whether nothing, not even a blank, stands between two tokens."""
        return self[a].end == self[b].start


Builder = Callable[[Match], Outcome]


@dataclass(frozen=True, slots=True)
class Production:
    """A named pattern with its meaning."""

    rule: str
    pattern: str
    build: Builder


class Registry(list[Production]):
    """The productions of one module, in the order they are written."""

    def rule(self, rule: str, pattern: str) -> Callable[[Builder], Builder]:
        """Register the decorated function as builder of a pattern; may be stacked."""

        def register(build: Builder) -> Builder:
            self.append(Production(rule, pattern, build))
            return build

        return register


# ----------------------------------------------------------------------------------------------------------- compilation
_ELEMENT = re.compile(
    r"(?P<look>[\^!])?(?:(?P<name>[a-z]\w*):)?(?P<classes>[A-Z][A-Z_]*(?:\|[A-Z][A-Z_]*)*)(?P<count>[?*+]?)"
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A production made ready: its regex over codes and the codes it may begin with."""

    production: Production
    regex: re.Pattern[str]
    first: frozenset[str]


def compile_production(production: Production) -> Compiled:
    """Turn the pattern into a regex.

    Raises:
        ValueError: The pattern names a class that neither a word nor a shape has.
    """
    regex, first, leading = "", "", True
    for element in production.pattern.split():
        if not element.strip("()|?*"):  # grouping: what may stand first is no longer told by one element
            regex += element.replace("(", "(?:")
            first, leading = (_ALL if leading else first), False
            continue
        m = _ELEMENT.fullmatch(element)
        if m is None:
            message = f"production {production.rule}: cannot read {element!r}"
            raise ValueError(message)
        try:
            members = "".join(codes().having(name) for name in m["classes"].split("|"))
        except KeyError as missing:
            message = f"production {production.rule}: no word and no shape has the class {missing}"
            raise ValueError(message) from None
        if m["look"]:
            regex += f"(?<![{members}])" if m["look"] == "^" else f"(?![{members}])"
            continue
        regex += (f"(?P<{m['name']}>[{members}])" if m["name"] else f"[{members}]") + m["count"]
        if leading:
            first += members
            leading = m["count"] in ("?", "*")
    return Compiled(production, re.compile(regex), frozenset(re.findall(f"[{_ALL if leading else first}]", _EVERY)))


_ALL = "\ue000-\uefff"
_EVERY = "".join(map(chr, range(0xE000, 0xF000)))


class Engine:
    """Applies productions, in order, to the tokens of a phrase."""

    def __init__(self, productions: Sequence[Production]) -> None:
        self._compiled = tuple(compile_production(p) for p in productions)
        self._by_code: dict[str, tuple[Compiled, ...]] = {}

    def read(self, tokens: Sequence[Token]) -> list[Reading | Refusal]:
        """All readings and refusals, left to right; tokens that no production takes are passed over."""
        code = "".join(token.code for token in tokens)
        found: list[Reading | Refusal] = []
        at = 0
        while at < len(tokens):
            outcome, after = self._read_at(tokens, code, at)
            found.extend(outcome)
            at = after
        return found

    def _read_at(self, tokens: Sequence[Token], code: str, at: int) -> tuple[tuple[Reading | Refusal, ...], int]:
        for compiled in self._starting(code[at]):
            m = compiled.regex.match(code, at)
            if m is None or m.end() == at:
                continue
            places = {name: m.start(name) for name, taken in m.groupdict().items() if taken is not None}
            outcome = compiled.production.build(Match(tokens, at, m.end(), compiled.production.rule, places))
            if outcome is not None:
                taken = outcome if isinstance(outcome, tuple) else (outcome,)
                end = max(o.end for o in taken)  # a builder may take less than its pattern matched
                after = next((i for i in range(at + 1, m.end()) if tokens[i].start >= end), m.end())
                return taken, after
        return (), at + 1

    def _starting(self, code: str) -> tuple[Compiled, ...]:
        held = self._by_code.get(code)
        if held is None:
            held = tuple(c for c in self._compiled if code in c.first)
            self._by_code[code] = held
        return held
