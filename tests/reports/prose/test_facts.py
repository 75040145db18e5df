"""Year, body and day of publication where the title does not tell."""

import datetime as dt

import pytest

from gouji.declared import Declared
from gouji.document import Format
from gouji.document.dates import arabic_years
from tests.made.facts import TITLE, facts, value


def test_a_paragraph_broken_into_lines_is_read_as_one(declared: Declared) -> None:
    """Lines of 28 characters, as the text of a PDF has them: 2019 stands in the name of another document."""
    text = (
        "根据国务院办公厅的有关规定和要求，以及《关于进一步做好2019年政府信息公开"
        "工作的通知》，现向社会公布本机关2020年政府信息公开工作年度报告。"
    )
    lines = [text[at : at + 28] for at in range(0, len(text), 28)]
    found = facts(declared, *lines, "一、总体情况", "正文。")
    assert (value(found.year), value(found.opening_year)) == (2020, 2020)
    assert found.opening_year is not None
    assert found.opening_year.source == "first paragraph, line 1"
    within = facts(declared, "一、总体情况", *lines)
    assert value(within.year) == 2020


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


def test_a_township_named_again_and_again(declared: Declared) -> None:
    found = facts(declared, "一、总体情况", "依兰镇政府公开信息。", "依兰镇政府网站更新。", "我镇政府重视。")
    assert value(found.organisation) == "依兰镇"


def test_two_townships_named_alike_often_leave_the_body_open(declared: Declared) -> None:
    assert facts(declared, "一、总体情况", "依兰镇政府公开。", "江湾镇政府公开。").organisation is None


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


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2021年1月15日", dt.date(2021, 1, 15)),
        ("2021 年 1 月 15 日", dt.date(2021, 1, 15)),
        ("　　　二〇二一年一月十五日", dt.date(2021, 1, 15)),
        ("二○二一年 十二月 三十一日", dt.date(2021, 12, 31)),
        ("2021.1.15", dt.date(2021, 1, 15)),
        ("金凤镇人民政府　2021年1月15日", dt.date(2021, 1, 15)),
        ("金凤镇人民政府 2021年1月1日至12月31日", None),
        ("二〇二一年十三月一日", None),
        ("二〇二一年一月", None),
        ("会议召开于2021年1月15日", None),
        ("2021年1月15日金凤镇人民政府召开会议", None),
        ("附件：2021年1月15日公告.docx", None),
    ],
)
def test_a_signature_line_is_a_day_alone_or_behind_a_body(declared: Declared, line: str, day: dt.date | None) -> None:
    found = facts(declared, TITLE, "一、总体情况", "正文。", line).published_on
    assert value(found) == day
    assert found is None or found.source == "signature line, line 4"


@pytest.mark.parametrize(
    "line",
    [
        "统计 时间：2021-01-01",
        "时间：2021年1月1日至2021年12月31日",
        "时间：2021-01-01 — 2021-12-31",
        "日期：2021年1月1日起",
        "发布时间：2020-12-31",
        "发布时间：2020-01-01",
    ],
)
def test_a_period_or_a_day_of_the_year_itself_is_no_day_of_publication(declared: Declared, line: str) -> None:
    assert facts(declared, TITLE, line, "一、总体情况", "正文。").published_on is None


def test_the_clue_is_named(declared: Declared) -> None:
    found = facts(
        declared, TITLE, "发布日期：2021-01-20", "现公布2020年政府信息公开年度报告。", "一、总体情况", "正文。"
    )
    assert [
        getattr(fact, "source", None)
        for fact in (found.title, found.organisation, found.year, found.opening_year, found.published_on)
    ] == ["line 1", "title, line 1", "title, line 1", "first paragraph, line 3", "date line, line 2"]


@pytest.mark.parametrize("kind", ["docx", "odt", "doc", "pdf", "xlsx"])
def test_properties_of_an_office_file_say_nothing(declared: Declared, kind: Format) -> None:
    """They are often those of the file it was copied from."""
    other = TITLE.replace("金凤镇", "依兰镇").replace("2020", "2019")
    own = "2020年政府信息公开工作年度报告"
    found = facts(declared, own, "一、总体情况", "正文。", kind=kind, title=other, created="2020-01-05T08:00:00Z")
    assert (value(found.title), value(found.organisation), value(found.year)) == (own, None, 2020)
    assert found.published_on is None
    assert facts(declared, "一、总体情况", "正文。", kind=kind, title=other).title is None


def test_page_metadata_comes_first(declared: Declared) -> None:
    found = facts(declared, TITLE, "发布时间：2021-01-20", "一、总体情况", pubdate="2021-01-19 10:00")
    assert found.published_on is not None
    assert (found.published_on.value, found.published_on.source) == (dt.date(2021, 1, 19), "page metadata, pubdate")
