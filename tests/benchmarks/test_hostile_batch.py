"""The benchmark of hostile batches: a few files through the whole audit, and what it would tell."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.hostile_batch import Survived, invent, main, survive, table
from benchmarks.making import WAYS
from gouji.declared import Declared
from tests.made.in_process import WorkersHere


def test_nothing_of_a_hostile_batch_is_lost(
    declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.audit.run.Workers", WorkersHere)
    ways = [way for way in WAYS if not way.program][::4]
    found = [invent(rank, ways, 1, declared) for rank in range(2 * len(ways))]
    survived = survive(found, tmp_path, 1, declared)
    assert survived.troubles == ()
    assert survived.files == len(found) > 15
    assert survived.statuses["audited"] > len(found) // 2
    assert survived.findings > 0


def test_what_is_lost_is_told(
    declared: Declared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    troubled = Survived(2, Counter(audited=1, unreadable=1), 3, 1, 2.0, ("0001.txt: has no row",))
    assert table(troubled).splitlines() == [
        "2 files: 1 audited, 1 unreadable; 3 findings, 1 districts",
        "2.0 s, 1.0 files/s; troubles: 1",
        "0001.txt: has no row",
    ]
    monkeypatch.setattr("benchmarks.hostile_batch.survive", lambda *_: troubled)
    assert main(["--count", "1"]) == 1
    assert "has no row" in capsys.readouterr().out
