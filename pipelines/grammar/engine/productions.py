"""Productions: patterns over the classes of tokens, each with the function that says what a match means.

Belongs here: the form of a production and the engine that applies them. Does not belong here: the language of
patterns (`patterns`), and any production; they stand in `measures`, `numbers`, `dates` … and are put in order by
`phrases`.

The first production that matches at a token and whose builder accepts it wins; then reading goes on behind it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.grammar.engine.lexer import Token
from pipelines.grammar.engine.patterns import Opening, Set, compiled
from pipelines.grammar.engine.readings import Reading, Refusal

Outcome = Reading | Refusal | tuple[Reading | Refusal, ...] | None


@dataclass(slots=True)  # not frozen: one is made for every production that is tried
class Match:
    """The tokens that a production matched.

    `places` gives, by name, the place of a token behind the first one.
    """

    tokens: Sequence[Token]
    first: int
    last: int  # exclusive
    rule: str
    places: dict[str, int]

    def __getitem__(self, name: str) -> Token:
        """The token of that name."""
        return self.tokens[self.first + self.places[name]]

    def __contains__(self, name: str) -> bool:
        """Whether an optional element was there."""
        return name in self.places

    def get(self, name: str) -> Token | None:
        """The token of that name, or None if its element was optional and not there."""
        return self.tokens[self.first + self.places[name]] if name in self.places else None

    def index(self, name: str) -> int:
        """The index of the token of that name among all tokens of the phrase."""
        return self.first + self.places[name]

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


#  -----------------------------------------------------------------------------------------------------------
# compilation
@dataclass(frozen=True)
class Compiled:
    """A production made ready: its pattern over codes, and how its matches begin."""

    production: Production
    pattern: str
    opening: Opening

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern as a regular expression, compiled when first needed: one text needs few of them."""
        return re.compile(self.pattern)


def compile_production(production: Production) -> Compiled:
    """Turn the pattern of a production into a regular expression.

    Raises:
        ValueError: The pattern cannot be read, or names a class that neither a word nor a shape has.
    """
    try:
        pattern = compiled(production.pattern)
    except ValueError as error:
        message = f"production {production.rule}: {error}"
        raise ValueError(message) from None
    return Compiled(production, pattern.regex, pattern.opening)


#: How many rows of codes are remembered; a bound, so that endless input cannot fill the memory.
KEPT = 200_000
#: Stands before the first token of a phrase.
_EDGE = "\0"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A production whose pattern matches at some token.

    How many tokens it takes, and where its named ones stand among them.
    """

    production: Production
    length: int
    places: dict[str, int]


class Engine:
    """Applies productions, in order, to the tokens of a phrase.

    Which patterns match at a token depends on the codes from there on alone (and on the one before), and rows of
    codes repeat far more often than phrases (8月15日 and 9月3日 have the same); so that is found once a row. What the
    builders say depends on the words and is asked every time.
    """

    def __init__(self, productions: Sequence[Production]) -> None:
        """Make productions ready, in their order of precedence."""
        self._compiled = tuple(compile_production(p) for p in productions)
        self._by_code: dict[str, list[tuple[Compiled, Set | None]]] = {}
        self._by_start: dict[str, list[Compiled]] = {}
        self._candidates: dict[str, tuple[Candidate, ...]] = {}

    def read(self, tokens: Sequence[Token]) -> list[Reading | Refusal]:
        """All readings and refusals, left to right; tokens that no production takes are passed over."""
        code = _EDGE + "".join([token.code for token in tokens])
        found: list[Reading | Refusal] = []
        at, held = 0, self._candidates
        while at < len(tokens):
            rest = code[at:]
            candidates = held.get(rest)
            if candidates is None:
                candidates = self._match(rest)
            at += self._build(tokens, at, candidates, found)
        return found

    @staticmethod
    def _build(
        tokens: Sequence[Token], at: int, candidates: tuple[Candidate, ...], found: list[Reading | Refusal]
    ) -> int:
        """Let the first builder that accepts add to what is found; returns how many tokens are done with."""
        for candidate in candidates:
            last = at + candidate.length
            outcome = candidate.production.build(Match(tokens, at, last, candidate.production.rule, candidate.places))
            if outcome is None:
                continue
            if isinstance(outcome, tuple):
                found.extend(outcome)
                end = max([o.end for o in outcome])
            else:
                found.append(outcome)
                end = outcome.end
            while last > at + 1 and tokens[last - 1].start >= end:  # a builder may take less than its pattern matched
                last -= 1
            return last - at
        return 1

    def _match(self, rest: str) -> tuple[Candidate, ...]:
        """Find the productions that match behind the first code of a row, and remember them."""
        starting = self._by_start.get(rest[1:3])
        if starting is None:
            starting = self._by_start[rest[1:3]] = self._starting(rest[1], rest[2:3])
        found = []
        for c in starting:
            m = c.regex.match(rest, 1)
            if m is not None and m.end() > 1:
                places = {name: m.start(name) - 1 for name, taken in m.groupdict().items() if taken is not None}
                found.append(Candidate(c.production, m.end() - 1, places))
        if len(self._candidates) >= KEPT:
            self._candidates.clear()
        self._candidates[rest] = tuple(found)
        return self._candidates[rest]

    def _starting(self, first: str, second: str) -> list[Compiled]:
        """The productions whose matches may begin with two codes."""
        beginning = self._by_code.get(first)
        if beginning is None:
            behind = [(c, c.opening.behind(first)) for c in self._compiled]
            beginning = self._by_code[first] = [(c, codes) for c, codes in behind if codes is None or codes]
        return [c for c, codes in beginning if codes is None or second in codes]
