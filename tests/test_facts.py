"""What a report says of itself is taken where it says it, and left open where it does not."""

import datetime as dt

import pytest

from gouji.declared import Declared
from gouji.document import Document, Passage
from gouji.facts import Facts, arabic_years, gather_facts
from gouji.sections import find_sections

TITLE = "南充市嘉陵区金凤镇人民政府2020年政府信息公开工作年度报告"


def facts(declared: Declared, *lines: str, **metadata: str) -> Facts:
    document = Document("text", tuple(Passage(line, f"line {n}") for n, line in enumerate(lines, 1)), metadata)
    sections = find_sections(document, declared.forms[-1].sections, declared.aliases.headings)
    return gather_facts(document, sections, declared.bodies)


def value(fact: object) -> object:
    return getattr(fact, "value", None)


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


def test_the_titles_of_other_years_above_are_not_this_one(declared: Declared) -> None:
    others = [TITLE.replace("2020", year) for year in ("2018", "2019")]
    assert value(facts(declared, *others, TITLE, "正文。", "一、总体情况").year) == 2020


def test_the_title_of_the_page_is_the_last_resort(declared: Declared) -> None:
    found = facts(declared, "一、总体情况", "正文。", title=TITLE)
    assert found.title is not None
    assert (found.title.value, found.title.source) == (TITLE, "page metadata, title")


# Year


def test_a_year_is_taken_from_the_title_and_compared_with_the_text(declared: Declared) -> None:
    found = facts(declared, TITLE, "现公布2019年政府信息公开工作年度报告。", "一、总体情况")
    assert (value(found.year), value(found.opening_year)) == (2020, 2019)


def test_years_of_other_documents_do_not_count(declared: Declared) -> None:
    found = facts(
        declared,
        "根据《2019年政府信息公开工作要点》（国办公开办函〔2019〕60号），现公布2020年政府信息公开年度报告。",
        "一、总体情况",
    )
    assert value(found.year) == 2020


def test_a_report_without_title_names_its_year_in_section_one(declared: Declared) -> None:
    assert value(facts(declared, "一、总体情况", "2020年，我镇公开信息。比2019年多。2020年收到申请。").year) == 2020
    assert facts(declared, "一、总体情况", "2020年多于2019年。").year is None


def test_two_years_above_section_one_leave_the_year_open(declared: Declared) -> None:
    found = facts(declared, "2019年政府信息公开情况", "2020年政府信息公开情况", "一、总体情况", "正文。")
    assert found.opening_year is None
    assert found.year is None


@pytest.mark.parametrize("text", ["二〇二〇年", "二○二○年", "二零二零年", "２０２０年", "2020 年"])
def test_years_in_chinese_numerals(text: str) -> None:
    assert arabic_years(text) == "2020年"


# Body without a title


def test_a_township_named_again_and_again(declared: Declared) -> None:
    found = facts(declared, "一、总体情况", "依兰镇政府公开信息。", "依兰镇政府网站更新。", "我镇政府重视。")
    assert value(found.organisation) == "依兰镇"


def test_two_townships_named_alike_often_leave_the_body_open(declared: Declared) -> None:
    assert facts(declared, "一、总体情况", "依兰镇政府公开。", "江湾镇政府公开。").organisation is None


# Date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布时间：2021-01-20 09:16", dt.date(2021, 1, 20)),
        ("时间:2021-01-20 09:16 分享: 字号:", dt.date(2021, 1, 20)),
        ("来源：某镇 发布日期： 2021年1月20日", dt.date(2021, 1, 20)),
        ("日期：2021/1/20", dt.date(2021, 1, 20)),
        ("统计数据时间自2020年1月1日起至12月31日", None),
        ("统计时间：2020年1月1日至2020年12月31日", None),
        ("2021年1月20日召开会议", None),
        ("发布时间：2021-02-30", None),
        ("发布时间：近日", None),
    ],
)
def test_a_date_needs_a_sign_that_it_is_the_day_of_publication(
    declared: Declared, line: str, day: dt.date | None
) -> None:
    assert value(facts(declared, TITLE, line, "一、总体情况", "正文。").published_on) == day


def test_a_signature_counts_where_it_is_later_than_the_year(declared: Declared) -> None:
    assert value(facts(declared, TITLE, "一、总体情况", "正文。", "二〇二一年1月15日").published_on) == dt.date(
        2021, 1, 15
    )
    assert facts(declared, TITLE, "一、总体情况", "正文。", "2020年12月31日").published_on is None
    assert facts(declared, "一、总体情况", "正文。", "2021年1月15日").published_on is None, "no year to be later than"


def test_page_metadata_comes_first(declared: Declared) -> None:
    found = facts(declared, TITLE, "发布时间：2021-01-20", "一、总体情况", pubdate="2021-01-19 10:00")
    assert found.published_on is not None
    assert (found.published_on.value, found.published_on.source) == (dt.date(2021, 1, 19), "page metadata, pubdate")
