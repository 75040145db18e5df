"""What is forgotten is gone, from every byte that the archive has; what is compacted is still there."""

import datetime as dt
import os
from pathlib import Path

import polars as pl
import pytest

from gouji.archive import keeping
from gouji.archive.health import problems
from gouji.archive.keeping import beyond_retention, compact, forget, submissions_of, sweep
from gouji.archive.lake import ArchiveError, Lake, opened, scan
from gouji.archive.opening import open_or_make
from gouji.archive.standing import choose, rows_of, standing
from gouji.archive.tables import TABLES, body_hash
from gouji.archive.taking import already_in, take
from gouji.bodies.roster import Roster, RosterLine
from gouji.declared import Declared
from tests.made.archived import batch, report

DAY = dt.date(2024, 3, 1)
ROSTER = Roster(
    {
        name: RosterLine(name, "云岭县", "县政务公开办", f"{who}@office.example")
        for name, who in (("雁回镇", "yan"), ("乙镇", "yi"))
    }
)


@pytest.fixture
def archive(tmp_path: Path) -> Lake:
    return open_or_make(str(tmp_path / "archive"))


def every_text(archive: Lake) -> str:
    """All that can be read from any file of an archive, listed by a table or not."""
    assert archive.folder
    told: list[str] = []
    for path in sorted(archive.folder.rglob("*")):
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            told.append(frame.write_json())
        if path.is_file():
            told.append(path.read_bytes().decode("utf-8", "replace"))
    return "".join(told)


def test_what_is_forgotten_is_nowhere(archive: Lake, declared: Declared) -> None:
    gone, kept = report("雁回镇", 2023, 77_777, None), report("乙镇", 2023, 55_555, None)
    take(archive, batch(gone, kept, roster=ROSTER), declared.bodies)
    take(archive, batch(report("雁回镇", 2023, 77_778), name="雁回镇的更正"), declared.bodies)
    body = body_hash("云岭县/雁回镇")
    choose(archive, body, 2023, gone["report_id"])
    before = every_text(archive)
    assert "雁回镇" in before
    assert "77777" in before
    assert "yan@office.example" in before
    done = forget(archive, pl.col("body") == body, "单位撤销", DAY)
    assert (done.submissions, done.left) == (2, ())
    after = every_text(archive)
    for text in ("雁回镇", "77777", "77778", "yan@office.example"):
        assert text not in after
    assert "乙镇" in after
    assert standing(archive).get_column("organisation").to_list() == ["乙镇"]
    assert rows_of(archive, "cells").height == 2
    told = scan(archive, "forgotten").collect()
    assert gone["sha256"] in told.get_column("sha256").to_list()
    assert set(told.select("forgotten_on", "reason").rows()) == {(DAY, "单位撤销")}
    assert gone["sha256"] in already_in(archive, "any code")


def test_forgetting_twice_or_nothing_is_no_harm(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("雁回镇", 2023, 1)), declared.bodies)
    everything = pl.col("year") == 2023
    assert forget(archive, everything, "x", DAY).submissions == 1
    assert forget(archive, everything, "x", DAY).submissions == 0
    assert submissions_of(archive, everything) == 0


def test_forgetting_broken_off_is_ended_by_forgetting_again(
    archive: Lake, declared: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(archive, batch(report("雁回镇", 2023, 77_777), report("乙镇", 2023, 1)), declared.bodies)
    gone = pl.col("organisation") == "雁回镇"
    real = keeping._delete  # pyright: ignore[reportPrivateUsage]

    def breaks(lake: Lake, table: str, column: str, values: list[str]) -> None:
        if table == "findings":
            raise ArchiveError("full")
        real(lake, table, column, values)

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_delete", breaks)
        with pytest.raises(ArchiveError, match="full"):
            forget(archive, gone, "x", DAY)
    assert "77777" not in every_text(archive)
    assert problems(archive) == []
    assert forget(archive, gone, "x", DAY).submissions == 1
    assert "雁回镇" not in every_text(archive)


def test_a_second_file_of_the_same_bytes_goes_too(archive: Lake, declared: Declared) -> None:
    one = report("雁回镇", 2023, 1)
    copy = one | {"report_id": "copy", "file": "雁回镇 (2).docx", "status": "duplicate", "organisation": None}
    take(archive, batch(one, copy | {"year": None, "values": ()}), declared.bodies)
    assert forget(archive, pl.col("body") == body_hash("云岭县/雁回镇"), "x", DAY).submissions == 2
    assert "雁回镇" not in every_text(archive)


def test_a_year_is_forgotten_for_all_and_its_bodies_stay(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("雁回镇", 2022, 1), report("雁回镇", 2023, 2), roster=ROSTER), declared.bodies)
    forget(archive, pl.col("year") == 2022, "x", DAY)
    assert standing(archive).get_column("year").to_list() == [2023]
    assert scan(archive, "roster").collect().height == 2


def test_what_a_broken_run_left_of_a_body_goes_too(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("雁回镇", 2023, 1)), declared.bodies)
    assert archive.folder
    stray = archive.folder / "reports" / "part-stray.parquet"
    pl.DataFrame({"organisation": ["雁回镇"]}).write_parquet(stray)
    assert forget(archive, pl.col("year") == 2023, "x", DAY).left == (stray,)
    os.utime(stray, (0, 0))
    assert sweep(archive) == ()
    assert not stray.exists()


def test_retention_goes_by_the_newest_year(archive: Lake, declared: Declared) -> None:
    assert beyond_retention(archive, 5) is None
    take(archive, batch(*(report("雁回镇", year, 1) for year in range(2017, 2025))), declared.bodies)
    old = beyond_retention(archive, 5)
    assert old is not None
    assert old.year == 2019
    assert forget(archive, old.where, "x", DAY).submissions == 3
    assert standing(archive).get_column("year").to_list() == [2020, 2021, 2022, 2023, 2024]


def test_compacting_loses_nothing_and_knows_the_batches(archive: Lake, declared: Declared) -> None:
    made = [batch(report("雁回镇", year, year, None)) for year in range(2019, 2024)]
    for one in made:
        take(archive, one, declared.bodies)
    rows = {name: scan(archive, name).collect().height for name in TABLES}
    counted = compact(archive)
    assert counted["cells"] == (5, 1)
    assert {name: scan(archive, name).collect().height for name in TABLES} == rows
    assert take(archive, made[0], declared.bodies).number is None
    assert take(archive, batch(report("乙镇", 2023, 1)), declared.bodies).number == 6
    # Old files stay a week for who is reading them.
    assert sweep(archive) == ()
    assert len(opened(archive, "cells").file_uris()) == 2
    assert archive.folder
    assert len(list((archive.folder / "cells").glob("*.parquet"))) == 7
