"""Styles of pages: no figure is read through what hides, strikes out, raises, moves or replaces a part of it."""

import re

import pytest

from gouji.document.folding import fold
from gouji.readers.web.html import read_html
from tests.made.doubted import told

_ALTERED = re.compile(r"\{(?!picture|form_field)\w+\}")


def text(cell: str, sheet: str = "", attributes: str = "", around: str = "") -> str:
    """The text of a cell on a page with the style sheet `sheet`, `~` for a doubt of what is there; `around` are attributes of its table."""
    page = (
        f"<html><head><style>{sheet}</style></head><body><table {around}><tr><td {attributes}>{cell}</td></tr></table>"
    )
    ((found,),) = [[_ALTERED.sub("~", told(one)) for one in grid.cells] for grid in read_html(page.encode()).grids]
    return found


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0",
        "FONT-SIZE: 0pt; color: red",
        "font-size: 1px",
        "color:white",
        "color: #FFF",
        "color:#fefefe",
        "color:rgb(255, 255, 255)",
        "color:rgba(0,0,0,0)",
        "color:transparent",
        "opacity:0",
        "opacity: 5%",
        "mso-hide:all",
        "text-decoration:line-through",
        "text-decoration: underline line-through red",
        "vertical-align:super; font-size:8px",
        "vertical-align: 5pt",
        "position:relative;top:-5.0pt;mso-text-raise:5.0pt",
        "unicode-bidi:bidi-override; direction:rtl",
        "transform:rotate(180deg)",
        "text-indent:-9999px",
        "font-family:Wingdings",
        "font-family:'Wingdings 2', serif",
        "-webkit-text-security:disc",
        "clip-path:inset(100%)",
    ],
)
@pytest.mark.parametrize("where", ["attribute", "important attribute", "sheet", "important sheet", "media"])
def test_a_part_that_is_not_seen_as_it_is_written(style: str, where: str) -> None:
    sheets = {
        "sheet": f".a, td span.b {{ {style} }}",
        "important sheet": f".b /* }} */ {{ {style.replace(';', ' !important;')} !important }}",
        "media": f"@media screen {{ td.c {{ top: 0 }} .b {{ {style} }} }}",
    }
    own = 'class="b"'
    if where.endswith("attribute"):
        important = f"{style.replace(';', ' ! important;')}!important; " if where.startswith("important") else ""
        own = f'style="{important}{style}"'
    assert text(f"48<span {own}>9</span>642", sheets.get(where, "")) == "48~9642"
    assert text("48642", sheets.get(where, "").replace("td span.b", "td"), own) == "~48642"


@pytest.mark.parametrize(
    "sheet",
    [
        ".h{display:none}",
        "td>span{display : none}",
        ".h{visibility:hidden}",
        ".h{display:none} .h{display:inline}",
        ".h::before{content:'7'}",
        ".h:after{content:attr(title)}",
        "@media screen,print{.h{display:none}}",
        "@media not print {.h{display:none}}",
        "@media (min-width:1px) and (max-width:99999px){.h{display:none}}",
    ],
)
def test_what_a_sheet_may_hide_or_add_is_doubtful(sheet: str) -> None:
    assert text("48<span class=h>9</span>642", sheet) == "48~9642"
    assert text("<span class=h></span>", sheet) == "~"


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print {.h{display:none}} @media (max-width:600px){.h{font-size:0}} @media only print,speech{.h{top:-9em}}",
        ".h{font:italic 700 12px/1.5 serif} .h{color:hsl(0, 0%, 20%)}",
        ".h:hover{display:none}",
        ".h::after{content:''; display:block}",
        ".other{display:none} ..h{display:none} .h{color:#333;margin-left:1px}",
        "@font-face{font-family:Wingdings} .h{font-family:Arial,'Segoe UI Symbol'}",
        ".h{position:relative} .h{text-decoration:underline}",
    ],
)
def test_rules_that_hide_nothing_on_the_page_change_nothing(sheet: str) -> None:
    assert text("48<span class=h>9</span>642", sheet) == "489642"


def test_a_sheet_may_make_a_text_too_small_or_too_pale() -> None:
    assert text("48<span class=h>9</span>642", ".h{font:0/0 a}") == "48~9642"
    assert text("48<span class=h>9</span>642", ".h{color:snow}") == "48~9642"


def test_the_style_of_an_element_holds_against_that_of_a_sheet() -> None:
    assert text('<p class=h style="display:block">48</p>', ".h{display:none}") == "48"
    assert text('<p class=h style="display:block">48</p>', ".h{display:none!important}") == "~\n48"


@pytest.mark.parametrize(
    ("cell", "attributes", "shown"),
    [
        ("48", 'style="color:#fff;background:#003366"', "48"),
        ("48", 'bgcolor="#003366" style="color:#fff"', "48"),
        ("48", 'bgcolor="#ffffff" style="color:#fff"', "~48"),
        ('<font color="#FFFFFF">48</font>', "", "~48"),
        *(
            (f'<span style="{style}">48</span>', "", "~48")
            for style in (
                "color:snow",
                "color:WhiteSmoke",
                "color:hsl(0,0%,100%)",
                "color:hsl(0 0% 99%)",
                "color:#0000",
                "color:#00000000",
                "color:hsla(0,0%,0%,0)",
                "color:lab(100% 0 0)",
                "font:0/0 a",
                "font:italic 1px Arial",
            )
        ),
        ('<span style="color:hsl(0,50%,30%);font:bold 9pt/2 serif">48</span>', "", "48"),
        ('<font color="black">48</font>', 'style="color:#fff"', "48"),
        ('<span style="font-size:12px">48</span>', 'style="font-size:0"', "48"),
        ("48", 'style="visibility:hidden"', "~"),
        ("", 'style="background-image:url(5.png)"', "{picture}"),
        ("48", 'style="background:url(5.png)"', "48"),
    ],
)
def test_colours_and_pictures_behind_a_text(cell: str, attributes: str, shown: str) -> None:
    assert text(cell, attributes=attributes) == shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<span style="float:right">48</span>642', "48\n642"),
        ('48<span style="position:absolute;left:9px">642</span>', "48\n642"),
        ('<span>48</span><span style="margin-left:20px">642</span>', "48\n642"),
        ('<p><span style="margin-left:20px">48</span></p>', "48"),
        ('48<span style="display:inline-block;width:0;overflow:hidden">9</span>', "48~\n9"),
    ],
)
def test_what_stands_apart_is_apart(cell: str, shown: str) -> None:
    assert text(cell) == shown


def test_a_span_made_a_block_by_a_sheet_ends_the_line() -> None:
    assert text("<span class=i>48</span><span class=i>642</span>", ".i{display:inline-block}") == "48\n642"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<bdo dir=rtl>48</bdo>", "~48"),
        ('<span dir="RTL">-48</span>', "~-48"),
        ('<font face="Wingdings">48</font>', "~48"),
        ("<q>48</q>", "~48"),
        ("<ol start=3><li></li></ol>", "~"),
        ("<details><summary>9</summary>48</details>", "~\n9\n48"),
        ("<progress value=5 max=9>48</progress>", "{form_field}\n48"),
        ("<video>48</video>", "{picture}\n48"),
        ("<noscript>48</noscript>", "{picture}"),
        ("<div><template shadowrootmode=open>9</template></div>", "{picture}"),
        ("<input type=checkbox value=9>48", "{form_field}48"),
        ("<input type=submit value=9>", "{form_field}"),
        ("<input placeholder=9>", "{form_field}"),
        ("<input type=hidden value=9>", ""),
    ],
)
def test_elements_that_show_another_text_than_theirs(cell: str, shown: str) -> None:
    assert text(cell) == shown


def test_a_row_a_group_or_a_table_may_hide_its_figures() -> None:
    page = (
        "<table><tbody style='display:none'><tr><td>1</td></tr></tbody>"
        "<tbody><tr style='opacity:0'><td>2</td></tr><tr><td>3</td></tr></tbody></table>"
    )
    (grid,) = read_html(page.encode()).grids
    assert [told(cell) for cell in grid.cells] == ["{obscured}2", "3"]
    assert text("4", around="style='text-decoration:line-through'") == "~4"


def test_a_style_of_a_label_does_no_harm() -> None:
    """A mark is no word: labels are folded without it, also those that are white on a picture."""
    assert fold(text('<b style="color:#fff">自然人</b>')) == "自然人"
