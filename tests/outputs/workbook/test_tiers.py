"""Each tier has its sheet; what is told once for the district stands on top of one, with its units."""

from pathlib import Path

from tests.made import workbook as made
from tests.made.written_workbooks import FIRST, TEXTS, lines, sheet_of, texts_of, write_one


def test_a_finding_stands_on_the_sheet_of_its_tier_whatever_its_severity(tmp_path: Path) -> None:
    sheet = made.make_sheet("金凤镇人民政府", 2024)
    for tier, severity in (("first", "notice"), ("second", "error"), ("appendix", "warning")):
        made.add_finding(sheet, "STR-003", tier, tier, severity=severity, tier=tier)
    book = write_one([sheet], tmp_path)
    for tier, severity in (("first", "notice"), ("second", "error"), ("appendix", "warning")):
        (line,) = lines(book[TEXTS.sheets.of_tier(tier)])
        assert line[TEXTS.findings.message].value == tier
        assert line[TEXTS.findings.severity].value == TEXTS.severity(severity)
    worst = [cell.value for cell in book[TEXTS.sheets.overview]["C"]]
    assert "first" in worst
    assert not {"second", "appendix"} & set(worst)


def test_a_list_is_one_line_of_the_appendix_with_its_units_and_their_figures(tmp_path: Path) -> None:
    sheets = [made.make_sheet(f"{name}镇人民政府", 2024, seed=seed) for seed, name in enumerate("甲乙")]
    for number, sheet in enumerate(sheets, 2):
        made.add_finding(sheet, "VAL-022", "report", "核对", reported=f"{number}件", severity="notice", tier="list")
    book = write_one(sheets, tmp_path)
    appendix = book[TEXTS.sheets.appendix]
    assert appendix.cell(FIRST, 1).value == TEXTS.findings.of_district
    (said,) = [text for text in texts_of(appendix) if "甲镇人民政府" in text]
    assert said == TEXTS.findings.listed.format(title="核对", count=2, units="乙镇人民政府（3件）、甲镇人民政府（2件）")
    assert appendix["A1"].value == TEXTS.findings.appendix_title.format(district=made.JIALING, count=1, findings=2)
    assert "核对" not in texts_of(sheet_of(book, "甲镇人民政府"))


def test_a_remark_that_nearly_all_get_is_one_line_and_the_links_below_it_hold(tmp_path: Path) -> None:
    sheets = [made.make_sheet(f"{name}镇人民政府", 2024, seed=seed) for seed, name in enumerate("甲乙丙丁戊己")]
    for sheet in sheets[1:]:
        made.add_finding(sheet, "PUB-004", "report", "晚了", severity="warning")
    made.add_finding(sheets[0], "PUB-010", "title", "另一件", severity="warning")
    book = write_one(sheets, tmp_path)
    second = book[TEXTS.sheets.second]
    assert [second.cell(row, 1).value for row in (FIRST, FIRST + 1)] == [TEXTS.findings.of_district, 1]
    units = "乙镇人民政府、丙镇人民政府、丁镇人民政府、戊镇人民政府、己镇人民政府"
    told = sorted(text for text in texts_of(second) if "镇人民政府、" in text)
    assert [TEXTS.findings.common.format(title="晚了", audited=6, count=5, units="")] == [
        "".join(text.rpartition("：")[:2]) for text in told
    ]
    assert sorted(told[0].rpartition("：")[2].split("、")) == sorted(units.split("、"))
    own = sheet_of(book, "甲镇人民政府")
    (link,) = [cell for row in own.iter_rows() for cell in row if cell.value == "1" and cell.hyperlink]
    assert link.hyperlink.location == f"'{TEXTS.sheets.second}'!A{FIRST + 1}"
