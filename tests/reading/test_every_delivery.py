"""Every encoding × line ending × container × packing: each line and piece is found again in the delivered bytes."""

import pytest

from tests.reading import deliveries
from tests.reading.checking import check

ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


@pytest.fixture(params=[(name, end) for name in deliveries.ENCODINGS for end in ENDS], ids="-".join)
def delivery(request, tmp_path):
    name, end = request.param
    encoding = deliveries.ENCODINGS[name]
    files = deliveries.everything(encoding, ENDS[end])
    packed = {name + suffix: pack(data) for name, data in files.items() for suffix, pack in deliveries.PACKINGS.items()}
    archives = {
        "all.zip": deliveries.zipped(files),
        "all.tar": deliveries.tarred(files),
        "all.tar.gz": deliveries.PACKINGS[".gz"](deliveries.tarred(files)),
        "packed.zip": deliveries.zipped(packed),
    }
    deliveries.deliver(tmp_path, {f"plain/{name}": data for name, data in files.items()} | packed | archives)
    return tmp_path, files, encoding


def test_every_line_and_piece_is_found_again(delivery):
    seeds, files, encoding = delivery

    def stream_of(seed, record):
        name = next(name for name in files if name in seed or name in record)
        return None if name.endswith(".parquet") else files[name]

    plan, tables = deliveries.read_all(seeds)

    assert plan.set_aside.is_empty(), plan.set_aside.to_dicts()
    assert all(read.set_aside.is_empty() for read in tables), [read.set_aside.to_dicts() for read in tables]
    assert sum(check(read, stream_of) for read in tables) > 1000
    documents = sum(len(read.documents) for read in tables)
    ways = 1 + len(deliveries.PACKINGS) + 3 + len(deliveries.PACKINGS)
    assert documents == ways * (3 + 4 * len(encoding.articles) + 2)


def test_the_text_is_the_same_whatever_it_came_in(delivery):
    seeds, _, encoding = delivery
    _, tables = deliveries.read_all(seeds)
    expected = [list(article) for article in encoding.articles]

    for read in tables:
        texts = {doc: group["text"].to_list() for (doc,), group in read.lines.group_by("doc_id", maintain_order=True)}
        for document in read.documents.to_dicts():
            if document["media_type"] in ("application/jsonl", "text/csv", "application/vnd.apache.parquet"):
                assert texts[document["doc_id"]] in expected
            elif document["media_type"] == "text/plain":
                assert texts[document["doc_id"]] == [line for article in expected for line in article]
        shown = read.texts.group_by("doc_id", maintain_order=True).agg("text", "block_break")
        for runs, breaks in shown.select("text", "block_break").iter_rows():
            blocks = "".join(("\x00" if new else "") + run for run, new in zip(runs, breaks, strict=True)).split("\x00")
            assert blocks[1:-1] == [line for article in expected for line in article if line]
            assert blocks[-1] == "\xa0© 2025"
