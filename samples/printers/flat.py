"""Copies that lost their cells: with a blank among them, nobody can tell which figure belongs where."""

from collections.abc import Iterator, Sequence

from samples.printers.pages import Pages, paged
from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport


def flat(report: SampleReport, *, breaks: str = "none", pages: Pages | None = None) -> str:
    """`report` with one cell a line; blank cells leave no trace, and neither do rows."""
    return "\n".join((*_lines(report, breaks, pages, "\n"), ""))


def spaced(report: SampleReport, *, pages: Pages | None = None) -> str:
    """`report` with each row of a table on one line, a space between its cells; blank cells leave no trace."""
    return "\n".join((*_lines(report, "none", pages, " "), ""))


def run_together(report: SampleReport) -> str:
    """`report` with each row of a table on one line and nothing between its cells: `规章000`."""
    return "\n".join((*_lines(report, "none", None, ""), ""))


def joined_rows(report: SampleReport, *, rows: int = 2) -> str:
    """`spaced` with every `rows` rows of a table on one line."""
    lines: list[str] = []
    for part in parts(report):
        if part.table is None:
            lines.append(part.text)
        else:
            printed = [" ".join(_texts(row)) for row in table_rows(report, part.table)]
            lines += [" ".join(printed[at : at + rows]) for at in range(0, len(printed), rows)]
    return "\n".join((*lines, ""))


def _lines(report: SampleReport, breaks: str, pages: Pages | None, between: str) -> Iterator[str]:
    for part in parts(report):
        if part.table is None:
            yield part.text
            continue
        for row in paged(table_rows(report, part.table, breaks), pages):
            texts = [row] if isinstance(row, str) else _texts(row)
            yield from [between.join(texts)] if texts else []


def _texts(row: Sequence[Item]) -> list[str]:
    return [line for item in row for line in item.lines if line.strip()]
