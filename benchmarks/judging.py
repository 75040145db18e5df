"""How fast the whole rule book is judged: `python -m benchmarks.judging --count 10000`.

Clean reports of both forms, a tenth of them with one figure changed, as rows of the wide frame; localisation, which has
a benchmark of its own, is left out. Each part is timed against the same checks in plain Polars in the same run.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from benchmarks.audit import floor_of
from gouji.declared import Declared, load_declared
from gouji.declared.rules import ExampleEntry
from gouji.judging.judge import judge
from gouji.rules.bounds import Criterion, Verdict
from gouji.rules.checks import checks_of
from gouji.rules.examples import example_frame
from samples.figures import valid_figures
from samples.prose import plain

# As many reports are made; a larger batch repeats them, for what is measured does not depend on their figures.
DISTINCT = 500
_SPOILED = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each part of one judgement; `fixed` are those that the two judges take for an empty batch."""

    reports: int
    definite: int
    doubtful: int
    compiling: float
    floor: float
    measuring: float
    pandera: float
    pandera_fixed: float
    great_expectations: float
    great_expectations_fixed: float
    findings: int


def measure_judging(count: int) -> Measured:
    """Judge `count` reports. Raises RuntimeError where a check errors: such a run measures something else."""
    from gouji.judging.gx_suite import judge_doubtful
    from gouji.judging.pandera_suite import judge_definite

    declared = load_declared()
    wide = wide_reports(count, declared)
    started = time.perf_counter()
    checks = checks_of(declared)
    compiling = time.perf_counter() - started
    floor = floor_of(wide, checks)
    spent: dict[str, float] = {}
    started = time.perf_counter()
    judgement = judge(
        wide,
        checks,
        _timed("pandera", judge_definite, spent),
        _timed("gx", lambda m, c: judge_doubtful(m, c, None), spent),
    )
    measuring = time.perf_counter() - started - sum(spent.values())
    if judgement.errors:
        raise RuntimeError(f"{len(judgement.errors)} checks errored: {next(iter(judgement.errors.items()))}")
    fixed: dict[str, float] = {}
    judge(
        wide.head(1),
        checks,
        _timed("pandera", judge_definite, fixed),
        _timed("gx", lambda m, c: judge_doubtful(m, c, None), fixed),
    )
    definite = sum(check.rule.entry.certainty == "definite" for check in checks)
    return Measured(
        count, definite, len(checks) - definite, compiling, floor, measuring,
        spent["pandera"], fixed["pandera"], spent["gx"], fixed["gx"], judgement.findings.height,
    )  # fmt: skip


def wide_reports(count: int, declared: Declared) -> pl.DataFrame:
    """`count` rows of the wide frame, each with an id of its own."""
    examples: dict[str, ExampleEntry] = {}
    for number in range(min(count, DISTINCT)):
        rng = random.Random(number)  # noqa: S311 - repeatable, not secret
        form = declared.forms[number % len(declared.forms)]
        figures = valid_figures(form, rng, scale=rng.randint(0, 300))
        if number % _SPOILED == 0:
            figures[rng.choice(list(figures))] += 1
        examples[str(number)] = ExampleEntry(
            form=form.name, cells={cell: plain(value) for cell, value in figures.items()}
        )
    made = example_frame(examples, declared)
    tiled = pl.concat([made] * (count // made.height + 1)).head(count)
    return tiled.with_columns(pl.int_range(count).cast(pl.String).alias("report_id")).rechunk()


def _timed(
    name: str, judge_them: Callable[[pl.DataFrame, Sequence[Criterion]], dict[str, Verdict]], spent: dict[str, float]
) -> Callable[[pl.DataFrame, Sequence[Criterion]], dict[str, Verdict]]:
    def timed(measures: pl.DataFrame, criteria: Sequence[Criterion]) -> dict[str, Verdict]:
        started = time.perf_counter()
        try:
            return judge_them(measures, criteria)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

    return timed


def table(measured: Measured) -> str:
    """The run in lines: each part with its seconds, and how it stands to the floor."""
    one = measured
    checks = one.definite + one.doubtful
    whole = one.measuring + one.pandera + one.great_expectations
    return "\n".join(
        (
            f"{one.reports} reports, {checks} checks ({one.definite} definite, {one.doubtful} doubtful), {one.findings} findings",
            f"{'the same checks in Polars':<32}{one.floor:>9.3f} s",
            f"{'compiling the rules':<32}{one.compiling:>9.3f} s",
            f"{'measures, findings, coverage':<32}{one.measuring:>9.3f} s, {one.measuring / one.floor:.1f} times the floor",
            f"{'pandera':<32}{one.pandera:>9.3f} s, fixed {1000 * one.pandera_fixed / one.definite:.2f} ms a check",
            f"{'Great Expectations':<32}{one.great_expectations:>9.3f} s, fixed "
            f"{1000 * one.great_expectations_fixed / one.doubtful:.2f} ms a check",
            f"{'all':<32}{whole:>9.3f} s, {one.reports / whole:.0f} reports/s; without Great Expectations "
            f"{one.reports / (one.measuring + one.pandera):.0f} reports/s",
        )
    )


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judging", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many reports (default 10000)")
    print(table(measure_judging(parser.parse_args(arguments).count)))


if __name__ == "__main__":
    main()
