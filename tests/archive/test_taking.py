"""Batches taken into the archive: each once, whole or not at all, whoever else writes and whatever breaks off."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from gouji.archive import lake as lakes
from gouji.archive.lake import ArchiveError, scan
from gouji.archive.opening import open_archive, open_or_make
from gouji.archive.standing import rows_of, standing
from gouji.archive.tables import MARKER
from gouji.archive.taking import already_in, take
from gouji.bodies.roster import Roster, RosterLine
from gouji.declared import Declared
from tests.made.archived import batch, report

WORK = """
import sys
from gouji.archive.opening import open_or_make
from gouji.archive.taking import take
from gouji.declared import load_declared
from tests.made.archived import batch, report
bodies = load_declared().bodies
made = batch(*(report(f"第{n}镇", 2023, n, None) for n in range(60)), cells=20)
print("begin", flush=True)
sys.stdin.readline()
take(open_or_make(sys.argv[1]), made, bodies)
print("done", flush=True)
"""


def started(place: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WORK, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "begin\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def counted(place: Path) -> tuple[int, int, int]:
    archive = open_archive(str(place))
    return standing(archive).height, rows_of(archive, "cells").height, rows_of(archive, "findings").height


def test_a_batch_is_there_with_its_rows(tmp_path: Path, declared: Declared) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    done = take(archive, batch(report("甲镇", 2023, 1, None), report("乙镇", 2023, 2)), declared.bodies)
    assert (done.number, done.submissions) == (1, 2)
    assert counted(tmp_path / "a") == (2, 3, 1)
    cells = rows_of(archive, "cells", pl.col("report_id") == report("乙镇", 2023, 2)["report_id"])
    assert cells.select("row", "value", "status").rows() == [("row0", 2, "read")]


def test_the_same_batch_again_is_one(tmp_path: Path, declared: Declared) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    made = batch(report("甲镇", 2023, 1))
    take(archive, made, declared.bodies)
    again = take(archive, batch(report("甲镇", 2023, 1), name="another name"), declared.bodies)
    assert again.number is None
    assert counted(tmp_path / "a") == (1, 1, 0)
    assert take(archive, batch(report("甲镇", 2023, 1), judged_by="code 2"), declared.bodies).number == 2


def test_what_was_unreadable_is_tried_again_by_other_code(tmp_path: Path, declared: Declared) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    good, bad = report("甲镇", 2023, 1), report("乙镇", 2023, 1, status="unreadable")
    take(archive, batch(good, bad), declared.bodies)
    assert already_in(archive, "code 1") == {good["sha256"], bad["sha256"]}
    assert already_in(archive, "code 2") == {good["sha256"]}


def test_many_reports_are_several_commits_and_one_mark(
    tmp_path: Path, declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.archive.taking.REPORTS_A_COMMIT", 2)
    archive = open_or_make(str(tmp_path / "a"))
    take(archive, batch(*(report(f"第{n}镇", 2023, n) for n in range(5))), declared.bodies)
    assert counted(tmp_path / "a") == (5, 5, 0)
    assert lakes.opened(archive, "cells").version() == 3
    assert lakes.opened(archive, MARKER).version() == 1


def test_without_its_mark_a_batch_is_not_there(
    tmp_path: Path, declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    made = batch(report("甲镇", 2023, 1))

    def breaks(*_: object) -> None:
        raise ArchiveError("full")

    with monkeypatch.context() as patch:
        patch.setattr("gouji.archive.taking.append_counted", breaks)
        with pytest.raises(ArchiveError, match="full"):
            take(archive, made, declared.bodies)
    assert scan(archive, "cells").collect().height == 1
    assert counted(tmp_path / "a") == (0, 0, 0)
    assert already_in(archive, "code 1") == frozenset()
    take(archive, made, declared.bodies)
    assert counted(tmp_path / "a") == (1, 1, 0)


def test_the_roster_is_kept_once(tmp_path: Path, declared: Declared) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    roster = Roster({"甲镇": RosterLine("甲镇", "云岭县", "县政务公开办", "a@office.example")})
    take(archive, batch(report("甲镇", 2023, 1), roster=roster), declared.bodies)
    take(archive, batch(report("甲镇", 2024, 1), roster=roster), declared.bodies)
    kept = scan(archive, "roster").collect()
    assert kept.get_column("organisation").to_list() == ["甲镇"]
    assert scan(archive, "batches").collect().get_column("roster").to_list() == kept.get_column("roster").to_list() * 2


def test_killed_at_any_instant_and_run_again(tmp_path: Path) -> None:
    place, dice = tmp_path / "a", random.Random(5)  # noqa: S311 - repeatable
    for _ in range(4):
        process = started(place)
        go(process)
        time.sleep(dice.uniform(0.0, 0.8))
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        process.communicate()
        if (place / MARKER / "_delta_log" / "00000000000000000000.json").exists():
            assert counted(place) in {(0, 0, 0), (60, 60 * 22, 60)}
    process = started(place)
    assert process.communicate("\n")[0] == "done\n"
    assert counted(place) == (60, 60 * 22, 60)


def test_two_at_once_are_one(tmp_path: Path) -> None:
    place = tmp_path / "a"
    both = [started(place), started(place)]
    for process in both:
        go(process)
    assert [process.communicate()[0] for process in both] == ["done\n", "done\n"]
    assert counted(place) == (60, 60 * 22, 60)
    assert standing(open_archive(str(place))).get_column("number").unique().to_list() == [1]


def test_a_full_disk_is_told_and_nothing_is_torn(
    tmp_path: Path, declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    take(archive, batch(report("甲镇", 2023, 1)), declared.bodies)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lakes, "write_deltalake", full)
        with pytest.raises(ArchiveError, match="No space left"):
            take(archive, batch(report("甲镇", 2024, 1)), declared.bodies)
    assert counted(tmp_path / "a") == (1, 1, 0)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.docx").write_bytes(b"PK")
    with pytest.raises(ArchiveError, match=r"letters\.docx"):
        open_or_make(str(tmp_path))
    with pytest.raises(ArchiveError, match="no archive"):
        open_archive(str(tmp_path))


def test_files_and_folders_are_synced_before_the_mark(
    tmp_path: Path, declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_or_make(str(tmp_path / "a"))
    told: list[str] = []
    real_sync, real_mark = lakes.sync, lakes.append_counted
    monkeypatch.setattr("gouji.archive.taking.sync", lambda lake, table: (told.append(table), real_sync(lake, table)))
    monkeypatch.setattr(
        "gouji.archive.taking.append_counted", lambda *given: (told.append("mark"), real_mark(*given))[1]
    )
    synced: list[Path] = []
    real = lakes._sync  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(lakes, "_sync", lambda path: (synced.append(path), real(path)))
    take(archive, batch(report("甲镇", 2023, 1)), declared.bodies)
    assert told.index("cells") < told.index("mark") < told.index(MARKER)
    cells = tmp_path / "a" / "cells"
    assert {cells, cells / "_delta_log", cells / "_delta_log" / "00000000000000000001.json"} <= set(synced)
    assert set(cells.glob("*.parquet")) <= set(synced)
