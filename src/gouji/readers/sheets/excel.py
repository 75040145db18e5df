"""Spreadsheet (.xlsx, .xls, .et, Excel 2003 XML) -> Document: tables as grids; titles, headings and prose as passages."""

from collections.abc import Iterable

from gouji.document import Document, Format, Grid, Passage, UnreadableError
from gouji.readers.compound import Compound
from gouji.readers.flat_xml import parse_flat
from gouji.readers.own_workbook import refuse_own_workbook
from gouji.readers.packages import Package
from gouji.readers.sheets.excel_xml_sheets import XmlWorkbook
from gouji.readers.sheets.sheets import Sheet, sheet_blocks
from gouji.readers.sheets.xls_sheets import xls_sheets
from gouji.readers.sheets.xlsx_sheets import Workbook


def read_xlsx(package: Package) -> Document:
    """The Document of an .xlsx file.

    Raises UnreadableError where it is damaged, encrypted or too large, and `own_workbook` for an audit workbook of ours.
    """
    refuse_own_workbook(package)
    remarks: dict[str, None] = {}
    return document_of("xlsx", Workbook(package, remarks).sheets(), remarks)


def read_xls(compound: Compound) -> Document:
    """The Document of an .xls or .et file.

    Raises UnreadableError where it is damaged, encrypted or of before 1997, and `own_workbook` for one of ours.
    """
    refuse_own_workbook(compound)
    remarks: dict[str, None] = {}
    return document_of("xls", xls_sheets(compound, remarks), remarks)


def read_excel_xml(content: bytes) -> Document:
    """The Document of an Excel 2003 XML file. Raises UnreadableError where it is damaged or too large."""
    remarks: dict[str, None] = {}
    return document_of("excel_xml", XmlWorkbook(parse_flat(content), remarks).sheets(), remarks)


def document_of(kind: Format, sheets: Iterable[Sheet], remarks: dict[str, None]) -> Document:
    """The Document of the worksheets; `remarks` are added to while they are read. Raises UnreadableError where none has cells."""
    blocks: list[Passage | Grid] = []
    for sheet in sheets:
        blocks += sheet_blocks(sheet, remarks)
    if not blocks:
        raise UnreadableError("empty")
    return Document(kind, tuple(blocks), remarks=tuple(remarks))
