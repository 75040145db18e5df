"""The workbook: what it says, where its links lead, that no text does harm, that the same batch is the same bytes."""

import html
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from gouji.declared.strict_yaml import DeclarationError, parse, read_yaml
from gouji.declared.texts.workbook import WorkbookTexts, load_texts
from gouji.outputs.folder import OutFolder
from gouji.outputs.layout import layout
from gouji.outputs.workbook import write_workbooks
from gouji.outputs.workbook.fit import HIGHEST_ROW, height_of, line_count
from gouji.outputs.workbook.paper import header_text
from gouji.outputs.workbook.pen import LONGEST_TEXT, clean_text
from gouji.outputs.workbook.report_table import exact_number
from gouji.outputs.workbook.safe_names import file_names, sheet_names
from tests.made import workbook as made

TEXTS = made.TEXTS
FIXED = tuple(TEXTS.sheets.model_dump().values())
FINDING_LISTS = (TEXTS.sheets.errors, TEXTS.sheets.doubts)
TITLE, HEADINGS, FIRST = 1, 2, 3


@pytest.fixture(scope="module")
def sheets() -> list[made.Sheet]:
    """The sample reports."""
    return made.sample_sheets()


@pytest.fixture(scope="module")
def written(sheets: list[made.Sheet], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbooks of the sample by district."""
    return write_workbooks(made.to_batch(sheets), OutFolder(tmp_path_factory.mktemp("written")), TEXTS)


@pytest.fixture(scope="module")
def books(written: dict[str, Path]) -> dict[str, Workbook]:
    """The workbooks of the sample, opened again, by district."""
    return {district: load_workbook(path) for district, path in written.items()}


@pytest.fixture(scope="module")
def jialing(books: dict[str, Workbook]) -> Workbook:
    """The larger workbook of the sample."""
    return books[made.JIALING]


def write_one(sheets: list[made.Sheet], folder: Path, **changes: Any) -> Workbook:
    """The only workbook of a batch."""
    (path,) = write_workbooks(made.to_batch(sheets, **changes), OutFolder(folder), TEXTS).values()
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


def lines(sheet: Worksheet, heading_row: int = HEADINGS) -> list[dict[str, Cell]]:
    """The lines of a list as dictionaries by heading."""
    rows = list(sheet.iter_rows(min_row=heading_row))
    headings = [cell.value for cell in rows[0]]
    return [dict(zip(headings, row, strict=True)) for row in rows[1:] if isinstance(row[0].value, int)]


def finding_lines(book: Workbook) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Each line of both lists of findings with the name of its list."""
    for name in FINDING_LISTS:
        for line in lines(book[name]):
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


def test_one_workbook_a_district_with_its_sheets_in_order(
    books: dict[str, Workbook], written: dict[str, Path], sheets: list[made.Sheet]
) -> None:
    assert [path.name for path in written.values()] == [f"{made.JIANGNING}.xlsx", f"{made.JIALING}.xlsx"]
    for district, book in books.items():
        audited = [s for s in sheets if s.report["district"] == district and s.report["status"] == "audited"]
        assert tuple(book.sheetnames[:5]) == FIXED
        assert len(book.sheetnames) == 5 + len(audited)


def test_nothing_is_a_formula_or_an_error_and_no_link_leaves_the_workbook(books: dict[str, Workbook]) -> None:
    links = 0
    for book in books.values():
        for sheet in book.worksheets:
            for cell in cells_of(sheet):
                assert cell.data_type in ("s", "n")
                if cell.hyperlink is not None:
                    links += 1
                    assert cell.hyperlink.target is None
                    assert target(book, cell).value is not None
    assert links > 200


def test_the_file_holds_no_external_part(written: dict[str, Path]) -> None:
    for path in written.values():
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                assert b'TargetMode="External"' not in content
                assert b"<f>" not in content
                assert b"<f " not in content


def test_every_finding_stands_once_in_the_list_of_its_severity(
    books: dict[str, Workbook], sheets: list[made.Sheet]
) -> None:
    for district, book in books.items():
        expected = {name: [] for name in FINDING_LISTS}
        for sheet in sheets:
            for finding in sheet.findings:
                if finding["district"] == district:
                    name = FINDING_LISTS[0] if finding["severity"] == "error" else FINDING_LISTS[1]
                    expected[name].append((finding["rule"], clean_text(finding["message"], TEXTS.cut)))
        listed = {name: [] for name in FINDING_LISTS}
        for name, line in finding_lines(book):
            listed[name].append((line[TEXTS.findings.rule].value, line[TEXTS.findings.message].value))
        for name in FINDING_LISTS:
            assert sorted(listed[name]) == sorted(expected[name])
            assert [line[TEXTS.findings.number].value for line in lines(book[name])] == [
                *range(1, len(expected[name]) + 1)
            ]


def test_findings_are_sorted_by_severity_organisation_and_rule(jialing: Workbook) -> None:
    words = TEXTS.findings
    ranks = [TEXTS.severities.warning, TEXTS.severities.notice]
    for name in FINDING_LISTS:
        keys = [
            (
                ranks.index(line[words.severity].value) if words.severity in line else 0,
                line[words.organisation].value,
                line[words.rule].value,
            )
            for line in lines(jialing[name])
        ]
        assert keys == sorted(keys)
        assert len(keys) > 1


def test_a_link_lands_on_the_figure_reported_and_leads_back(jialing: Workbook, sheets: list[made.Sheet]) -> None:
    by_message = {
        (sheet.report["organisation"], finding["message"]): (sheet, finding)
        for sheet in sheets
        for finding in sheet.findings
    }
    landed = 0
    for name, line in finding_lines(jialing):
        key = (line[TEXTS.findings.organisation].value, line[TEXTS.findings.message].value)
        if key not in by_message:
            continue  # a hostile text, which is not written as it came
        sheet, finding = by_message[key]
        broken = target(jialing, line[TEXTS.look_heading])
        assert broken.parent.title not in FIXED
        if not finding["cells"]:
            continue
        cell = sheet.cells[finding["cells"][0]]
        if cell["status"] == "read":
            landed += 1
            assert broken.data_type == "n"
            assert Decimal(str(broken.value)) == cell["value"]
        if broken.hyperlink is None:
            # LibreOffice would show linked text on one line only.
            assert line_count(broken.value, broken.parent.column_dimensions["A"].width) > 1
            continue
        back = target(jialing, broken)
        assert back.parent.title in FINDING_LISTS
        # A cell that several findings name leads back to the worst of them.
        assert back.parent.title == name or name == FINDING_LISTS[1]
    assert landed >= 8


def test_a_link_to_an_identity_lands_on_the_total_that_does_not_hold(jialing: Workbook) -> None:
    (line,) = [
        line
        for _, line in finding_lines(jialing)
        if line[TEXTS.findings.rule].value == "VAL-001" and line[TEXTS.findings.year].value == "2024"
    ]
    broken = target(jialing, line[TEXTS.look_heading])
    assert str(broken.value) == line[TEXTS.findings.reported].value
    # The row heading of (七) 总计 stands left of it.
    headings = [cell.value for cell in broken.parent.iter_rows(min_row=broken.row, max_row=broken.row).__next__()]
    assert "（七）总计" in headings
    assert line[TEXTS.findings.message].value in broken.comment.text


def test_places_that_are_no_cell_land_on_the_report(jialing: Workbook) -> None:
    words = TEXTS.findings
    landed = {
        line[words.place].value: target(jialing, line[TEXTS.look_heading])
        for _, line in finding_lines(jialing)
        if line[words.rule].value in ("STR-003", "STR-005", "STR-017")
    }
    title = landed[TEXTS.places.title]
    assert title.value == f"{made.JIALING}一立镇人民政府2024年政府信息公开工作年度报告"
    assert landed["“五、存在的主要问题及改进情况”部分"].value.startswith("一、总体情况（")
    assert landed["表二"].value == TEXTS.report.table_form.format(
        heading="二、主动公开政府信息情况", form="2019 年格式"
    )


def test_places_are_said_in_the_words_of_the_form(jialing: Workbook) -> None:
    places = {line[TEXTS.findings.place].value for _, line in finding_lines(jialing)}
    assert {
        "表三“总计”列",
        "表三“（一）予以公开”行",
        "表三“二、上年结转政府信息公开申请数量”行“总计”列",
        "表二“规章”行“本年制发件数”列",
        "表二“政府集中采购”行“采购总金额”列",
        "表四“未经复议直接起诉”各项",
        "表三“（六）其他处理 3.其他”行“科研机构”列",
        "报告标题",
        "整份报告",
    } <= places


def test_the_findings_beneath_a_report_lead_to_their_lines_in_the_lists(
    jialing: Workbook, sheets: list[made.Sheet]
) -> None:
    sheet = sheet_of(jialing, f"{made.JIALING}一立镇人民政府")
    title = TEXTS.report.findings_title.format(count=len(sheets[0].findings), findings=len(sheets[0].findings))
    (top,) = [cell.row for cell in cells_of(sheet) if cell.value == title]
    numbers = [sheet.cell(row, 1) for row in range(top + 2, top + 2 + len(sheets[0].findings))]
    assert [cell.value for cell in numbers] == [str(number) for number in range(1, len(numbers) + 1)]
    for cell in numbers:
        listed = target(jialing, cell)
        messages = [one.value for one in listed.parent.iter_rows(min_row=listed.row, max_row=listed.row).__next__()]
        beneath = [one.value for one in sheet.iter_rows(min_row=cell.row, max_row=cell.row).__next__()]
        assert next(value for value in beneath if value in {f["message"] for f in sheets[0].findings}) in messages


def test_the_first_sheet_begins_with_the_worst_problem(jialing: Workbook) -> None:
    sheet = jialing[TEXTS.sheets.overview]
    assert sheet["A3"].value == TEXTS.overview.worst
    assert sheet["A4"].value == 1
    assert sheet["B4"].value.startswith(f"{made.JIALING}一立镇人民政府 2024\n")
    link = next(cell for cell in sheet[4] if cell.hyperlink)
    assert target(jialing, link).parent.title == f"{made.JIALING}一立镇人民政府"
    # One problem of each report that has errors comes before a second one of the same report.
    named = [sheet.cell(row, 2).value.split("\n")[0] for row in range(4, 9)]
    assert len(set(named[:4])) == 4


def test_the_first_sheet_lists_every_file_worst_first(jialing: Workbook, sheets: list[made.Sheet]) -> None:
    sheet = jialing[TEXTS.sheets.overview]
    words = TEXTS.overview
    heading = next(cell.row for cell in cells_of(sheet) if cell.value == words.file)
    listed = lines(sheet, heading)
    mine = [s for s in sheets if s.report["district"] == made.JIALING]
    assert sorted(line[words.file].value for line in listed) == sorted(s.report["file"] for s in mine)
    counted = [line[TEXTS.severities.error].value for line in listed if line[words.sheet].value]
    assert counted == sorted(counted, reverse=True)
    assert counted[0] == 5
    assert [line[words.status].value for line in listed[len(counted) :]] == [
        TEXTS.statuses.unreadable,
        TEXTS.statuses.unreadable,
        TEXTS.statuses.not_a_report,
        TEXTS.statuses.duplicate,
    ]
    for line in listed[: len(counted)]:
        title = target(jialing, line[words.sheet]).value
        assert title == TEXTS.report.heading.format(
            organisation=line[words.organisation].value, year=line[words.year].value
        )


def test_the_first_sheet_counts_files_findings_and_what_was_not_read(jialing: Workbook) -> None:
    sheet = jialing[TEXTS.sheets.overview]
    shown: dict[str, int] = {}
    for cell in cells_of(sheet):
        below = sheet.cell(cell.row + 1, cell.column).value
        if isinstance(cell.value, str) and isinstance(below, int) and cell.column > 2:
            shown.setdefault(cell.value, below)
    assert shown[TEXTS.statuses.audited] == 11
    assert shown[TEXTS.statuses.unreadable] == 2
    assert shown[TEXTS.statuses.duplicate] == 1
    assert shown[TEXTS.severities.error] == len(lines(jialing[TEXTS.sheets.errors]))
    assert shown[TEXTS.severities.warning] + shown[TEXTS.severities.notice] == len(lines(jialing[TEXTS.sheets.doubts]))
    assert shown[TEXTS.overview.unread_lines] == len(lines(jialing[TEXTS.sheets.unread], unread_headings()))


def test_what_was_not_read_is_one_line_a_cause(jialing: Workbook) -> None:
    words = TEXTS.unread
    found = {
        (line[words.kind].value, line[words.table].value, line[words.reason].value): line
        for line in lines(jialing[TEXTS.sheets.unread], unread_headings())
        if line[words.organisation].value == f"{made.JIALING}金凤镇人民政府"
    }
    assert set(found) == {
        (words.kind_cells, "表二", "没有找到这张表"),
        (words.kind_cells, "表三", "同一格印了两次，数字不同"),
        (words.kind_cells, "表四", "几个数字连在一起"),
    }
    whole, some, group = found.values()
    assert (whole[words.count].value, whole[words.what].value) == (10, TEXTS.places.whole_table)
    assert some[words.count].value == 3
    assert some[words.what].value == "“（三）不予公开 5.属于三类内部事务信息”：自然人、商业企业、总计"
    assert target(jialing, some[TEXTS.look_heading]).value == TEXTS.marks.unreadable
    assert group[words.what].value == "“行政复议”各项"


def test_every_file_that_was_not_audited_is_told_with_its_reason(jialing: Workbook, sheets: list[made.Sheet]) -> None:
    words = TEXTS.unread
    told = {
        (line[words.where].value, line[words.reason].value)
        for line in lines(jialing[TEXTS.sheets.unread], unread_headings())
        if line[words.kind].value == words.kind_file
    }
    assert told == {
        (s.report["file"], s.report["reason"])
        for s in sheets
        if s.report["district"] == made.JIALING and s.report["status"] != "audited"
    }
    assert len(told) == 4


def test_many_leftovers_of_one_cause_share_lines_and_none_is_lost(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    for number in range(31):
        sheet.leftovers.append(
            {
                "report_id": sheet.report_id,
                "table": "requests",
                "text": f"第{number}段",
                "reason": "不是行或列",
                "locator": f"line {number}",
            }
        )
    listed = lines(write_one([sheet], tmp_path)[TEXTS.sheets.unread], unread_headings())
    assert [line[TEXTS.unread.count].value for line in listed] == [12, 12, 7]
    said = "\n".join(line[TEXTS.unread.what].value for line in listed).split("\n")
    assert said == [f"第{number}段" for number in range(31)]
    assert listed[0][TEXTS.unread.where].value == TEXTS.places.several.format(first="第 0 行", count=12)


def test_reasons_that_differ_only_in_numbers_are_one_line(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    for found, row in ((5, "granted"), (6, "granted_in_part")):
        made.set_cell(
            sheet, f"requests.{row}.total", "unreadable", reason=f"应有7格，读到{found}格", reason_code="row_count"
        )
    (line,) = lines(write_one([sheet], tmp_path)[TEXTS.sheets.unread], unread_headings())
    assert line[TEXTS.unread.reason].value == TEXTS.places.several.format(first="应有7格，读到5格", count=2)


def test_a_table_that_was_not_recognised_is_said_to_be(jialing: Workbook, tmp_path: Path) -> None:
    said = TEXTS.report.table_not_recognised.format(table="表二")
    sheet = sheet_of(jialing, f"{made.JIALING}金凤镇人民政府")
    assert said in texts_of(sheet)
    assert "规章" not in texts_of(sheet)
    bare = write_one([made.make_sheet("甲镇人民政府", 2024, forms=(None, "2021", None))], tmp_path)
    told = [line[TEXTS.unread.table].value for line in lines(bare[TEXTS.sheets.unread], unread_headings())]
    assert told == ["表二", "表四"]


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


def test_hostile_texts_stay_texts(jialing: Workbook) -> None:
    for text in ("=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1-1", "\t=1"):
        found = [cell for sheet in jialing.worksheets for cell in cells_of(sheet) if cell.value == text]
        assert len(found) >= 4
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    said = {text for sheet in jialing.worksheets for text in texts_of(sheet)}
    assert "#N/A" in said
    assert "http://example.org/" in said
    assert "ab" in said
    # Excel reads _x0041_ as the letter A unless the underscore is escaped.
    assert "_x005F_x0041_" in said
    assert "_x0041_" not in said


def test_a_text_too_long_for_excel_ends_with_a_mark(jialing: Workbook) -> None:
    (long,) = {text for text in texts_of(jialing[TEXTS.sheets.doubts]) if text.startswith("长" * 1000)}
    assert len(long) == LONGEST_TEXT
    assert long.endswith(TEXTS.cut)
    emoji = clean_text("𠮷" * 20000, TEXTS.cut)
    assert len(emoji.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert emoji.endswith(f"𠮷{TEXTS.cut}")
    assert clean_text("字" * LONGEST_TEXT, TEXTS.cut) == "字" * LONGEST_TEXT
    assert clean_text("a\r\nb\rc\ud800", "") == "a\nb\nc"


def test_names_of_sheets_are_such_as_excel_takes(jialing: Workbook) -> None:
    for name in jialing.sheetnames:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
    assert len({name.casefold() for name in jialing.sheetnames}) == len(jialing.sheetnames)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ([("甲镇", 2024), ("乙镇", 2024)], ["甲镇", "乙镇"]),
        ([("甲镇", 2023), ("甲镇", 2024)], ["甲镇 2023", "甲镇 2024"]),
        ([("甲镇", 2024), ("甲镇", 2024), ("甲镇", None)], ["甲镇 2024", "甲镇 2024 (1)", "甲镇 (1)"]),
        ([("Abc", 2024), ("ABC", 2024)], ["Abc 2024", "ABC 2024 (1)"]),
        ([("概览", 2024)], ["概览 2024"]),
        ([("History", None)], ["History (1)"]),
        ([("'='", None)], ["’=’"]),
        ([("", None), ("\x00", None)], ["_ (1)", "_ (2)"]),
        ([("一" * 40 + "甲", 2024), ("一" * 40 + "乙", 2024)], ["一" * 15 + "…" + "一" * 14 + last for last in "甲乙"]),
        ([("𠮷" * 31, None)], ["𠮷" * 7 + "…" + "𠮷" * 8]),
    ],
)
def test_sheet_names(wanted: list[tuple[str, int | None]], names: list[str]) -> None:
    found = sheet_names(wanted, ["概览"])
    assert found == names
    assert all(len(name.encode("utf-16-le")) // 2 <= 31 for name in found)


def test_file_names_never_collide_and_are_safe_everywhere() -> None:
    districts = [
        "A区",
        "a区",
        "甲/乙",
        "甲\\乙",
        "甲／乙",
        "CON",
        "con.txt",
        "LPT1",
        "...",
        "",
        " ",
        "丙. ",
        "丙",
        "县" * 200,
    ]
    districts += ["县" * 201, "[丁]:*?", "戊\x00\u202e", "南充市嘉陵区", "\ud800"]
    names = file_names(districts)
    assert set(names) == set(districts)
    assert len({name.casefold() for name in names.values()}) == len(districts)
    assert names["南充市嘉陵区"] == "南充市嘉陵区.xlsx"
    for name in names.values():
        stem = name.removesuffix(".xlsx")
        assert stem.strip(". ") == stem != ""
        assert len(name.encode()) <= 220
        assert not set(name) & set('<>:"/\\|?*[]\x00\u202e')
        assert not re.fullmatch(r"(con|lpt1)(\..*)?", stem, re.IGNORECASE)
    assert file_names(reversed(districts)) == names


def test_districts_alike_but_for_case_have_a_workbook_each(tmp_path: Path) -> None:
    sheets = [
        made.make_sheet("甲镇人民政府", 2024, district, seed=seed)
        for seed, district in enumerate(("X区", "x区", "X/区"))
    ]
    paths = write_workbooks(made.to_batch(sheets), OutFolder(tmp_path), TEXTS)
    assert sorted(paths) == ["X/区", "X区", "x区"]
    assert len({path.name.casefold() for path in paths.values()}) == 3
    for district, path in paths.items():
        assert district in load_workbook(path)[TEXTS.sheets.overview]["A1"].value


def test_a_district_of_unreadable_files_only_says_so(tmp_path: Path) -> None:
    sheets = [
        made.make_sheet(None, None, "未归属", status="unreadable", seed=seed, reason="文件没有内容", file=f"{seed}.pdf")
        for seed in (1, 2)
    ]
    book = write_one(sheets, tmp_path, rules=())
    assert tuple(book.sheetnames) == FIXED
    assert book[TEXTS.sheets.overview]["A3"].value == TEXTS.overview.nothing_audited
    assert TEXTS.findings.no_errors in texts_of(book[TEXTS.sheets.errors])
    assert TEXTS.findings.no_doubts in texts_of(book[TEXTS.sheets.doubts])
    assert TEXTS.rules.none in texts_of(book[TEXTS.sheets.rules])
    told = lines(book[TEXTS.sheets.unread], unread_headings())
    assert [line[TEXTS.unread.organisation].value for line in told] == [
        TEXTS.unnamed.format(file="1.pdf"),
        TEXTS.unnamed.format(file="2.pdf"),
    ]


def test_a_sound_report_is_said_to_be_sound_and_an_unread_one_is_not(tmp_path: Path) -> None:
    sound, unread = (made.make_sheet(f"{name}镇人民政府", 2024, seed=seed) for seed, name in enumerate("甲乙"))
    made.set_cell(unread, "requests.granted.total", "unreadable", reason="看不清")
    book = write_one([sound, unread], tmp_path)
    assert book[TEXTS.sheets.overview]["A3"].value == TEXTS.overview.no_findings
    said = {sheet.title: texts_of(sheet) for sheet in report_sheets(book)}
    assert TEXTS.report.no_findings in said["甲镇人民政府"]
    note = TEXTS.report.unread_cells.format(count=1)
    assert any(text.endswith(note) for text in said["乙镇人民政府"])
    assert not any(note in text for text in said["甲镇人民政府"])


def test_a_remark_on_an_audited_report_is_passed_on(tmp_path: Path) -> None:
    remark = "同一单位同一年度另有报告：乙.html"
    book = write_one([made.make_sheet("甲镇人民政府", 2024, reason=remark)], tmp_path)
    (line,) = lines(book[TEXTS.sheets.unread], unread_headings())
    assert (line[TEXTS.unread.kind].value, line[TEXTS.unread.reason].value) == (TEXTS.unread.kind_remark, remark)
    said = TEXTS.report.between_facts.join([TEXTS.report.no_findings, remark])
    assert texts_of(book["甲镇人民政府"]).count(said) == 2


def test_where_there_are_only_doubts_the_first_sheet_begins_with_them(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    made.add_finding(sheet, "STR-017", "section:5", "第五部分没有内容。")
    overview = write_one([sheet], tmp_path)[TEXTS.sheets.overview]
    assert overview["A3"].value == TEXTS.overview.worst_doubts
    assert overview["C4"].value == "第五部分没有内容。"


def test_a_duplicate_repeats_neither_findings_nor_cells(jialing: Workbook) -> None:
    overview = jialing[TEXTS.sheets.overview]
    words = TEXTS.overview
    heading = next(cell.row for cell in cells_of(overview) if cell.value == words.file)
    (twin,) = [line for line in lines(overview, heading) if line[words.status].value == TEXTS.statuses.duplicate]
    assert twin[TEXTS.severities.error].value is None
    assert twin[words.sheet].hyperlink is None


def test_rules_are_told_with_their_coverage_summed_over_places(jialing: Workbook) -> None:
    words = TEXTS.rules
    sheet = jialing[TEXTS.sheets.rules]
    rows = list(sheet.iter_rows(min_row=FIRST, values_only=True))
    listed = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert [*listed] == sorted(listed)
    rule = listed["VAL-001"]
    assert (rule[words.passed], rule[words.failed], rule[words.undecided]) == (17, 1, 4)
    assert rule[words.here] == 2
    assert rule[words.rule_class] == TEXTS.classes["validity"]
    assert rule[words.certainty] == TEXTS.certainties["definite"]
    assert rule[words.severity] == TEXTS.severities.error
    assert listed["STR-005"][words.name] == words.undeclared
    links = [line[TEXTS.findings.rule] for _, line in finding_lines(jialing)]
    assert all(target(jialing, cell).value == cell.value for cell in links)


def test_evidence_is_told_with_its_place_in_words(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    address = "requests.granted.total"
    for number, evidence in enumerate(("line 31: 5; line 30: ", "见附件; line 7", None)):
        made.add_finding(sheet, "VAL-008", address, f"说明 {number}", [address], evidence=evidence)
    listed = lines(write_one([sheet], tmp_path)[TEXTS.sheets.errors])
    said = [line[TEXTS.findings.evidence].value.split("\n") for line in listed]
    stood = "第 2 个表格、第 6 行、第 10 列"
    assert said == [["第 31 行：5", "第 30 行：（空）"], ["见附件; line 7", stood], [stood]]


def test_a_finding_of_a_report_that_is_not_there_is_our_mistake(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    made.add_finding(sheet, "VAL-008", "report", "说明")
    sheet.findings[0]["report_id"] = "none"
    with pytest.raises(KeyError, match="none"):
        write_workbooks(made.to_batch([sheet]), OutFolder(tmp_path), TEXTS)


def grouped_report() -> made.Sheet:
    """A report with one broken cell: two findings that it explains, one that follows, and one that stands alone."""
    sheet = made.make_sheet("金凤镇人民政府", 2024)
    made.break_row(sheet)
    made.add_finding(
        sheet, "VAL-003", "requests.*.total", "本列不等", ["requests.processed.total", SUSPECT], severity="error"
    )
    made.add_finding(sheet, "NAR-007", "requests.granted.total", "正文不一致", [SUSPECT], severity="warning")
    made.add_finding(sheet, "PUB-006", "report", "没有发布日期", severity="notice")
    for number, finding in enumerate(sheet.findings[:3]):
        finding |= {"group": "requests.1", "lead": number == 0}
    return sheet


def explanation(sheet: made.Sheet, *suspects: str) -> dict[str, Any]:
    """An explanation of the group of that report, of a single cell each."""
    return {
        "report_id": sheet.report_id,
        "district": sheet.report["district"],
        "group": "requests.1",
        "table": "requests",
        "form": "2021",
        "class": "one" if len(suspects) == 1 else "several",
        "broken": ["requests.granted.*"],
        "count": len(suspects),
        "cells": list(suspects),
        "certain": list(suspects) if len(suspects) == 1 else [],
        "sets": [
            {
                "kind": "smallest",
                "text": f"第{number}种：若仅此一格有误，则应为4",
                "changes": [{"address": address, "printed": 6, "needed": 4}],
            }
            for number, address in enumerate(suspects, 1)
        ],
        "summary": "解释的摘要",
        "text": "解释的全文",
    }


SUSPECT = "requests.granted.total"
OTHER_SUSPECT = "requests.granted.business"


def test_a_group_is_one_line_and_its_other_findings_are_folded_beneath_it(tmp_path: Path) -> None:
    sheet = grouped_report()
    sheet.explanations.append(explanation(sheet, SUSPECT))
    book = write_one([sheet], tmp_path)
    errors = book[TEXTS.sheets.errors]
    (line,) = lines(errors)
    words = TEXTS.findings
    said = line[words.message].value
    assert said.startswith(sheet.findings[0]["message"])
    assert "解释的摘要" in said
    assert words.others.format(count=2, rules="NAR-007、VAL-003") in said
    beneath = [row for row in errors.iter_rows(min_row=FIRST + 1) if row[0].value == words.beneath]
    assert [row[-4].value for row in beneath] == ["VAL-003", "NAR-007"]
    for row in beneath:
        assert errors.row_dimensions[row[0].row].outlineLevel == 1
        assert errors.row_dimensions[row[0].row].hidden
    assert errors.row_dimensions[FIRST].collapsed
    assert not errors.row_dimensions[FIRST].hidden
    assert not errors.sheet_properties.outlinePr.summaryBelow


def test_counts_are_of_groups_and_say_so(tmp_path: Path) -> None:
    sheet = grouped_report()
    book = write_one([sheet], tmp_path)
    words = TEXTS.findings
    district = sheet.report["district"]
    assert book[TEXTS.sheets.errors]["A1"].value == words.errors_title.format(district=district, count=1, findings=3)
    assert book[TEXTS.sheets.doubts]["A1"].value == words.doubts_title.format(
        district=district, warnings=0, notices=1, findings=1
    )
    told = texts_of(book[TEXTS.sheets.overview])
    assert TEXTS.overview.findings.format(findings=4) in told
    (listed,) = lines(
        book[TEXTS.sheets.overview],
        next(cell.row for cell in cells_of(book[TEXTS.sheets.overview]) if cell.value == TEXTS.overview.file),
    )
    assert [listed[TEXTS.severity(key)].value for key in ("error", "warning", "notice")] == [1, 0, 1]
    own = texts_of(sheet_of(book, "金凤镇人民政府"))
    assert TEXTS.report.findings_title.format(count=2, findings=4) in own
    assert TEXTS.report.jump_to_findings.format(count=2, findings=4) in own


def test_the_cell_that_may_be_at_fault_is_framed_and_the_link_leads_to_it(tmp_path: Path) -> None:
    sheet = grouped_report()
    sheet.explanations.append(explanation(sheet, SUSPECT))
    book = write_one([sheet], tmp_path)
    (line,) = lines(book[TEXTS.sheets.errors])
    suspect = target(book, line[TEXTS.look_heading])
    assert suspect.border.left.style == "thick"
    assert suspect.comment.text.startswith("第1种：若仅此一格有误，则应为4")
    assert suspect.fill.fgColor.rgb.endswith("F8D9D5")
    other = suspect.parent.cell(suspect.row, suspect.column - 1)
    assert other.border.left.style == "thin"
    assert other.fill.fgColor.rgb.endswith("FCF3F1")
    assert sheet.findings[0]["message"] in other.comment.text
    assert TEXTS.marks.suspect_legend in texts_of(suspect.parent)


def test_several_explanations_are_listed_each_with_a_link_to_its_cell(tmp_path: Path) -> None:
    sheet = grouped_report()
    sheet.explanations.append(explanation(sheet, SUSPECT, OTHER_SUSPECT))
    book = write_one([sheet], tmp_path)
    own = sheet_of(book, "金凤镇人民政府")
    rows = {cell.value: cell.row for cell in cells_of(own) if isinstance(cell.value, str)}
    landed = []
    for number in (1, 2):
        row = rows[f"第{number}种：若仅此一格有误，则应为4"]
        assert not own.row_dimensions[row].hidden
        (look,) = [cell for cell in own[row] if cell.hyperlink]
        landed.append(target(book, look).coordinate)
    assert len(set(landed)) == 2
    assert all(own[coordinate].border.left.style == "thick" for coordinate in landed)


def test_where_nothing_is_narrowed_no_cell_is_framed(tmp_path: Path) -> None:
    sheet = grouped_report()
    sheet.explanations.append(explanation(sheet))
    own = sheet_of(write_one([sheet], tmp_path), "金凤镇人民政府")
    assert not any(cell.border.left.style == "thick" for cell in cells_of(own))
    assert "解释的摘要" in "".join(texts_of(own))
    assert TEXTS.marks.suspect_legend not in texts_of(own)


def test_a_group_is_as_severe_as_its_worst_finding(tmp_path: Path) -> None:
    sheet = grouped_report()
    sheet.findings[0]["severity"] = "notice"
    book = write_one([sheet], tmp_path)
    (line,) = lines(book[TEXTS.sheets.errors])
    assert line[TEXTS.findings.rule].value == sheet.findings[0]["rule"]


def test_the_same_batch_is_the_same_bytes_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    batch = made.to_batch(made.sample_sheets())
    first = write_workbooks(batch, OutFolder(tmp_path / "first"), TEXTS)
    second = write_workbooks(made.to_batch(made.sample_sheets()), OutFolder(tmp_path / "second"), TEXTS)
    turned = made.to_batch([])
    turned = type(turned)(
        name=batch.name,
        reports=batch.reports.reverse(),
        cells=batch.cells,
        leftovers=batch.leftovers,
        findings=batch.findings.reverse(),
        explanations=batch.explanations.reverse(),
        coverage=batch.coverage.reverse(),
        rules=tuple(reversed(batch.rules)),
        forms=batch.forms,
    )
    third = write_workbooks(turned, OutFolder(tmp_path / "third"), TEXTS)
    for district, path in first.items():
        assert path.read_bytes() == second[district].read_bytes() == third[district].read_bytes()


def test_the_same_batch_is_the_same_bytes_in_another_process(written: dict[str, Path], tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pathlib; from tests.made import workbook as made;"
        "from gouji.outputs.folder import OutFolder; from gouji.outputs.workbook import write_workbooks;"
        "write_workbooks(made.to_batch(made.sample_sheets()), OutFolder(pathlib.Path(sys.argv[2])), made.TEXTS)"
    )
    arguments = [sys.executable, "-c", program, str(Path(__file__).parents[3]), str(tmp_path)]
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "America/Lima", "LC_ALL": "C"}
    subprocess.run(arguments, check=True, env=environment)  # noqa: S603 - this very interpreter
    for path in written.values():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_archive_carries_no_date_of_its_making(written: dict[str, Path]) -> None:
    for path in written.values():
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            assert archive.namelist() == sorted(archive.namelist())
            dates = re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", archive.read("docProps/core.xml"))
            assert set(dates) == {b"2000-01-01T00:00:00Z"}
        assert not list(path.parent.glob("*.part"))


def test_sheets_print_on_landscape_paper_with_headings_and_page_numbers(books: dict[str, Workbook]) -> None:
    for district, book in books.items():
        for sheet in book.worksheets:
            assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.print_title_rows
            assert sheet.oddHeader.left.text == TEXTS.header.format(district=district)
            assert sheet.oddFooter.center.text == TEXTS.footer


def test_a_district_cannot_smuggle_codes_into_a_header(tmp_path: Path) -> None:
    district = '&G&"Arial"&[File]R&D' + "长" * 100
    paths = write_workbooks(made.to_batch([made.make_sheet("甲镇", 2024, district)]), OutFolder(tmp_path), TEXTS)
    with zipfile.ZipFile(paths[district]) as archive:
        header = re.search("<oddHeader>(.*)</oddHeader>", archive.read("xl/worksheets/sheet1.xml").decode())[1]
    # openpyxl writes with lxml, which gives every Chinese character by its number.
    whole = html.unescape(header)
    said = whole.removeprefix("&L").removesuffix("&A")
    assert "&" not in said.replace("&&", "")
    assert len(whole) <= 255
    assert header_text("a\n&b") == "a &&b"


def test_lists_filter_and_keep_their_headings_in_view(jialing: Workbook) -> None:
    for name in FINDING_LISTS:
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


def test_texts_are_loaded_strictly(tmp_path: Path) -> None:
    data = read_yaml(made.EXPECTATIONS / "texts" / "workbook.yml")
    with pytest.raises(DeclarationError, match=r"sheets\.overview: missing"):
        parse(WorkbookTexts, data | {"sheets": {k: v for k, v in data["sheets"].items() if k != "overview"}}, "x.yml")
    with pytest.raises(DeclarationError, match=r"unknown key 'bakc'; did you mean 'back'\?"):
        parse(WorkbookTexts, data | {"bakc": "返回"}, "x.yml")
    with pytest.raises(DeclarationError, match=r"x\.yml: header: .*\{district\}"):
        parse(WorkbookTexts, data | {"header": "{area}"}, "x.yml")
    with pytest.raises(DeclarationError, match=r"workbook\.yml: this declaration file is missing"):
        load_texts(tmp_path)


def test_frames_of_the_sample_keep_the_contract(sheets: list[made.Sheet]) -> None:
    batch = made.to_batch(sheets)
    # The sample must break nothing but what it means to break, or the tests above prove little.
    sound = made.make_sheet("甲镇人民政府", 2024)
    values = {address: cell["value"] for address, cell in sound.cells.items()}
    for table in made.BY_NAME["2021"].tables:
        for identity in table.identities:
            assert sum(values[a] for a in identity.reported) == sum(values[a] for a in identity.expected)
    assert batch.reports.filter(pl.col("status") == "audited").get_column("report_id").is_unique().all()
