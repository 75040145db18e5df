"""Judge a batch: measure every check, let pandera and Great Expectations decide, and turn what broke into findings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gouji.frames import COVERAGE, FINDINGS, UNDECIDED
from gouji.judging.findings import Finding, findings_of
from gouji.rules.bounds import Criterion, Verdict
from gouji.rules.checks import Check
from gouji.rules.measures import Measures, broken_rows, measure

Judge = Callable[[pl.DataFrame, Sequence[Criterion]], dict[str, Verdict]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a batch was found to be: findings, coverage, and every check that errored with the reason (our bugs).

    What rules on trial found is kept apart in `trial_findings`: it is for whoever judges the rule, and sent to nobody. `undecided` are
    the checks that a person can settle: another count agrees where the one that was asked for does not.
    """

    findings: pl.DataFrame
    trial_findings: pl.DataFrame
    coverage: pl.DataFrame
    undecided: pl.DataFrame
    errors: dict[str, str]


def judge(
    wide: pl.DataFrame,
    checks: Sequence[Check],
    judge_definite: Judge,
    judge_doubtful: Judge,
) -> Judgement:
    """The judgement of a batch. `wide` has one row a report (`gouji.frames.wide`); a rule's certainty decides who judges it.

    The rows that broke a check come from its measures; where they are not as many as the judge counted, or the judge
    could not judge it, the check is errored and accuses nobody.
    """
    measures = measure(wide, checks)
    errors = dict(measures.errors)
    sound = [check for check in checks if check.column not in errors]
    verdicts = _verdicts(measures.measured, sound, judge_definite, judge_doubtful)
    broken = broken_rows(measures.measured, sound)
    found: dict[str, list[Finding]] = {"active": [], "trial": []}
    for check in sound:
        rows = broken.get_column(check.column)
        verdict = verdicts.get(check.column, Verdict(0, "the judge returned no verdict"))
        if verdict.error is not None:
            errors[check.column] = verdict.error
        elif verdict.failed != rows.sum():
            errors[check.column] = f"the judge counted {verdict.failed} broken rows, the measures have {rows.sum()}"
        elif verdict.failed:
            try:
                found[check.rule.state] += findings_of(check, wide, rows, measures.measured)
            except pl.exceptions.PolarsError as error:
                errors[check.column] = f"no finding could be written: {str(error).splitlines()[0]}"
    active, trial = (
        pl.DataFrame(found[state], schema=FINDINGS, orient="row").sort("report_id", "rule", "place")
        for state in ("active", "trial")
    )
    undecided = pl.DataFrame(
        [row for check in sound if check.rule.state == "active" for row in _doubted(check, wide, measures.measured)],
        schema=UNDECIDED,
        orient="row",
    ).sort("report_id", "rule", "place")
    return Judgement(active, trial, _coverage(checks, measures, broken, errors), undecided, errors)


def _doubted(check: Check, wide: pl.DataFrame, measured: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """One row of UNDECIDED for each report in which another count agrees."""
    if check.doubted is None or check.reason is None:
        return
    try:
        counted = wide.with_columns(count.measure().alias(count.column) for count in check.needed)
        rows = counted.select(doubted=check.doubted, reason=check.reason)
        doubted = rows.get_column("doubted")
        found = list(findings_of(check, wide, doubted, measured)) if doubted.any() else []
    except pl.exceptions.PolarsError:
        # Figures too large to be reckoned with (`measure`): undecided without a reason that could be settled.
        return
    for row, reason in zip(found, rows.filter(doubted).get_column("reason"), strict=True):
        yield {name: row[name] for name in ("report_id", "district", "rule", "place", "cells", "message")} | {
            "reason_code": "another_count",
            "reason": reason,
        }


def _verdicts(
    measured: pl.DataFrame, checks: Sequence[Check], judge_definite: Judge, judge_doubtful: Judge
) -> dict[str, Verdict]:
    verdicts: dict[str, Verdict] = {}
    for certainty, judge_them in (("definite", judge_definite), ("doubtful", judge_doubtful)):
        criteria = [check.criterion for check in checks if check.rule.entry.certainty == certainty]
        verdicts |= judge_them(measured, criteria)
    return verdicts


def _coverage(
    checks: Iterable[Check], measures: Measures, broken: pl.DataFrame, errors: Mapping[str, str]
) -> pl.DataFrame:
    """One row a rule and place. Where two forms have different lines there, the checks of both are one row."""
    together: dict[tuple[str, str], list[str]] = {}
    for check in checks:
        columns = together.setdefault((check.rule.id, check.place), [])
        if check.column not in errors:
            columns.append(check.column)
    groups = [columns for columns in together.values() if columns]
    reports = measures.measured.height
    judged = _at_any(measures.measured.select(pl.exclude("report_id").is_not_null()), groups)
    elsewhere = _at_any(measures.applies, groups, none=True)
    failed = _at_any(broken, groups)
    rows = [
        (*key, judged[columns[0]] - failed[columns[0]], failed[columns[0]], 0, elsewhere[columns[0]], 0)
        if columns
        else (*key, 0, 0, 0, 0, reports)
        for key, columns in together.items()
    ]
    coverage = pl.DataFrame(rows, schema=COVERAGE, orient="row")
    told = pl.sum_horizontal("passed", "failed", "not_applicable", "errored")
    return coverage.with_columns((reports - told).alias("undecided"))


def _at_any(truths: pl.DataFrame, groups: Iterable[Sequence[str]], *, none: bool = False) -> dict[str, int]:
    """For each group of columns, under its first one, how many rows are true in any of them (or certainly in none)."""
    exprs = {columns[0]: pl.any_horizontal(columns) if len(columns) > 1 else pl.col(columns[0]) for columns in groups}
    counts = truths.select((~expr if none else expr).sum().alias(name) for name, expr in exprs.items())
    # Where every check errored there is nothing to count, and a frame without columns has no row.
    return counts.row(0, named=True) if exprs else {}
