"""Running the jobs from the command line: the same jobs and history as the UI, a plain result instead of events."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from pipelines.orchestration.assembly import assemble
from pipelines.orchestration.checks import OUTCOME
from pipelines.orchestration.home import use_home
from pipelines.orchestration.pages import DOUBTS, REPAIRED
from pipelines.orchestration.progress import Progress
from pipelines.orchestration.resources import LogProgress, Workspace
from pipelines.reports.verdicts import Checks

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}  # what went wrong is told once, at the end
INTERRUPTED = dg.DagsterExecutionInterruptedError.__name__  # Ctrl-C
OURS = re.compile(r"\A(?:pipelines|schemas)\.[\w.]+: ")  # an error of ours says everything in its message


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended.

    Attributes:
        state: published, unchanged, valid or failed.
        message: What went wrong or had to be mended, where, and what to do; empty where nothing had.
        checks: How each family of audits went.
    """

    state: str
    message: str
    checks: Checks


def build(seeds: Path, warehouse: Path, accept: Sequence[str], progress: Progress) -> Result:
    """Run the job `build` in this process."""
    workspace = Workspace(seeds=str(seeds.resolve()), warehouse=str(warehouse.resolve()), accept=list(accept))
    ended = _execute("build", workspace, progress)
    state, message = _published(ended) if ended.success else ("failed", _why(ended))
    checks = {check.check_name: str(check.metadata[OUTCOME].value) for check in ended.get_asset_check_evaluations()}
    return Result(state, message, checks)


def validate(seeds: Path, warehouse: Path) -> Result:
    """Run the job `validate` in this process."""
    workspace = Workspace(seeds=str(seeds.resolve()), warehouse=str(warehouse.resolve()))
    ended = _execute("validate", workspace, LogProgress())
    checks = {
        family: str(value.value)
        for event in ended.filter_events(lambda event: event.event_type == dg.DagsterEventType.ASSET_OBSERVATION)
        for family, value in event.asset_observation_data.asset_observation.metadata.items()
    }
    return Result("valid" if ended.success else "failed", _why(ended), checks)


def _execute(job: str, workspace: Workspace, progress: Progress) -> dg.ExecuteInProcessResult:
    """Run a job to its end.

    Raises:
        HomeError: Its history cannot be written.
        KeyboardInterrupt: A person ended it; Dagster has noted that.
    """
    use_home()
    definitions = assemble(workspace, progress)
    with dg.DagsterInstance.get() as instance:
        ended = definitions.resolve_job_def(job).execute_in_process(
            run_config=QUIET, instance=instance, raise_on_error=False
        )
    if any(_cause(event)[0] == INTERRUPTED for event in ended.filter_events(lambda event: event.is_failure)):
        raise KeyboardInterrupt
    return ended


def _published(ended: dg.ExecuteInProcessResult) -> tuple[str, str]:
    """What the pages of the assets say of this run: its state, and what a person should know of it."""
    (dump,), (made,) = (ended.asset_materializations_for_node(asset) for asset in ("raw_dump", "warehouse"))
    told = (dump.metadata.get(DOUBTS), made.metadata.get(REPAIRED))
    return str(made.metadata["state"].value), "\n".join(str(said.value) for said in told if said)


def _why(ended: dg.ExecuteInProcessResult) -> str:
    """What the first failure of a run was caused by, without a traceback; empty where nothing failed."""
    for event in ended.filter_events(lambda event: event.is_failure):
        told = event.step_failure_data.user_failure_data if event.is_step_failure else None
        if told and told.description:
            return told.description
        _, message = _cause(event)
        said = OURS.sub("", message)
        return said if said != message or not event.step_key else f"{event.step_key}: {message}"
    return ""


def _cause(failure: dg.DagsterEvent) -> tuple[str, str]:
    """Name and message of the error that a failure goes back to."""
    error = failure.event_specific_data.error  # type: ignore[union-attr]  # every failure has one
    while error and error.cause:
        error = error.cause
    return (error.cls_name or "", error.message.strip()) if error else ("", "failed")
