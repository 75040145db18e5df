"""The write stage: the frames as Parquet, `run.json`, and one workbook per district."""

import io
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from gouji.declared import Declared
from gouji.declared.forms import Form
from gouji.declared.rules import Rule
from gouji.declared.texts import Texts
from gouji.frames.faults import Fault
from gouji.intake import Intake, Taken
from gouji.judging.batch import Audited
from gouji.judging.grouping import groups_of
from gouji.outputs.folder import RUN, Beside, OutFolder, outputs_before
from gouji.outputs.show import write_pages
from gouji.outputs.workbook import Batch, RuleCard, write_workbooks
from gouji.words import spoken_rule
from gouji.workers import Workers

# The folder of Great Expectations' result and Data Docs: first in the folder of the workers, then in that of the run.
TRAIL = "validation"

_ENGINES = ("polars", "pandera", "great-expectations", "prefect", "openpyxl", "selectolax")


@dataclass(frozen=True, slots=True)
class Written:
    """What the write stage left behind: the folder, the workbook of each district, and the pages.

    `pages` tells for each report with something to settle, by its id, whether its page was drawn. `outputs` has the
    SHA-256 of every file by its path in the folder, `left` those of earlier runs that could not be removed, `beside`
    what was written under another name than its own. `faults` are those of pages and workbooks that are not there.
    """

    folder: Path
    workbooks: dict[str, Path]
    pages: dict[str, bool]
    outputs: Mapping[str, str] = field(default_factory=dict[str, str])
    left: Mapping[str, str] = field(default_factory=dict[str, str])
    beside: tuple[Beside, ...] = ()
    faults: tuple[Fault, ...] = ()


def write_batch(
    name: str,
    taken: Sequence[Taken],
    audited: Audited,
    declared: Declared,
    out: Path,
    workers: Workers,
    due: pl.DataFrame | None = None,
) -> Written:
    """Write frames, pages and workbooks of a judged batch into `out`, which is made if missing.

    `taken` are its files; those of archives lie with the `workers` that opened them, and so does the trail. Only what
    an earlier run left in `out`, and nobody has changed since, is replaced or removed (`gouji.outputs.folder`). `due` (DUE) is
    there where a roster was given.
    """
    folder = OutFolder(out)
    frames, judgement = audited.frames, audited.judgement
    for stem, frame in (
        ("reports", frames.reports),
        ("cells", frames.cells),
        ("leftovers", frames.leftovers),
        ("claims", frames.claims),
        ("signs", frames.signs),
        ("findings", judgement.findings),
        ("trial_findings", judgement.trial_findings),
        ("undecided", judgement.undecided),
        ("explanations", audited.explanations),
        ("coverage", judgement.coverage),
        ("due", due),
    ):
        if frame is None:
            continue
        packed = io.BytesIO()
        frame.write_parquet(packed)
        folder.put(f"{stem}.parquet", packed.getvalue())
    _put_trail(workers.folder / TRAIL, folder)
    faults: list[Fault] = []
    pages = write_pages(taken, frames, declared, folder, workers, faults)
    batch = batch_of(name, audited, declared, pages, due)
    workbooks = write_workbooks(batch, folder, declared.texts, faults)
    folder.clear()
    return Written(out, workbooks, pages, folder.written, folder.left, tuple(folder.beside), tuple(faults))


def batch_of(
    name: str, audited: Audited, declared: Declared, pages: Mapping[str, bool], due: pl.DataFrame | None = None
) -> Batch:
    """What workbooks are drawn from: a judged batch, the `pages` drawn of it, and who of the roster is `due`."""
    frames, judgement = audited.frames, audited.judgement
    # What is on trial is for whoever judges the rule, and not for the offices that read the workbook.
    active = [rule for rule in declared.rules if rule.state == "active"]
    return Batch(
        name=name,
        reports=frames.reports,
        cells=frames.cells,
        leftovers=frames.leftovers,
        findings=judgement.findings,
        undecided=judgement.undecided,
        explanations=audited.explanations,
        coverage=judgement.coverage.filter(pl.col("rule").is_in([rule.id for rule in active])),
        rules=tuple(rule_card(rule, declared.forms, declared.texts) for rule in active),
        forms=declared.forms,
        folding=declared.folding,
        pages=pages,
        due=due,
        level_words={level: words[0] for level, words in declared.roster.levels},
    )


def _put_trail(trail: Path, folder: OutFolder) -> None:
    for path in sorted(one for one in trail.rglob("*") if one.is_file()):
        folder.put(f"{TRAIL}/{path.relative_to(trail).as_posix()}", path.read_bytes(), durable=False)


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
        bases=tuple(
            (form.first_year, form.last_year, entry.basis_by_form[form.name])
            for form in forms
            if form.name in entry.basis_by_form
        ),
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


def incomplete(audited: Audited) -> dict[str, str]:
    """What is said of each audited report that very likely lacks its end, by the name of its file."""
    reports = audited.frames.reports.filter(pl.col("complete") == False)  # noqa: E712 - null is neither
    return dict(reports.select("file", "reason").iter_rows())


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
    faults: Iterable[Fault] = (),
    due: Mapping[str, Any] | None = None,
) -> None:
    """Write `run.json`: inputs and outputs and their hashes, versions, hashes of the declarations, counts, seconds, faults.

    `due`: the day by which it was told who is due, and the states. Where nothing was written, what an earlier run left in
    `out` is still there and still listed.
    """
    pages = list(written.pages.values()) if written else []
    folder = OutFolder(out)
    run = {
        "batch": name,
        "inputs": {taken.file.name: taken.sha256 for taken in intake.taken},
        "archives": dict(intake.archives),
        "page_parts": dict(intake.page_parts),
        "left_for_next_run": list(intake.left),
        "not_opened": intake.missing
        | {taken.file.name: taken.problem for taken in intake.taken if taken.problem is not None},
        "versions": {"gouji": version("gouji"), "python": platform.python_version()}
        | {engine: version(engine) for engine in _ENGINES},
        "declarations": dict(declared.hashes),
        "counts": counts(audited) if audited else {},
        "due": dict(due or {}),
        "pages": {"drawn": pages.count(True), "not_drawn": pages.count(False)},
        "outputs": dict(sorted(written.outputs.items())) if written else {},
        "outputs_left": dict(written.left) if written else outputs_before(out),
        "written_beside": {one.wanted: {"written": one.written, "why": one.why} for one in written.beside}
        if written
        else {},
        "errored_checks": dict(audited.judgement.errors) if audited else {},
        "faults": [one.row for one in faults],
        "seconds": {stage: round(spent, 3) for stage, spent in seconds.items()},
    }
    folder.put(RUN, _as_json(run))


def add_faults(out: Path, faults: Iterable[Fault]) -> None:
    """Add to `run.json` in the folder `out` what was lost after it was written; each fault is there once."""
    run = json.loads((out / RUN).read_text(encoding="utf-8"))
    known = run.setdefault("faults", [])
    known += [row for row in (one.row for one in faults) if row not in known]
    OutFolder(out).put(RUN, _as_json(run))


def _as_json(run: Mapping[str, Any]) -> bytes:
    return (json.dumps(run, ensure_ascii=False, indent=2) + "\n").encode()
