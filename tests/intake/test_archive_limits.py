"""Archives in archives, bad members, bombs, and what is unpacked."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from gouji.document import UnreadableError
from gouji.intake.archives import Member, members, opening, unpack
from gouji.intake.archives.opening import MAX_DEPTH
from tests.made.archive_members import DOCX, REPORT, listed, refusal
from tests.made.archives import encrypted, spoiled, with_method, with_size, zipped, zipped_as


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
