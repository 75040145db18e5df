"""Headings of columns that all stand in the last row, those over several columns above them, as a pasted table keeps them."""

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber
from samples.report import SampleReport
from tests.made.reading import distinct_report, readings, transcribe

WIDTH = 15


@pytest.fixture
def report(declared: Declared) -> SampleReport:
    """A report whose figures differ from each other."""
    return distinct_report(declared.forms[-1], "below")


def text_of(report: SampleReport, rows: list[list[str]]) -> bytes:
    """The report with nothing but sections and table four, whose rows are `rows`."""
    lines = [report.title]
    for section in report.sections:
        lines += [section.heading, *section.paragraphs]
        lines += ["\t".join(row) for row in rows if section.number == 4]
    return "\n".join(lines).encode()


def rows_of(report: SampleReport, leaves: list[str] | None = None) -> list[list[str]]:
    cells = report.form.table("disputes").cells
    labels = [cell.column_labels for cell in cells]
    groups, halves = [""] * WIDTH, [""] * WIDTH
    for rank, path in enumerate(labels):
        if not rank or labels[rank - 1][0] != path[0]:
            groups[rank] = path[0]
        if len(path) > 2 and labels[rank - 1][1] != path[1]:
            halves[rank] = path[1]
    return [groups, halves, leaves or [path[-1] for path in labels], [report.text(cell) for cell in cells]]


def test_every_figure_is_in_its_cell(report: SampleReport, declared: Declared, transcriber: Transcriber) -> None:
    found = readings(transcribe(text_of(report, rows_of(report)), declared, transcriber))
    for cell in report.form.table("disputes").cells:
        assert found[cell.address].reading.value == report.figures[cell.address], cell.address


@pytest.mark.parametrize("wrong", [(0, 1), (3, 4), (9, 10)])
def test_headings_in_another_order_are_not_taken(
    report: SampleReport, declared: Declared, transcriber: Transcriber, wrong: tuple[int, int]
) -> None:
    leaves = rows_of(report)[2]
    one, other = wrong
    leaves[one], leaves[other] = leaves[other], leaves[one]
    found = readings(transcribe(text_of(report, rows_of(report, leaves)), declared, transcriber))
    assert all(found[cell.address].reading.status != "read" for cell in report.form.table("disputes").cells)
