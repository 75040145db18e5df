"""The benchmark of the archive measures, survives a kill, and says so where something is wrong."""

from pathlib import Path

import pytest

from benchmarks.archive import made, measure, survive
from gouji.archive.opening import open_archive
from gouji.archive.standing import standing


def test_it_measures_each_thing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure(70, str(tmp_path / "a"))
    told = capsys.readouterr().out
    assert [word in told for word in ("2022", "60 reports more", "history", "current", "check", "MiB on the disk")] == [
        True
    ] * 6
    assert standing(open_archive(str(tmp_path / "a"))).height == 200
    assert made(3, 2022).frames["cells"].height == 600


def test_a_kill_costs_nothing_and_a_lost_file_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert survive(1, 20, str(tmp_path / "a")) == 0
    monkeypatch.setattr("benchmarks.archive.CELLS_A_REPORT", 7)
    assert survive(0, 20, str(tmp_path / "b")) == 1
    assert "submissions, cells, findings are (20, 4000, 40)" in capsys.readouterr().out
