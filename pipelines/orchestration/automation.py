"""When the flow runs by itself: the jobs, and the sensor that watches the seeds folder."""

import dagster as dg

from pipelines.orchestration.checks import WAREHOUSE
from pipelines.orchestration.resources import Workspace
from pipelines.orchestration.watching import Cursor, content_hash, decide, fingerprint

LOOK_EVERY = 15  # seconds: a delivery is built after standing still for one look

build = dg.define_asset_job(
    "build",
    selection=dg.AssetSelection.assets(WAREHOUSE).upstream(),
    description="Read the seeds, find the facts, audit them and publish the warehouse.",
    executor_def=dg.in_process_executor,
)


@dg.sensor(
    job=build,
    minimum_interval_seconds=LOOK_EVERY,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Builds when the files under seeds/ changed and stand still.",
)
def seeds_changed(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult:
    """Look at the seeds; a listing that fails is a reason to wait, never an empty folder."""
    seeds = workspace.seeds_path
    try:
        decision = decide(Cursor.parse(context.cursor), fingerprint(seeds), lambda: content_hash(seeds))
    except OSError as error:
        return dg.SensorResult(skip_reason=f"the seeds cannot be listed, waiting: {error}", cursor=context.cursor)
    if decision.run_key is None:
        return dg.SensorResult(skip_reason=decision.reason, cursor=str(decision.cursor))
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=decision.run_key)], cursor=str(decision.cursor))
