"""The four assets: three bring every chunk through a stage and pass a manifest on, the last audits and publishes."""

from collections.abc import Iterator

import dagster as dg

from pipelines.orchestration import checks, pages, publication, stages
from pipelines.orchestration.manifests import Manifest
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.resources import HeldWorkspace, Workspace

GROUP = "suyuan"  # one group: the graph of the UI shows its assets at once, several are folded away
OWNERS = ["team:suyuan"]
LOCAL_KINDS = {"python", "polars", "parquet"}


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds=LOCAL_KINDS,
    description="Every record under seeds/ exactly as delivered: its lines, with the bytes they stand at.\n\n"
    "What cannot be read is set aside with its reason; nothing is changed.",
)
def raw_dump(held: HeldWorkspace, progress: dg.ResourceParam[Progress]) -> dg.MaterializeResult[Manifest]:
    """Plan the seeds and read them."""
    flow = stages.Flow(held.seeds_path, held.store, progress)
    manifest = flow.read()
    return _made(held, manifest, pages.doubts(flow.unmatched(manifest)))


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds=LOCAL_KINDS,
    description="What is read of each document: blocks with their article, role and the reason for it.\n\n"
    "Nothing is deleted: navigation and notices stay, with their role.",
)
def cleaned_text(
    held: HeldWorkspace, progress: dg.ResourceParam[Progress], raw_dump: Manifest
) -> dg.MaterializeResult[Manifest]:
    """Lay the documents out as blocks."""
    flow = stages.Flow(held.seeds_path, held.store, progress)
    return _made(held, flow.follow(stages.CLEANING, raw_dump))


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds=LOCAL_KINDS,
    description="Every amount, quantity, percentage and date: exact, with its unit, where it is printed.\n\n"
    "A numeral that is no fact is a reject with its reason: none is lost.",
)
def extracted_facts(
    held: HeldWorkspace, progress: dg.ResourceParam[Progress], cleaned_text: Manifest
) -> dg.MaterializeResult[Manifest]:
    """Find the facts."""
    flow = stages.Flow(held.seeds_path, held.store, progress)
    return _made(held, flow.follow(stages.EXTRACTION, cleaned_text))


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds={"python", "duckdb", "sql"},
    check_specs=checks.specs(),
    output_required=False,
    description="The published warehouse: one DuckDB file that passed every blocking audit.\n\n"
    "Staged, audited, and only then put in the place of the one before.",
)
def warehouse(
    held: HeldWorkspace, progress: dg.ResourceParam[Progress], extracted_facts: Manifest
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[Manifest]]:
    """Stage, audit and publish."""
    outcome = publication.publish(extracted_facts, held.seeds_path, held.warehouse_path, held.accept, progress)
    yield from map(checks.result, outcome.verdicts)
    if outcome.state == "refused":
        raise dg.Failure(f"nothing was published: {outcome.message}", allow_retries=False)
    yield dg.MaterializeResult(value=extracted_facts, metadata=pages.warehouse_page(held.warehouse_path, outcome))


def _made(
    workspace: Workspace, manifest: Manifest, doubts: pages.Page = pages.NOTHING
) -> dg.MaterializeResult[Manifest]:
    """Hand the manifest on and describe what its last step left."""
    page = pages.stage_page(workspace.store, manifest.steps[-1])
    return dg.MaterializeResult(value=manifest, metadata={**page, **doubts})
