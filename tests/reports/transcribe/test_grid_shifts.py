"""A line that may be shifted against its headings is refused whole, though each figure stands under one."""

from samples.printers import html
from samples.report import SampleReport
from tests.made.grid_pages import Reader, all_right, cell, line, row, said

LABEL = "（一）予以公开"


def test_a_label_that_reaches_under_the_first_heading(read: Reader, old: SampleReport) -> None:
    page, cells = html(old), line("requests", "granted")
    printed = row(page, LABEL)
    wide = printed.replace('colspan="2"', 'colspan="3"').replace(cell(printed, str(old.figures[cells[0]])), "", 1)
    transcript = read(page.replace(printed, wide))
    assert {status for status, _ in said(transcript, *cells)} == {"unreadable"}
    assert all_right(old, transcript, cells)


def test_a_cell_too_few_where_a_column_is_headed_that_the_form_does_not_have(read: Reader, old: SampleReport) -> None:
    """All lines have a cell for remarks but one: what it lacks may as well be a figure."""
    page, cells = html(old), line("requests", "granted")
    start, end = page.index(row(page, "一、本年新收政府信息公开申请数量")), page.index("四、政府信息公开行政复议")
    lines = page[start:end].replace("</tr>", "<td><p></p></td>\n</tr>")
    page = page[:start] + lines + page[end:]
    page = page.replace(
        '<td colspan="7"><p>申请人情况</p></td>',
        '<td colspan="7"><p>申请人情况</p></td>\n<td rowspan="3"><p>备注</p></td>',
    )
    assert all_right(old, read(page))
    short = row(page, LABEL)
    transcript = read(page.replace(short, short.replace("<td><p></p></td>\n", "")))
    assert {status for status, _ in said(transcript, *cells)} == {"unreadable"}
    assert all_right(old, transcript, cells)
