"""The entry point of `suyuan`: `extract` answers at once, every other command goes through the command line of `cli`.

Belongs here: nothing else. `suyuan extract` takes no options, so it needs no parser of options, whose library takes a
fifth of a second to load: half as long as the grammar takes to answer.
"""

import gc
import os
import sys

gc.set_threshold(200_000, 50, 50)  # what is loaded stays: looking for cycles in it would take a twentieth of a second

from pipelines import extracting  # noqa: E402


def main() -> None:
    """Run `suyuan`."""
    if sys.argv[1:] == ["extract"]:
        code = extracting.extract()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # taking apart what was loaded would take an eighth of a second
    from pipelines.cli import app

    app()
