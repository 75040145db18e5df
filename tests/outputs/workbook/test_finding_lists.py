"""The lists of findings and of rules: each finding once, sorted, with its evidence."""

from pathlib import Path

from openpyxl import Workbook

from gouji.outputs.workbook.pen import clean_text
from tests.made import workbook as made
from tests.made.written_workbooks import (
    FINDING_LISTS,
    FIRST,
    TEXTS,
    cells_of,
    finding_lines,
    lines,
    sheet_of,
    target,
    write_one,
)


def test_every_finding_stands_once_in_the_list_of_its_tier(
    books: dict[str, Workbook], sheets: list[made.Sheet]
) -> None:
    for district, book in books.items():
        expected = {name: [] for name in FINDING_LISTS}
        for sheet in sheets:
            for finding in sheet.findings:
                if finding["district"] == district:
                    name = TEXTS.sheets.of_tier(finding["tier"])
                    expected[name].append((finding["rule"], clean_text(finding["message"], TEXTS.cut)))
        listed = {name: [] for name in FINDING_LISTS}
        folded = TEXTS.findings.others.partition("{")[0]
        for name in FINDING_LISTS:
            for line in lines(book[name], beneath=True):
                message = line[TEXTS.findings.message].value.partition(f"\n{folded}")[0]
                listed[name].append((line[TEXTS.findings.rule].value, message))
        for name in FINDING_LISTS:
            assert sorted(listed[name]) == sorted(expected[name])
            assert [line[TEXTS.findings.number].value for line in lines(book[name])] == [
                *range(1, len(lines(book[name])) + 1)
            ]


def test_findings_are_sorted_by_severity_organisation_and_rule(jialing: Workbook) -> None:
    words = TEXTS.findings
    ranks = [TEXTS.severities.error, TEXTS.severities.warning, TEXTS.severities.notice]
    for name in FINDING_LISTS[:2]:
        keys = [
            (
                ranks.index(line[words.severity].value),
                line[words.organisation].value,
                line[words.rule].value,
            )
            for line in lines(jialing[name])
        ]
        assert keys == sorted(keys)
        assert len(keys) > 1


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
    rules = iter(("VAL-001", "VAL-003", "VAL-008"))
    for number, evidence in enumerate(("line 31: 5; line 30: ", "见附件; line 7", None)):
        made.add_finding(sheet, next(rules), address, f"说明 {number}", [address], severity="error", evidence=evidence)
    listed = lines(write_one([sheet], tmp_path)[TEXTS.sheets.first])
    said = [line[TEXTS.findings.evidence].value.split("\n") for line in listed]
    stood = "第 2 个表格、第 6 行、第 10 列"
    assert said == [["第 31 行：5", "第 30 行：（空）"], ["见附件; line 7", stood], [stood]]
