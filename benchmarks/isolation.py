"""What reading in workers costs: `python -m benchmarks.isolation --count 600 --seed 7`.

Prints seconds of processor time for each report, in this process as in workers and their parent, and reports a second.
"""

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from gouji.audit.run import split
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import load_declared
from gouji.intake import take_in
from gouji.judging.batch import together
from gouji.reports.chunks import frame_chunk, read_chunk, transcribe_chunk
from gouji.workers import Workers
from samples.batch import batch
from samples.generate import write


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds of a run, and processor seconds of this process and of its workers, all for one report."""

    wall: float
    own: float
    workers: float


def measure_isolation(count: int, seed: int) -> tuple[Cost, Cost]:
    """The cost of reading and transcribing `count` invented reports in this process, and in workers.

    The start of the workers is in it; Windows does not tell the time of processes that have ended. Raises RuntimeError
    where the two ways give different frames.
    """
    declared = load_declared()
    with tempfile.TemporaryDirectory() as folder:
        write(batch(declared.forms, count, seed), Path(folder))
        chunks = split(take_in([Path(folder)]).taken)
        started = _now()
        plain = [transcribe_chunk(read_chunk(chunk, declared), declared, NO_ROSTER) for chunk in chunks]
        between = _now()
        with Workers() as workers:
            isolated = [frame_chunk(chunk, declared, NO_ROSTER, workers) for chunk in chunks]
        ended = _now()
    ours, theirs = together(plain, declared), together(isolated, declared)
    if not (ours.cells.equals(theirs.cells) and ours.facts.equals(theirs.facts)):
        raise RuntimeError("reading in workers gave other frames than reading in this process")
    return _cost(started, between, count), _cost(between, ended, count)


def _now() -> tuple[float, float, float]:
    times = os.times()
    return time.perf_counter(), times.user + times.system, times.children_user + times.children_system


def _cost(before: tuple[float, float, float], after: tuple[float, float, float], count: int) -> Cost:
    return Cost(*((end - start) / count for start, end in zip(before, after, strict=True)))


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.isolation", description="What reading in workers costs."
    )
    parser.add_argument("--count", type=int, default=600, help="how many reports (default 600)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same reports (default 7)")
    chosen = parser.parse_args(arguments)
    plain, isolated = measure_isolation(chosen.count, chosen.seed)
    print(f"{'':<16}{'reports/s':>10}{'ms here':>10}{'ms workers':>12}")
    for name, cost in (("in this process", plain), ("in workers", isolated)):
        print(f"{name:<16}{1 / cost.wall:>10.1f}{cost.own * 1000:>10.2f}{cost.workers * 1000:>12.2f}")


if __name__ == "__main__":
    main()
