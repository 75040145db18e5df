"""Numbers that Word draws in front of paragraphs are read as they are shown, where the file tells them for certain."""

import pytest

from gouji.document import Document
from gouji.document.numerals import chinese_number, read_chinese_number
from gouji.readers import read
from tests.made.office_documents import TRANSITIONAL, docx, paragraph, run

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1.%2）"/></w:lvl>'
)
ONE_LIST = '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'


def item(text: str, list_id: int = 4, level: int = 0, mark: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}{mark}</w:pPr>{run(text)}</w:p>"


def numbered(
    body: str, form: str = "chineseCounting", more: str = "", lists: str = ONE_LIST, styles: str = ""
) -> Document:
    levels = LEVELS.format(form=form, more=more)
    numbering = f'<w:numbering xmlns:w="{TRANSITIONAL}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'
    parts = {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": _RELATIONS}
    return read(docx(body, styles=styles, more=parts))


def test_a_list_is_counted_level_by_level() -> None:
    made = numbered(
        item("甲") + paragraph(run("文")) + item("乙") + item("丙", level=1) + item("丁", level=1) + item("戊")
    )
    assert made.numbers == {0: "一、", 2: "二、", 4: "（二.2）"} | {3: "（二.1）", 5: "三、"}
    assert made.drawn == {0, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "1、"),
        ("japaneseCounting", "一、"),
        ("chineseCountingThousand", "一、"),
        ("upperRoman", None),
        ("bullet", None),
        ("ideographTraditional", None),
    ],
)
def test_a_format_is_read_where_it_counts_one_two_three(form: str, shown: str | None) -> None:
    assert numbered(item("甲"), form=form).numbers.get(0) == shown


@pytest.mark.parametrize(
    "body",
    [
        # Inserted, deleted or hidden, it is counted or not.
        item("甲") + item("乙", mark="<w:rPr><w:ins/></w:rPr>"),
        item("甲") + item("乙", mark="<w:rPr><w:del/></w:rPr>"),
        item("甲") + item("乙", mark="<w:rPr><w:vanish/></w:rPr>"),
        # Another list of the same definition: Word counts on, others begin anew.
        item("甲") + item("乙", list_id=5),
        item("甲") + item("乙", list_id=6),
    ],
)
def test_where_programs_would_count_otherwise_no_number_is_told(body: str) -> None:
    lists = ONE_LIST + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{change}</w:num>'
        for number, change in ((5, ""), (6, '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"/></w:lvlOverride>'))
    )
    made = numbered(body, lists=lists)
    assert made.numbers == {}
    assert made.drawn


@pytest.mark.parametrize("more", ["<w:isLgl/>", '<w:lvlRestart w:val="0"/>'])
def test_a_level_that_counts_otherwise_is_not_told(more: str) -> None:
    assert numbered(item("甲"), more=more).numbers == {}


def test_a_list_that_starts_anew_says_where() -> None:
    lists = ONE_LIST + (
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    )
    assert numbered(item("甲") + item("乙", list_id=5) + item("丙", list_id=5), lists=lists).numbers == {
        0: "一、",
        1: "三、",
        2: "四、",
    }
    back = numbered(item("甲") + item("乙", list_id=5) + item("丙"), lists=lists)
    assert back.numbers == {}


def test_the_list_of_a_style_numbers_its_paragraphs_at_the_level_of_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="head"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="head"/></w:style>'
    )
    body = f'<w:p><w:pPr><w:pStyle w:val="own"/></w:pPr>{run("甲")}</w:p>'
    assert numbered(body, more='<w:pStyle w:val="head"/>', styles=styles).numbers == {0: "一、"}
    out = f'<w:p><w:pPr><w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>{run("甲")}</w:p>'
    assert numbered(out, styles=styles).numbers == {}


def test_a_numeral_is_written_as_it_is_read() -> None:
    assert [chinese_number(value) for value in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
    assert all(read_chinese_number(chinese_number(value) or "") == value for value in range(1, 100))
    assert [chinese_number(value) for value in (-1, 0, 100)] == [None, None, None]
