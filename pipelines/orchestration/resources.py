"""What a run is given: where seeds and warehouse lie, how manifests pass between assets, who hears of its progress."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import dagster as dg
from pydantic import Field

from pipelines import places
from pipelines.orchestration.manifests import Manifest
from pipelines.publishing import ChunkStore, lock
from pipelines.publishing.auditing import accepted


class Workspace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The folders of a run, and which changes a person has accepted."""

    seeds: str = Field(default=str(places.SEEDS), description="Folder of the page dumps; it is never written to.")
    warehouse: str = Field(
        default=str(places.WAREHOUSE), description="Folder that holds chunks, releases and the link."
    )
    accept: list[str] = Field(
        default=[], description="Families of audits whose change against the last release is meant."
    )

    @property
    def seeds_path(self) -> Path:
        """The seeds as a path."""
        return Path(self.seeds)

    @property
    def warehouse_path(self) -> Path:
        """The warehouse as a path."""
        return Path(self.warehouse)

    @property
    def store(self) -> ChunkStore:
        """Where what each stage made of each chunk is kept."""
        return ChunkStore(self.warehouse_path / "chunks")


class HeldWorkspace(Workspace):
    """The same folders, held from the first step of a run to its last: no other run writes or tidies up meanwhile."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:  # noqa: ARG002 — Dagster's form
        """Hold the warehouse for the run.

        Raises:
            PlacesError: The warehouse lies inside the seeds.
            UnknownChange: What is accepted is no change that an audit would stop.
            Locked: Another run holds it.
        """
        places.keep_apart(self.seeds_path, self.warehouse_path)
        accepted(self.accept)
        with lock(self.warehouse_path):
            yield self


class ManifestIOManager(dg.ConfigurableIOManager):
    """Keeps the manifest of each asset as one JSON file, replaced in one step."""

    folder: str

    def handle_output(self, context: dg.OutputContext, obj: Manifest) -> None:
        """Write the manifest of an asset."""
        path = self._path(context.asset_key)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(".next")
        written.write_text(str(obj), "utf-8")
        written.replace(path)

    def load_input(self, context: dg.InputContext) -> Manifest:
        """Read the manifest of the asset before.

        Raises:
            dg.Failure: It was never materialised over this warehouse.
        """
        path = self._path(context.asset_key)
        if not path.exists():
            raise dg.Failure(f"{context.asset_key.to_user_string()} was never materialised here: materialise it first")
        return Manifest.parse(path.read_text("utf-8"))

    def _path(self, key: dg.AssetKey) -> Path:
        return Path(self.folder) / f"{'.'.join(key.path)}.json"


class LogProgress:
    """Progress in Dagster's log, about ten lines a step."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """See `progress.Progress`."""
        if done in (0, total) or done * 10 // total != (done - 1) * 10 // total:
            dg.get_dagster_logger("suyuan").info("%s: %s of %s", step, done, total)
