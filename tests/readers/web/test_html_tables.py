"""Tables of web pages: spans, hidden cells, and the text of a cell."""

import pytest

from gouji.document import Passage, UnreadableError
from tests.made.doubted import told
from tests.made.web_pages import cells, grid, page, text


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
