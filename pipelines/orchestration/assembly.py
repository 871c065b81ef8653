"""Assets, jobs, sensor and resources put together; nothing is decided here."""

import dagster as dg

from pipelines.orchestration import assets, automation
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.resources import HeldWorkspace, ManifestIOManager, Workspace


def assemble(workspace: Workspace, progress: Progress) -> dg.Definitions:
    """Return the whole flow over one workspace."""
    return dg.Definitions(
        assets=[assets.raw_dump, assets.cleaned_text, assets.extracted_facts, assets.warehouse],
        jobs=[automation.build, automation.validate],
        sensors=[automation.seeds_changed],
        resources={
            "workspace": workspace,
            "held": HeldWorkspace(**workspace.model_dump()),
            "progress": progress,
            "io_manager": ManifestIOManager(folder=str(workspace.warehouse_path / "chunks" / "manifests")),
        },
        executor=dg.in_process_executor,
    )
