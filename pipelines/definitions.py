"""The only entry point of Dagster: the flow over the project's own folders."""

from pipelines.orchestration.assembly import assemble
from pipelines.orchestration.resources import LogProgress, Workspace

defs = assemble(Workspace(), LogProgress())
