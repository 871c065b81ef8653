"""The SQL of the warehouse: which files there are, and how they are found.

Statements live in `warehouse/sql`, never in Python. This module reads them; it knows nothing of what they say.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from pipelines.places import PROJECT
from schemas import ddl

SQL = PROJECT / "warehouse" / "sql"
AUDIT_NAME = re.compile(r"(?P<code>[a-z]\d\d)_[a-z_]+\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """One file of SQL.

    Attributes:
        name: File name without `.sql`.
        sql: Its text.
    """

    name: str
    sql: str

    @property
    def code(self) -> str:
        """The rule that an audit checks: `a01_quotes.sql` checks A01."""
        match = AUDIT_NAME.match(self.name)
        if match is None:
            raise ValueError(f"{self.name}.sql: an audit is named after its rule, such as a01_quotes_in_lines.sql")
        return match["code"].upper()


def statements(folder: str) -> tuple[Statement, ...]:
    """Return the files of a folder of `warehouse/sql`, in order of their names."""
    return tuple(Statement(path.stem, path.read_text("utf-8")) for path in sorted((SQL / folder).glob("*.sql")))


def version() -> str:
    """Return a hash over all that defines a warehouse beside its rows: tables, comments, views, macros, steps."""
    texts = [ddl.statements(), *(item.sql for folder in ("macros", "views", "steps") for item in statements(folder))]
    return sha256("\0".join(texts).encode()).hexdigest()
