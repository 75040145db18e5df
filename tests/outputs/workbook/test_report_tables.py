"""The tables of a report as the form has them, with what was printed in their cells."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gouji.outputs.layout import layout
from gouji.outputs.workbook.report_table import exact_number
from tests.made import workbook as made
from tests.made.written_workbooks import TEXTS, cells_of, sheet_of, texts_of, write_one


@pytest.mark.parametrize("form", made.FORMS, ids=lambda form: form.name)
def test_tables_are_drawn_in_the_official_layout(form: Any, tmp_path: Path) -> None:
    book = write_one([made.make_sheet("甲镇人民政府", 2024, forms=(form.name,) * 3)], tmp_path)
    sheet = book.worksheets[-1]
    merged = {(box.min_row, box.min_col): box for box in sheet.merged_cells.ranges}
    columns = 15
    for table in form.tables:
        printed = layout(table)
        heading = next(section for section in form.sections if section.number == table.section).printed
        caption = TEXTS.report.table_form.format(heading=heading, form=TEXTS.form_name(form.name, ""))
        (top,) = [cell.row + 1 for cell in cells_of(sheet) if cell.value == caption]
        covered: set[tuple[int, int]] = set()
        lefts: dict[int, int] = {}
        for box in printed.boxes:
            column = lefts.get(box.column) or next(
                column for column in range(1, columns + 1) if (top + box.row, column) not in covered
            )
            lefts[box.column] = column
            first = sheet.cell(top + box.row, column)
            drawn = merged.get((first.row, first.column))
            height, width = (drawn.size["rows"], drawn.size["columns"]) if drawn else (1, 1)
            assert height == box.row_span
            assert width >= box.column_span
            if box.cell is None:
                assert first.value == box.text
            else:
                assert isinstance(first.value, int | float)
            area = {(first.row + r, first.column + c) for r in range(height) for c in range(width)}
            assert not area & covered
            covered |= area
        stub_free = {(top + row, column) for row in range(printed.height) for column in range(1, columns + 1)}
        assert covered == stub_free


def test_tables_of_one_report_can_be_on_different_forms(jialing: Workbook) -> None:
    said = texts_of(sheet_of(jialing, f"{made.JIALING}水务局"))
    assert "政府集中采购" in said
    assert "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请" in said
    assert TEXTS.mixed_form in said


def test_a_figure_that_is_not_a_number_is_visibly_none(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    columns = ("natural_person", "business", "research", "civic")
    for column, status in zip(columns, ("blank", "placeholder", "unreadable", "absent"), strict=True):
        made.set_cell(sheet, f"requests.granted.{column}", status, "—" if status == "placeholder" else None)
    book = write_one([sheet], tmp_path)
    drawn = book.worksheets[-1]
    row = next(cell.row for cell in cells_of(drawn) if cell.value == "（一）予以公开")
    figures = [drawn.cell(row, column) for column in range(9, 14)]
    assert [cell.value for cell in figures[:4]] == [
        TEXTS.marks.blank,
        "—",
        TEXTS.marks.unreadable,
        TEXTS.marks.absent,
    ]
    assert isinstance(figures[4].value, int)
    looks = {(cell.fill.fgColor.rgb, cell.font.italic, cell.value) for cell in figures}
    assert len(looks) == 5
    assert len({cell.fill.fgColor.rgb for cell in figures[:4]}) == 4
    marks = TEXTS.marks
    legend = {marks.blank_legend, marks.placeholder_legend, marks.unreadable_legend, marks.absent_legend}
    assert legend <= set(texts_of(drawn))


def test_a_cell_named_by_findings_is_filled_by_the_worst_and_tells_all(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    address = "proactive.licensing.decisions"
    for severity in ("notice", "error", "warning"):
        made.add_finding(sheet, "VAL-008", address, f"说明 {severity}", [address], severity=severity)
    drawn = write_one([sheet], tmp_path).worksheets[-1]
    row = next(cell.row for cell in cells_of(drawn) if cell.value == "行政许可")
    cell = next(cell for cell in drawn[row] if cell.comment)
    said = [
        TEXTS.report.finding_note.format(severity=TEXTS.severity(severity), message=f"说明 {severity}")
        for severity in ("error", "warning", "notice")
    ]
    assert cell.comment.text == "\n".join(said)
    legend = next(one for one in cells_of(drawn) if one.value == TEXTS.severities.error)
    assert cell.fill.fgColor.rgb == legend.fill.fgColor.rgb


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", 0),
        ("-38", -38),
        ("12.500000", 12.5),
        ("3805463.74", 3805463.74),
        ("123456789012345", 123456789012345),
        ("1234567890123456", None),
        ("123456789.1234567", None),
        ("1000000000000000000000000", 10**24),
        ("99999999999999999999999999999999", None),
    ],
)
def test_only_figures_that_excel_holds_exactly_are_numbers(value: str, number: float | None) -> None:
    assert exact_number(Decimal(value)) == number


def test_figures_show_their_decimals_and_what_was_printed(jialing: Workbook) -> None:
    drawn = sheet_of(jialing, f"{made.JIALING}教育科技和体育局")
    by_value = {cell.value: cell for cell in cells_of(drawn) if isinstance(cell.value, int | float)}
    amount = by_value[26019538.75]
    assert amount.number_format == "0.00"
    assert TEXTS.report.as_printed.format(text="2601.953875万") in amount.comment.text
    assert by_value[-38].comment.text == TEXTS.report.as_printed.format(text="减38")
    # Full-width digits and separators are the same figure: nothing to explain.
    assert by_value[9123].comment is None
