"""One check of the `warehouse` asset for each family of audits: what the rules say in front, offending rows behind."""

import dagster as dg

from schemas.rules import Rule, families, rules

WAREHOUSE = dg.AssetKey("warehouse")


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
