"""The roster is read whoever wrote it, and refused where it contradicts itself."""

from pathlib import Path

import pytest

from gouji.bodies.roster import Roster, RosterError, load_roster
from gouji.declared import Declared

TABLE = """单位名称,所属区县,主管部门,邮箱,备注
金凤镇人民政府,南充市嘉陵区,嘉陵区政府办,a@example.org,
 依兰镇 ,依兰县,,,甲
财政局,,市政府办,b@example.org,
,洪泽区,,,
"""


def load(declared: Declared, tmp_path: Path, table: str | bytes) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return load_roster(path, declared.roster_columns, declared.bodies)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
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


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("单位,邮箱\n依兰镇,a@example.org\n", "no column 'district'"),
        ("区县\n依兰县\n", "no column 'organisation' .* found 区县"),
        ("", "no column 'organisation'.* found none"),
        (
            "单位,区县\n依兰镇,依兰县\n依兰镇人民政府,洪泽区\n",
            "line 3: 依兰镇人民政府 is given twice with different entries",
        ),
    ],
)
def test_a_roster_that_cannot_be_used(declared: Declared, tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(RosterError, match=message):
        load(declared, tmp_path, table)


def test_a_roster_that_is_not_there(declared: Declared, tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be opened"):
        load_roster(tmp_path / "nowhere.csv", declared.roster_columns, declared.bodies)


def test_a_workbook_is_no_roster(declared: Declared, tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="is no text; save it as CSV"):
        load(declared, tmp_path, b"PK\x03\x04" + bytes(range(256)) * 20)


def test_a_line_given_twice_alike_is_one(declared: Declared, tmp_path: Path) -> None:
    assert len(load(declared, tmp_path, "单位,区县\n依兰镇,依兰县\n依兰镇,依兰县\n").lines) == 1
