"""`suyuan extract`: JSON lines from standard input, their mentions to standard output.

Belongs here: streams and the exit code. What a record is and how it is answered: `grammar.records`.
"""

import sys

from pipelines.grammar import records

ANSWERED, WRONG = 0, 2


def extract() -> int:
    """Answer every line of standard input; a line that is no record ends it, and is named on standard error.

    Returns:
        The exit code.
    """
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        for line in records.extract(sys.stdin):
            sys.stdout.write(f"{line}\n")
    except records.BadRecordError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    return ANSWERED
