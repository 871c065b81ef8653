"""The console blocks of the READMEs: what they show is what the commands print. As a script, it writes them anew."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)```", re.DOTALL)
RUN = "make run"


def blocks(readme: Path) -> dict[str, str]:
    """Command → what the README shows of its output."""
    return {found["command"]: tidy(found["shown"]) for found in BLOCK.finditer(readme.read_text("utf-8"))}


def tidy(printed: str) -> str:
    """What was printed without white space at the ends of lines and of the whole, and without the project's place."""
    lines = [line.rstrip().replace(f"{PROJECT}/", "") for line in printed.splitlines()]
    return "\n".join(lines).strip("\n")


def rewrite(readme: Path, printed: Callable[[str], str]) -> None:
    """Put what each command prints below it."""
    text = BLOCK.sub(
        lambda found: f"```console\n$ {found['command']}\n{tidy(printed(found['command']))}\n```",
        readme.read_text("utf-8"),
    )
    readme.write_text(text, "utf-8")


def _printed(command: str, place: str) -> str:
    """Run a command over a warehouse of its own, so that the run publishes instead of finding nothing changed."""
    arguments = ["suyuan", "run"] if command == RUN else shlex.split(command)
    path = Path(sys.executable).parent / arguments[0]
    surroundings = {**os.environ, "SUYUAN_WAREHOUSE": f"{place}/warehouse", "DAGSTER_HOME": f"{place}/home"}
    done = subprocess.run(
        [path, *arguments[1:]], cwd=PROJECT, env=surroundings, capture_output=True, text=True, check=True
    )
    return done.stdout.replace(f"{place}/", "")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        outputs = {command: _printed(command, folder) for command in blocks(PROJECT / READMES[0])}
    for name in READMES:
        rewrite(PROJECT / name, outputs.__getitem__)
