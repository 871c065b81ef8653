"""The records of a seed, whatever it is packed in: the one place that knows all containers.

To add a container, write a function `(stream, place) -> Iterator[Found]` in a module of its own, teach `formats` to
recognise it, and name it here.
"""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from pipelines.reading.containers import archives, folder, formats, packing, parquet, rows, warc
from pipelines.reading.containers.formats import Format
from pipelines.reading.containers.leaves import Found, Leaf, Place, Problem
from pipelines.reading.containers.packing import Budget
from pipelines.reading.containers.streams import Stream
from pipelines.reading.limits import DEFAULT, Limits
from pipelines.reading.outcomes import Refused
from schemas.sources import Source

Opener = Callable[[Stream, Place], Iterator[Found]]


def records(seeds: Path, path: str, source: Source, limits: Limits = DEFAULT) -> Generator[Found]:
    """Yield the records of a seed in order, and what of it is refused."""
    try:
        file = folder.open_seed(seeds, path)
    except Refused as refused:
        yield Problem("", refused)
        return
    with file:
        place = Place(path.rpartition("/")[2], "", source, Budget(limits))
        yield from found_in(Stream(file, file), place)


def alone(seeds: Path, path: str, size: int) -> tuple[Format, bytes] | None:
    """Return what a file of this size is, and its bytes, if it is one document and no container.

    None also where it cannot be read or has another size: what is wrong with it, `records` finds and says.
    """
    data = folder.content(seeds, path, size)
    if data is None or (form := formats.recognise(path, data[: formats.HEAD])) not in formats.WHOLE:
        return None
    return form, data


def found_in(stream: Stream, place: Place) -> Iterator[Found]:
    """Yield the records of a stream; what goes wrong inside is a problem of this stream, not of what is around it."""
    try:
        form = formats.recognise(place.name, stream.peek(formats.HEAD))
        if form in formats.WHOLE:
            yield Leaf(place.record, form, stream)
        else:
            yield from OPENERS[form](stream, place)
    except Refused as refused:
        yield Problem(place.record, refused)


def _packed(stream: Stream, place: Place) -> Iterator[Found]:
    """Open a compressed stream."""
    form = formats.recognise(place.name, stream.peek(formats.HEAD))
    inside = place.inside(formats.unpacked_name(place.name), place.record)
    yield from found_in(packing.unpack(stream, form, place.budget), inside)


def _archive(members: Callable[[Stream, Place], Iterator[archives.Member | Problem]]) -> Opener:
    """Make an opener of a function that lists the members of an archive."""

    def opener(stream: Stream, place: Place) -> Iterator[Found]:
        for member in members(stream, place):
            if isinstance(member, Problem):
                yield member
            else:
                yield from found_in(member.stream, place.inside(member.name, member.record))

    return opener


def _out_of_scope(stream: Stream, place: Place) -> Iterator[Found]:
    """Refuse what holds no text that could be read here."""
    yield Problem(place.record, Refused("out_of_scope", 0, stream.peek(8).hex(" ")))


OPENERS: dict[Format, Opener] = {
    Format.GZIP: _packed,
    Format.ZSTD: _packed,
    Format.XZ: _packed,
    Format.BZIP2: _packed,
    Format.ZIP: _archive(archives.zip_members),
    Format.TAR: _archive(archives.tar_members),
    Format.JSON_LINES: rows.json_lines,
    Format.JSON: rows.json_document,
    Format.CSV: rows.csv_rows,
    Format.PARQUET: parquet.rows,
    Format.WARC: warc.records,
    Format.OUT_OF_SCOPE: _out_of_scope,
}
