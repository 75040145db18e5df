"""The benchmark runs, times every stage and prints one line for each."""

import pytest

from benchmarks import isolation
from benchmarks.audit import FLOOR, STAGES, main, measure_audit, table


def test_every_stage_is_timed_and_shown() -> None:
    measured = measure_audit(count=6, seed=7)
    assert set(measured.seconds) == set(STAGES)
    assert all(seconds > 0 for seconds in measured.seconds.values())
    assert measured.checks > 700
    lines = table(measured).splitlines()
    assert lines[0].startswith("6 reports, ")
    for stage in (*STAGES, "all", FLOOR):
        assert sum(line.startswith(f"{stage} ") for line in lines) == 1, stage
    shares = [float(line.rsplit(None, 1)[1].rstrip("%")) for line in lines if line.endswith("%")]
    assert sum(shares) == pytest.approx(200, abs=1)


def test_a_batch_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--count", "0"])
    assert stopped.value.code == 2
    assert "at least one report" in capsys.readouterr().err


def test_isolation_is_measured_on_the_same_frames(capsys: pytest.CaptureFixture[str]) -> None:
    isolation.main(["--count", "6"])
    heading, plain, isolated = capsys.readouterr().out.splitlines()
    assert heading.split() == ["reports/s", "ms", "here", "ms", "workers"]
    assert float(plain.split()[-1]) == 0
    assert float(plain.split()[-2]) > 0
    assert isolated.startswith("in workers ")
