"""The delivered bytes again, for the audits: opened anew, by other means than the reader's own.

An audit that asked the reader where its bytes are would only hear its opinion. Only the way from a record to its bytes
belongs here; `unpacking` knows how they are held and unpacked, `insides` what is in them. What they say is compared
elsewhere.
"""

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.orchestration.insides import NOT_AS_READ, Inside, inside
from pipelines.orchestration.unpacking import Data, content, unpacked
from pipelines.publishing import GoneError
from pipelines.reading.paths import STEP, original

GONE = (FileNotFoundError, NotADirectoryError, IsADirectoryError, *NOT_AS_READ)
REMEDIES: Mapping[int | None, str] = {
    errno.EACCES: "give read permission",
    errno.ENOSPC: "make room for temporary files, or name a larger folder for them in TMPDIR",
}
OTHERWISE = "see whether the disk is sound"


class DeliveryError(OSError):
    """The machine cannot give the bytes: that says nothing about them, and ends the run."""


class Delivery:
    """Gives the bytes that a record's offsets count in.

    Called document by document in the order of the chunks: what was opened last is kept until something else is asked
    for. Who lets go of the bytes before asking again has one large stream at a time on disk, and none in memory.
    """

    def __init__(self, seeds: Path) -> None:
        """Deliver from a folder of seeds."""
        self._folder = _Opened(b"", lambda seed: content(seeds / original(seed)))

    def __call__(self, seed: str, record: str) -> Data:
        """Return the file, the decompressed stream, the member of an archive, or the decoded body of a response.

        Args:
            seed: As in the table documents.
            record: As in the table documents.

        Raises:
            GoneError: The file, or the record in it, is no longer there.
            DeliveryError: The machine cannot give it.
        """
        try:
            return self._folder.deliver([seed, *record.split(STEP)] if record else [seed])
        except GONE as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            message = f"{record or 'the file'} is not there as it was read: {reason}"
            raise GoneError(message) from error
        except OSError as error:
            remedy = REMEDIES.get(error.errno, OTHERWISE)
            message = f"{seed} cannot be read again for the audits: {error.strerror or error}; {remedy} and run again"
            raise DeliveryError(message) from None  # of a chain, a run tells the first cause: this says more


@dataclass(slots=True)
class _Opened:
    """A stream without its packings, and what was last opened inside.

    Attributes:
        data: Its bytes.
        inside: Gives what is inside; None until that is asked for, and where nothing is.
        name: The step to what was last opened inside.
        last: What was last opened inside.
    """

    data: Data
    inside: Inside | None = None
    name: str = ""
    last: "_Opened | None" = None

    def deliver(self, steps: Sequence[str]) -> Data:
        """Follow the steps of a record; the number of a row leads nowhere: its offsets count in the whole."""
        if steps:
            self.inside = self.inside or inside(self.data)
        if not steps or self.inside is None:
            return self.data
        if self.last is None or self.name != steps[0]:
            self.last = None  # its bytes go before others come
            self.last = _Opened(unpacked(self.inside(steps[0])))
            self.name = steps[0]
        return self.last.deliver(steps[1:])
