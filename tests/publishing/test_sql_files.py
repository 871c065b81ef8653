"""The files of SQL lead whoever reads them to modules that exist."""

import re
from pathlib import Path

MODULE = re.compile(r"[\w/]+\.py\b")


def test_a_module_that_a_statement_names_is_there(project: Path):
    named = {
        (path.name, module)
        for path in (project / "warehouse/sql").rglob("*.sql")
        for module in MODULE.findall(path.read_text("utf-8"))
    }
    assert len(named) >= 5
    assert [(file, module) for file, module in sorted(named) if not (project / module).is_file()] == []
