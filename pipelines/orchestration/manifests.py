"""What passes between assets: which chunks a stage covers, and under which key each of them is stored.

Assets never pass tables. A manifest is kept as JSON beside the chunks, so that one asset can be materialised alone
from what the one before it left, and a person can read what that was.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import dagster as dg


@dataclass(frozen=True, slots=True)
class StageManifest:
    """What a stage has done.

    Attributes:
        stage: Name of the stage.
        keys: Key of each chunk in the chunk store, in path order.
        made: How many of them were worked on in this run; the others were in the store.
        seconds: How long that took.
    """

    stage: str
    keys: tuple[str, ...]
    made: int
    seconds: float

    @classmethod
    def parse(cls, content: dict[str, Any]) -> Self:
        """Build from parsed JSON."""
        return cls(**{**content, "keys": tuple(content["keys"])})


class ManifestIOManager(dg.ConfigurableIOManager):
    """Keeps the manifest of each asset as one JSON file, replaced in one step."""

    folder: str

    def handle_output(self, context: dg.OutputContext, obj: StageManifest) -> None:
        """Write the manifest of an asset."""
        path = self._path(context.asset_key)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(".next")
        written.write_text(json.dumps(asdict(obj), indent=1), "utf-8")
        written.replace(path)

    def load_input(self, context: dg.InputContext) -> StageManifest:
        """Read the manifest of the asset before.

        Raises:
            dg.Failure: It was never materialised over this warehouse.
        """
        path = self._path(context.asset_key)
        if not path.exists():
            raise dg.Failure(f"{context.asset_key.to_user_string()} was never materialised here: materialise it first")
        return StageManifest.parse(json.loads(path.read_text("utf-8")))

    def _path(self, key: dg.AssetKey) -> Path:
        return Path(self.folder) / f"{'.'.join(key.path)}.json"
