"""The district is the county's shortest name that is not ambiguous, whichever form a report prints."""

import pytest

from gouji.bodies.names import county_before, describe
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
    ],
)
def test_level_and_kind(declared: Declared, name: str, level: str | None, kind: str | None) -> None:
    body = describe(name, declared.bodies)
    assert (body.level, body.kind) == (level, kind)
