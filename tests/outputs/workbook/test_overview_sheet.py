"""The first sheet: the worst problem first, files and findings counted."""

from openpyxl import Workbook

from tests.made import workbook as made
from tests.made.written_workbooks import TEXTS, cells_of, lines, target, unread_headings


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
    counted = [line[TEXTS.tiers.first].value for line in listed if line[words.sheet].value]
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
    assert shown[TEXTS.tiers.first] == len(lines(jialing[TEXTS.sheets.first]))
    assert shown[TEXTS.tiers.second] == len(lines(jialing[TEXTS.sheets.second]))
    assert shown[TEXTS.overview.unread_lines] == len(lines(jialing[TEXTS.sheets.unread], unread_headings()))
