"""How fast an audit is, stage by stage: `python -m benchmarks.audit --count 1000 --seed 7`."""

import argparse
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from gouji.audit.run import audit
from gouji.bodies.roster import NO_ROSTER, Roster
from gouji.declared import Declared
from gouji.intake import Taken
from gouji.judging.batch import judges
from gouji.judging.judge import Judge
from gouji.reports.chunks import frame_chunk, read_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames
from gouji.rules.bounds import Criterion, Verdict
from gouji.rules.checks import Check
from gouji.rules.gate import load_sound
from gouji.workers import Workers
from samples.batch import batch
from samples.generate import write

COMPILE, WIDEN = "judge: load and compile the rules", "judge: one row a report"
PANDERA, GREAT_EXPECTATIONS = "judge: pandera", "judge: Great Expectations"
POLARS = "judge: measures, findings"
# What the stages of an audit are called in the table.
_NAMES = {
    "intake": "intake",
    "read": "transcribe",
    "widen": WIDEN,
    "conclude": POLARS,
    "write": "write",
}
STAGES = ("intake", "read", "transcribe", COMPILE, WIDEN, POLARS, PANDERA, GREAT_EXPECTATIONS, "write")
FLOOR = "the same checks in Polars"

# The floor is so short that one run of it says little: the fastest of some is taken.
_FLOOR_RUNS = 5


@dataclass(slots=True)
class Clock:
    """Seconds by stage, in the order in which the stages were first entered."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])
    checks: Sequence[Check] = ()
    wide: pl.DataFrame = field(default_factory=pl.DataFrame)

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Count the time spent inside towards stage `name`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started

    def call(self, stage: str, function: Callable[..., Any], *args: Any) -> Any:
        """Run a stage of an audit as it is, but for what is taken apart to be timed; what stands in no table is not."""
        match stage:
            case "read" if function is frame_chunk:
                return self._read(*args)
            case "judge":
                return self._judge(function, *args)
            case "load":
                return function(*args)
            case _:
                with self.stage(_NAMES[stage]):
                    done = function(*args)
        if stage == "widen":
            self.wide, _ = done
        return done

    def _read(self, chunk: Sequence[Taken], declared: Declared, roster: Roster, _: Workers) -> BatchFrames:
        """In this process: workers cost a start, and what they do cannot be told apart."""
        with self.stage("read"):
            documents = read_chunk(chunk, declared)
        with self.stage("transcribe"):
            return transcribe_chunk(documents, declared, roster)

    def _judge(
        self, function: Callable[..., Any], wide: pl.DataFrame, checks: Sequence[Check], *judged_by: Judge
    ) -> Any:
        """What the two judges do not take counts as Polars' part."""
        self.checks = checks
        before, started = sum(self.seconds.values()), time.perf_counter()
        timed = (
            _timed(judge, name, self) for judge, name in zip(judged_by, (PANDERA, GREAT_EXPECTATIONS), strict=True)
        )
        judged = function(wide, checks, *timed)
        spent = time.perf_counter() - started - (sum(self.seconds.values()) - before)
        self.seconds[POLARS] = self.seconds.get(POLARS, 0.0) + spent
        return judged


def _timed(judge_them: Judge, stage: str, clock: Clock) -> Judge:
    def timed(measures: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
        with clock.stage(stage):
            return judge_them(measures, criteria)

    return timed


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: how many reports and checks, seconds by stage, seconds of the floor, and what was found."""

    reports: int
    checks: int
    seconds: dict[str, float]
    floor: float
    findings: int


def measure_audit(count: int, seed: int) -> Measured:
    """Audit `count` invented reports in a folder of their own, timing every stage; writing the reports is not timed.

    Raises RuntimeError where a report could not be audited or a check errored: such a run measures something else.
    """
    clock = Clock()
    with clock.stage(COMPILE):
        sound = load_sound()
    # The engines take seconds to import, which an audit of any size pays once; not a matter of reports per second.
    judges(None)
    with tempfile.TemporaryDirectory() as made:
        source = Path(made, "reports")
        write(batch(sound.declared.forms, count, seed), source)
        audited = audit([source], Path(made, "out"), "benchmark", sound, NO_ROSTER, _untold, clock.call).audited
    if audited is None or audited.judgement.errors or clock.wide.height != count:
        raise RuntimeError(f"{clock.wide.height} of {count} reports audited, or a check errored")
    return Measured(
        count, len(clock.checks), clock.seconds, floor_of(clock.wide, clock.checks), audited.judgement.findings.height
    )


def _untold(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def floor_of(wide: pl.DataFrame, checks: Iterable[Check]) -> float:
    """Seconds that Polars takes to count what breaks each check, in one query and with nothing else around it."""
    checks = tuple(checks)

    def count() -> None:
        counted = dict.fromkeys(count for check in checks for count in check.needed)
        wide.with_columns(one.measure().alias(one.column) for one in counted).select(
            (check.applies & ~check.assertion.bounds.holds(check.assertion.measure)).sum().alias(check.column)
            for check in checks
        )

    return min(_seconds(count) for _ in range(_FLOOR_RUNS))


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def table(measured: Measured) -> str:
    """The run as a table: a line a stage with its seconds, reports per second and share, then the floor."""
    total = sum(measured.seconds.values())
    judging = sum(seconds for stage, seconds in measured.seconds.items() if stage.startswith("judge"))
    lines = [
        f"{measured.reports} reports, {measured.checks} checks, {measured.findings} findings",
        "",
        f"{'stage':<28}{'seconds':>10}{'reports/s':>12}{'share':>8}",
    ]
    lines += [_line(stage, measured.seconds[stage], measured.reports, total) for stage in STAGES]
    lines += [_line("all", total, measured.reports, total), ""]
    lines += [
        f"{FLOOR:<28}{measured.floor:>10.3f}{measured.reports / measured.floor:>12.0f}",
        f"{'judging, times the floor':<28}{judging / measured.floor:>10.1f}",
    ]
    return "\n".join(lines)


def _line(stage: str, seconds: float, reports: int, total: float) -> str:
    return f"{stage:<28}{seconds:>10.3f}{reports / max(seconds, 1e-9):>12.0f}{seconds / total:>8.1%}"


def main(arguments: list[str] | None = None) -> None:
    """The command line; exits with 2 for bad arguments."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.audit", description="Time an audit of invented reports."
    )
    parser.add_argument("--count", type=int, default=1000, help="how many reports (default 1000)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same reports (default 7)")
    chosen = parser.parse_args(arguments)
    if chosen.count < 1:
        parser.error(f"--count is {chosen.count}; at least one report is needed")
    print(table(measure_audit(chosen.count, chosen.seed)))


if __name__ == "__main__":
    main()
