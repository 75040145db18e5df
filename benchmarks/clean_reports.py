"""Clean reports, read and judged: no rule may find an error in any (`python -m benchmarks.clean_reports`).

Prints, for each form, how many reports were judged, how many cells could not be read, and every finding by rule. With `--batches` whole
batches of `samples.batch` are judged instead, one for each seed, and what an office would be shown of them is counted: no row may stand in
tier `first` or `second`. Ends with 1 where one does.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import polars as pl

from benchmarks.claims import LAYOUTS, understood_all
from gouji.declared import load_declared
from gouji.judging.batch import Judged, conclude, wide_of
from gouji.judging.folding import folded, rows_of
from gouji.judging.judge import judge
from gouji.judging.pandera_suite import judge_definite
from gouji.readers import read
from gouji.reports.frames import to_frames, together
from gouji.reports.rows import to_rows
from gouji.rules.checks import checks_of
from samples.batch import batch
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


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a clean batch: its audited reports, rows by tier, and the findings of the first two tiers in words."""

    reports: int
    rows: Counter[str]
    accusations: tuple[str, ...]


def judge_batch(count: int, seed: int) -> Shown:
    """The clean batch of `samples.batch`, read and judged whole, as workbook and letters would show it."""
    declared = load_declared()
    checks = checks_of(declared)
    contents = (file.content for file in batch(declared.forms, count, seed))
    rows = [to_rows(one, declared) for one in understood_all(map(read, contents), declared)]
    frames = together([to_frames(rows, declared)], declared)
    wide = wide_of(frames, declared)
    judgement = judge(wide, checks, judge_definite, judge_definite)
    if judgement.errors:
        raise RuntimeError(f"checks errored: {judgement.errors}")
    audited = conclude(frames, wide, checks, Judged(judgement, ()), declared)
    shown = folded(audited.judgement.findings, audited.frames.reports, declared.folding)
    told = shown.filter(pl.col("tier").is_in(["first", "second"])).select("report_id", "rule", "message").iter_rows()
    return Shown(
        reports=int((audited.frames.reports.get_column("status") == "audited").sum()),
        rows=Counter(rows_of(shown).get_column("tier").to_list()),
        accusations=tuple(" ".join(one) for one in told),
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


def _main_of_batches(seeds: Sequence[int], count: int, workers: int) -> int:
    with ProcessPoolExecutor(workers) as pool:
        batches = list(pool.map(partial(judge_batch, count), seeds))
    for seed, shown in zip(seeds, batches, strict=True):
        print(
            f"batch of seed {seed}: {shown.reports} of {count} audited, rows by tier {dict(sorted(shown.rows.items()))}"
        )
        print(*(f"    {one}" for one in shown.accusations), sep="\n")
    return int(any(shown.accusations or shown.reports < count for shown in batches))


def main(arguments: list[str] | None = None) -> int:
    """The command line; the code to end with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clean_reports", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="reports of each form (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default 1)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--batches", type=int, default=0, help="judge so many whole batches instead, one a seed")
    chosen = parser.parse_args(arguments)
    if chosen.batches:
        return _main_of_batches(range(chosen.seed, chosen.seed + chosen.batches), chosen.count, chosen.workers)
    for form in load_declared().forms:
        started = time.perf_counter()
        found = clean_reports(form.name, chosen.count, chosen.seed, chosen.workers)
        errors = sum(count for (severity, _), count in found.findings.items() if severity == "error")
        print(f"form {form.name}: {found.reports} of {chosen.count} audited, cells {dict(found.cells)}, ", end="")
        print(f"findings of severity error: {errors}; {time.perf_counter() - started:.0f} s")
        for (severity, rule), count in sorted(found.findings.items()):
            print(f"    {severity:<8} {rule} {count:>6}  {found.examples[rule]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
