"""The registry of rules, read from `rules.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from schemas.vocabularies import codes

PATH = Path(__file__).with_name("rules.toml")


class RulesError(ValueError):
    """`rules.toml` holds a rule that lacks something or says too much."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: What everything refers to.
        family: The check it is reported with.
        title: What must hold, in a line.
        severity: error, warning or info.
        blocking: Whether it stops publication.
        description: Why it matters, and what to do when it fails.
        example: What it catches.
        reference: Where it comes from.
    """

    code: str
    family: str
    title: str
    severity: str
    blocking: bool
    description: str
    example: str = ""
    reference: str = ""


@cache
def rules() -> MappingProxyType[str, Rule]:
    """Return code → rule, in the order of the file.

    Raises:
        RulesError: A rule lacks something, or its severity does not exist.
    """
    listed: dict[str, Rule] = {}
    for code, entry in tomllib.loads(PATH.read_text("utf-8")).items():
        try:
            listed[code] = Rule(code, **entry)
        except TypeError as error:
            message = f"{PATH.name}, [{code}]: {error}"
            raise RulesError(message) from error
        if listed[code].severity not in codes("severity"):
            message = f"{PATH.name}, [{code}]: severity {listed[code].severity!r} is not in the list"
            raise RulesError(message)
    return MappingProxyType(listed)


def families() -> tuple[str, ...]:
    """Return the families of the audits: the checks that a run reports, in order."""
    return tuple(dict.fromkeys(rule.family for rule in rules().values() if rule.code.startswith("A")))
