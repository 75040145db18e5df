"""What the name of a body tells, and what it does not."""

import pytest

from gouji.bodies.names import county_before, describe, may_make_rules, same_body
from gouji.declared import Declared


@pytest.mark.parametrize(
    ("name", "level", "is_department", "county"),
    [
        ("南充市嘉陵区金凤镇人民政府", "township", False, "南充市嘉陵区"),
        ("南充市嘉陵区金凤镇", "township", False, "南充市嘉陵区"),
        ("金凤镇人民政府", "township", False, None),
        ("某某街道办事处", "township", False, None),
        ("淮安市洪泽区人民政府", "county", False, "淮安市洪泽区"),
        ("依兰县人民政府", "county", False, "依兰县"),
        ("哈尔滨市依兰县依兰镇", "township", False, "依兰县"),
        ("双江拉祜族佤族布朗族傣族自治县人民政府", "county", False, "双江拉祜族佤族布朗族傣族自治县"),
        ("昆山市人民政府", "county", False, "昆山市"),
        ("唐山市人民政府", "prefecture", False, None),
        ("大理白族自治州人民政府", "prefecture", False, None),
        ("北京市人民政府", "province", False, None),
        ("新疆维吾尔自治区人民政府", "province", False, None),
        ("旺苍县林业局", "county", True, "旺苍县"),
        ("唐山市财政局", "prefecture", True, None),
        ("四川省教育厅", "province", True, None),
        ("国家税务总局", "ministry", True, None),
        # A name that is not known, and one that leaves the level open.
        ("某某市人民政府", None, False, None),
        ("财政局", None, True, None),
        ("甲乙丙", None, None, None),
        ("", None, None, None),
        (None, None, None, None),
    ],
)
def test_a_name_tells_level_kind_and_county(
    declared: Declared, name: str | None, level: str | None, is_department: bool | None, county: str | None
) -> None:
    body = describe(name, declared.bodies)
    assert (body.level, body.is_department, body.county) == (level, is_department, county)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("金凤镇人民政府", False),
        ("依兰县人民政府", False),
        ("旺苍县林业局", False),
        ("唐山市财政局", False),
        ("唐山市人民政府", True),
        ("四川省人民政府", True),
        ("国家税务总局", True),
        ("某某市人民政府", None),
        ("财政局", None),
        ("某某经济技术开发区管理委员会", None),
        ("甲乙丙", None),
        # Whoever keeps a government's 规章 may report them as its own.
        ("唐山市人民政府办公室", None),
        ("唐山市司法局", None),
        ("四川省司法厅", None),
        ("依兰县人民政府办公室", False),
        ("依兰县司法局", False),
        # Whatever its rank, a city's department has no power; its office may speak for the city.
        ("某某市财政局", False),
        ("某某市人民政府办公室", None),
        ("国家税务总局唐山市税务局", False),
        ("锡林郭勒盟行政公署", False),
        ("某某街道办事处", False),
    ],
)
def test_who_may_make_rules_is_not_guessed(declared: Declared, name: str, may: bool | None) -> None:
    assert may_make_rules(describe(name, declared.bodies), declared.bodies) is may


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("依兰镇", "依兰镇人民政府"),
        ("某县 财政局", "某县财政局"),
        ("朝阳街道办事处", "朝阳街道"),
        ("朝阳街道办", "朝阳街道办事处"),
        ("某区管委会", "某区管理委员会"),
    ],
)
def test_one_body_under_two_names(declared: Declared, one: str, other: str) -> None:
    assert same_body(one, declared.bodies) == same_body(other, declared.bodies)


def test_two_bodies_stay_two(declared: Declared) -> None:
    names = ["依兰镇", "依兰县", "依兰县财政局", "依兰县人民政府办公室", "南充市依兰镇"]
    assert len({same_body(name, declared.bodies) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("依托依兰县", "依兰县"),
        ("来自南充市嘉陵区", "南充市嘉陵区"),
        ("可在洪泽区", "洪泽区"),
        ("广州市海珠区", "广州市海珠区"),
        ("来自鼓楼区", None),
        ("徐州市鼓楼区", "徐州市鼓楼区"),
        ("依托本县", None),
        ("", None),
    ],
)
def test_the_county_that_a_text_ends_with(declared: Declared, text: str, county: str | None) -> None:
    assert county_before(text, declared.bodies) == county


def test_a_name_that_several_counties_share_is_not_told_without_its_prefecture(declared: Declared) -> None:
    for shared in declared.bodies.places.shared_counties:
        assert county_before(f"依托{shared}", declared.bodies) is None
    assert not set(declared.bodies.places.shared_counties) & set(declared.bodies.places.counties)
