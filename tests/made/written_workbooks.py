"""Workbooks of made batches, read again: their cells, lines and link targets."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook import write_workbooks
from tests.made import workbook as made

TEXTS = made.TEXTS
# That of who is due is there with a roster only.
FIXED = tuple(name for key, name in TEXTS.sheets.model_dump().items() if key != "due")
FINDING_LISTS = (TEXTS.sheets.first, TEXTS.sheets.second, TEXTS.sheets.appendix)
TITLE, HEADINGS, FIRST = 1, 2, 3


def write_one(sheets: list[made.Sheet], folder: Path, **changes: Any) -> Workbook:
    """The only workbook of a batch."""
    (path,) = write_workbooks(made.to_batch(sheets, **changes), OutFolder(folder), made.ALL_TEXTS).values()
    return load_workbook(path)


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Every cell of a sheet."""
    return (cell for row in sheet.iter_rows() for cell in row)


def texts_of(sheet: Worksheet) -> list[str]:
    """Every text of a sheet."""
    return [cell.value for cell in cells_of(sheet) if isinstance(cell.value, str)]


def target(book: Workbook, cell: Cell) -> Cell:
    """The cell that a link leads to."""
    sheet, coordinate = re.fullmatch(r"'(.*)'!([A-Z]+\d+)", cell.hyperlink.location).groups()
    return book[sheet.replace("''", "'")][coordinate]


def lines(sheet: Worksheet, heading_row: int = HEADINGS, beneath: bool = False) -> list[dict[str, Cell]]:
    """The lines of a list as dictionaries by heading, those folded `beneath` others only if asked for."""
    rows = list(sheet.iter_rows(min_row=heading_row))
    headings = [cell.value for cell in rows[0]]
    return [
        dict(zip(headings, row, strict=True))
        for row in rows[1:]
        if isinstance(row[0].value, int) or (beneath and row[0].value == TEXTS.findings.beneath)
    ]


def finding_lines(book: Workbook) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Each line of the lists of findings, folded ones too, with the name of its list."""
    for name in FINDING_LISTS:
        for line in lines(book[name], beneath=True):
            yield name, line


def report_sheets(book: Workbook) -> list[Worksheet]:
    """The sheets of reports."""
    return [sheet for sheet in book.worksheets if sheet.title not in FIXED]


@cache
def unread_headings() -> int:
    """The row of the headings on the sheets that have an explanation."""
    return HEADINGS + 1


def sheet_of(book: Workbook, organisation: str) -> Worksheet:
    """The sheet of the only report of an organisation."""
    return next(sheet for sheet in report_sheets(book) if sheet.title == organisation)
