"""Section headings are found however they are numbered, and what stands under each."""

import pytest

from gouji.declared import Declared
from gouji.document import Document, Grid, GridCell, Passage
from gouji.reports.sections import FoundSection, find_sections


def find(declared: Declared, *lines: str | Grid) -> tuple[FoundSection, ...]:
    blocks = tuple(
        Passage(line, f"line {rank}") if isinstance(line, str) else line for rank, line in enumerate(lines, 1)
    )
    return find_sections(Document("text", blocks), declared.forms[-1].sections, declared.aliases.headings)


@pytest.mark.parametrize(
    "heading",
    [
        "二、主动公开政府信息情况",
        "二、 主动公开政府信息情况 ",
        "\u00a0 \u00a0 二、主动公开政府信息情况",
        "（二）主动公开政府信息情况",
        "2、主动公开政府信息情况",
        "2.主动公开政府信息情况",
        "第二部分 主动公开政府信息情况",
        "第二章　主动公开政府信息情况：",
        "主动公开政府信息情况",
        "二、主動公開政府信息情況",
        "二、主动公开情况",
    ],
)
def test_a_heading_is_known_by_its_words(declared: Declared, heading: str) -> None:
    (section,) = find(declared, heading)
    assert section.number == 2
    assert section.printed == " ".join(heading.replace("\u00a0", " ").replace("\u3000", " ").split())


@pytest.mark.parametrize(
    "line",
    [
        "主动公开政府信息情况如下。",
        "本部分说明主动公开政府信息情况",
        "一、依申请公开情况",
        "二、",
        "0",
        "二、主动公开政府信息情况" + "，" * 60,
    ],
)
def test_what_only_speaks_of_a_section_is_no_heading(declared: Declared, line: str) -> None:
    assert find(declared, line) == ()


def test_what_stands_under_a_heading(declared: Declared) -> None:
    grid = Grid((GridCell(0, 0, "规章", "x"),), "table 1", spans_known=True)
    first, second, last = find(
        declared,
        "标题",
        "一、总体情况",
        "我镇 公开。",
        "\u00a0",
        "二、主动公开政府信息情况",
        grid,
        "六、其他需要报告的事项",
    )
    assert (first.start, first.end, first.characters, first.has_table) == (1, 4, 5, False)
    assert (second.start, second.end, second.characters, second.has_table) == (4, 6, 0, True)
    assert (last.start, last.end, last.characters, last.has_table) == (6, 7, 0, False)
    assert last.locator == "line 7"


def test_a_table_of_contents_is_not_the_report(declared: Declared) -> None:
    names = [section.printed for section in declared.forms[-1].sections]
    found = find(declared, *names, "某镇年度报告", *(line for name in names for line in (name, "正文。")))
    assert [section.number for section in found] == [1, 2, 3, 4, 5, 6]
    assert [section.characters for section in found] == [3] * 6


def test_sections_come_as_they_stand(declared: Declared) -> None:
    found = find(declared, "二、主动公开政府信息情况", "一、总体情况", "三、收到和处理政府信息公开申请情况")
    assert [section.number for section in found] == [2, 1, 3]
    assert [(section.start, section.end) for section in found] == [(0, 1), (1, 2), (2, 3)]


def test_a_heading_broken_over_two_lines(declared: Declared) -> None:
    (section,) = find(declared, "正文。", "四、政府信息公开行政复议、行政", "诉讼情况", "正文。")
    assert (section.number, section.printed) == (4, "四、政府信息公开行政复议、行政诉讼情况")
    assert (section.locator, section.start) == ("line 2", 1)


@pytest.mark.parametrize("following", ["情况很好", "正文。"])
def test_the_beginning_of_a_heading_is_none(declared: Declared, following: str) -> None:
    assert 1 not in {section.number for section in find(declared, "一、总体", following)}
