"""The district is the county's shortest name that is not ambiguous, whichever form a report prints."""

import pytest

from gouji.bodies.names import county_before, describe
from gouji.bodies.short_names import short_names
from gouji.declared import Declared


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("哈尔滨市依兰县财政局", "依兰县"),
        ("依兰县财政局", "依兰县"),
        ("苏州市昆山市财政局", "昆山市"),
        ("兴安盟科尔沁右翼前旗财政局", "科尔沁右翼前旗"),
        # A 区 is a part of its city, and called behind it.
        ("淮安市洪泽区财政局", "淮安市洪泽区"),
        ("南京市鼓楼区财政局", "南京市鼓楼区"),
        # Of a county that is not known nobody can say that its name stands once.
        ("云河市云岭县财政局", "云河市云岭县"),
    ],
)
def test_a_county_that_is_called_so_alone_needs_no_prefecture(declared: Declared, name: str, district: str) -> None:
    assert describe(name, declared.bodies).county == district


def test_the_text_names_it_by_the_same_form(declared: Declared) -> None:
    assert county_before("哈尔滨市依兰县", declared.bodies) == "依兰县"
    assert county_before("淮安市洪泽区", declared.bodies) == "淮安市洪泽区"


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("兴安盟", "prefecture", "agency"),
        ("兴安盟行政公署", "prefecture", "agency"),
        ("兴安盟人民政府", "prefecture", None),
        ("中共云岭县委员会办公室", "county", "other"),
        ("云岭县青溪工业园区管理委员会", "county", "agency"),
        ("云岭青溪工业园区管理委员会", "other", "agency"),
        ("自治区财政厅", "province", "department"),
        ("云岭县水库管理处", "county", "other"),
        ("云河市公安局松岭区分局", "county", "department"),
        ("云河市公安局松岭分局", None, "department"),
        ("云岭县委办公室", "county", "other"),
        # Areas of lines are no counties and no prefectures.
        ("自然资源部东海局", None, "vertical"),
        ("中国民用航空华东地区管理局", None, "vertical"),
        ("云岭县河务局", "county", None),
        ("云岭县委员会", "county", None),
        ("云岭县县直机关工作委员会", "county", "other"),
        ("石家庄市高新区财政局", "other", "department"),
    ],
)
def test_level_and_kind(declared: Declared, name: str, level: str | None, kind: str | None) -> None:
    body = describe(name, declared.bodies)
    assert (body.level, body.kind) == (level, kind)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("石家庄市高新区松风街道办事处", "松风街道"),
        ("石家庄市开发区街道办事处", "开发区街道"),
        ("石家庄市高新区管委会", "高新区"),
        ("石家庄市高新区财政局", "高新区"),
    ],
)
def test_a_zone_that_has_no_name_of_its_own_is_one_behind_a_place(declared: Declared, name: str, place: str) -> None:
    assert describe(name, declared.bodies).place == place


def test_nobody_is_called_by_a_part_of_a_word(declared: Declared) -> None:
    assert not {"乡县委组织部", "委组织部"} & set(short_names("中共武乡县委组织部", declared.bodies))
    assert "办" not in short_names("云岭区松风街道办", declared.bodies)
