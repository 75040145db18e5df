"""What is an archive, and the names of its members."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gouji.intake.archives import is_archive, is_litter, looks_like_archive, members
from tests.made.archive_members import DOCX, REPORT, listed
from tests.made.archives import zipped, zipped_as


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
