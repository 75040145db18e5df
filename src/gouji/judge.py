"""Judge a batch: measure every check, let pandera and Great Expectations decide, and turn what broke into findings."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from gouji.bounds import Criterion, Verdict
from gouji.checks import Check
from gouji.expression import shown
from gouji.frames import COVERAGE, FINDINGS
from gouji.rules import PLACEHOLDER

Judge = Callable[[pl.DataFrame, Sequence[Criterion]], dict[str, Verdict]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a batch was found to be: findings, coverage, and every check that errored with the reason (our bugs)."""

    findings: pl.DataFrame
    coverage: pl.DataFrame
    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class Measures:
    """One row a report: `measured` has a column a check, null where it was not judged; `applies` says where it was put.

    `errors` names the checks that could not be measured.
    """

    measured: pl.DataFrame
    applies: pl.DataFrame
    errors: dict[str, str]


def measure(wide: pl.DataFrame, checks: Sequence[Check]) -> Measures:
    """Evaluate every check on the wide frame. A check that raises is an error of ours; the rest is measured."""
    errors: dict[str, str] = {}
    try:
        applies, measured = _evaluate(wide, checks)
    except pl.exceptions.PolarsError:
        for check in checks:
            try:
                _evaluate(wide, [check])
            except pl.exceptions.PolarsError as error:
                errors[check.column] = str(error).splitlines()[0]
        sound = [check for check in checks if check.column not in errors]
        applies, measured = _evaluate(wide, sound)
    return Measures(measured, applies, errors)


def _evaluate(wide: pl.DataFrame, checks: Sequence[Check]) -> tuple[pl.DataFrame, pl.DataFrame]:
    counted = dict.fromkeys(count for check in checks for count in (*check.counted, *check.conditions))
    wide = wide.with_columns(count.measure().alias(count.column) for count in counted)
    applies = wide.select("report_id", *(check.applies.alias(check.column) for check in checks))
    measured = wide.select("report_id", *(check.measure.alias(check.column) for check in checks))
    masked = [pl.when(applies.get_column(c.column)).then(pl.col(c.column)).alias(c.column) for c in checks]
    return applies, measured.with_columns(masked)


def judge(
    wide: pl.DataFrame,
    checks: Sequence[Check],
    judge_definite: Judge,
    judge_doubtful: Judge,
) -> Judgement:
    """The judgement of a batch. `wide` has one row a report (`gouji.wide`); certainty decides which judge a rule goes to.

    The rows that broke a check come from its measures; where they are not as many as the judge counted, or the judge
    could not judge it, the check is errored and accuses nobody.
    """
    measures = measure(wide, checks)
    sound = [check for check in checks if check.column not in measures.errors]
    errors = dict(measures.errors)
    verdicts: dict[str, Verdict] = {}
    for certainty, judge_them in (("definite", judge_definite), ("doubtful", judge_doubtful)):
        criteria = [check.criterion for check in sound if check.rule.entry.certainty == certainty]
        verdicts |= judge_them(measures.measured, criteria)
    broken = broken_rows(measures.measured, sound)
    for check in sound:
        verdict = verdicts.get(check.column, Verdict(0, "the judge returned no verdict"))
        rows = int(broken.get_column(check.column).sum())
        if verdict.error is not None:
            errors[check.column] = verdict.error
        elif verdict.failed != rows:
            errors[check.column] = f"the judge counted {verdict.failed} broken rows, the measures have {rows}"
    findings = _findings(wide, [check for check in sound if check.column not in errors], broken, measures.measured)
    return Judgement(findings, _coverage(wide.height, checks, measures, broken, errors), errors)


def broken_rows(measured: pl.DataFrame, checks: Sequence[Check]) -> pl.DataFrame:
    """One boolean column a check: true where its measure lies outside its bounds, false where not or not judged."""
    return measured.select(
        "report_id",
        *((~c.bounds.holds(pl.col(c.column))).fill_null(value=False).alias(c.column) for c in checks),
    )


def _coverage(
    reports: int, checks: Sequence[Check], measures: Measures, broken: pl.DataFrame, errors: Mapping[str, str]
) -> pl.DataFrame:
    rows: list[tuple[str, str, int, int, int, int, int]] = []
    for check in checks:
        if check.column in errors:
            rows.append((check.rule.id, check.place, 0, 0, 0, 0, reports))
            continue
        applies = measures.applies.get_column(check.column)
        not_applicable = int((~applies).sum())
        judged = int(measures.measured.get_column(check.column).is_not_null().sum())
        failed = int(broken.get_column(check.column).sum())
        undecided = reports - not_applicable - judged
        rows.append((check.rule.id, check.place, judged - failed, failed, undecided, not_applicable, 0))
    return pl.DataFrame(rows, schema=COVERAGE, orient="row")


def _findings(
    wide: pl.DataFrame, checks: Sequence[Check], broken: pl.DataFrame, measured: pl.DataFrame
) -> pl.DataFrame:
    failing = [check for check in checks if broken.get_column(check.column).any()]
    rows: list[dict[str, Any]] = []
    for check in failing:
        rows += _findings_of(check, wide.filter(broken.get_column(check.column)), measured)
    frame = pl.DataFrame(rows, schema=FINDINGS, orient="row")
    return frame.sort("report_id", "rule", "place")


def _findings_of(check: Check, rows: pl.DataFrame, measured: pl.DataFrame) -> Iterator[dict[str, Any]]:
    told = rows.with_columns(count.measure().alias(count.column) for count in check.counted).select(
        pl.col("report_id"),
        pl.col("district"),
        pl.col("report.organisation").alias("organisation"),
        pl.col("report.year").alias("year"),
        check.reported.alias("reported"),
        check.expected.alias("expected"),
        *(expr.alias(f"word {name}") for name, expr in check.words.items()),
        *_concerned(check),
    ).join(measured.select("report_id", pl.col(check.column).alias("difference")), on="report_id", maintain_order="left")
    for row in told.iter_rows(named=True):
        yield _finding(check, row)


def _concerned(check: Check) -> Iterator[pl.Expr]:
    for counted in check.counted:
        if counted.function != "total":
            for address in counted.addresses:
                yield counted.holds(address).alias(f"cell {counted.function} {address}")


def _finding(check: Check, row: Mapping[str, Any]) -> dict[str, Any]:
    words = {name.removeprefix("word "): shown(value) or "" for name, value in row.items() if name.startswith("word ")}
    words["difference"] = (shown(row["difference"]) or "") if check.numeric else ""
    words["reported"] = shown(row["reported"]) or ""
    words["expected"] = shown(row["expected"]) or ""
    if check.reported_text is not None:
        words["reported"] = _filled(check.reported_text, words)
    if check.expected_text is not None:
        words["expected"] = _filled(check.expected_text, words)
    concerned = dict.fromkeys(name.split(" ")[2] for name, true in row.items() if name.startswith("cell ") and true)
    return {
        "report_id": row["report_id"],
        "district": row["district"],
        "rule": check.rule.id,
        "place": check.place,
        "severity": check.rule.severity,
        "reported": words["reported"] or None,
        "expected": words["expected"] or None,
        "difference": words["difference"] or None,
        "cells": list(dict.fromkeys((*check.cells, *concerned))),
        "message": _filled(check.message, words),
        "evidence": _filled(check.evidence, words) if check.evidence else None,
        "fingerprint": fingerprint(row["organisation"], row["year"], check.rule.id, check.place),
    }


def _filled(template: str, words: Mapping[str, str]) -> str:
    # In one pass: a text from a report may hold braces of its own.
    return PLACEHOLDER.sub(lambda match: words[match[1]], template)


def fingerprint(organisation: str | None, year: int | None, rule: str, place: str) -> str:
    """The identity of a finding without its values, so that it outlives a correction."""
    return hashlib.sha256("\x1f".join((organisation or "", str(year or ""), rule, place)).encode()).hexdigest()[:16]
