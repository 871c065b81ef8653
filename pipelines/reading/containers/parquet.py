"""Rows of Parquet files.

Only taking rows out of Parquet belongs here. A row has no bytes of its own: its identity is the UTF-8 form of its
headline and text, and its lines have no byte offsets.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.reading.cells import columns
from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.leaves import Found, Leaf, Place, Problem
from pipelines.reading.containers.streams import Stream, of_bytes
from pipelines.reading.outcomes import Refused

BATCH = 1024  # rows
DAMAGE = (pa.ArrowException, OSError, ValueError)


def rows(stream: Stream, place: Place) -> Iterator[Found]:
    """Yield the rows of a Parquet file, numbered from 1; only the columns that are needed are read."""
    with stream.seekable() as file:
        try:
            table = pq.ParquetFile(file)
            names = tuple(table.schema_arrow.names)
        except DAMAGE as error:
            raise Refused("parquet_invalid", context=str(error)) from error
        chosen = columns.roles(names, place.source)
        for row_no, values in enumerate(_values(table, list(dict.fromkeys(chosen.values()))), 1):
            yield _found(place.step(str(row_no)), values, chosen, place)


def _found(record: str, values: dict[str, Any], chosen: dict[str, str], place: Place) -> Found:
    """Make a record of a row."""
    text = values[chosen["text"]]
    if not isinstance(text, str):
        return Problem(record, Refused("not_a_string", context=f"{chosen['text']}: {text!r}"))
    place.budget.spend(len(text))
    strings = {column: str(value) for column, value in values.items() if value is not None}
    lines = "\n".join(strings[column] for column in columns.read_columns(chosen, strings))
    return Leaf(record, Format.PARQUET, of_bytes(lines.encode()), None, values=strings)


def _values(table: pq.ParquetFile, wanted: list[str]) -> Iterator[dict[str, Any]]:
    """Yield rows as column → value, a batch in memory at a time."""
    try:
        for batch in table.iter_batches(batch_size=BATCH, columns=wanted):
            yield from batch.to_pylist()
    except DAMAGE as error:
        raise Refused("parquet_invalid", context=str(error)) from error
