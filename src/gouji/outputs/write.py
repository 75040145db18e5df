"""The write stage: the frames as Parquet, `run.json`, and one workbook per district."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from gouji.declared import Declared
from gouji.declared.forms import Form
from gouji.declared.rules import Rule
from gouji.declared.texts import Texts
from gouji.intake import Intake, Taken
from gouji.judging.batch import Audited
from gouji.judging.grouping import groups_of
from gouji.outputs.show import write_pages
from gouji.outputs.workbook import Batch, RuleCard, write_workbooks
from gouji.words import spoken_rule
from gouji.workers import Workers

_ENGINES = ("polars", "pandera", "great-expectations", "prefect", "openpyxl", "selectolax")


@dataclass(frozen=True, slots=True)
class Written:
    """What the write stage left behind: the folder, the workbook of each district, and the pages.

    `pages` tells for each report with something to settle, by its id, whether its page was drawn.
    """

    folder: Path
    workbooks: dict[str, Path]
    pages: dict[str, bool]


def write_batch(
    name: str, taken: Sequence[Taken], audited: Audited, declared: Declared, out: Path, workers: Workers
) -> Written:
    """Write frames, pages and workbooks of a judged batch into `out`, which is made if missing.

    `taken` are its files; those of archives lie with the `workers` that opened them.
    """
    out.mkdir(parents=True, exist_ok=True)
    frames, judgement = audited.frames, audited.judgement
    for stem, frame in (
        ("reports", frames.reports),
        ("cells", frames.cells),
        ("leftovers", frames.leftovers),
        ("claims", frames.claims),
        ("signs", frames.signs),
        ("findings", judgement.findings),
        ("trial_findings", judgement.trial_findings),
        ("explanations", audited.explanations),
        ("coverage", judgement.coverage),
    ):
        frame.write_parquet(out / f"{stem}.parquet")
    for stale in out.glob("*.xlsx"):
        # A district of an earlier run into the same folder would otherwise be mailed again.
        stale.unlink()
    # What is on trial is for whoever judges the rule, and not for the offices that read the workbook.
    active = [rule for rule in declared.rules if rule.state == "active"]
    pages = write_pages(taken, frames, declared, out, workers)
    batch = Batch(
        name=name,
        reports=frames.reports,
        cells=frames.cells,
        leftovers=frames.leftovers,
        findings=judgement.findings,
        explanations=audited.explanations,
        coverage=judgement.coverage.filter(pl.col("rule").is_in([rule.id for rule in active])),
        rules=tuple(rule_card(rule, declared.forms, declared.texts) for rule in active),
        forms=declared.forms,
        folding=declared.folding,
        pages=pages,
    )
    return Written(out, write_workbooks(batch, out, declared.texts), pages)


def rule_card(rule: Rule, forms: Sequence[Form], texts: Texts) -> RuleCard:
    """A rule as people see it, its formulas in words."""
    entry = rule.entry
    return RuleCard(
        rule=entry.id,
        title=entry.title,
        rule_class=entry.rule_class,
        severity=rule.severity,
        certainty=entry.certainty,
        formula="\n".join(spoken_rule(rule, forms, texts)),
        basis=entry.basis,
        action=entry.action,
    )


def counts(audited: Audited) -> dict[str, Any]:
    """The figures of a batch: reports by status, cells by status, findings and groups by severity, groups by tier, outcomes of checks."""
    frames, judgement = audited.frames, audited.judgement
    coverage = judgement.coverage
    groups = groups_of(judgement.findings)
    outcomes = ("passed", "failed", "undecided", "not_applicable", "errored")
    return {
        "reports": _by(frames.reports, "status"),
        "cells": _by(frames.cells, "status"),
        "findings": _by(judgement.findings, "severity"),
        "groups": _by(groups, "severity"),
        "tiers": _by(groups, "tier"),
        "checks": {name: int(coverage.get_column(name).sum()) for name in outcomes},
    }


def _by(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(frame.get_column(column).value_counts().sort(column).iter_rows())


def write_run(
    name: str,
    intake: Intake,
    audited: Audited | None,
    written: Written | None,
    declared: Declared,
    seconds: Mapping[str, float],
    out: Path,
) -> None:
    """Write `run.json`: inputs and their hashes, versions, hashes of the declarations, counts, seconds per stage."""
    pages = list(written.pages.values()) if written else []
    out.mkdir(parents=True, exist_ok=True)
    run = {
        "batch": name,
        "inputs": {taken.file.name: taken.sha256 for taken in intake.taken},
        "archives": dict(intake.archives),
        "page_parts": dict(intake.page_parts),
        "not_opened": intake.missing
        | {taken.file.name: taken.problem for taken in intake.taken if taken.problem is not None},
        "versions": {"gouji": version("gouji"), "python": platform.python_version()}
        | {engine: version(engine) for engine in _ENGINES},
        "declarations": dict(declared.hashes),
        "counts": counts(audited) if audited else {},
        "pages": {"drawn": pages.count(True), "not_drawn": pages.count(False)},
        "errored_checks": dict(audited.judgement.errors) if audited else {},
        "seconds": {stage: round(spent, 3) for stage, spent in seconds.items()},
    }
    (out / "run.json").write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
