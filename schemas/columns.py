"""How a column and a table are described.

Only the vocabulary of description belongs here: types, columns, tables. The tables themselves are in the
module of their boundary. Polars types, Pandera columns and DuckDB types are all read off a `Type`.
"""

from dataclasses import dataclass

import polars as pl

NOT_YET = " Nothing fills it yet."  # ends the meaning of what waits for a stage that is still to be built
EXACT_PRECISION = 38
EXACT_SCALE = 12


@dataclass(frozen=True, slots=True)
class Type:
    """What a column holds: the polars type and the DuckDB type that mean the same."""

    polars: pl.DataType
    sql: str


TEXT = Type(pl.String(), "varchar")
FACT_ID = Type(pl.String(), "uuid")  # polars has no UUID: text in chunks, UUID in the warehouse
COUNT = Type(pl.Int64(), "bigint")  # offsets, counters, line numbers
POWER = Type(pl.Int32(), "integer")  # a power of ten
WHOLE = Type(pl.String(), "hugeint")  # up to 38 digits: text in polars, HUGEINT in the warehouse
EXACT = Type(pl.Decimal(EXACT_PRECISION, EXACT_SCALE), f"decimal({EXACT_PRECISION}, {EXACT_SCALE})")
FLAG = Type(pl.Boolean(), "boolean")
MOMENT = Type(pl.Datetime("us"), "timestamp")  # local time of the jurisdiction, no zone


@dataclass(frozen=True, slots=True)
class Column:
    """One column, described once.

    Attributes:
        name: As in the warehouse.
        type: What it holds.
        meaning: One sentence for the comment and the dictionary; units and conventions included.
        null: Whether it may be empty.
        values: Name of the closed vocabulary its codes come from.
        at_least: Smallest value allowed.
        hashed: Whether it is part of the content hash.
    """

    name: str
    type: Type
    meaning: str
    null: bool = False
    values: str | None = None
    at_least: int | None = None
    hashed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One table, described once.

    Attributes:
        name: As in the warehouse.
        meaning: One sentence: what a row is.
        key: Columns that together are unique; rows are stored in their order.
        columns: In order.
        published: Whether it is part of the warehouse, or only passes between two stages.
        hashed: Whether it is part of the content hash.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    published: bool = True
    hashed: bool = True

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column → polars type, in order."""
        return {column.name: column.type.polars for column in self.columns}

    def __getitem__(self, name: str) -> Column:
        """The column of that name; `KeyError` if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        message = f"table {self.name} has no column {name}"
        raise KeyError(message)


def text(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column of free text."""
    return Column(name, TEXT, meaning, null)


def code(name: str, meaning: str, values: str | None = None, *, null: bool = False) -> Column:
    """A column of ids or codes; `values` names the closed vocabulary."""
    return Column(name, TEXT, meaning, null, values)


def fact(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column that holds the id of a fact."""
    return Column(name, FACT_ID, meaning, null)


def count(name: str, meaning: str, *, null: bool = False, at_least: int | None = 0) -> Column:
    """A column of whole numbers: offsets, counters, line numbers."""
    return Column(name, COUNT, meaning, null, at_least=at_least)


def power(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column that holds a power of ten."""
    return Column(name, POWER, meaning, null)


def exact(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column of exact decimals."""
    return Column(name, EXACT, meaning, null)


def whole(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column of whole numbers of up to 38 digits."""
    return Column(name, WHOLE, meaning, null)


def flag(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column of yes or no."""
    return Column(name, FLAG, meaning, null)


def moment(name: str, meaning: str, *, null: bool = False) -> Column:
    """A column of points in local time."""
    return Column(name, MOMENT, meaning, null)
