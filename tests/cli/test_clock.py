"""The line that tells what an audit does moves while it does it."""

import sys

import pytest

from gouji.cli.clock import Clock


@pytest.mark.parametrize(("done", "total"), [(0, 12), (5, 12), (12, 12)])
def test_the_clock_moves_in_every_stage(monkeypatch: pytest.MonkeyPatch, done: int, total: int) -> None:
    """Judging is told with all files done: a full bar would stop the clock there, where it takes longest."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = Clock(quiet=False)
    clock.tell("judging", done, total)
    [task] = clock._bar.tasks
    assert task.fields["files"] == f"{done}/{total} files"
    assert not task.finished
    assert task.finished_time is None
