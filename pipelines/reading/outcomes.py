"""What becomes of a record that cannot be read: the closed list of reasons, and how one is raised and shown.

Only outcomes belong here. Whoever finds that a record cannot be read raises `Refused`; the planner and the
reader turn it into a row of `set_aside` and go on with the next record.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.tsv import rows

REASONS = Path(__file__).with_name("reasons.tsv")
CONTEXT_BYTES = 16  # shown before and after the byte at fault
CONTEXT_CHARS = 200  # of a name or message


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row of `set_aside`.

    Attributes:
        seed: Path below the seeds folder, as tables show it.
        record: Where in the seed; empty for a whole file.
        stage: `planning` or `reading`.
        reason: A sentence of `reasons.tsv`.
        byte_offset: Byte at which it went wrong, None where no single byte is at fault.
        context: What stands there.
    """

    seed: str
    record: str
    stage: str
    reason: str
    byte_offset: int | None
    context: str | None


class Refused(Exception):  # noqa: N818 — an outcome, not a failure of the program
    """A record cannot be read.

    Attributes:
        code: Code of `reasons.tsv`.
        byte_offset: Byte at which it went wrong, or None.
        context: What stands there, or None.
    """

    def __init__(self, code: str, byte_offset: int | None = None, context: str | None = None) -> None:
        """Refuse with a code of `reasons.tsv`; `context` is cut and made printable."""
        super().__init__(f"{code}: {reason(code)}")
        self.code = code
        self.byte_offset = byte_offset
        self.context = None if context is None else printable(context[:CONTEXT_CHARS])

    def set_aside(self, seed: str, record: str, stage: str) -> SetAside:
        """Make the row that says so."""
        return SetAside(seed, record, stage, reason(self.code), self.byte_offset, self.context)


@cache
def reasons() -> dict[str, str]:
    """Code → sentence."""
    return {row["code"]: row["reason"] for row in rows(REASONS, ("code", "reason"))}


def reason(code: str) -> str:
    """Return the sentence of a code; `KeyError` if there is none."""
    return reasons()[code]


def around(data: bytes, offset: int) -> str:
    """Show the bytes around an offset: hex, the byte at fault in brackets, then what is printable ASCII."""
    before = data[max(offset - CONTEXT_BYTES, 0) : offset]
    after = data[offset + 1 : offset + 1 + CONTEXT_BYTES]
    ascii_ = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in before + data[offset : offset + 1] + after)  # noqa: PLR2004
    return f"{before.hex(' ')} [{data[offset : offset + 1].hex()}] {after.hex(' ')} | {ascii_}".strip()


def printable(text: str) -> str:
    r"""Write surrogates and control characters as `\udc80`, `\x00` …, so that any table can hold the text."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
