"""The engine: patterns over classes, first come first served, and builders that may decline or take less."""

import pytest

from pipelines.grammar.engine.lexer import lex
from pipelines.grammar.engine.productions import Engine, Match, Outcome, Production, Registry, compile_production
from pipelines.grammar.engine.readings import Reading, Refusal


def of(rule: str, m: Match, *, end: int | None = None) -> Reading:
    return Reading(m.start, m.end if end is None else end, "number", rule)


def engine(*rules: tuple[str, str, object]) -> Engine:
    registry = Registry()
    for rule, pattern, build in rules:
        registry.append(Production(rule, pattern, build))  # type: ignore[arg-type]
    return Engine(registry)


def spans(found: list[Reading | Refusal]) -> list[tuple[str, int, int]]:
    return [(o.rule, o.start, o.end) for o in found]


def test_the_first_production_that_accepts_wins() -> None:
    declines = ("never", "n:NUMBER u:UNIT", lambda _: None)
    first, second = (
        ("first", "n:NUMBER u:UNIT", lambda m: of("first", m)),
        ("second", "n:NUMBER", lambda m: of("second", m)),
    )
    assert spans(engine(declines, first, second).read(lex("5吨"))) == [("first", 0, 2)]
    assert spans(engine(second, first).read(lex("5吨"))) == [("second", 0, 1)]


def test_reading_goes_on_behind_what_a_builder_took() -> None:
    def less(m: Match) -> Outcome:
        return of("less", m, end=m["n"].end)

    found = engine(("less", "n:NUMBER u:UNIT", less), ("unit", "UNIT", lambda m: of("unit", m))).read(lex("5吨6吨"))
    assert spans(found) == [("less", 0, 1), ("unit", 1, 2), ("less", 2, 3), ("unit", 3, 4)]


def test_a_builder_may_return_several_outcomes() -> None:
    def both(m: Match) -> Outcome:
        return of("both", m, end=m["n"].end), Refusal(m["u"].start, m["u"].end, "word", "both")

    assert spans(engine(("both", "n:NUMBER u:UNIT", both)).read(lex("5吨"))) == [("both", 0, 1), ("both", 1, 2)]


def test_what_stands_before_and_behind_can_be_asked() -> None:
    behind = engine(("alone", "^UNIT n:NUMBER !UNIT", lambda m: of("alone", m)))
    assert spans(behind.read(lex("5吨"))) == []
    assert spans(behind.read(lex("5"))) == [("alone", 0, 1)]
    assert spans(behind.read(lex("吨5"))) == []


def test_a_name_of_an_optional_element_is_there_only_if_it_matched() -> None:
    seen = []

    def note(m: Match) -> Outcome:
        seen.append(("u" in m, m.get("u") and m.get("u").text))  # type: ignore[union-attr]
        return of("note", m)

    engine(("note", "n:NUMBER u:UNIT?", note)).read(lex("5吨，6"))
    assert seen == [(True, "吨"), (False, None)]


@pytest.mark.parametrize("pattern", ["n:NOSUCHCLASS", "number", "NUMBER:n", "n:NUMBER u=UNIT"])
def test_a_pattern_that_cannot_be_read_says_which_production_it_is_of(pattern: str) -> None:
    with pytest.raises(ValueError, match="broken"):
        compile_production(Production("broken", pattern, lambda _: None))


@pytest.mark.parametrize(
    ("pattern", "first", "second", "may"),
    [
        ("NUMBER UNIT", "5", "吨", True),
        ("NUMBER UNIT", "5", "5", False),
        ("NUMBER UNIT?", "5", "5", True),
        ("ERA? NUMBER YEAR_MARK", "5", "年", True),
        ("( NUMBER UNIT | NUMBER YEAR_MARK )? SPAN", "5", "年", True),
        ("( NUMBER UNIT | NUMBER YEAR_MARK )? MINUS", "5", "-", False),
        ("NUMBER* UNIT", "5", "5", True),
    ],
)
def test_a_production_is_tried_only_where_its_first_two_tokens_can_stand(
    pattern: str, first: str, second: str, *, may: bool
) -> None:
    (one,), (two,) = (lex(text, whole=True) for text in (first, second))
    behind = compile_production(Production("any", pattern, lambda _: None)).opening.behind(one.code)
    assert (behind is None or two.code in behind) == may
