"""Sections under headings of every kind; which of them a document proves to be missing."""

from dataclasses import replace

import pytest

from gouji.declared import Declared
from gouji.document import Document, Grid, GridCell, Passage
from gouji.readers import read
from gouji.reports.sections import FoundSection, absent_sections, outline
from tests.made.office_documents import docx, odt, paragraph, run

OFFICIAL = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
NUMBERS = (1, 2, 3, 4, 5, 6)


def lines(**changed: str | None) -> list[str]:
    """A report of six sections with a sentence each; `s4=None` leaves the fourth out, a text heads it otherwise."""
    made = ["云岭县霜渡乡人民政府2023年政府信息公开工作年度报告"]
    for number, heading in zip(NUMBERS, OFFICIAL, strict=True):
        printed = changed.get(f"s{number}", heading)
        if printed is not None:
            made += [printed, f"第{number}部分写了这一句。"]
    return made


def document(*texts: str | Grid, unread: frozenset[int] = frozenset(), drawn: frozenset[int] = frozenset()) -> Document:
    blocks = tuple(Passage(one, f"line {at}") if isinstance(one, str) else one for at, one in enumerate(texts, 1))
    return Document("docx", blocks, unread=unread, drawn=drawn)


def look(declared: Declared, made: Document, *, whole: bool = True) -> tuple[dict[int, FoundSection], frozenset[int]]:
    headings = declared.aliases.headings
    found = outline(made, declared.forms[-1].sections, headings)
    absent = absent_sections(made, found, NUMBERS, headings, whole=whole)
    return {section.number: section for section in found.sections}, absent


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (1, "一、工作概述"),
        (1, "## 一、总体情况"),
        (1, "**一、总体情况**"),
        (2, "二、政务公开开展情况"),
        (2, "二、主动公开政府信息情况（单位：件）"),
        (3, "三、申请办理统计"),
        (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼的情况"),
        (4, "四、政府信息公开行政复议、行政诉诉讼情况"),
        (4, "复议诉讼情况"),
        (5, "五、短板和打算"),
        (5, "存在的不足与改进"),
        (6, "六、其他事项"),
        (6, "六、其他需要报告的事项：无"),
        (6, "六、补充说明"),
    ],
)
def test_a_section_is_there_under_another_heading(declared: Declared, number: int, heading: str) -> None:
    found, absent = look(declared, document(*lines(**{f"s{number}": heading})))
    assert set(found) == set(NUMBERS)
    assert found[number].printed == heading
    assert not absent


@pytest.mark.parametrize("style", ["{0}、{1}", "（{0}）{1}", "第{0}部分 {1}"])
def test_any_kind_of_number_counts(declared: Declared, style: str) -> None:
    han = "一二三四五六"
    changed = {f"s{n}": style.format(han[n - 1], OFFICIAL[n - 1][2:]) for n in NUMBERS}
    changed["s5"] = style.format("五", "短板")
    found, absent = look(declared, document(*lines(**changed)))
    assert set(found) == set(NUMBERS)
    assert not absent


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_what_has_neither_number_nor_words_is_missing(declared: Declared, number: int) -> None:
    found, absent = look(declared, document(*lines(**{f"s{number}": None})))
    assert number not in found
    assert absent == {number}


def test_a_document_that_ends_early_proves_nothing_of_what_would_follow(declared: Declared) -> None:
    texts = lines(s5=None, s6=None)
    assert look(declared, document(*texts))[1] == frozenset()
    assert look(declared, document(*lines(s6=None)), whole=False)[1] == frozenset()
    assert look(declared, document(*lines(s4=None)), whole=False)[1] == {4}, "the fifth stands behind"


def test_without_any_heading_nothing_is_missing(declared: Declared) -> None:
    assert look(declared, document("标题", "全年公开12条。", "收到申请3件。")) == ({}, frozenset())


def test_a_picture_where_a_section_should_stand_may_be_it(declared: Declared) -> None:
    texts = lines(s4=None)
    rank = texts.index(OFFICIAL[4])
    assert look(declared, document(*texts, unread=frozenset((rank,))))[1] == frozenset()
    assert look(declared, document(*texts, unread=frozenset((1,))))[1] == {4}


def test_numbered_labels_of_a_table_are_no_headings(declared: Declared) -> None:
    texts = lines(s4=None)
    at = texts.index(OFFICIAL[4])
    labels = ["一、本年新收政府信息公开申请数量", "0", "三、本年度办理结果", "0", "四、结转下年度继续办理", "0"]
    found, absent = look(declared, document(*texts[:at], *labels, *texts[at:]))
    assert 4 not in found
    assert absent == {4}


def test_a_heading_inside_a_section_is_not_another_section(declared: Declared) -> None:
    texts = lines(s2="二、公布情况")
    texts.insert(2, "（一）主动公开情况")
    found, _ = look(declared, document(*texts))
    assert found[2].printed == "二、公布情况"


def test_content_in_the_line_of_the_heading(declared: Declared) -> None:
    texts = lines(s6="六、其他需要报告的事项：无。")[:-1]
    found, _ = look(declared, document(*texts))
    assert found[6].characters == 1
    assert found[6].first == found[6].start


def test_headings_in_a_row_with_something_beside(declared: Declared) -> None:
    texts: list[str | Grid] = list(lines())
    at = texts.index(OFFICIAL[3])
    row = (GridCell(0, 0, OFFICIAL[3], "A9"), GridCell(0, 3, "单位：件", "D9"))
    texts[at] = Grid(row, "row 9", spans_known=True)
    found, absent = look(declared, document(*texts))
    assert found[4].as_official
    assert not absent


def test_what_a_picture_shows_is_not_nothing(declared: Declared) -> None:
    texts = lines()
    at = texts.index(OFFICIAL[4])
    del texts[at + 1]
    assert look(declared, document(*texts))[0][5].characters == 0
    assert look(declared, document(*texts, unread=frozenset((at + 1,))))[0][5].characters is None


@pytest.mark.parametrize(
    ("heading", "official"),
    [
        ("一、总体情况", True),
        ("（一）总体情况", True),
        ("一、政府信息公开工作总体情况", True),
        ("1、总体情况", False),
        ("二、总体情况", False),
        ("一、概述", False),
        ("总体情况", False),
    ],
)
def test_how_a_heading_should_read(declared: Declared, heading: str, official: bool) -> None:
    made = document(*lines(s1=heading))
    assert look(declared, made)[0][1].as_official is official
    drawn = look(declared, replace(made, drawn=frozenset((1,))))[0][1].as_official
    assert drawn is (None if heading == "总体情况" else official)


NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
PICTURE = "<w:r><w:drawing/></w:r>"


def shows_no_text(made: Document) -> set[int]:
    """Ranks of the blocks at which something is shown that is no text: in front of them, or as a passage of its own."""
    doubted = {
        rank for rank, block in enumerate(made.blocks) if isinstance(block, Passage) and not block.text and block.doubts
    }
    return doubted | made.unread


def test_word_tells_its_numbers_and_pictures() -> None:
    body = (
        f"<w:p>{NUMBERED}{run('总体情况')}</w:p>" + paragraph(run("正文。")) + f"<w:p>{PICTURE}</w:p>" + "<w:altChunk/>"
    )
    made = read(docx(body))
    assert (made.drawn, shows_no_text(made)) == ({0}, {2, 3})


def test_open_document_tells_its_numbers_and_pictures() -> None:
    body = (
        "<text:list><text:list-item><text:p>总体情况</text:p></text:list-item></text:list>"
        '<text:p>正文。</text:p><text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"/></text:p>'
    )
    made = read(odt(body))
    assert (made.drawn, shows_no_text(made)) == ({0}, {2})


def test_rtf_tells_its_numbers_and_pictures() -> None:
    text = rb"{\rtf1\ansi{\listtext 1.\tab}\ls1 heading\par\pard text\par{\pict\pngblip 00}\par last\par}"
    made = read(text)
    assert (made.drawn, shows_no_text(made)) == ({0}, {2})


def test_pages_tell_their_numbers_and_scripts() -> None:
    page = "<html><body><ol><li>总体情况</li></ol><p>正文。</p><script>draw()</script><p>五</p></body></html>"
    made = read(page.encode())
    assert (made.drawn, shows_no_text(made)) == ({0}, {2})
    counted = page.replace("<body>", "<style>p:before{content:counter(a)}</style><body>").encode()
    assert read(counted).drawn == {0, 1, 2, 3}, "the script's place is a passage of its own"


def test_markdown_with_tables_as_html_keeps_its_lines() -> None:
    made = read("# 标题\n\n## 一、总体情况\n\n正文。\n<table><tr><td>规章</td><td>0</td></tr></table>\n".encode())
    assert [one.text for one in made.passages] == ["# 标题", "## 一、总体情况", "正文。"]
