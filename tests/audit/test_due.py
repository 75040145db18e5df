"""Who is due, as a frame beside the batch; a roster that changed between two runs; and a roster from the reports at hand."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gouji.audit.expected import asked_of, due_counts, due_frame
from gouji.audit.office_folder import make_office_folder, write_roster
from gouji.audit.roster_draft import draft_roster
from gouji.audit.rosters import look_at_roster, open_roster
from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER, Predecessor, RosterLine
from gouji.declared import Declared
from gouji.declared.office import load_template, open_office
from gouji.frames import DUE, REPORTS
from gouji.rules.gate import load_sound

BATCH = Path(__file__).resolve().parents[2] / "samples" / "batch"
DAY = dt.date(2026, 12, 1)


def _unseen(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


def reports(*rows: dict[str, Any]) -> pl.DataFrame:
    given: dict[str, Any] = dict.fromkeys(REPORTS.names()) | {"district": "云岭县", "year": 2024, "status": "audited"}
    return pl.DataFrame([given | row for row in rows], schema=REPORTS, orient="row")


def roster_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(("单位名称,所属区县", *lines)) + "\n", encoding="gbk")
    return path


def test_a_file_that_names_no_body_is_said_beside_what_is_missing(declared: Declared, tmp_path: Path) -> None:
    roster = open_roster(
        roster_file(tmp_path, "云岭县财政局,云岭县", "云岭县水利局,云岭县", "明河区水利局,明河区"), declared
    )
    frame = reports(
        {"report_id": "1", "file": "a/财政局.txt", "organisation": "云岭县财政局"},
        {"report_id": "2", "file": "a/水利局.txt", "status": "unreadable", "year": None},
        {"report_id": "3", "file": "a/通知.txt", "organisation": "云岭县水利局", "status": "not_a_report"},
    )
    due = due_frame(frame, roster, asked_of(None, DAY, (), declared), declared)
    assert due is not None
    assert due.schema == DUE
    assert due.select("organisation", "state").rows() == [
        ("云岭县财政局", "received"),
        ("云岭县水利局", "missing"),
        ("明河区水利局", "missing"),
    ]
    remarks = due.get_column("remark").to_list()
    assert remarks[1] == declared.texts.workbook.due.remarks.perhaps.format(count=1)
    assert (remarks[0], remarks[2]) == (None, None)
    assert due_counts(due, asked_of(None, DAY, (), declared)) == {
        "day": "2026-12-01",
        "years": [2024],
        "states": {"missing": 2, "received": 1},
    }


def test_a_roster_without_bodies_tells_nothing(declared: Declared) -> None:
    assert due_frame(reports(), NO_ROSTER, asked_of(None, DAY, (), declared), declared) is None


def test_an_offices_years_stand_unless_the_command_names_some(declared: Declared) -> None:
    office = load_template().model_copy(update={"years": [2022]})
    assert asked_of(office, DAY, (), declared).years == (2022,)
    assert asked_of(office, DAY, (2023,), declared).years == (2023,)


def test_a_roster_that_changed_between_two_runs(tmp_path: Path) -> None:
    """Each run goes by the roster that it is given; what another run left is replaced, nothing else."""
    source, out, sound = tmp_path / "in", tmp_path / "out", load_sound()
    (source / "云岭县").mkdir(parents=True)
    content = (BATCH / "云岭县" / "财政局2019.txt").read_bytes()
    (source / "云岭县" / "财政局2019.txt").write_bytes(content)
    found: list[list[tuple[Any, ...]]] = []
    for lines in (["云岭县财政局,云岭县", "云岭县水利局,云岭县"], ["云岭县财政局,云岭县"], None):
        roster = open_roster(roster_file(tmp_path, *lines), sound.declared) if lines else NO_ROSTER
        asked = asked_of(None, DAY, (), sound.declared) if lines else None
        audit([source], out, "批", sound, roster, _unseen, asked=asked)
        frame = out / "due.parquet"
        found.append(pl.read_parquet(frame).select("organisation", "state").rows() if frame.exists() else [])
        told = json.loads((out / "run.json").read_text(encoding="utf-8"))["due"]
        assert told == ({"day": "2026-12-01", "years": [2019], "states": told["states"]} if lines else {})
    assert found == [
        [("云岭县财政局", "received"), ("云岭县水利局", "missing")],
        [("云岭县财政局", "received")],
        [],
    ]


def test_a_folder_is_made_and_its_roster_is_kept(declared: Declared, tmp_path: Path) -> None:
    folder = tmp_path / "县办"
    folder.mkdir()
    kept = roster_file(folder, "云岭县财政局,云岭县").read_bytes()
    make_office_folder(folder, declared)
    assert (folder / "roster.csv").read_bytes() == kept
    assert open_office(folder / "office.yml").entry == load_template()
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"inbox", "outbox", "archive", "results"}


def test_a_roster_that_is_written_is_read_again(declared: Declared, tmp_path: Path) -> None:
    line = RosterLine(
        "云岭县财政局", "云岭县", "县办", "a@b.example", "county", "007", (Predecessor("云岭县财税局"),), False
    )
    other = RosterLine("国家税务总局云岭县税务局", "云岭县", "", "", None, in_total=False)
    write_roster(tmp_path / "roster.csv", (line, other), declared)
    read = look_at_roster(tmp_path / "roster.csv", declared)
    assert read.problems == ()
    assert read.lines[0] == line
    assert (tmp_path / "roster.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 by its mark only"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from gouji.declared import load_declared

    source = tmp_path_factory.mktemp("in")
    for folder, name in (
        ("云岭县", "财政局2019.txt"),
        ("明河区", "水利局2022.txt"),
        ("云岭县", "荻渚街道办事处2024.txt"),
    ):
        (source / folder).mkdir(exist_ok=True)
        [path] = BATCH.glob(f"*/{name}")
        (source / folder / name).write_bytes(path.read_bytes())
    return draft_roster([source], load_declared())


def test_a_roster_from_the_reports_at_hand(drafted: Any) -> None:
    found = [(line.organisation, line.level) for line in drafted.lines]
    assert sorted(found) == [("云岭县财政局", "county"), ("澜江市明河区水利局", "county")]
    assert [name.rsplit("/", 1)[-1] for name in drafted.unnamed] == ["荻渚街道办事处2024.txt"]
    assert drafted.several == {}
