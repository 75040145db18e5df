"""The inbox: each file is audited once, each letter written once, whatever breaks between the two and whoever else runs."""

import json
import os
import platform
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import psutil
import pytest

from gouji.audit.inbox import InboxOutcome, LettersDueError, audit_inbox
from gouji.audit.inbox_lock import LOCK
from gouji.bodies.roster import Roster, RosterLine
from gouji.followup.due import MARK, mark_due
from gouji.frames import FINDINGS
from gouji.intake import take_in
from tests.made.judging import shipped

ROSTER = Roster(
    {
        "甲镇": RosterLine("甲镇", "云岭县", "县政务公开办", "a@office.example"),
        "乙镇": RosterLine("乙镇", "荻渚县", "县司法局", "b@office.example"),
    }
)


class Place:
    """An inbox with its folders, and an audit that costs nothing and leaves what letters are written from."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.out, self.outbox = folder / "inbox", folder / "out", folder / "outbox"
        self.waited: list[float] = []
        self.inbox.mkdir()
        (self.inbox / "报告.txt").write_text("报告", encoding="utf-8")
        self.batches: list[str] = []
        self.before_record: Callable[[], None] = lambda: None

    def audit(
        self, sources: Sequence[Path], folder: Path, name: str, skip: frozenset[str], arriving: frozenset[Path]
    ) -> Any:
        folder = folder.with_name(f"{name}_{len(self.batches)}")
        self.batches.append(name)
        folder.mkdir(parents=True)
        rows = {
            "district": ["云岭县", "荻渚县"],
            "status": ["audited", "audited"],
            "report_id": ["1", "2"],
            "complete": [True, True],
        }
        pl.DataFrame(rows).write_parquet(folder / "reports.parquet")
        pl.DataFrame(schema=FINDINGS).write_parquet(folder / "findings.parquet")
        workbooks = {district: folder / f"{district}.xlsx" for district in rows["district"]}
        for path in workbooks.values():
            path.write_bytes(b"PK")
        mark_due(folder, name, workbooks)
        self.before_record()
        inputs = {one.file.name: one.sha256 for one in take_in(sources, skip, arriving=arriving).taken}
        (folder / "run.json").write_text(json.dumps({"batch": name, "inputs": inputs}), encoding="utf-8")

    def run(self, **changed: Any) -> InboxOutcome:
        given: dict[str, Any] = {"audit_new": self.audit, "roster": ROSTER, "wait": self.waited.append, **changed}
        return audit_inbox(self.inbox, self.out, outbox=self.outbox, declared=shipped(), **given)

    @property
    def letters(self) -> list[str]:
        return sorted(path.name.split("_")[0] for path in self.outbox.rglob("*.eml"))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


BOTH = sorted(["云岭县", "荻渚县"])


def test_what_is_new_is_audited_and_its_letters_are_written_once(place: Place) -> None:
    assert place.run().name is not None
    assert place.letters == BOTH
    shutil.rmtree(place.outbox)
    # They were sent: what was written once is not written again.
    assert place.run().name is None
    assert (place.letters, len(place.batches)) == ([], 1)


def test_an_outbox_that_takes_nothing_loses_no_letter(place: Place) -> None:
    place.outbox.write_text("full", "utf-8")
    with pytest.raises(LettersDueError, match="云岭县"):
        place.run()
    (run,) = place.out.glob("*/run.json")
    faults = json.loads(run.read_text("utf-8"))["faults"]
    assert [(one["stage"], one["district"]) for one in faults] == [("letter", "云岭县"), ("letter", "荻渚县")]
    place.outbox.unlink()
    place.run()
    assert place.letters == BOTH


def test_only_letters_that_are_due_are_written_later(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.followup import letters

    put = letters._put

    def full(content: bytes, target: Path) -> None:
        if target.name.startswith("荻渚县"):
            raise OSError(28, "No space left on device", str(target))
        put(content, target)

    with monkeypatch.context() as patched:
        patched.setattr(letters, "_put", full)
        with pytest.raises(LettersDueError, match=r"荻渚县.*No space left"):
            place.run()
    assert place.letters == ["云岭县"]
    shutil.rmtree(place.outbox)
    place.run()
    assert place.letters == ["荻渚县"]


def test_a_run_that_dies_between_workbook_and_letter_loses_none(place: Place) -> None:
    def dies(stage: str, *_: Any) -> Any:
        raise KeyboardInterrupt(stage)

    with pytest.raises(KeyboardInterrupt, match="letters"):
        place.run(call=dies)
    assert place.run().name is None
    assert (place.letters, len(place.batches)) == (BOTH, 1)


def test_a_run_that_dies_before_its_files_count_is_done_again_with_one_letter_each(place: Place) -> None:
    def dies() -> None:
        raise KeyboardInterrupt

    place.before_record = dies
    with pytest.raises(KeyboardInterrupt):
        place.run()
    place.before_record = lambda: None
    place.run()
    assert (place.letters, len(place.batches)) == (BOTH, 2)


def test_without_a_roster_no_letter_is_written_and_what_is_due_stays_due(place: Place) -> None:
    place.run(roster=None)
    assert place.letters == []
    place.run()
    assert place.letters == BOTH


def test_a_damaged_mark_stops_the_letters_with_its_place(place: Place) -> None:
    place.run(roster=None)
    (mark,) = place.out.glob(f"*/{MARK}")
    mark.write_text("{", "utf-8")
    with pytest.raises(ValueError, match=r"letters\.json: not a mark of letters"):
        place.run()


def test_while_one_audits_the_inbox_the_other_finds_nothing_new(place: Place) -> None:
    """The second one starts while the first is in the midst of it."""
    second: list[InboxOutcome] = []
    place.before_record = lambda: second.append(place.run())
    place.run()
    assert len(place.batches) == 1
    assert place.letters == BOTH
    (outcome,) = second
    assert (outcome.name, outcome.letters) == (None, {})
    assert outcome.taken is not None
    assert f"process {os.getpid()} on {platform.node()}" in outcome.taken
    assert not (place.out / LOCK).exists()


def locked_by(place: Place, **changed: Any) -> None:
    own = {"host": platform.node(), "pid": os.getpid(), "started": psutil.Process().create_time()}
    place.out.mkdir(exist_ok=True)
    (place.out / LOCK).write_text(json.dumps(own | changed), "utf-8")


@pytest.mark.parametrize(
    "changed", [{"pid": 2**22 + 1}, {"started": 1.0}], ids=["no such process", "its number is another's"]
)
def test_a_lock_whose_owner_is_gone_is_taken_over(place: Place, changed: dict[str, Any]) -> None:
    locked_by(place, **changed)
    assert place.run().name is not None
    assert [path.name for path in place.out.iterdir() if path.is_file()] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"host": "another-machine", "pid": 7}, "process 7 on another-machine"),
        ({"started": None}, "delete"),
    ],
)
def test_a_lock_that_may_be_held_is_left_alone(place: Place, content: dict[str, Any], words: str) -> None:
    locked_by(place, **content)
    before = (place.out / LOCK).read_text("utf-8")
    if content.get("started", 0) is None:
        before = ""
        (place.out / LOCK).write_text(before, "utf-8")
    outcome = place.run()
    assert outcome.taken is not None
    assert words in outcome.taken
    assert str(place.out / LOCK) in outcome.taken
    assert place.batches == []
    assert (place.out / LOCK).read_text("utf-8") == before


def test_a_lock_goes_when_the_audit_raises(place: Place) -> None:
    def raises(*_: Any) -> Any:
        raise RuntimeError("audit")

    with pytest.raises(RuntimeError, match="audit"):
        place.run(audit_new=raises)
    assert not (place.out / LOCK).exists()
