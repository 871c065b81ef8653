"""What a run is given: where the seeds and the warehouse lie, and which changes a person has accepted."""

from pathlib import Path

import dagster as dg
from pydantic import Field

from pipelines import places
from pipelines.publishing.chunk_store import ChunkStore


class Workspace(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The folders of a run."""

    seeds: str = Field(default=str(places.SEEDS), description="Folder of the page dumps; it is never written to.")
    warehouse: str = Field(
        default=str(places.WAREHOUSE), description="Folder that holds chunks, releases and the link."
    )
    accept: list[str] = Field(default=[], description="Audits whose change against the last release is meant.")

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
