"""The stages of an audit: read and transcribe, judge, write. The flow and the command run the same functions."""

import functools
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from gouji.batch_frames import BatchFrames, to_frames, together
from gouji.checks import Check, compile_checks, require_totals_judged
from gouji.declared import Declared
from gouji.evidence import with_evidence
from gouji.explanations import explain
from gouji.frames import CELLS, CLAIMS, COVERAGE, EXPLANATIONS, FINDINGS, LEFTOVERS, REPORTS, SIGNS
from gouji.grouping import grouped
from gouji.intake import Taken
from gouji.isolation import Lost, Workers
from gouji.judge import Judgement, judge
from gouji.readers import may_be_recognised
from gouji.report_rows import ReportRows, to_rows
from gouji.reports import ReadFile, Report, read_file, understand
from gouji.roster import Roster
from gouji.transcribe import Transcriber
from gouji.wide import addresses, widen

__all__ = ["Audited", "frame_chunk", "judge_batch", "read_chunk", "report_chunk", "together", "transcribe_chunk"]

# A report takes 20 ms, the slowest that is known (a scan of many pages) some seconds, on a slow machine ten times that.
FILE_SECONDS = 60.0
# A page of a scan takes 2 to 10 s to be recognised, and a report has some four.
SCAN_SECONDS = 300.0
# Bytes in which a file says what it is: at its end the list of the parts of a package, 100 bytes for each.
_HEAD, _TAIL = 1100, 65_536


@dataclass(frozen=True, slots=True)
class Audited:
    """A judged batch: its frames, the judgement, and what can explain broken totals (EXPLANATIONS)."""

    frames: BatchFrames
    judgement: Judgement
    explanations: pl.DataFrame


def frame_chunk(chunk: Sequence[Taken], declared: Declared, roster: Roster, workers: Workers) -> BatchFrames:
    """Read and transcribe a chunk of files into frames, each file in a worker, which it alone can cost.

    The rows of one file are what comes back: they pickle in a fraction of the time that its Transcript takes.
    """
    transcriber = _transcriber(declared)
    work = functools.partial(_rows_of_one, declared=declared, transcriber=transcriber, roster=roster)
    rows = [
        to_rows(understand(_lost(taken, result), declared, transcriber, roster), declared)
        if isinstance(result, Lost)
        else result
        for taken, result in zip(chunk, workers.map(work, chunk, seconds_for), strict=True)
    ]
    return to_frames(rows, declared)


def seconds_for(taken: Taken) -> float:
    """How long a worker may take over a file."""
    try:
        with taken.file.path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(-min(_TAIL, taken.file.path.stat().st_size), os.SEEK_END)
            return SCAN_SECONDS if may_be_recognised(head, stream.read()) else FILE_SECONDS
    except OSError:
        # Whoever reads it says what is wrong.
        return FILE_SECONDS


def report_chunk(chunk: Sequence[Taken], declared: Declared, roster: Roster, workers: Workers) -> list[Report]:
    """Read and understand a chunk of files as `frame_chunk` does, for showing them to a person."""
    transcriber = _transcriber(declared)
    work = functools.partial(_report_one, declared=declared, transcriber=transcriber, roster=roster)
    return [
        understand(_lost(taken, result), declared, transcriber, roster) if isinstance(result, Lost) else result
        for taken, result in zip(chunk, workers.map(work, chunk, seconds_for), strict=True)
    ]


def _report_one(taken: Taken, declared: Declared, transcriber: Transcriber, roster: Roster) -> Report:
    return understand(read_file(taken), declared, transcriber, roster)


def _rows_of_one(taken: Taken, declared: Declared, transcriber: Transcriber, roster: Roster) -> ReportRows:
    return to_rows(_report_one(taken, declared, transcriber, roster), declared)


def _lost(taken: Taken, lost: Lost) -> ReadFile:
    return ReadFile(taken, None, lost.reason, lost.details)


def read_chunk(chunk: Sequence[Taken]) -> list[ReadFile]:
    """Read a chunk of files into Documents, in this process: for files that are known, not for those of a batch."""
    return [read_file(taken) for taken in chunk]


def transcribe_chunk(chunk: Sequence[ReadFile], declared: Declared, roster: Roster) -> BatchFrames:
    """Transcribe a chunk of Documents into frames, in this process."""
    transcriber = _transcriber(declared)
    return to_frames([to_rows(understand(one, declared, transcriber, roster), declared) for one in chunk], declared)


def _transcriber(declared: Declared) -> Transcriber:
    return Transcriber(declared.forms, declared.aliases, declared.spellings)


def judge_batch(frames: BatchFrames, declared: Declared, trail: Path | None) -> Audited:
    """Judge a whole batch at once; Great Expectations keeps its validation result and Data Docs in `trail`."""
    # Great Expectations takes seconds to import: only where something is judged.
    from gouji.gx_suite import judge_doubtful
    from gouji.pandera_suite import assert_contract, judge_definite

    checks = checks_of(declared)
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


def checks_of(declared: Declared) -> tuple[Check, ...]:
    """The compiled checks of the declared rules.

    Raises DeclarationError where a rule names what is not there, or a printed total is judged by no rule.
    """
    checks = compile_checks(declared.rules, declared.forms, declared.claims.keys, declared.sign_keys)
    require_totals_judged(checks, declared.forms)
    return checks


def wide_of(frames: BatchFrames, declared: Declared) -> pl.DataFrame:
    """The wide frame of a batch, with the district of each report."""
    wide = widen(frames.facts, frames.cells, declared.forms)
    return wide.join(frames.reports.select("report_id", "district"), on="report_id", how="left", maintain_order="left")
