"""Spreadsheets: every figure as its cell shows it, what is hidden or merged, and where a table ends."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gouji.declared import Declared
from gouji.document import Grid, Passage
from gouji.readers.sheets.number_formats import BUILT_IN, shown
from gouji.reports.transcribe import Transcriber
from tests.made import office_documents as made
from tests.made import old_documents as old
from tests.made import reading as data
from tests.made.doubted import told
from tests.made.sheet_reading import _MAIN, _package, cells, read, read_xls, read_xlsx, rows


@pytest.mark.parametrize("seed", range(9))
def test_reports_with_a_different_figure_in_each_cell(seed: int, declared: Declared, transcriber: Transcriber) -> None:
    form = declared.forms[seed % len(declared.forms)]
    report = data.distinct_report(form, seed, blank_share=(0.0, 0.2, 0.5)[seed % 3])
    document = read_xlsx(made.report_xlsx(report, data.dice(seed), sheets=1 + seed % 3))
    transcript = data.transcribe(document, declared, transcriber)
    assert not list(data.wrongs(report, transcript, "", declared))
    assert set(data.tally(transcript)) <= {"read", "blank"}


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1327766.0, "General", "1327766"),
        (16.877000000000002, "General", "16.877"),
        (1327766, "#,##0", "1,327,766"),
        (16.88, "0.00_ ", "16.88"),
        (3, '0"件"', "3件"),
        (3, 'G/通用格式"件"', "3件"),
        (-3, "0", "-3"),
        (0, BUILT_IN[41], "0"),
        (-1234, BUILT_IN[41], "-1,234"),
        (44224, 'yyyy"年"m"月"d"日"', "2021-01-28"),
        (16.877, "0.00", "{number_format}16.88"),
        (0.5, "0", "{number_format}1"),
        (0.5, "0%", "{number_format}0.5"),
        (3000, "0,", "{number_format}3000"),
        (0, "#", "{zeros_hidden}"),
        (0, ";;;", "{zeros_hidden}"),
        (-3, "0;[Red]0", "{number_format}3"),
        (3, '"1"0', "{number_format}3"),
        (3, "[DBNum1]0", "{number_format}3"),
        (3, "[>2]0;0", "{number_format}3"),
        (3, None, "{number_format}3"),
        (3, "[White]0", "{number_format}3"),
        (3, "0*9", "{number_format}3"),
    ],
)
def test_a_number_as_its_format_shows_it(value: float, code: str | None, text: str) -> None:
    assert told(Passage(shown(float(value), code), "")) == text


def test_what_only_looks_blank_is_no_blank() -> None:
    document = read(rows(("甲", "=1+1", "#N/A", True), ("乙", 1, 2, 3)))
    assert list(cells(document).values()) == ["甲", "{formula_without_value}", "#N/A", "TRUE", "乙", "1", "2", "3"]
    assert document.remarks == (
        "sheet 表, cell B1: a formula without a computed value",
        "sheet 表, cell C1: an error, #N/A",
    )


def test_hidden_rows_columns_and_sheets() -> None:
    book = openpyxl.Workbook()
    sheet, secret = book.active, book.create_sheet("藏")
    assert isinstance(sheet, Worksheet)
    rows(("甲", 1, 2), ("乙", 3, None), ("丙", 4, 5))(sheet)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    secret.append(["丁", 9])
    secret.sheet_state = "hidden"
    document = read_xlsx(made.workbook(book))
    assert list(cells(document).values()) == ["甲", "1", "{hidden}2", "乙", "{hidden}3", "", "丙", "4", "{hidden}5"]
    assert document.remarks == (
        "sheet Sheet: figures in hidden rows or columns are not read",
        "hidden sheet 藏 is not read",
    )


def test_merged_ranges_and_what_they_hide() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("甲", "乙", "丙"), (None, 1, 2), (3, 4, 5))(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B3:C3")

    (grid,) = read(fill).grids
    assert [(told(cell), cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("甲", 2, 1),
        ("乙", 1, 1),
        ("丙", 1, 1),
        ("1", 1, 1),
        ("2", 1, 1),
        ("3", 1, 1),
        ("4", 1, 2),
    ]
    merged = '<mergeCells count="1"><mergeCell ref="{}"/></mergeCells>'
    sheet = '<worksheet xmlns="{0}"><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>{1}</worksheet>'
    covering = read_xlsx(_package(sheet.format(_MAIN, merged.format("A1:B1"))))
    assert list(cells(covering).values()) == ["{under_merge}1"]
    twice = merged.format("A1:B1") + merged.format("B1:C1")
    assert made.attempt(_package(sheet.format(_MAIN, twice)), read_xlsx) == "merges_overlap"


def test_titles_headings_and_prose_are_passages_and_part_the_tables() -> None:
    document = read(
        rows(
            ("某镇2020年政府信息公开工作年度报告",),
            ("一、总体情况",),
            ("本年公开信息五条。",),
            ("二、主动公开政府信息情况",),
            ("信息内容", "数量"),
            ("规章", 1),
            ("行政许可",),
            ("三、收到和处理政府信息公开申请情况",),
            ("申请人情况", "总计"),
            ("一、本年新收政府信息公开申请数量", 2),
            ("二、上年结转政府信息公开申请数量",),
            ("三、本年度办理结果", 3),
            ("四、结转下年度继续办理",),
            ("四、政府信息公开行政复议、行政诉讼情况",),
            ("结果维持", "总计"),
            (4, 5),
        )
    )
    shape = [
        ("grid", len({cell.row for cell in block.cells})) if isinstance(block, Grid) else block.text
        for block in document.blocks
    ]
    assert shape == [
        "某镇2020年政府信息公开工作年度报告",
        "一、总体情况",
        "本年公开信息五条。",
        "二、主动公开政府信息情况",
        ("grid", 3),
        "三、收到和处理政府信息公开申请情况",
        ("grid", 5),
        "四、政府信息公开行政复议、行政诉讼情况",
        ("grid", 2),
    ]
    assert [told(cell) for cell in document.grids[1].cells][4:6] == ["二、上年结转政府信息公开申请数量", ""]
    assert document.passages[3].locator == "sheet 表, cell A4"


def test_a_row_of_no_height_and_a_value_shown_in_another_way() -> None:
    line = '<row r="{0}" ht="{1}"><c r="A{0}"><v>1</v></c><c r="B{0}" {2}><v>2</v></c></row>'
    lines = line.format(1, "1", "") + line.format(2, "15", 'vm="1"')
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    assert list(cells(read_xlsx(_package(sheet))).values()) == [
        "{hidden}1",
        "{hidden}2",
        "1",
        "{value_unclear}2",
    ]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('<c r="A2"><v>1</v></c>', "damaged"),
        ('<c r="A1" t="s"><v>7</v></c>', "damaged"),
        ('<c r="A1" s="9"><v>7</v></c>', "damaged"),
        ('<c r="A1"><v>一</v></c>', "damaged"),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "damaged"),
        ('<c r="A1"><v>1</v><v>2</v></c>', "damaged"),
        ("", "empty"),
    ],
)
def test_damaged_sheets_are_refused(cell: str, reason: str, declared: Declared) -> None:
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    assert made.attempt(_package(sheet), read_xlsx) == reason
    assert reason in declared.reasons.files


def test_altered_bytes_lead_to_a_document_or_a_reason(declared: Declared) -> None:
    content = old.xls({"表": [old.shared_text(0, 0, 0), old.number(0, 1, 5)]}, [old.packed("甲")])
    assert sum(1 for _ in made.altered(content, read_xls, declared, times=300))
    zipped = made.report_xlsx(data.distinct_report(declared.forms[0], "altered"), data.dice("altered"))
    whole = read_xlsx(zipped)
    for document in made.altered(zipped, read_xlsx, declared):
        assert document.grids == whole.grids


@pytest.mark.parametrize(("ending", "reader"), [("xlsx", read_xlsx), ("xls", read_xls)])
def test_the_real_reports(
    ending: str, reader: made.Reader, shared: Path, declared: Declared, transcriber: Transcriber
) -> None:
    made.compare_with_originals(shared, ending, reader, declared, transcriber)


@pytest.mark.parametrize(("ending", "reader"), [("xlsx", read_xlsx), ("xls", read_xls)])
def test_documents_of_libreoffice(
    ending: str, reader: made.Reader, tmp_path: Path, declared: Declared, transcriber: Transcriber
) -> None:
    made.compare_conversions(tmp_path, ending, reader, declared, transcriber, source="StarCalc")
