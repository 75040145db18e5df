"""Links of the lists land on the cell that a finding names, or on what stands for it."""

from decimal import Decimal

from openpyxl import Workbook

from gouji.outputs.workbook.fit import line_count
from tests.made import workbook as made
from tests.made.written_workbooks import FINDING_LISTS, FIXED, TEXTS, finding_lines, target


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
    title = landed[made.ALL_TEXTS.places.title]
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
