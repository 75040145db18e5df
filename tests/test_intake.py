"""What a batch takes in: every file once, in a fixed order, and nothing passed over without a word."""

import hashlib
import os
from pathlib import Path

import pytest

from gouji.intake import Taken, take_in


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
