"""One check of the `warehouse` asset for each family of audits: what the rules say in front, offending rows behind."""

import dagster as dg

from pipelines.orchestration import metadata
from pipelines.orchestration.publication import Verdict
from pipelines.reports.verdicts import PASSED
from schemas.rules import Rule, families, rules

WAREHOUSE = dg.AssetKey("warehouse")
#: Key in the metadata of a check: Dagster knows passed and failed, and not that nothing was compared.
OUTCOME = "outcome"


def specs() -> list[dg.AssetCheckSpec]:
    """Declare a check for each family; it blocks where one of its rules guards a promise."""
    return [
        dg.AssetCheckSpec(
            family,
            asset=WAREHOUSE,
            description=" · ".join(rule.title for rule in of_family(family)),
            blocking=any(rule.blocking for rule in of_family(family)),
        )
        for family in families()
    ]


def of_family(family: str) -> list[Rule]:
    """Return the audits of a family."""
    return [rule for rule in rules().values() if rule.family == family and rule.code.startswith("A")]


def result(verdict: Verdict) -> dg.AssetCheckResult:
    """Report what the audits of a family found, with the first offending rows."""
    told = (message.partition(" ") for message in verdict.messages)
    details: dict[str, dg.MetadataValue | str] = {
        **{code: text for code, _, text in told},
        **({"offending rows": metadata.markdown_table(verdict.columns, verdict.rows)} if verdict.rows else {}),
    }
    return dg.AssetCheckResult(
        check_name=verdict.family,
        asset_key=WAREHOUSE,
        passed=verdict.passed,
        severity=dg.AssetCheckSeverity.ERROR if verdict.stops else dg.AssetCheckSeverity.WARN,
        description=None if verdict.outcome == PASSED else " ".join(verdict.messages),
        metadata={OUTCOME: verdict.outcome, **details},
    )
