"""Throws mutated texts, pages, rows, crawls and archives at the reader, for as long as one likes.

    python tests/reading/fuzz.py [SECONDS] [FIRST_CASE]

A case is one file; the same number makes the same file. Whatever the bytes: no exception, no hang, every record is a
document or set aside with its reason, and every line and piece of a document is found again in the delivered bytes.
"""

# ruff: noqa: S311, T201 — repeatable mutations, no secrets; the long form prints what it found

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.reading.outcomes import reasons
from schemas.contracts import validate
from tests.reading import deliveries
from tests.reading.checking import check
from tests.reading.deliveries import deliver, read_all

BATCH = 50
OUTSIDE = 0.3  # of the packed files are mutated after packing
SLOWEST = 20.0  # seconds of work for a batch of small files
UNPACKED = (".txt", ".md", ".html", ".jsonl", ".csv", ".warc")
TOKENS = (
    *(
        b"<!--",
        b"-->",
        b"<script>",
        b"</script>",
        b"<p hidden>",
        b"<td>",
        b"&#",
        b"&#x5143;",
        b"&nbsp",
        b'"',
        b"'",
        b"=",
    ),
    *(b"\\", b"\\u", b"\\ud83d", b"{", b"}", b",", b'""', b"\r", b"\n", b"\r\n", b"\x00", b"\xff", b"\xe2\x80\xa8"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", "元".encode(), "億".encode("big5"), b"PK\x03\x04", b"\x1f\x8b\x08", b"../"),
    *(
        b"Content-Length: 99999999999\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: br\r\n",
        b"Content-Encoding: zstd\r\n",
    ),
)


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Change a few places: bytes, tokens, stretches that are lost, doubled or moved."""
    changed = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 2, 3, 8))):
        at = rng.randrange(len(changed) + 1)
        to = min(at + rng.choice((1, 1, 2, 7, 60)), len(changed))
        match rng.randrange(6):
            case 0:
                changed[at:to] = rng.randbytes(to - at)
            case 1:
                del changed[at:to]
            case 2:
                changed[at:at] = rng.choice(TOKENS)
            case 3:
                changed[at:at] = changed[at:to] * rng.choice((1, 2, 50))
            case 4 if at < len(changed):
                changed[at] ^= 1 << rng.randrange(8)
            case _:
                del changed[max(at, len(changed) // 2) :]
    return bytes(changed)


def case(number: int) -> tuple[str, bytes]:
    """Make the file of a case: mutated inside, outside, or both."""
    rng = random.Random(number)
    encoding = deliveries.ENCODINGS[rng.choice(list(deliveries.ENCODINGS))]
    end = rng.choice(("\n", "\r\n", "\r"))
    made = deliveries.everything(encoding, end) | deliveries.pages_in_rows(encoding, end)
    name = rng.choice(list(made))
    data = mutate(made[name], rng)
    packing = rng.choice(("", "", "", ".zip", ".tar", *deliveries.PACKINGS))
    if packing in deliveries.PACKINGS:
        data = deliveries.PACKINGS[packing](data)
    elif packing:
        members = {"first.txt": b"1\n", f"in/{name}": data, "last.html": b"<p>2"}
        data = (deliveries.zipped if packing == ".zip" else deliveries.tarred)(members)
    if packing and rng.random() < OUTSIDE:
        data = mutate(data, rng)
    return f"{number:09}-{name}{packing}", data


def batch(first: int, size: int, seeds: Path) -> Counter[str]:
    """Read the files of some cases and check what came of them; return how many records had which outcome."""
    delivered = dict(case(number) for number in range(first, first + size))
    deliver(seeds, delivered)
    begun = time.process_time()
    plan, tables = read_all(seeds)
    assert time.process_time() - begun < SLOWEST, f"cases from {first} take too long"

    planned = [(record.path, record.record) for chunk in plan.chunks for record in chunk.records]
    read = [row for one in tables for row in one.documents.select("seed", "record").iter_rows()]
    aside = [row for one in tables for row in one.set_aside.select("seed", "record").iter_rows()]
    assert sorted(read + aside) == sorted(planned)
    states = dict(plan.seeds.select("path", "state").iter_rows())
    assert set(states) == set(delivered)
    told = set(plan.set_aside["seed"]) | {seed for seed, _ in planned}
    assert {seed for seed, state in states.items() if state == "empty"} == set(delivered) - told
    known = set(reasons().values())
    outcomes = Counter({"document": len(read)})
    _check_contracts(plan, tables)
    for one in (plan, *tables):
        assert set(one.set_aside["reason"]) <= known
        outcomes.update(one.set_aside["reason"])
    for one in tables:
        _check_unpacked(one, delivered)
    return outcomes


def _check_contracts(plan, tables) -> None:
    """No row that is handed on breaks its contract."""
    frames = [("seeds", plan.seeds), ("set_aside", plan.set_aside)]
    frames += [(name, getattr(one, name)) for one in tables for name in one.__slots__]
    for name, frame in frames:
        quarantine = validate(name, frame).quarantine
        assert quarantine.is_empty(), quarantine.to_dicts()[:3]


def _check_unpacked(tables, delivered: dict[str, bytes]) -> None:
    """Find again what was delivered as it is; a WARC body that claims to be encoded has offsets of its own."""
    plain = tables.documents.filter(
        [seed.endswith(UNPACKED) and not _is_packed(delivered[seed]) for seed in tables.documents["seed"]]
    )
    ids = plain["doc_id"].implode()
    kept = {
        name: getattr(tables, name).filter(getattr(tables, name)["doc_id"].is_in(ids))
        for name in ("documents", "lines", "texts", "text_pieces", "parts")
    }
    check(_Tables(**kept), lambda seed, _: delivered[seed])


def _is_packed(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"\x1f\x8b\x08")) or b"Transfer-Encoding: chunked" in data


class _Tables:
    """Some of the rows of a chunk."""

    def __init__(self, **tables):
        vars(self).update(tables)


def main() -> None:
    """Run cases until the time is over."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    number = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    first, end = number, time.monotonic() + seconds
    outcomes = Counter[str]()
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as place:
            try:
                outcomes += batch(number, BATCH, Path(place))
            except BaseException:
                print(f"failed in the cases {number} to {number + BATCH - 1}", file=sys.stderr)
                raise
        number += BATCH
    print(f"{number - first:,} cases from {first}, every record accounted for")
    for outcome, count in outcomes.most_common():
        print(f"{count:9,}  {outcome}")


if __name__ == "__main__":
    main()
