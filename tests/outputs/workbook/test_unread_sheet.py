"""What was not read is told once a cause, with every file that was not audited."""

from pathlib import Path

from openpyxl import Workbook

from tests.made import workbook as made
from tests.made.written_workbooks import TEXTS, lines, sheet_of, target, texts_of, unread_headings, write_one


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
    assert (whole[words.count].value, whole[words.what].value) == (10, made.ALL_TEXTS.places.whole_table)
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
    assert listed[0][TEXTS.unread.where].value == made.ALL_TEXTS.places.several.format(first="第 0 行", count=12)


def test_reasons_that_differ_only_in_numbers_are_one_line(tmp_path: Path) -> None:
    sheet = made.make_sheet("甲镇人民政府", 2024)
    for found, row in ((5, "granted"), (6, "granted_in_part")):
        made.set_cell(
            sheet, f"requests.{row}.total", "unreadable", reason=f"应有7格，读到{found}格", reason_code="row_count"
        )
    (line,) = lines(write_one([sheet], tmp_path)[TEXTS.sheets.unread], unread_headings())
    assert line[TEXTS.unread.reason].value == made.ALL_TEXTS.places.several.format(first="应有7格，读到5格", count=2)


def test_a_table_that_was_not_recognised_is_said_to_be(jialing: Workbook, tmp_path: Path) -> None:
    said = TEXTS.report.table_not_recognised.format(table="表二")
    sheet = sheet_of(jialing, f"{made.JIALING}金凤镇人民政府")
    assert said in texts_of(sheet)
    assert "规章" not in texts_of(sheet)
    bare = write_one([made.make_sheet("甲镇人民政府", 2024, forms=(None, "2021", None))], tmp_path)
    told = [line[TEXTS.unread.table].value for line in lines(bare[TEXTS.sheets.unread], unread_headings())]
    assert told == ["表二", "表四"]


def test_each_line_says_what_to_do(jialing: Workbook) -> None:
    words = TEXTS.unread
    found = lines(jialing[TEXTS.sheets.unread], unread_headings())
    assert {line[words.kind].value for line in found} >= {words.kind_file, words.kind_cells}
    assert all(line[words.action].value == words.actions[line[words.kind].value] for line in found)


def test_a_check_that_a_person_settles_is_told_with_its_reason(tmp_path: Path) -> None:
    words = TEXTS.unread
    sheet = made.make_sheet("甲镇人民政府", 2024)
    sheet.undecided.append(
        {
            "report_id": sheet.report_id,
            "district": sheet.report["district"],
            "rule": "NAR-001",
            "place": "requests.received.total",
            "cells": ["requests.received.total"],
            "reason_code": "another_count",
            "reason": "口径不同",
            "message": "正文称22件，与20件不一致。",
        }
    )
    other = made.make_sheet("乙镇人民政府", 2024)
    [line] = lines(write_one([sheet, other], tmp_path)[TEXTS.sheets.unread], unread_headings())
    told = [line[name].value for name in (words.kind, words.organisation, words.table, words.reason, words.what)]
    assert told == [words.kind_check, "甲镇人民政府", "表三", "口径不同", "正文称22件，与20件不一致。"]
    assert line[words.where].value.startswith("NAR-001 表三")
