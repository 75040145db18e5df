"""What is still being copied is left to the next run, and said."""

from pathlib import Path

import pytest

from gouji.intake import take_in
from gouji.intake.arriving import Look, look_at, still_arriving
from gouji.workers import Workers
from tests.made.archives import zipped

A, B = Path("a"), Path("b")
SEEN = Look(3, 100)


@pytest.mark.parametrize(
    ("first", "second", "arriving"),
    [
        ({A: SEEN}, {A: SEEN}, set()),
        ({A: SEEN}, {A: Look(4, 100)}, {A}),
        ({A: SEEN}, {A: Look(3, 101)}, {A}),
        ({}, {A: SEEN}, {A}),
        ({A: SEEN}, {A: None}, {A}),
        ({A: None}, {A: SEEN}, {A}),
        ({A: SEEN, B: SEEN}, {B: SEEN}, set()),
    ],
)
def test_two_looks(first: dict[Path, Look | None], second: dict[Path, Look | None], arriving: set[Path]) -> None:
    assert still_arriving(first, second) == arriving


def test_a_look_sees_a_file_grow_and_one_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    (tmp_path / "b.txt").write_bytes(b"one")
    first = look_at([tmp_path])
    with (tmp_path / "a.txt").open("ab") as file:
        file.write(b"two")
    assert still_arriving(first, look_at([tmp_path])) == {tmp_path / "a.txt"}
    opened = Path.open

    def held(self: Path, *arguments: str) -> object:
        if self.name == "b.txt":
            raise PermissionError(13, "held by another program")
        return opened(self, *arguments)

    monkeypatch.setattr(Path, "open", held)
    assert look_at([tmp_path])[tmp_path / "b.txt"] is None


def test_what_is_arriving_is_left_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "page_files").mkdir(parents=True)
    (folder / "done.txt").write_bytes(b"done")
    (folder / "half.zip").write_bytes(zipped({"x.txt": b"x"}))
    (folder / "page.html").write_bytes(b"<html><iframe src='page_files/inner.html'></iframe>")
    (folder / "page_files" / "inner.html").write_bytes(b"<p>")
    with Workers() as workers:
        whole = take_in([folder], workers=workers)
        arriving = {folder / "half.zip", folder / "page_files" / "inner.html"}
        left = take_in([folder], workers=workers, arriving=arriving)
    assert whole.left == ()
    assert len(whole.taken) == 3
    assert [one.file.name for one in left.taken] == ["inbox/done.txt"]
    assert sorted(left.left) == ["inbox/half.zip", "inbox/page.html"]
    assert left.archives == {}
