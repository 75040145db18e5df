"""Web pages: prose, charsets, and pages that are hostile or broken."""

from pathlib import Path

import pytest

from gouji.document import UnreadableError
from gouji.readers import read
from gouji.readers.web.html import read_html
from tests.made.doubted import told
from tests.made.web_pages import page


def passages(body: str) -> list[str]:
    return [told(passage) for passage in page(body).passages]


def test_blocks_and_line_breaks_part_passages_and_inline_elements_do_not() -> None:
    assert passages("<p>一、<b>总体</b><span>情况</span></p>正<o:p></o:p>文<br>末<st1:date>行</st1:date><div>完</div>") == [
        "一、总体情况", "正文", "末行", "完"
    ]  # fmt: skip


def test_comments_of_word_part_nothing() -> None:
    assert passages("<p><!--[if !supportLists]-->一、<!--[endif]-->总体情况</p>") == ["一、总体情况"]


def test_white_space_is_one_space_and_a_no_break_space_stays() -> None:
    assert passages("<p>  正 \n\t 文 </p><p>&nbsp;</p><p> </p>") == ["正 文", "\u00a0"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">隐</p>',
        '<p style="color: red; Display : None">隐</p>',
        '<div style="visibility: hidden"><p>隐</p></div>',
        "<p hidden>隐</p>",
        "<script>隐</script>",
        "<style>隐</style>",
        "<noscript>隐</noscript>",
        "<template>隐</template>",
        "<!-- 隐 -->",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert [text for text in passages(f"<p>前</p>{hidden}<p>后</p>") if text != "{unknown_element}"] == ["前", "后"]


def test_a_section_of_nothing_but_a_picture_is_not_empty() -> None:
    assert passages("<p>二、情况</p><p><img src='a.png'></p><p><img src='icon.png'>三、情况</p>") == [
        "二、情况", "{picture}", "{picture}三、情况"
    ]  # fmt: skip


def test_named_texts_of_the_page() -> None:
    head = '<title> 年度报告 </title><meta name="PubDate" content="2021-01-20 09:16"><meta name="pubdate" content="x">'
    assert page("<p>文</p>", head).metadata == {"title": "年度报告", "pubdate": "2021-01-20 09:16"}


@pytest.mark.parametrize("tag", ["div", "span", "table", "DIV", "b", "table><tr><td"])
def test_tags_nested_too_deep_are_refused(tag: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        page(f"<{tag}>" * 100_000)
    assert caught.value.reason == "nested_too_deep"


def test_tags_nested_a_thousand_deep_are_read() -> None:
    assert passages("<div>" * 900 + "底") == ["底"]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "x-unknown", None])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_what_a_page_declares_as_its_charset_is_not_believed(declared: str | None, encoding: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    prose = "某镇政府信息公开工作年度报告，公开的信息共计喆3件。" * 3
    content = f"<html><head>{meta}</head><body><p>{prose}</p></body></html>".encode(encoding)
    assert [told(passage) for passage in read(content).passages] == [prose]


def test_an_xml_declaration_is_passed_over() -> None:
    content = '<?xml version="1.0" encoding="gb2312"?>\n<html><body><p>政府信息公开年度报告</p></body></html>'.encode()
    assert [told(passage) for passage in read(content).passages] == ["政府信息公开年度报告"]


def test_a_page_cut_off_keeps_what_is_there() -> None:
    document = page("").blocks
    assert document == ()
    cut = read_html("<html><body><p>一、情况</p><table><tr><td>规章</td><td>1".encode())
    assert [(cell.column, told(cell)) for cell in cut.grids[0].cells] == [(0, "规章"), (1, "1")]


def test_made_pages_keep_their_charset_apart_from_their_label(shared: Path) -> None:
    for number in range(5):
        plain, gbk, lie = (
            read((shared / "made" / f"{number:03}.{kind}.html").read_bytes()) for kind in ("plain", "gbk", "lie_gbk")
        )
        for other in (gbk, lie):
            assert [[told(c) for c in one.cells] for one in other.grids] == [
                [told(c) for c in one.cells] for one in plain.grids
            ]
