"""Tables copied from a word processor, as in reports 000, 002, 003 and 004: a tab opens a cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.declared.forms import Table
from samples.printers.parts import parts, table_rows
from samples.report import SampleReport


def tabbed(
    report: SampleReport, *, breaks: str = "words", around: Sequence[str] = ("{}",), indent: str = "", ending: str = " "
) -> str:
    """`report` with each cell on a line that starts with a tab; lines without one continue the cell above.

    A row ends with an empty line and a table with a second one. A cell merged downwards is repeated as an empty cell in
    the rows below, one merged to the right is printed once. `breaks` says which labels are broken over lines. The
    figures are put into the patterns of `around` in turn, for the spaces that offices leave there. `indent` stands
    before each paragraph of prose, `ending` on the last line.
    """
    lines: list[str] = []
    for part in parts(report):
        if part.table is not None:
            lines += _table_lines(report, part.table, breaks, around)
        elif part.kind == "paragraph":
            lines.append(indent + part.text)
        else:
            lines.append(part.text)
        if part.kind == "dateline" or (part.kind == "title" and not report.dateline):
            lines.append("")
    return "\n".join((*lines, ending))


def tabbed_vertical(
    report: SampleReport, *, title: bool = True, first_heading: str | None = None, around: Sequence[str] = ("{}",)
) -> str:
    """`tabbed` with the labels of narrow columns broken character by character, as in report 003.

    That report also has no title (`title=False`) and a first heading of its own (`first_heading`).
    """
    if not title:
        report = replace(report, title="", published_on=None)
    if first_heading is not None:
        first, *others = report.sections
        report = replace(report, sections=(replace(first, heading=first_heading), *others))
    return tabbed(report, breaks="vertical", around=around)


def _table_lines(report: SampleReport, table: Table, breaks: str, around: Sequence[str]) -> Iterator[str]:
    printed = 0
    for row in table_rows(report, table, breaks):
        for item in row:
            first, *others = item.lines
            if item.box.cell is not None:
                first = around[printed % len(around)].format(first)
                printed += 1
            yield "\t" + first
            yield from others
        yield ""
    yield ""
