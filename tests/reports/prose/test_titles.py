"""Body and year of a report by its title."""

import datetime as dt

import pytest

from gouji.declared import Declared
from tests.made.facts import TITLE, facts, value


@pytest.mark.parametrize(
    ("title", "organisation", "year"),
    [
        (TITLE, "南充市嘉陵区金凤镇人民政府", 2020),
        ("雷庄镇2020年度政府信息公开年度报告", "雷庄镇", 2020),
        ("2020年巴集乡政府信息公开工作年度报告", "巴集乡", 2020),
        ("淮安市洪泽区人民政府二〇二四年政府信息公开工作年度报告", "淮安市洪泽区人民政府", 2024),
        ("关于某县财政局2021年政府信息公开工作年报", "某县财政局", 2021),
        ("某县人民政府政府信息公开工作年度报告", "某县人民政府", None),
        ("2020年政府信息公开工作年度报告", None, 2020),
        ("政府信息公开工作年度报告", None, None),
        ("某县财政局政府信息公开工作年度报告（2021年）", "某县财政局", 2021),
        ("某县财政局政府信息公开工作年度报告(2021年度)", "某县财政局", 2021),
        ("某县财政局政府信息公开工作年度报告（2021）", "某县财政局", 2021),
        ("某县财政局2022年政府信息公开工作年度报告（2021）", "某县财政局", None),
        ("（2021年）某县财政局政府信息公开工作年度报告", "某县财政局", 2021),
        ("某县财政局（2021年度）政府信息公开工作年度报告", "某县财政局", 2021),
        ("某县财政局关于2021年政府信息公开工作年度报告", "某县财政局", 2021),
        ("某县财政局2021年第一季度政府信息公开工作年度报告", None, 2021),
        ("现将某县财政局2021年政府信息公开工作年度报告", None, 2021),
        ("上一篇某县财政局2021年政府信息公开工作年度报告", None, 2021),
        ("某县财政局2020-2021年政府信息公开工作年度报告", None, None),
        ("某县财政局2020年、2021年政府信息公开工作年度报告", None, None),
    ],
)
def test_body_and_year_of_a_title(declared: Declared, title: str, organisation: str | None, year: int | None) -> None:
    found = facts(declared, title, "一、总体情况", "正文。")
    assert value(found.title) == title
    assert (value(found.organisation), found.title_year) == (organisation, year)
    assert value(found.year) == year


def test_a_body_on_the_line_above_belongs_to_the_title(declared: Declared) -> None:
    found = facts(declared, "过马营镇人民政府", "2020年政府信息公开工作年度报告", "一、总体情况")
    assert value(found.title) == "过马营镇人民政府2020年政府信息公开工作年度报告"
    assert value(found.organisation) == "过马营镇人民政府"


@pytest.mark.parametrize(
    "line", ["现公布我镇2020年政府信息公开工作年度报告。", "《某镇2020年政府信息公开工作年度报告》", "报告" * 50]
)
def test_what_speaks_of_a_report_is_no_title(declared: Declared, line: str) -> None:
    assert facts(declared, line, "一、总体情况").title is None


def test_a_title_below_a_long_navigation_is_found(declared: Declared) -> None:
    navigation = [f"栏目{number}" for number in range(100)]
    found = facts(declared, *navigation, TITLE, "发布时间：2021-01-20", "一、总体情况")
    assert value(found.title) == TITLE
    assert value(found.published_on) == dt.date(2021, 1, 20)


def test_the_buttons_of_a_site_are_no_title_and_name_no_body(declared: Declared) -> None:
    found = facts(declared, "首页", "信息公开", "年度报告", "某县财政局年报", "一、总体情况", "正文。")
    assert (found.title, found.organisation) == (None, None)
    named = facts(
        declared, "首页", "信息公开", "年度报告", "现将某县财政局2021年政府信息公开工作年度报告", "一、总体情况"
    )
    assert (value(named.title), named.organisation) == ("现将某县财政局2021年政府信息公开工作年度报告", None)


def test_the_titles_of_other_years_above_are_not_this_one(declared: Declared) -> None:
    others = [TITLE.replace("2020", year) for year in ("2018", "2019")]
    assert value(facts(declared, *others, TITLE, "正文。", "一、总体情况").year) == 2020


def test_the_title_of_the_page_is_the_last_resort(declared: Declared) -> None:
    found = facts(declared, "一、总体情况", "正文。", title=TITLE)
    assert found.title is not None
    assert (found.title.value, found.title.source) == (TITLE, "page metadata, title")


def test_the_title_of_the_page_does_not_beat_another_year_in_the_text(declared: Declared) -> None:
    own = "2020年政府信息公开工作年度报告"
    assert value(facts(declared, own, "一、总体情况", title=TITLE.replace("2020", "2019")).title) == own
    assert value(facts(declared, own, "一、总体情况", title=TITLE).title) == TITLE


@pytest.mark.parametrize(
    "lines",
    [
        ("南充市嘉陵区金凤镇人民政府", "2020年政府信息公开工作年度报告"),
        ("南充市嘉陵区金凤镇人民政府2020年政府信息公开", "工作年度报告"),
        ("南充市嘉陵区金凤镇人民政府2020年政府信", "息公开工作年度报告"),
        ("南充市嘉陵区金凤镇人民政府2020", "年政府信息公开工作年度报告"),
        ("南充市嘉陵区金凤镇人民政府20", "20年政府信息公开工作年度报告"),
        ("南充市嘉陵区金凤镇", "人民政府2020年政府信息公开工作年度报告"),
        ("南充市嘉陵区金凤镇人民政府", "2020年政府信息公开", "工作年度报告"),
    ],
)
def test_a_title_over_several_lines(declared: Declared, lines: tuple[str, ...]) -> None:
    found = facts(declared, *lines, "现公布2020年政府信息公开工作年度报告。", "一、总体情况", "正文。")
    assert (value(found.title), value(found.organisation), value(found.year)) == (TITLE, TITLE[:13], 2020)
    assert found.title is not None
    assert found.title.source == ", ".join(f"line {number}" for number in range(1, len(lines) + 1))


def test_a_name_broken_in_the_middle_is_put_together_only_where_the_text_has_it(declared: Declared) -> None:
    lines = ("南充市嘉陵区金", "凤镇人民政府2020年政府信息公开工作年度报告")
    assert facts(declared, *lines, "一、总体情况", "正文。").organisation is None
    found = facts(declared, *lines, "一、总体情况", "南充市嘉陵区金凤镇人民政府重视信息公开。")
    assert (value(found.title), value(found.organisation)) == (TITLE, TITLE[:13])
    assert (
        value(facts(declared, "某县自然", "资源局2020年政府信息公开工作年度报告", "一、总体情况").organisation) is None
    )


@pytest.mark.parametrize(
    "above", ["南充市人民政府", "首页", "信息公开专栏", "嘉陵区人民政府门户网站", "发布机构：某局"]
)
def test_a_line_above_a_whole_title_is_not_part_of_it(declared: Declared, above: str) -> None:
    found = facts(declared, above, TITLE, "一、总体情况", "正文。")
    assert (value(found.title), value(found.organisation)) == (TITLE, TITLE[:13])


def test_a_title_in_traditional_characters(declared: Declared) -> None:
    found = facts(declared, "南充市嘉陵區金鳳鎮人民政府2020年政府信息公開工作年度報告", "一、總體情況", "正文。")
    assert (value(found.organisation), value(found.year)) == (TITLE[:13], 2020)
