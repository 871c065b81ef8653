"""What passes between assets: which chunks a stage covers, and under which key each of them is stored.

Assets never pass tables. A manifest is kept as JSON beside the chunks, so that one asset can be materialised alone
from what the one before it left, and a person can read what that was.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import dagster as dg


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage did.

    Attributes:
        stage: Name of the stage.
        keys: Key of each chunk in the chunk store, in path order.
        worked_on: How many of them had to be worked on; the others were in the store.
        seconds: How long that took.
    """

    stage: str
    keys: tuple[str, ...]
    worked_on: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the stages so far did, in the order of the flow."""

    steps: tuple[Step, ...]

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Stage → keys of its chunks."""
        return {step.stage: step.keys for step in self.steps}

    def __str__(self) -> str:
        """The JSON that is kept."""
        return json.dumps([asdict(step) for step in self.steps], indent=1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the JSON that was kept."""
        return cls(tuple(Step(**{**step, "keys": tuple(step["keys"])}) for step in json.loads(text)))


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
