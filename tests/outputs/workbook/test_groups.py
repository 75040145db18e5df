"""Findings of one cause are one thing to read, and the cell that may be at fault is framed."""

from pathlib import Path
from typing import Any

from tests.made import workbook as made
from tests.made.written_workbooks import FIRST, TEXTS, cells_of, lines, sheet_of, target, texts_of, write_one


def grouped_report() -> made.Sheet:
    """A report with one broken cell: two findings that it explains, one that follows, and one that stands alone."""
    sheet = made.make_sheet("金凤镇人民政府", 2024)
    made.break_row(sheet)
    made.add_finding(
        sheet, "VAL-003", "requests.*.total", "本列不等", ["requests.processed.total", SUSPECT], severity="error"
    )
    made.add_finding(sheet, "NAR-007", "requests.granted.total", "正文不一致", [SUSPECT], severity="warning")
    made.add_finding(sheet, "PUB-012", "report", "补发", severity="notice")
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
    errors = book[TEXTS.sheets.first]
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
    assert book[TEXTS.sheets.first]["A1"].value == words.first_title.format(district=district, count=1, findings=3)
    assert book[TEXTS.sheets.second]["A1"].value == words.second_title.format(district=district, count=1, findings=1)
    told = texts_of(book[TEXTS.sheets.overview])
    assert TEXTS.overview.findings.format(findings=4) in told
    (listed,) = lines(
        book[TEXTS.sheets.overview],
        next(cell.row for cell in cells_of(book[TEXTS.sheets.overview]) if cell.value == TEXTS.overview.file),
    )
    assert [listed[TEXTS.tier(key)].value for key in ("first", "second", "appendix")] == [1, 1, 0]
    own = texts_of(sheet_of(book, "金凤镇人民政府"))
    assert TEXTS.report.findings_title.format(count=2, findings=4) in own
    assert TEXTS.report.jump_to_findings.format(count=2, findings=4) in own


def test_the_cell_that_may_be_at_fault_is_framed_and_the_link_leads_to_it(tmp_path: Path) -> None:
    sheet = grouped_report()
    sheet.explanations.append(explanation(sheet, SUSPECT))
    book = write_one([sheet], tmp_path)
    (line,) = lines(book[TEXTS.sheets.first])
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


def test_a_group_stands_in_its_best_tier_with_the_worst_severity_there(tmp_path: Path) -> None:
    sheet = grouped_report()
    lead, error, warning, _ = sheet.findings
    lead |= {"severity": "notice", "tier": "first"}
    error |= {"severity": "error", "tier": "second"}
    warning |= {"severity": "warning", "tier": "first"}
    (line,) = lines(write_one([sheet], tmp_path)[TEXTS.sheets.first])
    assert line[TEXTS.findings.rule].value == lead["rule"]
    assert line[TEXTS.findings.severity].value == TEXTS.severities.warning
