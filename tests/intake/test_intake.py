"""What a batch takes in: every file once, in a fixed order, and nothing passed over without a word."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.intake import Intake, Taken, take_in
from gouji.workers import Workers
from tests.made.archives import encrypted, zipped, zipped_as


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    folder = tmp_path / "年报"
    for name in ("b.txt", "南充市嘉陵区/a.txt", "南充市嘉陵区/深/c.html", ".git/config", "~$草稿.doc", "夹/.DS_Store"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def by_name(*sources: Path) -> dict[str, Taken]:
    taken = take_in(sources).taken
    found = {one.file.name: one for one in taken}
    assert len(found) == len(taken)
    return found


def test_files_of_a_folder_in_order_with_their_sub_folder(batch: Path) -> None:
    taken = take_in([batch]).taken
    assert [(one.file.name, one.file.folder) for one in taken] == [
        ("年报/b.txt", None),
        ("年报/南充市嘉陵区/a.txt", "南充市嘉陵区"),
        ("年报/南充市嘉陵区/深/c.html", "南充市嘉陵区"),
    ]
    assert taken[0].sha256 == hashlib.sha256(b"b.txt").hexdigest()
    assert taken[0].report_id == taken[0].sha256[:16]


def test_a_file_for_a_source(batch: Path) -> None:
    (taken,) = take_in([batch / "b.txt"]).taken
    assert (taken.file.name, taken.file.folder) == ("b.txt", None)


def test_a_source_that_is_not_there_is_reported_and_the_rest_is_taken(batch: Path) -> None:
    intake = take_in([batch / "nowhere", batch / "b.txt"])
    assert intake.missing == {str(batch / "nowhere"): "no such file or folder"}
    assert len(intake.taken) == 1


def test_the_same_bytes_are_known_again(batch: Path) -> None:
    (batch / "z.txt").write_text("b.txt", encoding="utf-8")
    found = by_name(batch)
    assert found["年报/z.txt"].first == "年报/b.txt"
    assert found["年报/b.txt"].first is None
    assert found["年报/z.txt"].report_id != found["年报/b.txt"].report_id


def test_the_same_file_of_two_folders_of_one_name(batch: Path, tmp_path: Path) -> None:
    others = [tmp_path / str(number) / "年报" for number in range(2)]
    for other in others:
        other.mkdir(parents=True)
        (other / "b.txt").write_text("b.txt", encoding="utf-8")
    taken = take_in([batch, *others]).taken
    assert [one.file.name for one in taken if one.file.name.startswith("年报/b.txt")] == [
        "年报/b.txt", "年报/b.txt (2)", "年报/b.txt (3)"
    ]  # fmt: skip
    assert len({one.report_id for one in taken}) == len(taken)


def test_links_are_not_followed_and_not_passed_over(batch: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    for name, target in (("l.txt", secret), ("broken.txt", tmp_path / "nowhere"), ("folder", tmp_path)):
        (batch / name).symlink_to(target)
    found = by_name(batch)
    for name in ("l.txt", "broken.txt", "folder"):
        assert found[f"年报/{name}"].problem == "a symbolic link, not followed"
    assert len(found) == 6


def test_a_link_that_the_user_names_is_followed(batch: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(batch / "b.txt")
    (taken,) = take_in([tmp_path / "link.txt"]).taken
    assert (taken.file.name, taken.problem) == ("link.txt", None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(batch: Path) -> None:
    (batch / "b.txt").chmod(0)
    assert by_name(batch)["年报/b.txt"].problem == "Permission denied"


# Archives


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as made:
        yield made


def opened(source: Path, workers: Workers) -> dict[str, Taken]:
    intake = take_in([source], workers=workers)
    assert len({one.file.name for one in intake.taken}) == len(intake.taken)
    return {one.file.name: one for one in intake.taken}


def test_members_are_files_of_the_batch(tmp_path: Path, workers: Workers) -> None:
    archive = tmp_path / "batch.zip"
    archive.write_bytes(zipped_as({"青坞镇/年报.docx": b"1", "财政局.txt": b"2"}, "gbk"))
    found = opened(archive, workers)
    assert {name: one.file.folder for name, one in found.items()} == {
        "batch.zip/青坞镇/年报.docx": "青坞镇", "batch.zip/财政局.txt": None
    }  # fmt: skip
    one = found["batch.zip/青坞镇/年报.docx"]
    assert one.sha256 == hashlib.sha256(b"1").hexdigest()
    assert one.report_id == one.sha256[:16]
    assert one.file.path.read_bytes() == b"1"
    assert one.file.path.parent == workers.folder


def test_a_sub_folder_of_the_source_goes_before_a_folder_in_the_archive(tmp_path: Path, workers: Workers) -> None:
    folder = tmp_path / "年报"
    (folder / "云岭县").mkdir(parents=True)
    inner = zipped({"北/x.txt": b"x", "y.txt": b"y"})
    (folder / "云岭县" / "a.zip").write_bytes(zipped({"青坞镇/a.txt": b"a"}))
    (folder / "b.zip").write_bytes(zipped({"澜江市/b.txt": b"b", "in.zip": inner}))
    assert {name: one.file.folder for name, one in opened(folder, workers).items()} == {
        "年报/云岭县/a.zip/青坞镇/a.txt": "云岭县",
        "年报/b.zip/澜江市/b.txt": "澜江市",
        "年报/b.zip/in.zip/北/x.txt": "北",
        "年报/b.zip/in.zip/y.txt": None,
    }


def test_the_same_bytes_inside_and_outside(batch: Path, workers: Workers) -> None:
    (batch / "a.zip").write_bytes(zipped({"x.txt": b"b.txt", "y.txt": b"new"}))
    found = opened(batch, workers)
    assert found["年报/a.zip/x.txt"].first is None
    assert found["年报/b.txt"].first == "年报/a.zip/x.txt"
    assert found["年报/a.zip/y.txt"].first is None


def test_a_member_that_cannot_be_read_is_listed_with_its_reason(tmp_path: Path, workers: Workers) -> None:
    archive = tmp_path / "batch.zip"
    archive.write_bytes(encrypted(zipped({"a.txt": b"1", "b.txt": b"2"}), "b.txt"))
    found = opened(archive, workers)
    assert found["batch.zip/a.txt"].reason is None
    assert (found["batch.zip/b.txt"].reason, found["batch.zip/b.txt"].problem) == ("encrypted", "encrypted")


def test_an_archive_that_cannot_be_opened_is_listed_itself(tmp_path: Path, workers: Workers) -> None:
    archive = tmp_path / "batch.zip"
    archive.write_bytes(zipped({"Thumbs.db": b"1"}))
    ((name, taken),) = opened(archive, workers).items()
    assert (name, taken.reason) == ("batch.zip", "empty")


def test_what_only_looks_like_an_archive_is_a_file(tmp_path: Path, workers: Workers) -> None:
    for name, content in {"a.docx": zipped({"word/document.xml": b"x"}), "cut.zip": zipped({"a": b"1"})[:-9]}.items():
        (tmp_path / name).write_bytes(content)
    found = opened(tmp_path, workers)
    assert [(one.file.path.name, one.reason) for one in found.values()] == [("a.docx", None), ("cut.zip", None)]


def test_an_archive_that_is_known_is_not_opened_again(tmp_path: Path, workers: Workers) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"1"}))
    first = take_in([tmp_path], workers=workers)
    (name,) = first.archives
    assert name == f"{tmp_path.name}/a.zip"
    again = take_in([tmp_path], frozenset(first.archives.values()), workers)
    assert again == Intake((), {})
    # A new archive of known files brings nothing new either.
    (tmp_path / "a.zip").write_bytes(zipped({"b.txt": b"1"}))
    assert take_in([tmp_path], frozenset(one.sha256 for one in first.taken), workers).taken == ()


def test_litter_is_not_taken(batch: Path) -> None:
    for name in ("Thumbs.db", "夹/desktop.ini", "__MACOSX/._b.txt"):
        (batch / name).parent.mkdir(exist_ok=True)
        (batch / name).write_bytes(b"x")
    assert len(by_name(batch)) == 3


# Saved pages


FRAMED = "<html><body><p>年报</p><iframe src='./年报_files/表.html'></iframe></body></html>".encode()


def page_with(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_the_folder_of_a_page_belongs_to_it(tmp_path: Path) -> None:
    for number, folder in enumerate(("_files", ".files", "_FILES")):
        parts = ("a.css", "b.js", "c.png", "深/d.html", "f", "g.js.下载")
        source = page_with(
            tmp_path / str(number), {"县/年报.html": b"<p>x</p>", **{f"县/年报{folder}/{part}": b"x" for part in parts}}
        )
        intake = take_in([source])
        assert [one.file.name for one in intake.taken] == [f"{number}/县/年报.html"]
        assert intake.page_parts == {f"{number}/县/年报{folder}": 6}
        assert intake.taken[0].file.inner == ()


@pytest.mark.parametrize(
    "files",
    [
        {"年报_files/a.css": b"x"},
        {"年报.txt": b"x", "年报_files/a.css": b"x"},
        {"年报.html": b"x", "年报_附件/a.html": b"x"},
        {"甲/年报.html": b"x", "年报_files/a.html": b"x"},
        {"年报.html": b"x", "年报_files/附件.docx": b"x"},
        {"年报.html": b"x", "年报_files/附件.PDF": b"x"},
    ],
)
def test_what_does_not_belong_to_a_page_is_a_file_of_its_own(tmp_path: Path, files: dict[str, bytes]) -> None:
    intake = take_in([page_with(tmp_path, files)])
    assert len(intake.taken) == len(files)
    assert intake.page_parts == {}


def test_a_page_gets_the_pages_of_its_frames(tmp_path: Path) -> None:
    page_with(tmp_path, {"年报.html": FRAMED, "年报_files/表.html": b"1", "年报_files/a.css": b"x", "b.html": b"2"})
    found = {one.file.name.partition("/")[2]: one for one in take_in([tmp_path]).taken}
    assert found["年报.html"].file.inner == (("年报_files/表.html", tmp_path / "年报_files" / "表.html"),)
    assert found["b.html"].file.inner == ()


def test_pages_that_differ_only_in_their_frames_are_not_the_same(tmp_path: Path) -> None:
    for name, content in {"a": b"1", "b": b"1", "c": b"2"}.items():
        page_with(tmp_path / name, {"年报.html": FRAMED, "年报_files/表.html": content})
    first, second, third = take_in([tmp_path]).taken
    assert first.sha256 == second.sha256 != third.sha256
    assert (first.first, third.first) == (None, None)
    assert second.first == first.file.name


def test_a_page_with_its_folder_in_an_archive(tmp_path: Path, workers: Workers) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped({"镇/年报.html": FRAMED, "镇/年报_files/表.html": b"1", "镇/年报_files/a.png": b"x"})
    )
    intake = take_in([tmp_path / "a.zip"], workers=workers)
    (taken,) = intake.taken
    ((address, path),) = taken.file.inner
    assert (address, path.read_bytes()) == ("年报_files/表.html", b"1")
    assert intake.page_parts == {"a.zip/镇/年报_files": 2}
