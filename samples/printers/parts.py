"""What every layout prints, in order: the parts of a report, and the rows of its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gouji.declared.forms import Table
from gouji.outputs.layout import Box, layout
from samples.data import wording
from samples.report import SampleReport


@dataclass(frozen=True, slots=True)
class Part:
    """A line of text of some kind, or a table (then `text` is empty)."""

    kind: Literal["title", "dateline", "paragraph", "heading", "table"]
    text: str
    table: Table | None = None


def parts(report: SampleReport) -> Iterator[Part]:
    """The parts of `report` in print order; what it leaves empty is not among them."""
    if report.title:
        yield Part("title", report.title)
    if report.dateline:
        yield Part("dateline", report.dateline)
    for paragraph in report.preface:
        yield Part("paragraph", paragraph)
    for section in report.sections:
        yield Part("heading", section.heading)
        for paragraph in section.paragraphs:
            yield Part("paragraph", paragraph)
        for table in report.tables(section):
            yield Part("table", "", table)


@dataclass(frozen=True, slots=True)
class Item:
    """A box as one row of its table shows it: `lines` are its text, a single '' where it continues from above."""

    box: Box
    continued: bool
    lines: tuple[str, ...]


def table_rows(report: SampleReport, table: Table, breaks: str = "none") -> tuple[tuple[Item, ...], ...]:
    """The rows of `table`, each with every box that stands in it, from left to right.

    `breaks` names a way to break labels over lines (`none`, `words`, `vertical`; see layouts.yml). Raises KeyError for
    an unknown one.
    """
    broken = wording("layouts")["breaks"][breaks].get(table.key, {})
    official = layout(table)
    rows: list[list[Item]] = [[] for _ in range(official.height)]
    for box in official.boxes:
        text = report.text(box.cell) if box.cell else box.text
        lines = tuple(broken.get(text, (text,))) if box.cell is None else (text,)
        rows[box.row].append(Item(box, continued=False, lines=lines))
        for row in range(box.row + 1, box.row + box.row_span):
            rows[row].append(Item(box, continued=True, lines=("",)))
    return tuple(tuple(sorted(row, key=lambda item: item.box.column)) for row in rows)
