"""The summary of a batch as Markdown and as a table, for those who watch the runs."""

from pathlib import Path
from typing import Any

import polars as pl

from gouji.audit.run import Outcome
from gouji.intake.names import printable_path
from gouji.judging.batch import Audited
from gouji.judging.grouping import groups_of
from gouji.outputs.write import counts, incomplete

_MOST_LISTED = 100
_MARKS = frozenset("\\`*_{}[]()<>#+!|&~")


def summary_markdown(outcome: Outcome, folder: Path) -> str:
    """The figures of a batch, and every file that could not be audited."""
    left = [f"\nStill being copied, left to the next run: {_escaped(name)}" for name in outcome.intake.left]
    if outcome.audited is None:
        return "\n".join(("Nothing there to audit.", *left)) + "\n"
    lines = ["| what | figures |", "|---|---|"]
    due = outcome.due.get_column("state").value_counts().sort("state") if outcome.due is not None else None
    told = counts(outcome.audited) | ({"due": dict(due.iter_rows())} if due is not None else {})
    for what, figures in told.items():
        lines.append(f"| {what} | {', '.join(f'{count} {key}' for key, count in figures.items()) or 'none'} |")
    reports = outcome.audited.frames.reports
    others = reports.filter(pl.col("status") != "audited")
    if others.height:
        lines += ["", "## Not audited", "", "| file | status | reason |", "|---|---|---|"]
        for row in others.select("file", "status", "reason").head(_MOST_LISTED).iter_rows():
            lines.append("| " + " | ".join(_escaped(str(text)) for text in row) + " |")
        if others.height > _MOST_LISTED:
            lines.append(f"\n... and {others.height - _MOST_LISTED} more, all in reports.parquet")
    suspected = incomplete(outcome.audited)
    if suspected:
        lines += ["", "## Incomplete", "", "| file | what to do |", "|---|---|"]
        lines += [f"| {_escaped(file)} | {_escaped(said)} |" for file, said in list(suspected.items())[:_MOST_LISTED]]
        if len(suspected) > _MOST_LISTED:
            lines.append(f"\n... and {len(suspected) - _MOST_LISTED} more, `complete` is false in reports.parquet")
    lines += left
    for source, problem in outcome.intake.missing.items():
        lines.append(f"\nNot opened: {_escaped(source)}: {_escaped(problem)}")
    for check, problem in outcome.audited.judgement.errors.items():
        lines.append(f"\nErrored check (our bug): {_escaped(check)}: {_escaped(problem)}")
    for one in outcome.written.beside if outcome.written else ():
        lines.append(f"\nKept {_escaped(one.wanted)} ({one.why}); the new one is {_escaped(one.written)}")
    lines += [f"\nLost (our bug): {_escaped(one.line)}" for one in outcome.faults]
    lines.append(f"\nWorkbooks in `{printable_path(folder)}`.")
    return "\n".join(lines) + "\n"


def findings_by_district(audited: Audited) -> list[dict[str, Any]]:
    """One row a district: reports, files not audited, groups of findings by tier and by severity, findings; the worst first."""
    status = pl.col("status")
    reports = audited.frames.reports.group_by("district").agg(
        (status == "audited").sum().alias("audited"), (status == "unreadable").sum().alias("unreadable")
    )
    severity, tier = pl.col("severity"), pl.col("tier")
    groups = (
        groups_of(audited.judgement.findings)
        .group_by("district")
        .agg(
            *((tier == name).sum().alias(name) for name in ("first", "second", "appendix", "list")),
            *((severity == name).sum().alias(f"{name}s") for name in ("error", "warning", "notice")),
        )
    )
    findings = audited.judgement.findings.group_by("district").agg(pl.len().alias("findings"))
    joined = reports.join(groups, on="district", how="left").join(findings, on="district", how="left").fill_null(0)
    return joined.sort(["first", "second", "district"], descending=[True, True, False]).to_dicts()


def _escaped(text: str) -> str:
    """A text that may come from a file name, without effect as Markdown or HTML."""
    one_line = " ".join(text.split())
    return "".join(f"\\{character}" if character in _MARKS else character for character in one_line)
