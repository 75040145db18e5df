"""Names of sheets and files: such as every program takes, and never two alike."""

import re

import pytest
from openpyxl import Workbook

from gouji.outputs.workbook.safe_names import file_names, sheet_names


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
