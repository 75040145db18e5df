"""How sheets print and scroll."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from gouji.outputs.workbook.fit import HIGHEST_ROW, height_of, line_count
from tests.made import workbook as made
from tests.made.written_workbooks import FINDING_LISTS, FIRST, HEADINGS, TEXTS, cells_of, sheet_of


def test_sheets_print_on_landscape_paper_with_headings_and_page_numbers(books: dict[str, Workbook]) -> None:
    for district, book in books.items():
        for sheet in book.worksheets:
            assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_title_rows
            assert sheet.oddHeader.left.text == TEXTS.header.format(district=district)
            assert sheet.oddFooter.center.text == TEXTS.footer


def test_lists_filter_and_keep_their_headings_in_view(jialing: Workbook) -> None:
    for name in FINDING_LISTS[:2]:
        sheet = jialing[name]
        assert sheet.freeze_panes is not None
        assert int(re.sub("[A-Z]", "", sheet.freeze_panes)) == FIRST
        assert sheet.auto_filter.ref == f"A{HEADINGS}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"


def test_rows_are_high_enough_for_their_longest_text(jialing: Workbook) -> None:
    checked = 0
    for sheet in (
        *(jialing[name] for name in FINDING_LISTS),
        jialing[TEXTS.sheets.unread],
        jialing[TEXTS.sheets.rules],
    ):
        for cell in cells_of(sheet):
            if isinstance(cell.value, str) and cell.row > FIRST and cell.alignment.wrap_text:
                width = sheet.column_dimensions[cell.column_letter].width
                assert sheet.row_dimensions[cell.row].height >= min(height_of(cell.value, width), HIGHEST_ROW)
                checked += 1
    assert checked > 200


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 10, 1),
        ("abcdefghi", 10, 1),
        ("一二三四", 10, 1),
        ("一二三四五", 10, 2),
        ("一二三四五", 11, 1),
        ("一\n二\n三", 10, 3),
        ("abcdef ghijkl", 10, 2),
        ("a" * 27, 10, 3),
        ("一" + "a" * 27, 10, 4),
        # Neither bracket may part from what it encloses.
        ("公开办函〔2021〕号", 13, 2),
        ("“一”", 5, 2),
        ("字" * 100000, 10, 400),
    ],
)
def test_lines_are_counted_as_programs_break_them(text: str, width: float, count: int) -> None:
    assert line_count(text, width) == count


def test_a_report_prints_each_table_on_one_page(jialing: Workbook) -> None:
    sheet = sheet_of(jialing, f"{made.JIALING}一立镇人民政府")
    breaks = {brk.id + 1 for brk in sheet.row_breaks.brk}
    captions = {cell.value: cell.row for cell in cells_of(sheet) if isinstance(cell.value, str)}
    third = TEXTS.report.table_form.format(heading="三、收到和处理政府信息公开申请情况", form="2021 年格式")
    assert captions[third] in breaks


def test_numbers_written_as_text_raise_no_warning_in_excel(written: dict[str, Path]) -> None:
    order = ["headerFooter", "rowBreaks", "ignoredErrors", "legacyDrawing"]
    with zipfile.ZipFile(written[made.JIALING]) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                found = re.findall(rb"<(headerFooter|rowBreaks|ignoredErrors|legacyDrawing)[ />]", archive.read(name))
                places = [order.index(tag.decode()) for tag in found]
                assert places == sorted(places)
                assert b"ignoredErrors" in found
