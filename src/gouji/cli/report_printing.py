"""What `gouji show` prints: one report cell by cell."""

from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gouji.bodies.roster import Roster
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.outputs.show import show_file
from gouji.reports.chunks import report_chunk
from gouji.reports.transcribe import CellReading, TableReading, Transcript
from gouji.reports.understanding import Report
from gouji.workers import Workers

_STATUS_STYLE = {"read": "", "blank": "yellow", "placeholder": "yellow", "unreadable": "bold red", "absent": "bold red"}


def print_report(file: Path, declared: Declared, roster: Roster) -> int:
    """What is read from one file, cell by cell; from an archive, from each file in it.

    Returns the exit code: 0 where all could be audited, else 1.
    """
    console = Console(highlight=False)
    with Workers() as workers:
        reports = report_chunk(take_in([file], workers=workers).taken, declared, roster, workers)
    for report in reports:
        if len(reports) > 1:
            console.print(Text(f"\n{report.taken.file.name}", style="bold"))
        _print_facts(console, report)
        if report.transcript is None:
            console.print(Text(f"{report.status}: {report.reason}", style="bold red"))
        else:
            _print_tables(console, report.transcript, declared)
        for claim in report.claims if report.transcript else ():
            console.print(Text(f"claim {claim.claim} = {claim.value} ({claim.locator}): {claim.quote}"))
    return 0 if all(report.transcript for report in reports) else 1


def _print_tables(console: Console, transcript: Transcript, declared: Declared) -> None:
    for table in transcript.tables:
        for line in _lines(table, declared):
            console.print(line, soft_wrap=True)
        for leftover in table.leftovers:
            reason = declared.reasons.leftovers[leftover.reason]
            console.print(Text(f"  no place: {leftover.text!r} ({leftover.locator}): {reason}", style="yellow"))


def draw_report(file: Path, page: Path, declared: Declared) -> int:
    """What is read from one file beside where it stood, as the web page `page`. Returns the exit code, as above."""
    drawn, status = show_file(file, declared)
    page.write_text(drawn, encoding="utf-8", newline="\n")
    Console(highlight=False, soft_wrap=True).print(Text(f"{status}: {page}"))
    return 0 if status == "audited" else 1


def _print_facts(console: Console, report: Report) -> None:
    facts = report.facts
    lines: list[tuple[str, object, str | None]] = []
    if facts is not None:
        for name in ("title", "organisation", "year", "published_on"):
            fact = getattr(facts, name)
            lines.append((name, fact.value if fact else None, fact.source if fact else None))
    if report.body is not None:
        lines += [("level", report.body.level, None), ("is_department", report.body.is_department, None)]
    if report.district is not None:
        lines.append(("district", report.district.value, report.district.source))
    if report.period is not None:
        lines.append(("period", f"{report.period.first} to {report.period.last}", report.period.locator))
    lines += [(f"section {one.number}", one.printed, one.locator) for one in report.sections]
    for name, value, source in lines:
        shown = "not told" if value is None else str(value)
        console.print(Text(f"{name:<14}{shown}{f'  ({source})' if source else ''}"))


def _lines(reading: TableReading, declared: Declared) -> Iterator[Text]:
    """One line a cell under the label of its row, narrow enough for a terminal of 100 columns."""
    yield Text(f"\n{reading.table}, form {reading.form or 'not told'}", style="bold")
    row = ""
    for one in reading.cells:
        if one.cell.row != row:
            row = one.cell.row
            yield Text(f"  {one.cell.table}.{row}  {' / '.join(one.cell.row_labels or one.cell.column_labels[:-1])}")
        line = Text(f"    {one.cell.column:<16}")
        line.append(_padded(one.cell.column_labels[-1], 24))
        line.append(_padded((one.text or "").strip(), 12)).append(_padded(_value(one), 12))
        line.append(_padded(one.reading.status, 12), style=_STATUS_STYLE[one.reading.status])
        line.append("; ".join(filter(None, (one.locator, _why(one, declared)))))
        yield line


def _padded(text: str, width: int) -> str:
    """`text` and spaces up to `width` columns of a terminal, where a Chinese character takes two."""
    shown = " ".join(text.split())
    return shown + " " * max(width - cell_len(shown), 1)


def _value(one: CellReading) -> str:
    return "" if one.reading.value is None else f"{one.reading.value.normalize():f} {one.cell.unit}"


def _why(one: CellReading, declared: Declared) -> str | None:
    return declared.reasons.of_cell(one.reading.reason, one.details) if one.reading.reason else None
