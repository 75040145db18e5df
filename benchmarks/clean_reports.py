"""Clean reports, read and judged: no rule may find an error in any (`python -m benchmarks.clean_reports`).

Prints, for each form, how many reports were judged, how many cells could not be read, and every finding by rule.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import polars as pl

from benchmarks.claims import LAYOUTS, understood_all
from gouji.declared import load_declared
from gouji.judging.batch import wide_of
from gouji.judging.judge import judge
from gouji.judging.pandera_suite import judge_definite
from gouji.readers import read
from gouji.reports.frames import to_frames
from gouji.reports.rows import to_rows
from gouji.rules.checks import checks_of
from samples.printers import print_report
from samples.report import sample_report

CHUNK = 250


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a number of clean reports: how often each rule found something, by severity, with an example."""

    reports: int
    cells: Counter[str]
    findings: Counter[tuple[str, str]]
    examples: dict[str, str]


def judge_clean(seeds: Sequence[int], form_name: str) -> Found:
    """Generate a clean report of a form for each seed, print it in one of the layouts, read it again and judge it."""
    declared = load_declared()
    form = next(form for form in declared.forms if form.name == form_name)
    printed = [
        print_report(sample_report(form, random.Random(seed)), LAYOUTS[seed % len(LAYOUTS)])  # noqa: S311
        for seed in seeds
    ]
    frames = to_frames([to_rows(one, declared) for one in understood_all(map(read, printed), declared)], declared)
    judgement = judge(wide_of(frames, declared), checks_of(declared), judge_definite, judge_definite)
    if judgement.errors:
        raise RuntimeError(f"checks errored: {judgement.errors}")
    findings = pl.concat([judgement.findings, judgement.trial_findings])
    return Found(
        reports=int((frames.reports.get_column("status") == "audited").sum()),
        cells=Counter(frames.cells.get_column("status").to_list()),
        findings=Counter(findings.select("severity", "rule").iter_rows()),
        examples=dict(findings.select("rule", "message").iter_rows()),
    )


def clean_reports(form_name: str, count: int, first_seed: int, workers: int) -> Found:
    """`judge_clean` on `count` seeds from `first_seed` on, in `workers` processes."""
    seeds = range(first_seed, first_seed + count)
    chunks = [seeds[start : start + CHUNK] for start in range(0, count, CHUNK)]
    reports, cells, findings = 0, Counter[str](), Counter[tuple[str, str]]()
    examples: dict[str, str] = {}
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(partial(judge_clean, form_name=form_name), chunks):
            reports += found.reports
            cells += found.cells
            findings += found.findings
            examples |= found.examples
    return Found(reports, cells, findings, examples)


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clean_reports", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="reports of each form (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default 1)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    chosen = parser.parse_args(arguments)
    for form in load_declared().forms:
        started = time.perf_counter()
        found = clean_reports(form.name, chosen.count, chosen.seed, chosen.workers)
        errors = sum(count for (severity, _), count in found.findings.items() if severity == "error")
        print(f"form {form.name}: {found.reports} of {chosen.count} audited, cells {dict(found.cells)}, ", end="")
        print(f"findings of severity error: {errors}; {time.perf_counter() - started:.0f} s")
        for (severity, rule), count in sorted(found.findings.items()):
            print(f"    {severity:<8} {rule} {count:>6}  {found.examples[rule]}")


if __name__ == "__main__":
    main()
