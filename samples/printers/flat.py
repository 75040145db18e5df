"""Copies that lost their cells: with a blank among them, nobody can tell which figure belongs where."""

from samples.printers.parts import parts, table_rows
from samples.report import SampleReport


def flat(report: SampleReport) -> str:
    """`report` with one cell a line; blank cells leave no trace, and neither do rows."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines.append(part.text)
        else:
            items = (item for row in table_rows(report, part.table) for item in row)
            lines += [line for item in items for line in item.lines if line.strip()]
    return "\n".join((*lines, ""))


def run_together(report: SampleReport) -> str:
    """`report` with each row of a table on one line and nothing between its cells: `规章000`."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines.append(part.text)
        else:
            lines += ["".join(line for item in row for line in item.lines) for row in table_rows(report, part.table)]
    return "\n".join((*lines, ""))
