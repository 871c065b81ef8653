"""How the audits went, in words: a family of rules passed, failed, or had nothing to be compared with."""

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

PASSED, IDLE, FAILED = "passed", "nothing to compare", "failed"
STYLES = {PASSED: "green", IDLE: "dim", FAILED: "red"}

Checks = Mapping[str, str]  # family of rules → one of the words above


def counted(checks: Checks) -> str:
    """Say how many families passed and failed, and how many had nothing to compare where some had."""
    numbers = Counter(checks.values())
    idle = f", {numbers[IDLE]} with {IDLE}" if numbers[IDLE] else ""
    return f"{numbers[PASSED]} passed, {numbers[FAILED]} failed{idle}"


def failures(checks: Checks) -> list[str]:
    """Return the families that failed."""
    return [family for family, outcome in checks.items() if outcome == FAILED]


def show_checks(console: Console, checks: Checks) -> None:
    """Print each family with its outcome."""
    for family, outcome in checks.items():
        console.print(Text.assemble((outcome, STYLES[outcome]), f" {family}"))
