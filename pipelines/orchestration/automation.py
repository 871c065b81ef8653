"""When the flow runs by itself: the jobs, and the sensor that watches the seeds folder."""

import dagster as dg

from pipelines.orchestration import publication
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


@dg.op(out=dg.Out(dg.Nothing), description="Audit the published release again, contracts included; nothing is written.")
def audit_published(context: dg.OpExecutionContext, workspace: Workspace) -> None:
    """Report what holds; fail where a promise is broken."""
    outcome = publication.validate(workspace.seeds_path, workspace.warehouse_path)
    for verdict in outcome.verdicts:
        context.log.info("%s: %s", verdict.family, " ".join(verdict.messages))
    context.log_event(
        dg.AssetObservation(WAREHOUSE, metadata={verdict.family: verdict.outcome for verdict in outcome.verdicts})
    )
    if outcome.state == "refused":
        raise dg.Failure(outcome.message, allow_retries=False)


@dg.job(executor_def=dg.in_process_executor, description="Audit the published warehouse again.")
def validate() -> None:
    """One step: it reads, and writes nothing."""
    audit_published()


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
