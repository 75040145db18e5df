"""Lines of one paragraph are put together; paragraphs are not."""

import pytest

from gouji.document import Document, Grid, Passage
from gouji.document.paragraphs import all_paragraphs, paragraphs, with_paragraphs

TEXT = "本机关严格执行有关规定，全年主动公开政府信息若干条，内容包括机构职能、规划计划、财政预决算和重大项目等方面"


def passages(*lines: str) -> list[Passage]:
    return [Passage(line, f"line {number}") for number, line in enumerate(lines, 1)]


def texts(*lines: str) -> list[tuple[str, str]]:
    return [(one.text, one.locator) for one in paragraphs(passages(*lines))]


@pytest.mark.parametrize("width", [20, 28, 40])
def test_a_broken_paragraph_is_one(width: int) -> None:
    lines = [TEXT[at : at + width] for at in range(0, len(TEXT), width)]
    assert texts(*lines) == [(TEXT, "line 1")]


@pytest.mark.parametrize(
    "following",
    ["　　我镇今年公开信息。", "二、主动公开情况", "（二）依申请公开", "1.规划计划", TEXT + TEXT],
    ids=["indented", "numbered", "bracketed", "digits", "longer"],
)
def test_a_new_paragraph_is_one_of_its_own(following: str) -> None:
    assert len(texts(TEXT[:28], following)) == 2


def test_what_ends_or_is_short_does_not_go_on() -> None:
    assert len(texts(TEXT[:27] + "。", "下一段。", "标题", "正文。")) == 4


def test_a_title_does_not_go_on_in_the_line_of_its_date() -> None:
    assert len(texts("鹭洲市蓝洲区溪浦街道办事处2021年政府信息公开工作年度报告", "发布时间：2022-01-21")) == 2


def test_a_table_parts_paragraphs() -> None:
    first, second = passages(TEXT[:28], TEXT[28:])
    document = Document("pdf", (first, Grid((), "table 1", spans_known=True), second))
    assert all_paragraphs(document) == [first, second]


def test_a_document_keeps_the_rank_of_every_block() -> None:
    lines = passages("一、总体情况", TEXT[:28], TEXT[28:] + "。", "正文。")
    mended = with_paragraphs(Document("pdf", tuple(lines)), {0})
    assert [(one.text, one.locator) for one in mended.passages] == [
        ("一、总体情况", "line 1"), (TEXT + "。", "line 2"), ("", "line 3"), ("正文。", "line 4")
    ]  # fmt: skip


@pytest.mark.parametrize("heading", [0, 1])
def test_a_heading_goes_on_in_nothing(heading: int) -> None:
    document = Document("pdf", tuple(passages(TEXT[:28], TEXT[28:])))
    assert with_paragraphs(document, {heading}) == document


def test_nothing() -> None:
    assert list(paragraphs(())) == []
