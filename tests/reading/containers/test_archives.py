"""What is packed: hostile, broken and nested archives."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile

import pytest
import zstandard

from pipelines import reading
from pipelines.reading.limits import MIB, Limits
from pipelines.reading.outcomes import reason
from schemas.sources import Sources
from tests.reading import deliveries
from tests.reading.deliveries import deliver, read_all

PAGE = "城东水厂6月30日完成扩建，共投资4.2亿元。\n".encode()


def aside(plan):
    return {row["record"]: row["reason"] for row in plan.set_aside.to_dicts()}


def records(tables):
    return [record for read in tables for record in read.documents["record"]]


def tar_of(*members):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data) if data is not None else None)
    return sink.getvalue()


def member(name, data=None, **attributes):
    info = tarfile.TarInfo(name)
    info.size = len(data or b"")
    for key, value in attributes.items():
        setattr(info, key, value)
    return info, data


def zip_with(name, data, mode=None, **attributes):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        info = zipfile.ZipInfo(name)
        if mode is not None:
            info.external_attr = mode << 16
        for key, value in attributes.items():
            setattr(info, key, value)
        archive.writestr(info, data)
    return sink.getvalue()


@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\out.txt", "\\\\host\\out.txt"]
)
def test_a_member_whose_name_climbs_out_is_refused(tmp_path, name):
    deliver(tmp_path, {"a.tar": tar_of(member(name, PAGE), member("good.txt", PAGE)), "a.zip": zip_with(name, PAGE)})
    plan, tables = read_all(tmp_path)
    assert set(plan.set_aside["reason"]) == {reason("path_climbs_out")}
    assert len(plan.set_aside) == 2
    assert records(tables) == ["good.txt"]


def test_links_and_special_members_are_refused(tmp_path):
    tar = tar_of(
        member("soft", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        member("hard", type=tarfile.LNKTYPE, linkname="good.txt"),
        member("pipe", type=tarfile.FIFOTYPE),
        member("device", type=tarfile.CHRTYPE, devmajor=1, devminor=3),
        member("folder", type=tarfile.DIRTYPE),
        member("good.txt", PAGE),
    )
    deliver(tmp_path, {"a.tar": tar, "b.zip": zip_with("soft", b"/etc/passwd", stat.S_IFLNK | 0o777)})
    plan, tables = read_all(tmp_path)
    assert aside(plan) == {
        "soft": reason("member_link"),
        "hard": reason("member_link"),
        "pipe": reason("member_special"),
        "device": reason("member_special"),
    }
    assert len(plan.set_aside) == 5
    assert records(tables) == ["good.txt"]


@pytest.mark.parametrize(
    "bomb",
    [
        gzip.compress(bytes(80 * MIB)),
        bz2.compress(bytes(80 * MIB)),
        lzma.compress(bytes(80 * MIB), preset=0),
        zstandard.compress(bytes(80 * MIB)),
        deliveries.zipped({"zeros.txt": bytes(80 * MIB)}),
        gzip.compress(deliveries.tarred({"zeros.txt": bytes(80 * MIB)})),
    ],
    ids=["gzip", "bzip2", "xz", "zstd", "zip", "tar.gz"],
)
def test_a_bomb_is_refused_before_it_fills_anything(tmp_path, bomb):
    deliver(tmp_path, {"bomb.txt": bomb, "good.txt": PAGE})
    plan, tables = read_all(tmp_path)
    assert set(plan.set_aside["reason"]) == {reason("bomb_ratio")}
    assert [read.documents["seed"].to_list() for read in tables] == [["good.txt"]]


def test_a_zip_bomb_of_overlapping_members_is_bounded_by_the_total(tmp_path):
    deliver(tmp_path, {"a.zip": deliveries.zipped({f"{number}.txt": bytes(1000) for number in range(50)})})
    plan = reading.plan(tmp_path, Sources(), Limits(total=10_000))
    assert len(plan.chunks[0].records) == 10
    assert plan.set_aside["reason"].to_list() == [reason("bomb_size")] * 40


def test_archives_inside_archives_are_read_down_to_the_limit(tmp_path):
    packed = PAGE
    for _ in range(3):
        packed = deliveries.zipped({"inner": packed})
    deliver(
        tmp_path,
        {
            "three.zip": packed,
            "six.gz": gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(PAGE))))),
        },
    )
    plan, tables = read_all(tmp_path)
    assert records(tables) == ["inner!inner!inner"]
    assert plan.set_aside.select("seed", "reason").rows() == [("six.gz", reason("bomb_depth"))]


def test_an_archive_of_too_many_members_is_cut_with_its_reason(tmp_path):
    deliver(tmp_path, {"a.tar": deliveries.tarred({f"{number}.txt": str(number).encode() for number in range(20)})})
    plan = reading.plan(tmp_path, Sources(), Limits(count=5))
    assert len(plan.chunks[0].records) == 5
    assert aside(plan) == {"": reason("bomb_count")}


@pytest.mark.parametrize("suffix", list(deliveries.PACKINGS))
def test_a_stream_that_is_cut_off_is_damaged(tmp_path, suffix):
    packed = deliveries.PACKINGS[suffix](PAGE * 1000)
    deliver(tmp_path, {"a.txt" + suffix: packed[:-9]})
    plan, tables = read_all(tmp_path)
    assert aside(plan) == {"": reason("damaged")}
    assert tables == []


def test_a_tar_that_is_cut_off_keeps_its_whole_members(tmp_path):
    tar = deliveries.tarred({"one.txt": PAGE, "two.txt": PAGE * 100})
    deliver(tmp_path, {"a.tar": tar[: 512 * 4]})
    plan, tables = read_all(tmp_path)
    assert records(tables) == ["one.txt"]
    assert aside(plan)["two.txt"] == reason("damaged")


def test_a_zip_member_with_a_wrong_check_sum_is_damaged_and_the_others_are_read(tmp_path):
    data = bytearray(deliveries.zipped({"one.txt": b"", "two.txt": PAGE}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("two.txt").header_offset
    data[start + 40] ^= 0xFF
    deliver(tmp_path, {"a.zip": bytes(data)})
    plan, tables = read_all(tmp_path)
    assert aside(plan) == {"two.txt": reason("damaged")}
    assert records(tables) == ["one.txt"]


def test_an_encrypted_member_is_refused(tmp_path):
    data = bytearray(deliveries.zipped({"secret.txt": PAGE}))
    directory = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    deliver(tmp_path, {"a.zip": bytes(data)})
    assert aside(read_all(tmp_path)[0]) == {"secret.txt": reason("encrypted")}


def test_names_of_members_packed_with_gbk_are_read(tmp_path):
    name = "年报.txt".encode("gbk").decode("cp437")
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("??.txt", PAGE)
    data = sink.getvalue().replace(b"??.txt", b"XXXX.txt")
    data = zip_with("XXXX.txt", PAGE).replace(b"XXXX.txt", name.encode("cp437"))
    deliver(tmp_path, {"a.zip": data})
    assert records(read_all(tmp_path)[1]) == ["年报.txt"]


def test_members_of_one_name_are_numbered(tmp_path):
    names = ["a.txt", "a.txt", "a.txt#2", "a.txt"]
    deliver(tmp_path, {"a.tar": tar_of(*(member(name, str(n).encode()) for n, name in enumerate(names)))})
    assert records(read_all(tmp_path)[1]) == ["a.txt", "a.txt#2", "a.txt#2#2", "a.txt#3"]


def test_a_mark_in_the_name_of_a_member_is_no_step(tmp_path):
    files = {"a!b.txt": PAGE, "c!d.jsonl": '{"text": "1元"}'.encode()}
    deliver(tmp_path, {"a.tar": deliveries.tarred(files), "b.zip": deliveries.zipped(files)})
    assert records(read_all(tmp_path)[1]) == ["a\\x21b.txt", "c\\x21d.jsonl!1"] * 2


@pytest.mark.parametrize("name", ["report.docx", "table.xlsx"])
def test_office_documents_are_out_of_scope(tmp_path, name):
    deliver(tmp_path, {name: deliveries.zipped({"word/document.xml": b"<w:t>1</w:t>"})})
    assert aside(read_all(tmp_path)[0]) == {"": reason("out_of_scope")}


def test_an_empty_archive_is_an_empty_seed(tmp_path):
    deliver(tmp_path, {"a.zip": deliveries.zipped({}), "b.tar": deliveries.tarred({}), "c.jsonl": b""})
    plan, _ = read_all(tmp_path)
    assert plan.seeds["state"].to_list() == ["empty"] * 3
    assert plan.set_aside.is_empty()


def test_a_member_without_a_name_is_set_aside(tmp_path):
    nameless = zip_with("x.txt", PAGE).replace(b"x.txt", b"\0.txt")  # zip names end at a NUL
    deliver(tmp_path, {"a.zip": nameless, "good.txt": PAGE})
    plan, tables = read_all(tmp_path)
    assert set(plan.set_aside["reason"]) == {reason("member_nameless")}
    assert sum(read.documents.height for read in tables) == 1
