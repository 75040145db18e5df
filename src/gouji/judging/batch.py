"""The judging of a batch: widen, measure and judge, conclude. An exception over one report costs that report alone."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import polars as pl

from gouji.declared import Declared
from gouji.declared.language import addresses
from gouji.frames import CELLS, CLAIMS, COVERAGE, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, SIGNS, UNDECIDED
from gouji.frames.faults import Fault, apart, fault
from gouji.frames.wide import widen
from gouji.judging.evidence import with_evidence
from gouji.judging.explaining import Explanations, explain
from gouji.judging.grouping import grouped
from gouji.judging.judge import Judge, Judgement, judge
from gouji.reports.chunks import frame_chunk, read_chunk, report_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames, together
from gouji.rules.checks import Check

__all__ = ["Audited", "frame_chunk", "judge_batch", "read_chunk", "report_chunk", "together", "transcribe_chunk"]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Audited:
    """A judged batch: its frames, the judgement, and what can explain broken totals (EXPLANATIONS).

    `faults` are those of all stages up to here.
    """

    frames: BatchFrames
    judgement: Judgement
    explanations: pl.DataFrame
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, and the faults of the reports that it leaves out since they raised."""

    judgement: Judgement
    lost: tuple[Fault, ...]


def judge_batch(frames: BatchFrames, checks: Sequence[Check], declared: Declared, trail: Path | None) -> Audited:
    """Judge a whole batch at once by `checks`, those of `declared`; Great Expectations keeps its validation result and Data Docs in `trail`."""
    wide, lost = wide_of_each(frames, declared)
    judged = judge_each(wide, checks, *judges(trail))
    return conclude(frames, wide, checks, replace(judged, lost=(*lost, *judged.lost)), declared)


def judges(trail: Path | None) -> tuple[Judge, Judge]:
    """The judge of what is definite and the one of what is doubtful, which keeps its trail in the folder `trail`."""
    # Great Expectations takes seconds to import: only where something is judged.
    from gouji.judging.gx_suite import judge_doubtful
    from gouji.judging.pandera_suite import judge_definite

    return judge_definite, functools.partial(judge_doubtful, trail=trail)


def wide_of(frames: BatchFrames, declared: Declared) -> pl.DataFrame:
    """The wide frame of a batch, with the district of each report."""
    wide = widen(frames.facts, frames.cells, declared.forms)
    return wide.join(frames.reports.select("report_id", "district"), on="report_id", how="left", maintain_order="left")


def wide_of_each(frames: BatchFrames, declared: Declared) -> tuple[pl.DataFrame, tuple[Fault, ...]]:
    """The wide frame of a batch without the reports that raise, and the faults of these."""

    def work(facts: pl.DataFrame) -> pl.DataFrame:
        ids = facts.get_column("report_id")
        cells = frames.cells if facts is frames.facts else frames.cells.filter(pl.col("report_id").is_in(ids.implode()))
        return wide_of(replace(frames, facts=facts, cells=cells), declared)

    parts, faults = _by_report("judge", frames.facts, work, _nothing)
    return pl.concat(parts) if parts else work(frames.facts.clear()), faults


def judge_each(wide: pl.DataFrame, checks: Sequence[Check], judge_definite: Judge, judge_doubtful: Judge) -> Judged:
    """The judgement of a batch without the reports that raise."""

    def work(some: pl.DataFrame) -> Judgement:
        return judge(some, checks, judge_definite, judge_doubtful)

    judgements, lost = _by_report("judge", wide, work, _nothing)
    if not lost:
        return Judged(judgements[0], ())
    # Once more on all that are left, so that trail and coverage are those of one batch.
    left = wide.filter(~pl.col("report_id").is_in([one.name for one in lost]))
    return Judged(work(left), lost)


def conclude(
    frames: BatchFrames, wide: pl.DataFrame, checks: Sequence[Check], judged: Judged, declared: Declared
) -> Audited:
    """What was found, with its evidence and the explanations of broken totals, grouped by cause."""
    explained, faults = _explained(wide, judged.judgement.findings, checks, declared)
    order = {address: rank for rank, address in enumerate(addresses(declared.forms))}

    def concluded(findings: pl.DataFrame) -> pl.DataFrame:
        seen, unseen = _by_report("evidence", findings, lambda some: with_evidence(some, checks, frames), _as_it_is)
        told = pl.concat(seen)
        parts, ungrouped = _by_report(
            "group", told, lambda some: grouped(some, explained.by_report, declared.causes, order), _alone
        )
        faults.extend((*unseen, *ungrouped))
        return pl.concat(parts)

    judgement = replace(
        judged.judgement,
        findings=concluded(judged.judgement.findings),
        trial_findings=concluded(judged.judgement.trial_findings),
        coverage=judged.judgement.coverage.with_columns(pl.col("errored") + len(judged.lost)),
        errors={**judged.judgement.errors, **explained.errors},
    )
    frames = replace(frames, reports=_refused(frames.reports, judged.lost, declared))
    audited = Audited(frames, judgement, explained.frame, (*frames.faults, *judged.lost, *faults))
    _require_contracts(audited)
    return audited


def _explained(
    wide: pl.DataFrame, findings: pl.DataFrame, checks: Sequence[Check], declared: Declared
) -> tuple[Explanations, list[Fault]]:
    parts, faults = _by_report("explain", findings, lambda some: explain(wide, some, checks, declared), _nothing)
    if len(parts) == 1:
        return parts[0], [*faults]
    frame = pl.concat([pl.DataFrame(schema=EXPLANATIONS), *(part.frame for part in parts)])
    by_report = {report_id: told for part in parts for report_id, told in part.by_report.items()}
    errors = {name: problem for part in parts for name, problem in part.errors.items()}
    return Explanations(frame.sort("report_id", "group"), by_report, errors), [*faults]


def _by_report(
    stage: str,
    frame: pl.DataFrame,
    work: Callable[[pl.DataFrame], Result],
    instead: Callable[[pl.DataFrame], Result | None],
) -> tuple[list[Result], tuple[Fault, ...]]:
    """`work` on the rows of all reports of `frame`: one result, or several in their order where some report raises.

    The rows of one that does become what `instead` makes of them, and its fault.
    """
    ids = frame.get_column("report_id").unique(maintain_order=True).to_list()
    faults: list[Fault] = []

    def rows(some: Sequence[str]) -> pl.DataFrame:
        return frame if len(some) == len(ids) else frame.filter(pl.col("report_id").is_in(some))

    def lose(report_id: str, error: BaseException) -> Result | None:
        faults.append(fault(stage, "report", report_id, error))
        return instead(rows([report_id]))

    return apart(ids, lambda some: work(rows(some)), lose), tuple(faults)


def _nothing(_: pl.DataFrame) -> None:
    """What is lost leaves nothing."""


def _as_it_is(findings: pl.DataFrame) -> pl.DataFrame:
    return findings


def _alone(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings that could not be grouped: each leads itself."""
    return findings.with_columns(pl.lit(None, pl.String).alias("group"), pl.lit(value=True).alias("lead"))


def _refused(reports: pl.DataFrame, lost: Sequence[Fault], declared: Declared) -> pl.DataFrame:
    """`reports` in which those that could not be judged are not audited: to have no findings is no pass."""
    if not lost:
        return reports
    reasons = {
        one.name: declared.reasons.of_file("not_judged", {"problem": f"{one.type}: {one.message}"}) for one in lost
    }
    unjudged = (pl.col("status") == "audited") & pl.col("report_id").is_in(list(reasons))
    return reports.with_columns(
        pl.when(unjudged).then(pl.lit("unreadable")).otherwise("status").alias("status"),
        pl.when(unjudged)
        .then(pl.col("report_id").replace_strict(reasons, default=None, return_dtype=pl.String))
        .otherwise("reason")
        .alias("reason"),
    )


def _require_contracts(audited: Audited) -> None:
    from gouji.judging.pandera_suite import assert_contract

    frames = audited.frames
    for frame, schema, name in (
        (frames.reports, REPORTS, "reports"),
        (frames.cells, CELLS, "cells"),
        (frames.leftovers, LEFTOVERS, "leftovers"),
        (frames.claims, CLAIMS, "claims"),
        (frames.signs, SIGNS, "signs"),
        (audited.judgement.findings, FINDINGS, "findings"),
        (audited.judgement.trial_findings, FINDINGS, "trial_findings"),
        (audited.judgement.undecided, UNDECIDED, "undecided"),
        (audited.explanations, EXPLANATIONS, "explanations"),
        (audited.judgement.coverage, COVERAGE, "coverage"),
    ):
        assert_contract(frame, schema, name)
