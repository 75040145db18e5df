"""Numbers that a browser draws in front of the items of a list are read as shown, where the page tells them for certain."""

import pytest

from gouji.readers import read

CHINESE = '<ol style="list-style-type:cjk-ideographic"{more}><li>甲</li>{between}<li>乙</li></ol>'


def numbers(page: str, head: str = "") -> dict[int, str]:
    return read(f"<html><head>{head}</head><body>{page}<p>文</p></body></html>".encode()).numbers


def test_a_list_that_says_how_it_is_numbered_is_counted() -> None:
    assert numbers(CHINESE.format(more="", between="")) == {0: "一、", 1: "二、"}
    assert numbers(CHINESE.format(more=' start="5"', between="")) == {0: "五、", 1: "六、"}
    assert numbers(CHINESE.format(more="", between='<li value="7">丙</li>')) == {0: "一、", 1: "七、", 2: "八、"}


def test_lists_are_counted_by_themselves() -> None:
    page = '<ol><li>甲</li></ol><p>文</p><ol start="2"><li>乙</li></ol>'
    assert numbers(page) == {0: "1.", 2: "2."}
    assert numbers('<ol style="list-style:none"><li>甲</li></ol>') == {0: ""}


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="a.css">',
        "<style>ol { list-style-type: none }</style>",
        "<style>@import 'a.css';</style>",
        "<style>li { counter-increment: a }</style>",
    ],
)
def test_a_sheet_that_may_number_lists_otherwise_leaves_them_untold(head: str) -> None:
    assert numbers("<ol><li>甲</li></ol>", head) == {}


def test_what_the_list_itself_says_holds_against_a_sheet_beside_the_page() -> None:
    page = CHINESE.format(more="", between="")
    assert numbers(page, '<link rel="stylesheet" href="a.css">') == {0: "一、", 1: "二、"}


@pytest.mark.parametrize(
    "page",
    [
        "<ul><li>甲</li></ul>",
        "<ol reversed><li>甲</li></ol>",
        '<ol type="i"><li>甲</li></ol>',
        '<ol start="x"><li>甲</li></ol>',
        '<ol><li style="display:block">甲</li></ol>',
        '<ol style="list-style-type:decimal;display:flex"><li>甲</li></ol>',
        '<ol><li style="display:none">丙</li><li>甲</li></ol>',
        "<ol><li><ol><li>甲</li></ol></li></ol>",
    ],
)
def test_what_is_not_certain_has_no_number(page: str) -> None:
    assert numbers(page) == {}
