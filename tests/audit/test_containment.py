"""An exception over one report or one district costs that alone: it is named, and everything else is as without it."""

import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gouji.audit.run import Outcome, audit
from gouji.audit.summary import summary_markdown
from gouji.bodies.roster import NO_ROSTER, Roster, RosterLine
from gouji.declared import Declared
from gouji.followup.due import due_batches, write_due
from gouji.intake import take_in
from gouji.rules.checks import checks_of
from gouji.rules.gate import Sound
from samples.printers import print_report
from samples.report import sample_report
from tests.made.in_process import WorkersHere

VICTIM, OTHER = "云岭县", "荻渚县"
BODIES = {
    "云岭县/甲.txt": "云岭县鹭河镇人民政府",
    "云岭县/乙.txt": "云岭县财政局",
    "荻渚县/丙.txt": "荻渚县澜坞镇人民政府",
}
TOTAL = "disputes.reconsideration.total"
WORDY = "proactive.fees.amount"
ROSTER = Roster(
    {
        name: RosterLine(f"{name}财政局", name, "县政务公开办", f"{place}@office.example")
        for place, name in (("a", VICTIM), ("b", OTHER))
    }
)


class InjectedError(Exception):
    """What a test makes our code raise."""


@pytest.fixture(scope="module")
def source(declared: Declared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports in two districts, each with a broken total and a cell that wants a page."""
    folder = tmp_path_factory.mktemp("source")
    for name, body in BODIES.items():
        made = sample_report(declared.forms[-1], random.Random(body), scale=20, organisation=body, year=2023)  # noqa: S311
        wrong = {**made.figures, TOTAL: made.figures[TOTAL] + Decimal(1)}
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(print_report(replace(made, figures=wrong, texts={WORDY: "若干"})))
    return folder


class Memo:
    """A `call` that keeps what each stage returned, or hands out what another one kept of the stages `reused`."""

    def __init__(self, kept: dict[str, list[Any]] | None = None, reused: tuple[str, ...] = ()) -> None:
        self.kept: dict[str, list[Any]] = {}
        self._handed = {stage: iter((kept or {})[stage]) for stage in reused}

    def __call__(self, stage: str, function: Callable[..., Any], *args: Any) -> Any:
        done = next(self._handed[stage]) if stage in self._handed else function(*args)
        self.kept.setdefault(stage, []).append(done)
        return done


Run = tuple[Outcome, Path, Memo]


def run(source: Path, out: Path, declared: Declared, memo: Memo) -> Run:
    outcome = audit(
        [source],
        out / "batch",
        "一批",
        Sound(declared, checks_of(declared)),
        NO_ROSTER,
        lambda *_: None,
        memo,
        letters=True,
    )
    for due in due_batches(out):
        write_due(due, ROSTER, declared, out / "outbox")
    return outcome, out, memo


@pytest.fixture(scope="module")
def workers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("gouji.audit.run.Workers", WorkersHere)
        yield


@pytest.fixture(scope="module")
def whole(source: Path, declared: Declared, workers: None, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(source, tmp_path_factory.mktemp("whole"), declared, Memo())


def victim(source: Path) -> str:
    return next(one.report_id for one in take_in([source]).taken if one.file.name.endswith("甲.txt"))


def others(out: Path) -> dict[str, bytes]:
    """The bytes of all that a run left, apart from what tells its times and the trail of a judgement that may be reused."""
    apart = {"run.json", "letters.json", "validation"}
    kept = (path for path in out.rglob("*") if path.is_file() and not apart & {*path.relative_to(out).parts})
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in kept}


def unlike(one: Path, other: Path) -> set[str]:
    first, second = others(one), others(other)
    return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}


def breaking(function: Callable[..., Any], when: Callable[..., bool]) -> Callable[..., Any]:
    def broken(*args: Any, **named: Any) -> Any:
        if when(*args):
            raise InjectedError("injected")
        return function(*args, **named)

    return broken


def faults(out: Path) -> list[dict[str, Any]]:
    found = json.loads((out / "batch" / "run.json").read_text("utf-8"))["faults"]
    assert all(any("raise InjectedError" in line for line in one["traceback"]) for one in found)
    return [{key: value for key, value in one.items() if key != "traceback"} for one in found]


def named(stage: str, **of: str) -> list[dict[str, str]]:
    return [{"stage": stage, **of, "type": "InjectedError", "message": "injected"}]


def rows_but(out: Path, frame: str, report_id: str) -> list[tuple[Any, ...]]:
    return pl.read_parquet(out / "batch" / f"{frame}.parquet").filter(pl.col("report_id") != report_id).rows()


FRAMES = ("reports", "cells", "leftovers", "claims", "signs", "findings", "trial_findings", "explanations")


def sheets(workbook: Path) -> dict[str, bytes]:
    """The parts of a workbook, without the sheet of rules: it counts over the batch."""
    with zipfile.ZipFile(workbook) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "xl/worksheets/sheet6.xml"}


def assert_others_are_as_before(whole: Path, out: Path, lost: str) -> None:
    """All of the other reports is equal, row by row and page by page, and so is the workbook of the other district."""
    for frame in FRAMES:
        assert rows_but(out, frame, lost) == rows_but(whole, frame, lost), frame
    assert sheets(out / "batch" / f"{OTHER}.xlsx") == sheets(whole / "batch" / f"{OTHER}.xlsx")
    pages = {name for name in unlike(whole, out) if "/show/" in name}
    assert pages <= {f"batch/show/{lost}.html"}


def test_without_a_fault_nothing_is_lost(whole: Run) -> None:
    outcome, out, _ = whole
    assert (outcome.faults, faults(out), outcome.exit_code) == ((), [], 0)
    assert outcome.audited is not None
    assert outcome.audited.explanations.height == 3
    assert len(list((out / "batch" / "show").iterdir())) == 3
    assert len(list((out / "outbox" / "batch").iterdir())) == 2


def test_understanding(
    source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.reports import chunks

    lost = victim(source)
    monkeypatch.setattr(
        chunks, "understand", breaking(chunks.understand, lambda read, *_: read.taken.report_id == lost)
    )
    outcome, out, _ = run(source, tmp_path, declared, Memo())
    assert faults(out) == named("read", report=lost)
    assert outcome.exit_code == 1
    reports = pl.read_parquet(out / "batch" / "reports.parquet")
    assert dict(reports.select("report_id", "status").rows())[lost] == "unreadable"
    assert (
        reports["report_id"].to_list() == pl.read_parquet(whole[1] / "batch" / "reports.parquet")["report_id"].to_list()
    )
    assert_others_are_as_before(whole[1], out, lost)


def test_rows_that_fit_no_frame(
    source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.reports import chunks

    lost = victim(source)

    def has(rows: list[Any], *_: object) -> bool:
        return any(row["report_id"] == lost for one in rows for row in one.cells)

    monkeypatch.setattr(chunks, "to_frames", breaking(chunks.to_frames, has))
    memo = Memo(whole[2].kept, ("load",))
    _, out, _ = run(source, tmp_path, declared, memo)
    assert faults(out) == named("read", report=lost)
    assert_others_are_as_before(whole[1], out, lost)


@pytest.mark.parametrize("function", ["widen", "judge"])
def test_judging(
    source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """A report that could not be judged is no report without findings: it is not audited, and its checks errored."""
    from gouji.judging import batch

    lost = victim(source)
    broken = breaking(getattr(batch, function), lambda frame, *_: lost in frame["report_id"])
    monkeypatch.setattr(batch, function, broken)
    outcome, out, _ = run(source, tmp_path, declared, Memo(whole[2].kept, ("intake", "read", "load")))
    assert faults(out) == named("judge", report=lost)
    assert outcome.exit_code == 1
    status, reason = (
        pl.read_parquet(out / "batch" / "reports.parquet").filter(report_id=lost).select("status", "reason").row(0)
    )
    assert (status, reason) == (
        "unreadable",
        declared.reasons.of_file("not_judged", {"problem": "InjectedError: injected"}),
    )
    assert pl.read_parquet(out / "batch" / "findings.parquet").filter(report_id=lost).is_empty()
    coverage = pl.read_parquet(out / "batch" / "coverage.parquet")
    assert set(coverage["errored"]) == {1}
    outcomes = ("passed", "failed", "undecided", "not_applicable", "errored")
    assert set(coverage.select(pl.sum_horizontal(outcomes)).to_series()) == {3}
    assert_others_are_as_before(whole[1], out, lost)


CONCLUDE = ("intake", "read", "widen", "load", "judge")


@pytest.mark.parametrize(
    ("function", "stage", "at", "changed"),
    [
        ("explain", "explain", 1, {"findings.parquet", "explanations.parquet"}),
        ("with_evidence", "evidence", 0, {"findings.parquet"}),
        ("grouped", "group", 0, {"findings.parquet"}),
    ],
)
def test_concluding(
    source: Path,
    declared: Declared,
    whole: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    function: str,
    stage: str,
    at: int,
    changed: set[str],
) -> None:
    """Every finding stays; it lacks what the stage would have added."""
    from gouji.judging import batch

    lost = victim(source)
    broken = breaking(getattr(batch, function), lambda *args: lost in args[at]["report_id"])
    monkeypatch.setattr(batch, function, broken)
    outcome, out, _ = run(source, tmp_path, declared, Memo(whole[2].kept, CONCLUDE))
    assert faults(out) == named(stage, report=lost)
    assert outcome.exit_code == 1
    assert "Lost" in summary_markdown(outcome, out)
    found = {name.removeprefix("batch/") for name in unlike(whole[1], out) if not name.startswith("outbox/")}
    assert found == changed | {f"{VICTIM}.xlsx"}
    same = ("report_id", "rule", "place", "message")
    before, after = (pl.read_parquet(one / "batch" / "findings.parquet") for one in (whole[1], out))
    assert after.select(same).equals(before.select(same))
    assert_others_are_as_before(whole[1], out, lost)


JUDGED = (*CONCLUDE, "conclude")


def test_a_page(source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.outputs.show import write

    lost = victim(source)
    monkeypatch.setattr(write, "_shown", breaking(write._shown, lambda row, *_: row["report_id"] == lost))
    outcome, out, _ = run(source, tmp_path, declared, Memo(whole[2].kept, JUDGED))
    assert faults(out) == named("page", report=lost)
    assert outcome.exit_code == 1
    found = {name for name in unlike(whole[1], out) if not name.startswith("outbox/")}
    assert found == {f"batch/show/{lost}.html", f"batch/{VICTIM}.xlsx"}


def test_a_workbook(
    source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.outputs.workbook import write

    monkeypatch.setattr(write, "_draw", breaking(write._draw, lambda district, *_: district.name == VICTIM))
    outcome, out, _ = run(source, tmp_path, declared, Memo(whole[2].kept, JUDGED))
    assert faults(out) == named("workbook", district=VICTIM)
    assert outcome.exit_code == 1
    assert {name.split("_")[0] for name in unlike(whole[1], out)} == {f"batch/{VICTIM}.xlsx", f"outbox/batch/{VICTIM}"}


def test_a_letter(
    source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.followup import letters

    with monkeypatch.context() as patched:
        patched.setattr(letters, "_letter", breaking(letters._letter, lambda _, __, district, *___: district == VICTIM))
        _, out, _ = run(source, tmp_path, declared, Memo(whole[2].kept, JUDGED))
    assert {name.split("_")[0] for name in unlike(whole[1], out)} == {f"outbox/batch/{VICTIM}"}
    (due,) = due_batches(out)
    assert due.written == {(OTHER, "b@office.example")}
    letters_now = write_due(due, ROSTER, declared, out / "outbox")
    assert [path.name.split("_")[0] for path in letters_now.written] == [VICTIM]
    assert unlike(whole[1], out) == set()
    assert list(due_batches(out)) == []


def test_a_full_disk_is_no_fault_of_a_district(
    source: Path, declared: Declared, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.outputs.workbook import write

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "bytes_of", full)
    with pytest.raises(OSError, match="No space left"):
        run(source, tmp_path, declared, Memo(whole[2].kept, JUDGED))
    assert not (tmp_path / "batch" / "run.json").exists()
