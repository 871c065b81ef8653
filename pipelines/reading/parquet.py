"""Rows of Parquet files.

Only taking rows out of Parquet belongs here. A row has no bytes of its own: its identity is the UTF-8 form of its
headline and text, and its lines have no byte offsets.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.reading import columns
from pipelines.reading.formats import Format
from pipelines.reading.leaves import Found, Leaf, Place, Problem
from pipelines.reading.outcomes import Refused
from pipelines.reading.streams import Stream, of_bytes

BATCH = 1024  # rows
DAMAGE = (pa.ArrowException, OSError, ValueError)


def rows(stream: Stream, place: Place) -> Iterator[Found]:
    """Yield the rows of a Parquet file, numbered from 1; only the columns that are needed are read."""
    file = stream.seekable()
    try:
        table = pq.ParquetFile(file)
        names = tuple(table.schema_arrow.names)
    except DAMAGE as error:
        raise Refused("parquet_invalid", context=str(error)) from error
    chosen = columns.roles(names, place.source)
    wanted = list(dict.fromkeys(chosen.values()))
    row_no = 0
    for batch in _batches(table, wanted):
        for values in batch:
            row_no += 1
            record = place.step(str(row_no))
            text = values[chosen["text"]]
            if not isinstance(text, str):
                yield Problem(record, Refused("not_a_string", context=f"{chosen['text']}: {text!r}"))
                continue
            place.budget.spend(len(text))
            strings = {column: str(value) for column, value in values.items() if value is not None}
            lines = "\n".join(strings[column] for column in columns.read_columns(chosen, strings))
            yield Leaf(record, Format.PARQUET, of_bytes(lines.encode()), None, values=strings)


def _batches(table: pq.ParquetFile, wanted: list[str]) -> Iterator[list[dict[str, Any]]]:
    """Yield rows as column → value, a batch at a time."""
    try:
        for batch in table.iter_batches(batch_size=BATCH, columns=wanted):
            yield batch.to_pylist()
    except DAMAGE as error:
        raise Refused("parquet_invalid", context=str(error)) from error
