"""What passes between assets: which chunks a stage covers, and under which key each of them is stored.

Assets never pass tables. A manifest is kept as JSON beside the chunks, so that one asset can be materialised alone
from what the one before it left, and a person can read what that was.
"""

import json
from dataclasses import asdict, dataclass, replace
from typing import Self


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
    """What the stages so far did.

    Attributes:
        begun: When the run began, UTC, as ISO 8601.
        bytes: Length of all records that were planned.
        steps: One for each stage, in the order of the flow.
    """

    begun: str
    bytes: int
    steps: tuple[Step, ...]

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """Stage → keys of its chunks."""
        return {step.stage: step.keys for step in self.steps}

    def and_then(self, step: Step) -> Self:
        """Return the manifest with one more step."""
        return replace(self, steps=(*self.steps, step))

    def __str__(self) -> str:
        """The JSON that is kept."""
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the JSON that was kept."""
        content = json.loads(text)
        steps = (Step(**{**step, "keys": tuple(step["keys"])}) for step in content.pop("steps"))
        return cls(**content, steps=tuple(steps))
