"""Spreadsheet (.xlsx, .xls, .et) -> Document: tables as grids; titles, headings and prose as passages."""

from collections.abc import Iterable

from gouji.document import Document, Format, Grid, Passage, UnreadableError
from gouji.readers.office.compound import Compound
from gouji.readers.office.sheets import Sheet, sheet_blocks
from gouji.readers.office.xls_sheets import xls_sheets
from gouji.readers.office.xlsx_sheets import Workbook
from gouji.readers.packages import Package


def read_xlsx(package: Package) -> Document:
    """The Document of an .xlsx file. Raises UnreadableError where it is damaged, encrypted or too large."""
    remarks: dict[str, None] = {}
    return _document("xlsx", Workbook(package, remarks).sheets(), remarks)


def read_xls(compound: Compound) -> Document:
    """The Document of an .xls or .et file. Raises UnreadableError where it is damaged, encrypted or of before 1997."""
    remarks: dict[str, None] = {}
    return _document("xls", xls_sheets(compound, remarks), remarks)


def _document(kind: Format, sheets: Iterable[Sheet], remarks: dict[str, None]) -> Document:
    blocks: list[Passage | Grid] = []
    for sheet in sheets:
        blocks += sheet_blocks(sheet, remarks)
    if not blocks:
        raise UnreadableError("empty")
    return Document(kind, tuple(blocks), remarks=tuple(remarks))
