"""Which submission is current, what a person chose, and what changed between two."""

from pathlib import Path

import pytest

from gouji.archive.history import Change, history
from gouji.archive.lake import ArchiveError, Lake
from gouji.archive.opening import open_or_make
from gouji.archive.standing import bodies_called, choose, standing
from gouji.archive.tables import body_hash
from gouji.archive.taking import take
from gouji.declared import Declared
from tests.made.archived import batch, report

BODY = body_hash("云岭县/甲镇")


@pytest.fixture
def archive(tmp_path: Path) -> Lake:
    return open_or_make(str(tmp_path / "archive"))


def standings(archive: Lake) -> list[tuple[int, str, str]]:
    return standing(archive).select("number", "report_id", "standing").rows()


def test_the_last_that_could_be_audited_is_current(archive: Lake, declared: Declared) -> None:
    first, second = report("甲镇", 2023, 1), report("甲镇", 2023, 2)
    unread = report("甲镇", 2023, 3, status="unreadable")
    for one in (first, second, unread):
        take(archive, batch(one), declared.bodies)
    assert standings(archive) == [
        (1, first["report_id"], "superseded"),
        (2, second["report_id"], "current"),
        (3, unread["report_id"], "not_audited"),
    ]


def test_names_of_one_body_are_one(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("甲镇", 2023, 1)), declared.bodies)
    take(archive, batch(report("甲镇人民政府", 2023, 2)), declared.bodies)
    take(archive, batch(report("甲镇", 2023, 1, district="荻渚县")), declared.bodies)
    assert [word for _, _, word in standings(archive)].count("superseded") == 1
    assert set(bodies_called(archive, "甲镇", whole=False).values()) == {"云岭县/甲镇", "荻渚县/甲镇"}
    assert bodies_called(archive, "云岭县/甲镇", whole=True) == {BODY: "云岭县/甲镇"}
    assert bodies_called(archive, "丙镇", whole=False) == {}


def test_two_that_differ_in_one_batch_settle_nothing(archive: Lake, declared: Declared) -> None:
    one, other = report("甲镇", 2023, 1), report("甲镇", 2023, 2)
    take(archive, batch(report("甲镇", 2023, 0)), declared.bodies)
    take(archive, batch(one, other), declared.bodies)
    assert sorted(word for _, _, word in standings(archive)) == ["several", "several", "superseded"]
    assert choose(archive, BODY, 2023, other["report_id"][:6]) == other["report_id"]
    told = {report_id: word for _, report_id, word in standings(archive)}
    assert (told[one["report_id"]], told[other["report_id"]]) == ("superseded", "current")
    # A second thought counts, and a later submission is not held back by either.
    choose(archive, BODY, 2023, one["report_id"])
    assert {report_id: word for _, report_id, word in standings(archive)}[one["report_id"]] == "current"
    later = report("甲镇", 2023, 3)
    take(archive, batch(later), declared.bodies)
    assert [row[1] for row in standings(archive) if row[2] == "current"] == [later["report_id"]]


def test_a_choice_must_name_one(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("甲镇", 2023, 1), report("甲镇", 2023, 2)), declared.bodies)
    with pytest.raises(ArchiveError, match="fits 2"):
        choose(archive, BODY, 2023, "")
    with pytest.raises(ArchiveError, match="fits 0"):
        choose(archive, BODY, 2023, "zz")
    with pytest.raises(ArchiveError, match="there are: none"):
        choose(archive, BODY, 2022, "zz")


def test_the_same_file_twice_in_a_batch_is_no_choice(archive: Lake, declared: Declared) -> None:
    one = report("甲镇", 2023, 1)
    copy = one | {"report_id": "copy", "file": "copy.docx", "status": "duplicate", "values": ()}
    take(archive, batch(one, copy), declared.bodies)
    assert sorted(word for _, _, word in standings(archive)) == ["current", "not_audited"]


def test_to_be_audited_again_makes_nothing_current(archive: Lake, declared: Declared) -> None:
    first, second = report("甲镇", 2023, 1), report("甲镇", 2023, 2)
    take(archive, batch(first), declared.bodies)
    take(archive, batch(second), declared.bodies)
    take(archive, batch(first, second, judged_by="code 2"), declared.bodies)
    assert [(number, report_id) for number, report_id, word in standings(archive) if word == "current"] == [
        (3, second["report_id"])
    ]
    assert "several" not in {word for _, _, word in standings(archive)}


def test_what_is_read_at_last_is_no_later_than_its_correction(archive: Lake, declared: Declared) -> None:
    first, second = report("甲镇", 2023, 1), report("甲镇", 2023, 2)
    unread = first | {"status": "unreadable", "organisation": None, "year": None}
    take(archive, batch(unread), declared.bodies)
    take(archive, batch(second), declared.bodies)
    take(archive, batch(first, judged_by="code 2"), declared.bodies)
    assert [report_id for _, report_id, word in standings(archive) if word == "current"] == [second["report_id"]]


def test_what_changed_cell_by_cell(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("甲镇", 2022, 9, 9, 9)), declared.bodies)
    take(archive, batch(report("甲镇", 2023, 1, None, 3)), declared.bodies)
    take(archive, batch(report("甲镇", 2023, 1, 5, None, 7)), declared.bodies)
    steps = history(archive, BODY)
    assert [(step.submission["year"], step.findings) for step in steps] == [(2022, 0), (2023, 1), (2023, 1)]
    assert [step.changes for step in steps[:2]] == [None, None]
    assert steps[2].changes == (
        Change("requests.row1.total", "", "blank", "5", "read"),
        Change("requests.row2.total", "3", "read", "", "blank"),
        Change("requests.row3.total", None, None, "7", "read"),
    )


def test_no_other_body_is_in_a_history(archive: Lake, declared: Declared) -> None:
    take(archive, batch(report("甲镇", 2023, 1), report("乙镇", 2023, 2)), declared.bodies)
    take(archive, batch(report("乙镇", 2023, 3)), declared.bodies)
    [step] = history(archive, BODY)
    assert step.submission["organisation"] == "甲镇"
