"""The console blocks of the READMEs: what they show is what the commands print. As a script, it writes them anew."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import cache
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


@cache
def _printed(command: str) -> str:
    """Run a command over the project's own warehouse, once: after `make clean` the run publishes."""
    arguments = ["suyuan", "run"] if command == RUN else shlex.split(command)
    path = Path(sys.executable).parent / arguments[0]
    return subprocess.run([path, *arguments[1:]], cwd=PROJECT, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    for name in READMES:
        rewrite(PROJECT / name, _printed)
