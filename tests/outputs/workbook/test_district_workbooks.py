"""One workbook a district: its sheets, what it may hold, where nothing was found and where files could not be read."""

import zipfile
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from gouji.declared.strict_yaml import DeclarationError, parse, read_yaml
from gouji.declared.texts.workbook import WorkbookTexts, load_workbook_texts
from gouji.outputs.folder import OutFolder
from gouji.outputs.workbook import write_workbooks
from tests.made import workbook as made
from tests.made.written_workbooks import (
    FIXED,
    TEXTS,
    cells_of,
    lines,
    report_sheets,
    target,
    texts_of,
    unread_headings,
    write_one,
)


def test_one_workbook_a_district_with_its_sheets_in_order(
    books: dict[str, Workbook], written: dict[str, Path], sheets: list[made.Sheet]
) -> None:
    assert [path.name for path in written.values()] == [f"{made.JIANGNING}.xlsx", f"{made.JIALING}.xlsx"]
    for district, book in books.items():
        audited = [s for s in sheets if s.report["district"] == district and s.report["status"] == "audited"]
        assert tuple(book.sheetnames[:6]) == FIXED
        assert len(book.sheetnames) == 6 + len(audited)


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


def test_districts_alike_but_for_case_have_a_workbook_each(tmp_path: Path) -> None:
    sheets = [
        made.make_sheet("甲镇人民政府", 2024, district, seed=seed)
        for seed, district in enumerate(("X区", "x区", "X/区"))
    ]
    paths = write_workbooks(made.to_batch(sheets), OutFolder(tmp_path), made.ALL_TEXTS)
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
    assert TEXTS.findings.no_first in texts_of(book[TEXTS.sheets.first])
    assert TEXTS.findings.no_second in texts_of(book[TEXTS.sheets.second])
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


def test_where_there_are_only_doubts_the_first_sheet_names_none_of_them(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    made.add_finding(sheet, "STR-017", "section:5", "第五部分没有内容。")
    book = write_one([sheet], tmp_path)
    overview = book[TEXTS.sheets.overview]
    assert overview["A3"].value == TEXTS.overview.nothing_first
    assert "第五部分没有内容。" not in texts_of(overview)
    assert "第五部分没有内容。" in texts_of(book[TEXTS.sheets.second])


def test_a_duplicate_repeats_neither_findings_nor_cells(jialing: Workbook) -> None:
    overview = jialing[TEXTS.sheets.overview]
    words = TEXTS.overview
    heading = next(cell.row for cell in cells_of(overview) if cell.value == words.file)
    (twin,) = [line for line in lines(overview, heading) if line[words.status].value == TEXTS.statuses.duplicate]
    assert twin[TEXTS.tiers.first].value is None
    assert twin[words.sheet].hyperlink is None


def test_a_finding_of_a_report_that_is_not_there_is_our_mistake(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    made.add_finding(sheet, "VAL-008", "report", "说明")
    sheet.findings[0]["report_id"] = "none"
    with pytest.raises(KeyError, match="none"):
        write_workbooks(made.to_batch([sheet]), OutFolder(tmp_path), made.ALL_TEXTS)


def test_texts_are_loaded_strictly(tmp_path: Path) -> None:
    data = read_yaml(made.EXPECTATIONS / "texts" / "workbook.yml")
    with pytest.raises(DeclarationError, match=r"sheets\.overview: missing"):
        parse(WorkbookTexts, data | {"sheets": {k: v for k, v in data["sheets"].items() if k != "overview"}}, "x.yml")
    with pytest.raises(DeclarationError, match=r"unknown key 'bakc'; did you mean 'back'\?"):
        parse(WorkbookTexts, data | {"bakc": "返回"}, "x.yml")
    with pytest.raises(DeclarationError, match=r"x\.yml: header: .*\{district\}"):
        parse(WorkbookTexts, data | {"header": "{area}"}, "x.yml")
    with pytest.raises(DeclarationError, match=r"workbook\.yml: this declaration file is missing"):
        load_workbook_texts(tmp_path)


def test_frames_of_the_sample_keep_the_contract(sheets: list[made.Sheet]) -> None:
    batch = made.to_batch(sheets)
    # The sample must break nothing but what it means to break, or the tests above prove little.
    sound = made.make_sheet("甲镇人民政府", 2024)
    values = {address: cell["value"] for address, cell in sound.cells.items()}
    for table in made.BY_NAME["2021"].tables:
        for identity in table.identities:
            assert sum(values[a] for a in identity.reported) == sum(values[a] for a in identity.expected)
    assert batch.reports.filter(pl.col("status") == "audited").get_column("report_id").is_unique().all()
