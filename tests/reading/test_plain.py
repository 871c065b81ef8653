"""Texts read a chunk at a time are read exactly as texts read one by one."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import reading
from pipelines.reading import collector, plain, reader
from pipelines.reading.containers.formats import Format
from schemas.manifests import Record
from schemas.sources import Sources
from tests.reading.deliveries import deliver

ODD = [
    b"",
    b"\n",
    b"\n\n",
    "无换行".encode(),
    "一\n二\n".encode(),
    "一\r\n二\r三\n".encode(),
    "一\u2028二".encode(),
    "\ufeff有标记\n".encode(),
    "有\x00零".encode(),
    "中间\ufeff标记".encode(),
    "国家统计局数据：增长百分之五。\n".encode("gb18030") * 8,
    "行政院主計總處統計，成長百分之三。\n".encode("cp950") * 8,
    "字".encode("utf-16"),
    "国家统计局".encode("gb18030").decode("latin-1").encode() * 9,
    b"\xe4\xb8",
    b"plain ascii",
]
FILES = st.lists(st.one_of(st.sampled_from(ODD), st.text().map(str.encode)), max_size=8)


def tables(folder, files):
    deliver(folder, {f"{n:03}.{'md' if n % 3 else 'txt'}": data for n, data in enumerate(files)})
    plan = reading.plan(folder, Sources())
    return [reading.read(folder, chunk, Sources()) for chunk in plan.chunks]


@settings(max_examples=60, deadline=None)
@given(files=FILES)
def test_files_read_together_give_what_files_read_singly_give(tmp_path_factory, files):
    together = tables(tmp_path_factory.mktemp("together"), files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "TOGETHER", 20)
        in_turns = tables(tmp_path_factory.mktemp("in_turns"), files)
        patch.setattr(plain, "FORMS", frozenset())
        patch.setattr(collector, "AT_ONCE", 20)
        singly = tables(tmp_path_factory.mktemp("singly"), files)
    for chunks in zip(together, in_turns, singly, strict=True):
        for table in fields(reading.Read):
            one, *others = (getattr(chunk, table.name) for chunk in chunks)
            assert all(one.equals(other) for other in others), table.name


def test_most_texts_are_read_together():
    records = [Record(f"{n}.txt", "", f"{n:064}", 0, len(data)) for n, data in enumerate(ODD)]
    files = [plain.File(n, record, Format.TEXT, ODD[n]) for n, record in enumerate(records)]
    _, left = plain.read(files)
    assert [file.nth for file in left] == [5, 6, 7, 8, 10, 11, 12, 13, 14]
