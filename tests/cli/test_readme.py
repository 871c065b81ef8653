"""The READMEs show what the commands print."""

import shlex
from pathlib import Path

import pytest

from tests.cli.readme_blocks import READMES, RUN, blocks, tidy


@pytest.mark.parametrize("name", READMES)
def test_every_query_gives_the_answer_that_is_shown(suyuan, built: Path, project: Path, name: str):
    shown = blocks(project / name)
    queries = [command for command in shown if command != RUN]
    assert len(queries) == 3
    for command in queries:
        program, *arguments = shlex.split(command)
        assert program == "suyuan"
        assert tidy(suyuan(*arguments, "--warehouse", built).stdout) == shown[command]


@pytest.mark.parametrize("name", READMES)
def test_the_summary_is_the_one_that_is_shown(built: Path, project: Path, name: str):
    def counted(text: str) -> list[str]:
        return text.partition("\nwarehouse ")[0].splitlines()  # then follow paths, which differ

    assert counted(tidy((built.parent / "printed").read_text())) == counted(blocks(project / name)[RUN])


def test_both_languages_show_the_same(project: Path):
    assert blocks(project / READMES[0]) == blocks(project / READMES[1])


@pytest.mark.parametrize("name", [*READMES, "ARCHITECTURE.md", "docs/guide.md", "docs/sql.md"])
def test_every_link_leads_somewhere(project: Path, name: str):
    text = (project / name).read_text()
    targets = [part.partition(")")[0] for part in text.split("](")[1:]]
    local = [target.partition("#")[0] for target in targets if not target.startswith("http")]
    missing = [target for target in local if not ((project / name).parent / target).exists()]
    assert missing == []
