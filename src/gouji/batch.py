"""The four stages of an audit: read, transcribe, judge, write. The flow and the command run the same functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gouji.batch_frames import BatchFrames, to_frames, together
from gouji.bounds import Criterion, Verdict
from gouji.checks import compile_checks
from gouji.declared import Declared
from gouji.frames import CELLS, CLAIMS, COVERAGE, FINDINGS, LEFTOVERS, REPORTS
from gouji.intake import Taken
from gouji.judge import Judgement, judge
from gouji.reports import ReadFile, read_file, understand
from gouji.roster import Roster
from gouji.transcribe import Transcriber
from gouji.wide import widen

__all__ = ["Audited", "judge_batch", "read_chunk", "together", "transcribe_chunk"]


@dataclass(frozen=True, slots=True)
class Audited:
    """A judged batch: its frames, and the judgement."""

    frames: BatchFrames
    judgement: Judgement


def read_chunk(chunk: Sequence[Taken]) -> list[ReadFile]:
    """Read a chunk of files into Documents."""
    return [read_file(taken) for taken in chunk]


def transcribe_chunk(chunk: Sequence[ReadFile], declared: Declared, roster: Roster) -> BatchFrames:
    """Transcribe a chunk of Documents into frames."""
    transcriber = Transcriber(declared.forms, declared.aliases, declared.spellings)
    return to_frames([understand(one, declared, transcriber, roster) for one in chunk], declared)


def judge_batch(frames: BatchFrames, declared: Declared, trail: Path | None) -> Audited:
    """Judge a whole batch at once; Great Expectations keeps its validation result and Data Docs in `trail`."""
    # Great Expectations takes seconds to import: only where something is judged.
    from gouji.gx_suite import judge_doubtful
    from gouji.pandera_suite import assert_contract, judge_definite

    checks = compile_checks(declared.rules, declared.forms, declared.claims.keys)
    doubtful: Callable[[pl.DataFrame, Sequence[Criterion]], dict[str, Verdict]] = lambda measures, criteria: judge_doubtful(  # noqa: E731
        measures, criteria, trail
    )
    judgement = judge(wide_of(frames, declared), checks, judge_definite, doubtful)
    judgement = Judgement(
        with_evidence(judgement.findings, frames.cells), judgement.coverage, judgement.errors
    )
    for frame, schema, name in (
        (frames.reports, REPORTS, "reports"),
        (frames.cells, CELLS, "cells"),
        (frames.leftovers, LEFTOVERS, "leftovers"),
        (frames.claims, CLAIMS, "claims"),
        (judgement.findings, FINDINGS, "findings"),
        (judgement.coverage, COVERAGE, "coverage"),
    ):
        assert_contract(frame, schema, name)
    return Audited(frames, judgement)


def wide_of(frames: BatchFrames, declared: Declared) -> pl.DataFrame:
    """The wide frame of a batch, with the district of each report."""
    wide = widen(frames.facts, frames.cells, declared.forms)
    return wide.join(frames.reports.select("report_id", "district"), on="report_id", how="left", maintain_order="left")


def with_evidence(findings: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Findings with, where they have no evidence of their own, the place and text of every cell that they name."""
    printed = cells.filter(pl.col("locator").is_not_null()).select(
        "report_id",
        pl.concat_str("table", "row", "column", separator=".").alias("cells"),
        pl.concat_str("locator", pl.col("text").fill_null("").str.strip_chars(), separator=": ").alias("seen"),
    )
    numbered = findings.with_row_index("finding")
    seen = (
        numbered.explode("cells", empty_as_null=True)
        .join(printed, on=["report_id", "cells"], how="left", maintain_order="left")
        .group_by("finding", maintain_order=True)
        .agg(pl.col("seen").drop_nulls().str.join("; ").alias("seen"))
    )
    joined = numbered.join(seen, on="finding", how="left", maintain_order="left")
    own = pl.coalesce("evidence", pl.when(pl.col("seen") != "").then(pl.col("seen")))
    return joined.with_columns(own.alias("evidence")).select(FINDINGS.names())
