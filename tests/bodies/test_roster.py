"""The roster is read whoever wrote it, and refused row by row where it contradicts itself."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from gouji.audit.rosters import look_at_roster, open_roster
from gouji.bodies.roster import Predecessor, Roster, RosterError
from gouji.declared import Declared

TABLE = """单位名称,所属区县,主管部门,邮箱,备注
金凤镇人民政府,南充市嘉陵区,嘉陵区政府办,a@example.org,
 依兰镇 ,依兰县,,,甲
财政局,,市政府办,b@example.org,
,,,,
"""


def load(declared: Declared, tmp_path: Path, table: str | bytes) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return open_roster(path, declared)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_roster_in_any_encoding(declared: Declared, tmp_path: Path, encoding: str) -> None:
    roster = load(declared, tmp_path, TABLE.encode(encoding))
    assert len(roster.lines) == 3
    assert roster.district("金凤镇", declared.bodies) == "南充市嘉陵区", "known without 人民政府"
    assert roster.district("依兰镇人民政府", declared.bodies) == "依兰县"
    assert roster.district("财政局", declared.bodies) is None
    assert roster.district("别处", declared.bodies) is None
    assert roster.district(None, declared.bodies) is None


def test_addresses_by_district(declared: Declared, tmp_path: Path) -> None:
    roster = load(declared, tmp_path, TABLE + "别镇,南充市嘉陵区,嘉陵区政府办,a@example.org,\n")
    assert roster.addresses("南充市嘉陵区") == {"a@example.org": ["嘉陵区政府办"]}
    assert roster.addresses("依兰县") == {}


def test_english_headings_and_no_optional_columns(declared: Declared, tmp_path: Path) -> None:
    roster = load(declared, tmp_path, "Organisation, District\n依兰镇,依兰县\n")
    assert roster.district("依兰镇", declared.bodies) == "依兰县"
    assert roster.addresses("依兰县") == {}


def test_what_the_roster_says_of_a_body(declared: Declared, tmp_path: Path) -> None:
    table = (
        "单位名称,所属区县,层级,单位代码,原名称,计入本级政府\n"
        "云岭县荻渚镇人民政府,云岭县,乡镇级,0815,云岭县荻渚乡人民政府（2022）；云岭县旧渡乡人民政府(2021年),否\n"
        "云岭县财政局,云岭县,,,云岭县财税办公室,\n"
        "国家税务总局云岭县税务局,云岭县,,,,\n"
    )
    town, finance, taxes = load(declared, tmp_path, table).lines.values()
    assert (town.level, town.code, town.in_total) == ("township", "0815", False)
    assert town.predecessors == (Predecessor("云岭县荻渚乡人民政府", 2022), Predecessor("云岭县旧渡乡人民政府", 2021))
    assert finance.predecessors == (Predecessor("云岭县财税办公室"),)
    assert (finance.in_total, taxes.in_total) == (True, False), "a vertical line is not of its government"


def test_a_sheet_with_a_title_above_its_headings(declared: Declared, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["全县名录"])
    sheet.append([])
    sheet.append(["序号", "单位名称", "所属区县", "电子邮箱", "代码"])
    sheet.append([1, "云岭县财政局", "云岭县", "a@office.example", 12])
    sheet.append([2, "云岭县水利局", "云岭县", "a@office", 13])
    workbook.save(tmp_path / "roster.xlsx")
    read = look_at_roster(tmp_path / "roster.xlsx", declared)
    assert [(line.organisation, line.district, line.code) for line in read.lines] == [
        ("云岭县财政局", "云岭县", "12"),
        ("云岭县水利局", "云岭县", "13"),
    ]
    assert [(problem.line, problem.code, problem.stops) for problem in read.problems] == [(5, "broken_address", True)]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("单位,邮箱\n依兰镇,a@example.org\n", "没有“所属区县”这一列"),
        ("区县\n依兰县\n", "没有“单位名称”这一列.*现有的列：区县"),
        ("", "没有“单位名称”这一列.*现有的列：–"),
        ("单位,区县,单位名称\n依兰镇,依兰县,x\n", "“单位名称”这一列有两个：单位、单位名称"),
        ("单位,区县\n依兰镇,依兰县\n依兰镇人民政府,洪泽区\n", "第 3 行：“依兰镇人民政府”与第 2 行.*“依兰县”和“洪泽区”"),
        ("单位,区县\n财政局,云岭县\n云岭县财政局,云岭县\n", "第 3 行：“云岭县财政局”与第 2 行.*内容却不同"),
        ("单位,区县,邮箱\n甲镇,云岭县,a@b.example\n甲镇,云岭县,c@b.example\n", "第 3 行：.*内容却不同"),
        ("单位,区县,层级\n甲镇,云岭县,乡镇及\n", "第 2 行：层级“乡镇及”不认识；是否为“乡镇级”？；可填：国家级、"),
        ("单位,区县,邮箱\n甲镇,云岭县,name@office\n", "第 2 行：“name@office”不是一个完整的邮箱地址"),
        ("单位,区县,邮箱\n甲镇,云岭县,a@b.example；c@b.example\n", "第 2 行：.*每格填一个"),
        ("单位,区县,计入本级政府\n甲镇,云岭县,不计\n", "第 2 行：“计入本级政府”只能填“是”“否”或空着，现在是“不计”"),
        ("单位,区县,原名称\n甲镇,云岭县,乙乡（去年）2022\n", "第 2 行：原名称“乙乡（去年）2022”写法不对"),
        ("单位,区县,原名称\n甲镇,云岭县,乙乡\n乙乡,云岭县,\n", "第 2 行：原名称“乙乡”是第 3 行的单位"),
        ("单位,区县\n,云岭县\n", "第 2 行：没有单位名称"),
        ("单位,区县\n甲镇,云岭县,多,余\n", "第 2 行：比标题行多出 2 格，多出的内容：“多、余”"),
    ],
)
def test_a_roster_that_cannot_be_used(declared: Declared, tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(RosterError, match=message):
        load(declared, tmp_path, table)


def test_every_row_that_is_wrong_is_named_at_once(declared: Declared, tmp_path: Path) -> None:
    rows = "".join(f"甲{number}镇,云岭县,x\n" for number in range(25))
    with pytest.raises(RosterError) as refused:
        load(declared, tmp_path, "单位,区县,邮箱\n" + rows)
    said = str(refused.value).splitlines()
    assert len(said) == 21
    assert said[0].startswith(f"{tmp_path / 'roster.csv'}，第 2 行：")
    assert said[-1] == "还有 5 处"


def test_what_is_only_said_stops_nothing(declared: Declared, tmp_path: Path) -> None:
    table = "单位,区县,层级\n云岭县财政局,云岭县,乡级\n甲镇,,\n甲镇,,\n"
    path = tmp_path / "roster.csv"
    path.write_text(table, encoding="utf-8")
    assert len(open_roster(path, declared).lines) == 2
    told = [(problem.line, problem.code) for problem in look_at_roster(path, declared).problems]
    assert told == [(2, "level_against_name"), (3, "no_district"), (4, "no_district"), (4, "alike")]


def test_a_roster_that_is_not_there(declared: Declared, tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="打不开"):
        open_roster(tmp_path / "nowhere.csv", declared)


def test_what_is_no_workbook_and_no_text_is_no_roster(declared: Declared, tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"另存为 \.xlsx 或 CSV"):
        load(declared, tmp_path, b"PK\x03\x04" + bytes(range(256)) * 20)


class TestNames:
    """Whose a report is by the name that it prints and the folder that it lies in."""

    TABLE = (
        "单位名称,所属区县,原名称\n"
        "澜江市明河区水利局,澜江市明河区,\n"
        "财政局,云岭县,财税局（2021）\n"
        "柏渚镇人民政府,云岭县,东渚乡；西渚乡\n"
    )

    @pytest.mark.parametrize(
        ("organisation", "where", "found"),
        [
            ("澜江市明河区水利局", None, "澜江市明河区水利局"),
            ("明河区水利局", None, "澜江市明河区水利局"),
            ("水利局", "明河区", "澜江市明河区水利局"),
            ("水利局", "云岭县", None),
            ("水利局", None, None),
            ("云岭县财政局", None, "财政局"),
            ("财政局", "第一批", "财政局"),
            # Not the 财政局 of another district.
            ("财政局", "澜江市明河区", None),
            ("云岭县财政局", "澜江市明河区", "财政局"),
            ("云岭县财税局", None, "财政局"),
            ("西渚乡人民政府", "云岭县", "柏渚镇人民政府"),
            ("柏渚镇", "明河区", None),
        ],
    )
    def test_a_name_is_followed(
        self, declared: Declared, tmp_path: Path, organisation: str, where: str | None, found: str | None
    ) -> None:
        roster = load(declared, tmp_path, self.TABLE)
        lines = roster.find(organisation, where, declared.bodies)
        assert [line.organisation for line in lines] == ([found] if found else [])
        assert roster.district(organisation, declared.bodies, where) == (lines[0].district if lines else None)
