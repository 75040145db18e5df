"""What is wrong with an archive is named, each kind by itself."""

import json
import os
from pathlib import Path

import pytest

from gouji.archive import lake as lakes
from gouji.archive.health import problems
from gouji.archive.lake import ArchiveError, Lake
from gouji.archive.opening import open_archive, open_or_make
from gouji.archive.taking import take
from gouji.declared import Declared
from tests.made.archived import batch, report


@pytest.fixture
def folder(tmp_path: Path, declared: Declared) -> Path:
    """An archive with two batches."""
    archive = open_or_make(str(tmp_path / "archive"))
    take(archive, batch(report("甲镇", 2023, 1, None)), declared.bodies)
    take(archive, batch(report("乙镇", 2023, 1, None)), declared.bodies)
    return tmp_path / "archive"


def kinds(folder: Path) -> list[tuple[str, str]]:
    return [(one.kind, Path(one.where).name) for one in problems(Lake(str(folder)))]


def test_a_whole_archive_has_no_problem(folder: Path) -> None:
    assert kinds(folder) == []
    assert not list(folder.rglob("*.trial"))


def test_a_torn_log_is_named_and_can_be_mended(folder: Path, declared: Declared) -> None:
    last = folder / "cells" / "_delta_log" / "00000000000000000002.json"
    last.write_text(last.read_text(encoding="utf-8")[:50], encoding="utf-8")
    with pytest.raises(ArchiveError, match="archive check"):
        lakes.scan(open_archive(str(folder)), "cells")
    assert kinds(folder) == [("torn_log", last.name)]
    last.unlink()
    assert kinds(folder) == [("lost_rows", "cells")]


def test_an_empty_log_file_is_torn(folder: Path) -> None:
    last = folder / "findings" / "_delta_log" / "00000000000000000002.json"
    last.write_bytes(b"")
    assert ("torn_log", last.name) in kinds(folder)


def test_missing_and_damaged_files_are_named(folder: Path) -> None:
    first, second = sorted((folder / "cells").glob("*.parquet"))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-3])
    assert sorted(kinds(folder)) == [("damaged_file", second.name), ("missing_file", first.name)]


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "signs").rename(folder / "elsewhere")
    assert kinds(folder) == [("missing_table", "signs")]
    with pytest.raises(ArchiveError, match="missing"):
        lakes.scan(open_archive(str(folder)), "signs")


def test_an_unwritable_folder_and_one_without_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", refuses)
        assert {kind for kind, _ in kinds(folder)} == {"unwritable"}
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refuses)
        assert {kind for kind, _ in kinds(folder)} == {"no_links"}
    assert not list(folder.rglob("*.trial"))


def test_an_archive_of_a_newer_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, declared: Declared
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(lakes, "VERSION", 2)
        take(open_or_make(str(tmp_path / "a")), batch(report("甲镇", 2023, 1)), declared.bodies)
    for opening in (open_archive, open_or_make):
        with pytest.raises(ArchiveError, match="version 2, this Gouji knows 1; update Gouji"):
            opening(str(tmp_path / "a"))


def test_a_feature_of_a_newer_delta_is_refused(folder: Path) -> None:
    log = folder / "submissions" / "_delta_log"
    protocol = {"minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": ["later"], "writerFeatures": ["later"]}
    (log / "00000000000000000003.json").write_text(json.dumps({"protocol": protocol}) + "\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="update Gouji"):
        lakes.scan(open_archive(str(folder)), "submissions").collect()


def test_a_delta_table_of_others_is_refused(tmp_path: Path) -> None:
    import polars as pl

    pl.DataFrame({"a": [1]}).write_delta(tmp_path / "submissions")
    with pytest.raises(ArchiveError, match="not Gouji's"):
        open_or_make(str(tmp_path))
