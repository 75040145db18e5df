"""The stages of an audit: read and transcribe, judge, write. The flow and the command run the same functions."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from gouji.declared import Declared
from gouji.declared.language import addresses
from gouji.frames import CELLS, CLAIMS, COVERAGE, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, SIGNS
from gouji.frames.wide import widen
from gouji.judging.evidence import with_evidence
from gouji.judging.explaining import explain
from gouji.judging.grouping import grouped
from gouji.judging.judge import Judgement, judge
from gouji.reports.chunks import frame_chunk, read_chunk, report_chunk, transcribe_chunk
from gouji.reports.frames import BatchFrames, together
from gouji.rules.checks import Check

__all__ = ["Audited", "frame_chunk", "judge_batch", "read_chunk", "report_chunk", "together", "transcribe_chunk"]


@dataclass(frozen=True, slots=True)
class Audited:
    """A judged batch: its frames, the judgement, and what can explain broken totals (EXPLANATIONS)."""

    frames: BatchFrames
    judgement: Judgement
    explanations: pl.DataFrame


def judge_batch(frames: BatchFrames, checks: Sequence[Check], declared: Declared, trail: Path | None) -> Audited:
    """Judge a whole batch at once by `checks`, those of `declared`; Great Expectations keeps its validation result and Data Docs in `trail`."""
    # Great Expectations takes seconds to import: only where something is judged.
    from gouji.judging.gx_suite import judge_doubtful
    from gouji.judging.pandera_suite import assert_contract, judge_definite

    wide = wide_of(frames, declared)
    judged = judge(wide, checks, judge_definite, functools.partial(judge_doubtful, trail=trail))
    audited = conclude(frames, wide, checks, judged, declared)
    for frame, schema, name in (
        (frames.reports, REPORTS, "reports"),
        (frames.cells, CELLS, "cells"),
        (frames.leftovers, LEFTOVERS, "leftovers"),
        (frames.claims, CLAIMS, "claims"),
        (frames.signs, SIGNS, "signs"),
        (audited.judgement.findings, FINDINGS, "findings"),
        (audited.judgement.trial_findings, FINDINGS, "trial_findings"),
        (audited.explanations, EXPLANATIONS, "explanations"),
        (audited.judgement.coverage, COVERAGE, "coverage"),
    ):
        assert_contract(frame, schema, name)
    return audited


def conclude(
    frames: BatchFrames, wide: pl.DataFrame, checks: Sequence[Check], judged: Judgement, declared: Declared
) -> Audited:
    """What was found, with its evidence and the explanations of broken totals, grouped by cause."""
    explained = explain(wide, judged.findings, checks, declared)
    order = {address: rank for rank, address in enumerate(addresses(declared.forms))}
    found, on_trial = (
        grouped(with_evidence(findings, checks, frames), explained.by_report, declared.causes, order)
        for findings in (judged.findings, judged.trial_findings)
    )
    judgement = replace(judged, findings=found, trial_findings=on_trial, errors={**judged.errors, **explained.errors})
    return Audited(frames, judgement, explained.frame)


def wide_of(frames: BatchFrames, declared: Declared) -> pl.DataFrame:
    """The wide frame of a batch, with the district of each report."""
    wide = widen(frames.facts, frames.cells, declared.forms)
    return wide.join(frames.reports.select("report_id", "district"), on="report_id", how="left", maintain_order="left")
