"""What the archive costs, and what it outlives: batches of invented frames taken in, timed, and killed at random instants.

    python -m benchmarks.archive --reports 10000
    python -m benchmarks.archive --kills 30 --reports 500

Prints figures; ends with 1 where a kill cost something: a batch seen in part, twice, or an archive that its check finds wrong.
"""

import argparse
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl

from gouji.archive.health import problems
from gouji.archive.history import history
from gouji.archive.lake import Lake
from gouji.archive.opening import open_archive, open_or_make
from gouji.archive.standing import rows_of, standing
from gouji.archive.tables import MARKER
from gouji.archive.taking import Batch, take
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import load_declared
from gouji.frames import CELLS, CLAIMS, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, SIGNS

CELLS_A_REPORT = 200
_EMPTY = {
    "leftovers": LEFTOVERS,
    "claims": CLAIMS,
    "signs": SIGNS,
    "trial_findings": FINDINGS,
    "explanations": EXPLANATIONS,
}


def made(reports: int, year: int) -> Batch:
    """A batch of that many audited reports of as many bodies, each with 200 cells and two findings."""
    ids = [f"{year}{number:012}" for number in range(reports)]
    head = pl.DataFrame(
        {
            "report_id": ids,
            "sha256": [one * 4 for one in ids],
            "file": [f"in/{one}.docx" for one in ids],
            "organisation": [f"第{number:06}镇" for number in range(reports)],
        }
    )
    told = {"district": "云岭县", "year": year, "status": "audited", "form": "2021"}
    full = _filled(head.with_columns(pl.lit(value).alias(name) for name, value in told.items()), REPORTS)
    line = pl.DataFrame(
        {
            "table": ["requests"] * CELLS_A_REPORT,
            "row": [f"row{number}" for number in range(CELLS_A_REPORT)],
            "column": ["total"] * CELLS_A_REPORT,
            "text": [str(number % 37) for number in range(CELLS_A_REPORT)],
            "value": [Decimal(number % 37) for number in range(CELLS_A_REPORT)],
            "unit": ["件"] * CELLS_A_REPORT,
            "status": ["read"] * CELLS_A_REPORT,
            "locator": [f"table 2, row {number}, column 9" for number in range(CELLS_A_REPORT)],
        }
    )
    cells = _filled(full.select("report_id", "form").join(line, how="cross"), CELLS)
    found = pl.DataFrame({"rule": ["VAL-001", "STR-003"], "message": ["合计与分项之和不符", "标题缺少年度"]})
    findings = _filled(full.select("report_id", "district").join(found, how="cross"), FINDINGS)
    empty = {name: pl.DataFrame(schema=schema) for name, schema in _EMPTY.items()}
    return Batch(str(year), {"reports": full, "cells": cells, "findings": findings, **empty}, NO_ROSTER, "benchmark")


def _filled(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )


def timed(what: str, work: Callable[[], object]) -> None:
    """Do it, and print its wall and processor seconds and the peak of this process's memory."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<44} {time.perf_counter() - wall:8.2f} s {time.process_time() - cpu:8.2f} cpu s {peak:8.0f} MiB")


def measure(reports: int, place: str) -> None:
    """Take two years of so many reports in, and ask what commands ask."""
    bodies = load_declared().bodies
    timed(f"make {reports} reports in memory", lambda: made(reports, 2022))
    lake = open_or_make(place)
    for year in (2022, 2023):
        batch = made(reports, year)
        timed(f"take {reports} reports in, {year}", lambda batch=batch: take(lake, batch, bodies))
    timed("60 reports more", lambda: take(lake, made(60, 2024), bodies))
    body = standing(lake).get_column("body")[reports // 2]
    timed("history of one body", lambda: history(lake, body))
    timed("what is current, all bodies", lambda: standing(lake))
    timed("check", lambda: problems(lake))
    size = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file())
    print(f"{size / 2**20:.1f} MiB on the disk")


def survive(kills: int, reports: int, place: str) -> int:
    """Kill the taking in of a batch at random instants, look, and let it end. Returns how often something was wrong."""
    dice, done = random.Random(7), 0  # noqa: S311 - repeatable
    span, wrong = _seconds_to_take(reports, place), list[str]()
    for number in range(kills):
        process = _started(place, reports, 3000 + number)
        time.sleep(dice.uniform(0, span))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        done += process.returncode == 0
        wrong += _wrong(place, reports)
        second = _started(place, reports, 3000 + number)
        second.communicate()
        if second.returncode != 0:
            wrong.append("the second run failed")
        wrong += _wrong(place, reports)
    expected = (kills + 1) * reports
    lake = open_archive(place)
    counts = standing(lake).height, rows_of(lake, "cells").height, rows_of(lake, "findings").height
    if counts != (expected, expected * CELLS_A_REPORT, expected * 2):
        wrong.append(f"submissions, cells, findings are {counts}")
    wrong += [f"{one.kind}: {one.where}" for one in problems(lake)]
    print(f"{kills} kills over {span:.2f} s, {done} came too late; {len(wrong)} wrong")
    for told in wrong:
        print(f"  {told}")
    return len(wrong)


def _wrong(place: str, reports: int) -> list[str]:
    """Whether a reader sees whole batches only."""
    lake = Lake(place)
    if not lake.has(MARKER):
        return []
    seen = standing(lake).group_by("batch").len()
    cells = rows_of(lake, "cells").group_by("batch").len(name="cells")
    joined = seen.join(cells, on="batch", how="full", coalesce=True)
    torn = joined.filter((pl.col("len") != reports) | pl.col("cells").ne_missing(reports * CELLS_A_REPORT))
    return [f"seen in part: {row}" for row in torn.iter_rows()]


def _started(place: str, reports: int, year: int) -> "subprocess.Popen[str]":
    arguments = [
        sys.executable,
        "-m",
        "benchmarks.archive",
        "--take",
        str(year),
        "--reports",
        str(reports),
        "--into",
        place,
    ]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    if process.stdout is None or process.stdin is None or process.stdout.readline() != "ready\n":
        raise RuntimeError(f"{arguments}: did not get ready; run it alone to see why")
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def _seconds_to_take(reports: int, place: str) -> float:
    """From the word to begin to the end of the process."""
    process = _started(place, reports, 2999)
    started = time.perf_counter()
    process.communicate()
    return time.perf_counter() - started


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--take", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.take is not None:
        batch, bodies = made(given.reports, given.take), load_declared().bodies
        print("ready", flush=True)
        sys.stdin.readline()
        take(open_or_make(given.into), batch, bodies)
        return
    with tempfile.TemporaryDirectory(prefix="gouji-archive-") as folder:
        place = str(Path(folder) / "archive")
        if given.kills:
            sys.exit(1 if survive(given.kills, given.reports, place) else 0)
        measure(given.reports, place)


if __name__ == "__main__":
    main()
