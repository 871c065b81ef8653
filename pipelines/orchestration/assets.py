"""The four assets. Three bring every chunk through a stage and pass a manifest on; the last one audits and publishes."""

import dagster as dg

from pipelines.orchestration import stages
from pipelines.orchestration.manifests import Manifest
from pipelines.orchestration.pages import page
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.resources import Workspace
from pipelines.orchestration.stages import Flow

GROUP = "suyuan"
OWNERS = ["team:suyuan"]
LOCAL_KINDS = {"python", "polars", "parquet"}


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds=LOCAL_KINDS,
    description="Every record under seeds/ exactly as delivered: its lines, with the bytes they stand at.\n\n"
    "What cannot be read is set aside with its reason; nothing is changed.",
)
def raw_dump(workspace: Workspace, progress: dg.ResourceParam[Progress]) -> dg.MaterializeResult[Manifest]:
    """Plan the seeds and read them."""
    return _made(workspace, Flow(workspace.seeds_path, workspace.store, progress).read())


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds=LOCAL_KINDS,
    description="What is read of each document: blocks with their article, role and the reason for it.\n\n"
    "Nothing is deleted: navigation and notices stay, with their role.",
)
def cleaned_text(
    workspace: Workspace, progress: dg.ResourceParam[Progress], raw_dump: Manifest
) -> dg.MaterializeResult[Manifest]:
    """Lay the documents out as blocks."""
    return _made(workspace, Flow(workspace.seeds_path, workspace.store, progress).follow(stages.CLEANING, raw_dump))


@dg.asset(
    group_name=GROUP,
    owners=OWNERS,
    kinds=LOCAL_KINDS,
    description="Every amount, quantity, percentage and date, exact and with its unit, at the characters it is printed with.\n\n"
    "A numeral that is no fact is a reject with its reason: none is lost.",
)
def extracted_facts(
    workspace: Workspace, progress: dg.ResourceParam[Progress], cleaned_text: Manifest
) -> dg.MaterializeResult[Manifest]:
    """Find the facts."""
    return _made(
        workspace, Flow(workspace.seeds_path, workspace.store, progress).follow(stages.EXTRACTION, cleaned_text)
    )


def _made(workspace: Workspace, manifest: Manifest) -> dg.MaterializeResult[Manifest]:
    """Hand the manifest on and describe what its last step left."""
    return dg.MaterializeResult(value=manifest, metadata=page(workspace.store, manifest.steps[-1]))
