"""Spreadsheets made and read in one step."""

from collections.abc import Callable

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from gouji.document import Document
from gouji.readers.compound import Compound
from gouji.readers.packages import Package
from gouji.readers.sheets import excel as spreadsheets
from tests.made import office_documents as made
from tests.made.doubted import told


def read_xlsx(content: bytes) -> Document:
    return spreadsheets.read_xlsx(Package(content))


def read_xls(content: bytes) -> Document:
    return spreadsheets.read_xls(Compound(content))


def read(fill: Callable[[Worksheet], object]) -> Document:
    """What is read of a workbook whose one sheet 表 was filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "表"
    fill(sheet)
    return read_xlsx(made.workbook(book))


def cells(document: Document) -> dict[str, str]:
    """Locator -> text of every cell of a grid."""
    return {cell.locator: told(cell) for grid in document.grids for cell in grid.cells}


def rows(*lines: tuple[object, ...]) -> Callable[[Worksheet], None]:
    """Fill a sheet with lines."""

    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(list(line))

    return fill


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _package(sheet: str, **parts: str) -> bytes:
    """A workbook of one sheet's XML."""
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = '<Relationships xmlns="{}"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{related}"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>'
    return made.package(
        {
            "_rels/.rels": link.format(listed, related, "officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": link.format(listed, related, "worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        }
    )
