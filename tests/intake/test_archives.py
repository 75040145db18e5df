"""Batches sent as one file: every member once, by its own name, and a bad one costs itself only."""

import ctypes.util
import hashlib
import importlib.util
import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gouji.document import UnreadableError
from gouji.intake.archives import Member, is_archive, is_litter, looks_like_archive, members, opening, unpack
from gouji.intake.archives.opening import MAX_DEPTH
from tests.made.archives import encrypted, rar, spoiled, with_method, with_size, zipped, zipped_as

REPORT = "一、总体情况".encode()
DOCX = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
has_libarchive = ctypes.util.find_library("archive") and all(map(importlib.util.find_spec, ("libarchive", "rarfile")))
needs_libarchive = pytest.mark.skipif(not has_libarchive, reason="gouji[rar] or the system's libarchive is not there")


def listed(content: bytes) -> dict[str, bytes | str | None]:
    """Name -> bytes, or the reason why there are none."""
    found = list(members(content))
    assert len({one.name for one in found}) == len(found)
    return {one.name: one.reason or one.content for one in found}


def refusal(content: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        list(members(content))
    return refused.value


# What is an archive


@pytest.mark.parametrize(
    "document",
    [
        DOCX,
        zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}),
        zipped({"OFD.xml": b"", "Doc_0/Document.xml": b""}),
        b"%PDF-1.7",
        b"",
    ],
)
def test_a_document_is_no_archive(document: bytes) -> None:
    assert not is_archive(document)


def test_a_damaged_zip_is_left_to_the_readers() -> None:
    """It may as well be a report: the reader of packages says what is wrong with it."""
    whole = zipped({"a.txt": REPORT})
    assert is_archive(whole)
    assert not is_archive(whole[:-10])
    assert looks_like_archive(whole[:8])


# Names


def test_members_in_their_order() -> None:
    assert listed(zipped({"乡镇/b.txt": REPORT, "a.txt": b"2"})) == {"乡镇/b.txt": REPORT, "a.txt": b"2"}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_without_a_flag(encoding: str) -> None:
    names = ["青坞镇/2024年报.txt", "财政局.docx"]
    assert list(listed(zipped_as(dict.fromkeys(names, REPORT), encoding))) == names


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("乡镇\\a.txt", "乡镇/a.txt"),
        ("./a/./b.txt", "a/b.txt"),
        ("..", "?"),
        ("a\nb\x1b[31m\u2028.txt", "ab[31m.txt"),
        ("镇/" * 400 + "a.txt", "镇/" * 197 + "a.txt"),
    ],
)
def test_no_name_leads_out(name: str, inside: str) -> None:
    assert list(listed(zipped({name: REPORT}))) == [inside]


# zipfile ends a name at its first zero byte, and writes none that is empty.
@example("\u5e74\0\u62a5")
@given(st.text(min_size=1, max_size=30).filter(lambda name: not name.startswith("\0")))
def test_no_name_at_all_leads_out(name: str) -> None:
    for one in members(zipped({name: REPORT})):
        parts = one.name.split("/")
        assert not one.name.startswith("/")
        assert not any(ord(letter) < 32 for letter in one.name)
        assert 1 <= len(one.name) <= 400
        assert ".." not in parts
        assert "\0" not in one.name


LITTER = [
    "__MACOSX/a/._b.txt",
    "Thumbs.db",
    "夹/THUMBS.DB",
    ".DS_Store",
    "a/desktop.ini",
    "~$草稿.doc",
    "夹/.git/config",
]


@pytest.mark.parametrize("name", LITTER)
def test_litter_is_left_out(name: str) -> None:
    assert is_litter(name)
    assert listed(zipped({name: b"x", "a.txt": REPORT})) == {"a.txt": REPORT}


@pytest.mark.parametrize("name", ["a.txt", "__MACOSX.txt", "夹/Thumbs.db.docx", "a~$b.doc"])
def test_what_only_looks_like_litter_is_kept(name: str) -> None:
    assert not is_litter(name)


def test_folders_are_no_members() -> None:
    assert listed(zipped({"乡镇/": b"", "乡镇/a.txt": REPORT})) == {"乡镇/a.txt": REPORT}


# Archives in archives


def test_an_archive_in_an_archive_is_a_folder() -> None:
    inner = zipped_as({"年报.txt": REPORT}, "gbk")
    assert listed(zipped({"县/青坞镇.zip": inner, "a.docx": DOCX})) == {
        "县/青坞镇.zip/年报.txt": REPORT,
        "a.docx": DOCX,
    }


def test_too_deep() -> None:
    content = zipped({"a.txt": REPORT})
    for level in range(MAX_DEPTH):
        content = zipped({f"{level}.zip": content, f"{level}.txt": REPORT})
    assert listed(content) == {"1.zip/0.zip": "archive_too_deep", "1.zip/0.txt": REPORT, "1.txt": REPORT}


def test_an_archive_of_itself_ends() -> None:
    content = zipped({"x": b""})
    for _ in range(50):
        content = zipped({"x.zip": content})
    assert set(listed(content).values()) == {"archive_too_deep"}


# Bad members


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (encrypted, "encrypted"),
        (spoiled, "archive_damaged"),
        (lambda made, name: with_method(made, name, 99), "archive_damaged"),
        (lambda made, name: with_size(made, name, 3_000_000_000), "archive_member_too_large"),
        (lambda made, name: with_size(made, name, 5), "archive_damaged"),
    ],
)
def test_a_bad_member_costs_itself_only(spoil: object, reason: str) -> None:
    assert callable(spoil)
    made = spoil(zipped({"a.txt": REPORT, "bad.txt": REPORT * 40, "z.txt": REPORT}), "bad.txt")
    assert listed(made) == {"a.txt": REPORT, "bad.txt": reason, "z.txt": REPORT}


def test_a_bomb_is_not_unpacked() -> None:
    made = zipped({"bomb.txt": b"\0" * 15_000_000, "a.txt": REPORT})
    assert len(made) < 20_000
    assert listed(made) == {"bomb.txt": "archive_member_too_large", "a.txt": REPORT}


def test_a_bomb_of_bombs_is_not_unpacked() -> None:
    bomb = zipped({f"{number}.txt": b"\0" * 15_000_000 for number in range(10)})
    assert set(listed(zipped({f"{number}.zip": bomb for number in range(10)})).values()) == {"archive_member_too_large"}


def test_members_that_lie_on_each_other_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many entries for one content (the better zip bomb): each is within its limits, all of them are not."""
    monkeypatch.setattr(opening, "MAX_TOTAL_BYTES", 5 * len(REPORT))
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("0.txt", REPORT)
        (first,) = archive.infolist()
        archive.filelist += [first] * 20
    found: list[Member] = []
    with pytest.raises(UnreadableError) as refused:
        found.extend(members(stored.getvalue()))
    assert refused.value.reason == "archive_too_large"


def test_members_are_counted_over_all_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_MEMBERS", 5)
    inner = zipped({"a.txt": REPORT, "b.txt": REPORT})
    assert refusal(zipped({"1.zip": inner, "2.zip": inner})).reason == "archive_too_large"
    assert len(listed(zipped({"1.zip": inner, "2.txt": REPORT}))) == 3


# Unpacked


def test_members_lie_in_our_folder_under_their_hashes(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.zip", tmp_path / "ours"
    folder.mkdir()
    path.write_bytes(encrypted(zipped({"../乡镇/a.txt": REPORT, "same.txt": REPORT, "bad.txt": b"x"}), "bad.txt"))
    found = unpack(path, folder)
    assert found is not None
    digest = hashlib.sha256(REPORT).hexdigest()
    assert [(one.name, one.reason) for one in found] == [
        ("乡镇/a.txt", None), ("same.txt", None), ("bad.txt", "encrypted")
    ]  # fmt: skip
    assert [one.sha256 for one in found[:2]] == [digest] * 2
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {digest: REPORT}
    assert {one.name for one in tmp_path.iterdir()} == {"a.zip", "ours"}


def test_what_could_be_unpacked_before_a_limit_is_kept_and_the_limit_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_MEMBERS", 2)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(dict.fromkeys("abc", REPORT)))
    found = unpack(path, tmp_path)
    assert found is not None
    assert [(one.name, one.reason) for one in found] == [("a", None), ("b", None), ("", "archive_too_large")]


@pytest.mark.parametrize("empty", [zipped({}), zipped({"Thumbs.db": b"x"})])
def test_an_archive_of_nothing_says_so(tmp_path: Path, empty: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(empty)
    found = unpack(path, tmp_path)
    assert found is not None
    assert [(one.name, one.reason) for one in found] == [("", "empty")]


def test_a_large_archive_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_ARCHIVE_BYTES", 100)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": REPORT * 100}, zipfile.ZIP_STORED))
    found = unpack(path, tmp_path)
    assert found is not None
    assert [(one.name, one.reason) for one in found] == [("", "archive_too_large")]


def test_a_document_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(DOCX)
    assert unpack(path, tmp_path) is None
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


# RAR


@needs_libarchive
def test_rar() -> None:
    made = rar({"乡镇/a.txt": REPORT, "__MACOSX/x": b"x", "in.zip": zipped({"b.txt": b"2"})})
    assert is_archive(made)
    assert listed(made) == {"乡镇/a.txt": REPORT, "in.zip/b.txt": b"2"}


@needs_libarchive
def test_a_rar_in_a_zip() -> None:
    assert listed(zipped({"r.rar": rar({"a.txt": REPORT})})) == {"r.rar/a.txt": REPORT}


@needs_libarchive
def test_a_zip_stored_in_a_rar_is_not_taken_for_the_whole() -> None:
    inner = zipped({"b.txt": b"2"}, zipfile.ZIP_STORED)
    assert listed(rar({"a.txt": REPORT, "in.zip": inner}))["a.txt"] == REPORT


@needs_libarchive
def test_a_changed_byte_in_a_rar_is_seen() -> None:
    """libarchive passes over the checksum of a stored member."""
    made = rar({"a.txt": REPORT, "b.txt": b"12"}).replace(b"12", b"13")
    assert listed(made) == {"a.txt": REPORT, "b.txt": "archive_damaged"}


@needs_libarchive
@pytest.mark.parametrize("length", [60, 40, 20])
def test_a_rar_that_was_cut_off(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(rar({"a.txt": REPORT * 9})[:length])
    found = unpack(path, tmp_path)
    assert found is not None
    assert found[-1].reason in ("archive_damaged", "empty")
    assert all(one.reason for one in found)


def test_without_libarchive_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    assert refusal(rar({"a.txt": REPORT})).reason == "archive_needs_libarchive"
    # In another archive it costs itself only.
    made = zipped({"r.rar": rar({"a.txt": REPORT}), "b.txt": REPORT})
    assert listed(made) == {"r.rar": "archive_needs_libarchive", "b.txt": REPORT}


@pytest.mark.parametrize("make", [zipped, pytest.param(rar, marks=needs_libarchive)])
def test_bytes_changed_anywhere_change_no_content(make: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """A member comes out as it went in, or with the reason why it does not; nothing else happens."""
    files = {f"镇{number}/a.txt": random.Random(number).randbytes(300) for number in range(4)}  # noqa: S311
    whole = make(files)
    for seed in range(150):
        rng = random.Random(seed)  # noqa: S311 - repeatable
        content = bytearray(whole)
        for _ in range(rng.choice((1, 3, 30))):
            content[rng.randrange(len(content))] = rng.randrange(256)
        if not is_archive(bytes(content)):
            continue
        try:
            found = list(members(bytes(content)))
        except UnreadableError:
            continue
        assert all(one.reason or one.content in files.values() for one in found)
