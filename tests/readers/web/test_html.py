"""Web pages: what a person sees, cell by cell, however the page is built."""

from pathlib import Path

import pytest

from gouji.document import Document, Grid, Passage, UnreadableError
from gouji.readers import read, saved_with
from gouji.readers.web.html import read_html
from tests.made.doubted import told


def page(body: str, head: str = "") -> Document:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def grid(table: str) -> Grid:
    (found,) = page(f"<table>{table}</table>").grids
    return found


def cells(table: str) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, told(cell)) for cell in grid(table).cells]


def text(cell: str) -> str:
    ((_, _, found),) = cells(f"<tr><td>{cell}</td></tr>")
    return found


def passages(body: str) -> list[str]:
    return [told(passage) for passage in page(body).passages]


# Prose


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


# Cells


def test_spans() -> None:
    table = (
        "<tr><td rowspan=2>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr><tr><td colspan=3>e</td></tr>"
    )
    assert cells(table) == [(0, 0, "a"), (0, 1, "b"), (1, 1, "c"), (1, 2, "d"), (2, 0, "e")]
    spans = {told(cell): (cell.row_span, cell.column_span) for cell in grid(table).cells}
    assert spans == {"a": (2, 1), "b": (1, 2), "c": (1, 1), "d": (1, 1), "e": (1, 3)}


@pytest.mark.parametrize("span", ["0", "999999999", "99", "3"])
def test_a_row_span_ends_with_the_table(span: str) -> None:
    found = grid(f"<tr><td rowspan='{span}'>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>").cells
    assert [(cell.column, cell.row_span) for cell in found] == [(0, 3), (1, 1), (1, 1), (1, 1)]


def test_a_row_span_ends_with_its_group_of_rows() -> None:
    table = "<thead><tr><td rowspan=3>a</td><td>b</td></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody>"
    assert cells(table) == [(0, 0, "a"), (0, 1, "b"), (1, 0, "c"), (1, 1, "d")]


@pytest.mark.parametrize(
    ("stated", "span"),
    [("2", 2), (" 2 ", 2), ("2px", 2), ("2.7", 2), ("+2", 2), ("0", 1), ("-2", 1), ("two", 1), ("", 1)],
)
def test_a_column_span_is_read_as_browsers_read_it(stated: str, span: int) -> None:
    assert cells(f"<tr><td colspan='{stated}'>a</td><td>b</td></tr>") == [(0, 0, "a"), (0, span, "b")]


@pytest.mark.parametrize("span", ["colspan='5001'", "colspan='999999999'", "rowspan='3000' colspan='3000'"])
def test_a_table_too_large_is_refused(span: str) -> None:
    rows = "<tr><td>a</td></tr>" * 40
    with pytest.raises(UnreadableError) as caught:
        page(f"<table><tr><td {span}>a</td></tr>{rows}</table>")
    assert caught.value.reason == "table_too_large"


def test_hidden_rows_and_cells_take_no_place() -> None:
    table = "<tr style='display:none'><td>a</td></tr><tr><td hidden>b</td><td>c</td></tr>"
    assert cells(table) == [(0, 0, "c")]


def test_locators_are_counted_as_a_person_counts() -> None:
    tables = page("<table><tr><td>a</table><table><tr><td>b<tr><td>c<td>d</table>").grids
    assert tables[1].cells[2].locator == "table 2, row 2, column 2"


@pytest.mark.parametrize("blank", ["", " ", "&nbsp;", "<p>&nbsp;</p>", "<p></p>", "<br>", "　", "<span> </span>"])
def test_a_blank_cell(blank: str) -> None:
    assert text(blank) == ""


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("5", "5"),
        (" <p> <span lang=EN-US>5</span> </p> ", "5"),
        # Word ends each paragraph with <o:p>, mostly an empty one.
        ("<p><span>12</span><o:p></o:p></p>", "12"),
        ("<p>12<o:p>3</o:p></p>", "123"),
        ("<p>12<o:p></o:p>3</p>", "123"),
        ("<p>12<o:p><img></o:p></p>", "12{picture}"),
        ("<p style='display:none'>12<o:p></o:p></p>", ""),
        ("<p>本年新</p><p>制作数量</p>", "本年新\n制作数量"),
        ("自<br>然<br/>人", "自\n然\n人"),
        ("13<br>27", "13\n27"),
        ("<div>13</div>27", "13\n27"),
        ("<span style='display:block'>13</span><span style='display: inline-block'>27</span>", "13\n27"),
        ("1<b>3</b><!-- x -->27", "1327"),
        ("1<span style='display:none'>3</span>27", "127"),
        ("<p hidden>1</p>27", "27"),
        ("<input value='5'>", "5"),
        ("<input type=hidden value='9'>5", "5"),
        ("<textarea>5</textarea>", "5"),
    ],
)
def test_the_text_of_a_cell(cell: str, shown: str) -> None:
    assert text(cell) == shown


@pytest.mark.parametrize(
    "cell",
    [
        "5<sup>1</sup>",
        "5<sub>1</sub>",
        "<s>5</s>6",
        "<del>5</del>6",
        "<strike>5</strike>",
        "<img src='5.png'>",
        "5<img src='6.png'>",
        "<svg></svg>",
        "<script>document.write(5)</script>",
        "<select><option>5<option>6</select>",
        "<iframe></iframe>",
    ],
)
def test_what_is_no_plain_text_leaves_a_mark(cell: str) -> None:
    shown = text(cell)
    assert shown, "a figure that is shown as a picture is no blank"
    assert not shown.isdigit()


def test_layout_tables_are_walked_through() -> None:
    inner = "<table><tr><td>规章</td><td>0</td></tr></table>"
    document = page(f"<table><tr><td>导航</td><td><p>二、情况</p>{inner}<p>三、情况</p></td></tr></table>")
    assert [told(block) if isinstance(block, Passage) else "table" for block in document.blocks] == [
        "导航", "二、情况", "table", "三、情况"
    ]  # fmt: skip


def test_a_table_in_a_value_cell_leaves_no_grid_with_a_hole() -> None:
    inner = "<table><tr><td>3</td></tr></table>"
    document = page(f"<table><tr><td>规章</td><td>1</td><td>2</td><td>{inner}</td></tr></table>")
    assert [[told(cell) for cell in one.cells] for one in document.grids] == [["3"]]
    assert [told(passage) for passage in document.passages] == ["规章", "1", "2"]


def test_cells_without_end_tags() -> None:
    assert cells("<tr><td>a<td>b<tr><td>c") == [(0, 0, "a"), (0, 1, "b"), (1, 0, "c")]
    assert len(grid("<tr>" + "<td>0" * 3000).cells) == 3000


# Hostile and broken pages


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


# Frames


def framed(body: str, **pages: str) -> Document:
    inner = saved_with({f"r_files/{name}.html": page.encode() for name, page in pages.items()})
    return read_html(f"<html><head><title>外</title></head>{body}</html>".encode(), inner)


def said(document: Document) -> list[str]:
    return [told(block) if isinstance(block, Passage) else block.cells[0].text for block in document.blocks]


def test_a_frame_is_read_in_its_place() -> None:
    inner = "<title>内</title><meta name='PubDate' content='2025-01-31'><p>内</p><table><tr><td>1</td></tr></table>"
    found = framed("<body><p>前</p><iframe src='r_files/a.html'>旧</iframe><p>后</p></body>", a=inner)
    assert said(found) == ["前", "内", "1", "后"]
    assert [block.locator for block in found.blocks] == ["paragraph 1", "paragraph 2", "table 1", "paragraph 3"]
    assert found.metadata == {"title": "外", "pubdate": "2025-01-31"}


def test_a_page_of_nothing_but_frames() -> None:
    frames = "<frameset rows='*,20'><frame src='r_files/a.html'><frame src='r_files/b.html'><noframes>旧</noframes></frameset>"
    assert said(framed(frames, a="<p>表</p>", b="<p>签</p>")) == ["表", "签"]


def test_a_page_of_nothing_but_frames_that_are_not_there() -> None:
    with pytest.raises(UnreadableError) as refused:
        framed("<frameset rows='*'><frame src='r_files/gone.html'></frameset>")
    assert (refused.value.reason, refused.value.details) == ("part_missing", {"part": "r_files/gone.html"})


def test_frames_in_frames_end() -> None:
    found = framed("<body><iframe src='r_files/a.html'></iframe></body>", a="<p>甲</p><iframe src='b.html'></iframe>",
                   b="<p>乙</p><iframe src='a.html'></iframe><iframe src='b.html'></iframe>")  # fmt: skip
    assert [text.replace("{picture}", "") for text in said(found)] == ["甲", "乙", ""]


@pytest.mark.parametrize("unseen", ["style='display:none'", "hidden", "width=0", "height='1'"])
def test_a_frame_that_nobody_sees_is_not_read(unseen: str) -> None:
    assert "内" not in said(
        framed(f"<body><p>前</p><iframe src='r_files/a.html' {unseen}></iframe></body>", a="<p>内</p>")
    )


def test_a_frame_in_a_cell_is_no_figure() -> None:
    found = framed(
        "<body><table><tr><td>1<iframe src='r_files/a.html'></iframe></td></tr></table></body>", a="<p>2</p>"
    )
    assert told(found.grids[0].cells[0]) == "1{picture}"


def test_a_frame_that_is_no_text_is_a_picture_and_costs_nothing() -> None:
    inner = saved_with({"r_files/a.html": bytes(range(256)) * 20})
    assert said(read_html("<body><p>前</p><iframe src='r_files/a.html'></iframe>".encode(), inner)) == [
        "前",
        "{picture}",
    ]


def test_too_many_frames_are_refused() -> None:
    pages = {f"p{number}": "<p>x</p>" for number in range(60)}
    with pytest.raises(UnreadableError) as refused:
        framed("".join(f"<iframe src='r_files/{name}.html'></iframe>" for name in pages), **pages)
    assert refused.value.reason == "too_many_parts"
