"""What `gouji audit` prints: the summary of a batch."""

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.text import Text

from gouji.audit.run import Outcome
from gouji.declared import load_declared
from gouji.intake.names import printable_path
from gouji.judging.batch import Audited
from gouji.outputs.write import counts, incomplete

_MOST_LISTED = 50
_DUE_STYLE = {"missing": "yellow", "unreadable": "bold red", "several": "yellow"}
_SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "notice": "cyan"}


def print_outcome(outcome: Outcome, folder: Path, *, quiet: bool) -> None:
    """The summary at the end of an audit; when `quiet`, only what went wrong."""
    console = Console(highlight=False, soft_wrap=True)
    for source, problem in outcome.intake.missing.items():
        console.print(Text(f"not opened: {source}: {problem}", style="bold red"))
    for name in outcome.intake.left:
        console.print(Text(f"still being copied, left to the next run: {name}", style="yellow"))
    if outcome.audited is None:
        if not outcome.intake.known:
            console.print("Nothing there to audit.")
        return
    if not quiet:
        _print_totals(console, outcome.audited)
    _print_troubles(console, outcome, outcome.audited)
    if outcome.due is not None and not quiet:
        _print_due(console, outcome.due)
    if quiet:
        return
    pages = list(outcome.written.pages.values()) if outcome.written else []
    if pages:
        console.print(_line("pages", {"drawn": pages.count(True), "not drawn": pages.count(False)}, {}))
    for workbook in outcome.written.workbooks.values() if outcome.written else ():
        console.print(Text(f"workbook: {printable_path(workbook)}"))
    console.print(Text(f"everything: {printable_path(folder)}"))


def print_archived(outcome: Outcome, expectations: Path | None) -> None:
    """What the archive took in, or that it has everything, in the words of the declarations."""
    words = load_declared(expectations).texts.archive
    console = Console(highlight=False, soft_wrap=True)
    if outcome.archived:
        number, count = outcome.archived.number, outcome.archived.submissions
        told = words.taken_before if number is None else words.taken.format(number=number, count=count)
        console.print(Text(told))
    elif outcome.intake.known:
        console.print(Text(words.all_in.format(count=outcome.intake.known)))


def _print_totals(console: Console, audited: Audited) -> None:
    totals = counts(audited)
    console.print(_line("reports", totals["reports"], {"unreadable": "bold red"}))
    console.print(_line("cells", totals["cells"], {"unreadable": "bold red"}))
    console.print(_line("findings", totals["findings"], _SEVERITY_STYLE))
    console.print(_line("groups", totals["groups"], _SEVERITY_STYLE))
    console.print(_line("checks", totals["checks"], {"errored": "bold red"}))


def _print_due(console: Console, due: pl.DataFrame) -> None:
    """The states of the roster's bodies, and the districts of which nothing has come."""
    console.print(_line("due", dict(due.get_column("state").value_counts().sort("state").iter_rows()), _DUE_STYLE))
    came = pl.col("report_ids").list.len() > 0
    silent = due.group_by("district", maintain_order=True).agg(came.any().alias("came")).filter(~pl.col("came"))
    for district in silent.get_column("district").drop_nulls().head(_MOST_LISTED):
        console.print(Text(f"nothing received yet: {district}", style="yellow"))


def _print_troubles(console: Console, outcome: Outcome, audited: Audited) -> None:
    reports = audited.frames.reports.filter(~audited.frames.reports["status"].is_in(["audited"]))
    for file, status, reason in reports.select("file", "status", "reason").head(_MOST_LISTED).iter_rows():
        console.print(Text(f"{status}: {file}: {reason}"))
    if reports.height > _MOST_LISTED:
        console.print(f"... and {reports.height - _MOST_LISTED} more, all in reports.parquet")
    for file, reason in incomplete(audited).items():
        console.print(Text(f"incomplete: {file}: {reason}", style="yellow"))
    for check, problem in audited.judgement.errors.items():
        console.print(Text(f"errored check (our bug): {check}: {problem}", style="bold red"))
    for one in outcome.faults:
        console.print(Text(f"lost (our bug, traceback in run.json): {one.line}", style="bold red"))
    for one in outcome.written.beside if outcome.written else ():
        console.print(Text(f"kept {one.wanted} ({one.why}); the new one is {one.written}", style="yellow"))


def _line(name: str, totals: dict[str, int], styles: dict[str, str]) -> Text:
    line = Text(f"{name + ':':<10}")
    parts = [(f"{count} {key}", styles.get(key, "") if count else "") for key, count in totals.items()]
    for index, (part, style) in enumerate(parts or [("none", "")]):
        line.append(", " if index else "").append(part, style)
    return line
