"""DuckDB tables and comments, generated from the descriptions."""

from schemas.columns import Table
from schemas.tables import ALL


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def create(table: Table) -> str:
    """Return the statements that create a table and comment it and its columns."""
    width = max(len(column.name) for column in table.columns)
    columns = [
        f'  "{column.name}"{" " * (width - len(column.name))} {column.type.sql}{"" if column.null else " not null"}'
        for column in table.columns
    ]
    comments = [f"comment on table {table.name} is {literal(table.meaning)};"]
    comments += [
        f'comment on column {table.name}."{column.name}" is {literal(column.meaning)};' for column in table.columns
    ]
    body = ",\n".join(columns)
    return f"create table {table.name} (\n{body}\n);\n" + "\n".join(comments)


def published() -> tuple[Table, ...]:
    """Return the tables of the warehouse, in order."""
    return tuple(table for table in ALL if table.published)


def statements() -> str:
    """Return the whole definition of an empty warehouse."""
    return "\n\n".join(create(table) for table in published()) + "\n"
