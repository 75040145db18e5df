"""What does not stand under its heading: cells too few or too many, headings lost, merged cells."""

from dataclasses import replace

import pytest

from gouji.reports.transcribe import CellReading
from samples.printers import html
from samples.report import SampleReport
from tests.made.grid_pages import Reader, all_right, cell, line, row, said
from tests.made.reading import readings


def swap(text: str, one: str, other: str) -> str:
    assert text.count(one) == text.count(other) == 1
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def without_value(one: CellReading) -> bool:
    return one.reading.value is None


@pytest.mark.parametrize("column", [0, 3, 6])
def test_a_cell_too_few_shifts_the_row(read: Reader, old: SampleReport, column: int) -> None:
    page, cells = html(old), line("requests", "granted")
    transcript = read(page.replace(cell(page, str(old.figures[cells[column]])), ""))
    assert said(transcript, *cells) == {("unreadable", "row_count")}
    assert all_right(old, transcript, cells)


@pytest.mark.parametrize("column", [0, 3, 6])
@pytest.mark.parametrize("last", ["", "7"])
def test_a_cell_too_many_shifts_the_row(read: Reader, old: SampleReport, column: int, last: str) -> None:
    cells = line("requests", "granted")
    page = html(replace(old, texts={cells[-1]: last}))
    extra = cell(page, str(old.figures[cells[column]])) if column < 6 else "<td>1</td>\n"
    transcript = read(
        page.replace(extra, extra * 2)
        if column < 6
        else page.replace(row(page, "（一）予以公开"), row(page, "（一）予以公开").replace("</tr>", extra + "</tr>"))
    )
    assert said(transcript, *cells) == {("unreadable", "row_count")}
    assert all_right(old, transcript, cells)


@pytest.mark.parametrize("heading", ["自然人", "科研机构", "总计"])
@pytest.mark.parametrize("times", [0, 2])
def test_a_heading_lost_or_printed_twice_moves_the_others(
    read: Reader, old: SampleReport, heading: str, times: int
) -> None:
    page = html(old)
    printed = cell(page, heading)
    cells = readings(read(page.replace(printed, printed * times, 1)))
    assert all(without_value(one) for address, one in cells.items() if address.startswith("requests."))
    assert all(one.reading.status == "unreadable" for one in cells.values() if without_value(one))


@pytest.mark.parametrize("times", [0, 2])
def test_a_heading_of_disputes_lost_or_printed_twice(read: Reader, old: SampleReport, times: int) -> None:
    page = html(old)
    start = page.index("行政诉讼")
    printed = cell(page[start:], "尚未审结")
    transcript = read(page[:start] + page[start:].replace(printed, printed * times, 1))
    cells = readings(transcript)
    assert all(without_value(one) for address, one in cells.items() if address.startswith("disputes."))


def without_group(report: SampleReport, blank: str = "") -> str:
    """A page on which 行政诉讼 begins at its fourth column, with an empty cell (or `blank`) left of it."""
    page = html(report)
    group = cell(page, "行政诉讼")
    assert 'colspan="10"' in group
    empty = group.replace('colspan="10"', 'colspan="3"').replace("行政诉讼", blank)
    return page.replace(group, empty + group.replace('colspan="10"', 'colspan="7"'))


def test_columns_whose_group_has_lost_its_heading_are_read_where_nothing_else_can_be_meant(
    read: Reader, old: SampleReport
) -> None:
    """Report 洪泽 2024: 未经复议直接起诉 over its columns is enough, for only 行政诉讼 has it."""
    assert all_right(old, read(without_group(old)))


def test_columns_whose_group_has_lost_its_heading_are_refused_where_another_could_be_meant(
    read: Reader, old: SampleReport
) -> None:
    page = without_group(old)
    direct = cell(page, "未经复议直接起诉")
    for spoiled in (
        # Nothing but 结果维持 and so on is left over the first three of them.
        page.replace(direct, direct.replace("未经复议直接起诉", "")),
        # A column of them stands in another place.
        swap_first(page, "结果纠正", "其他结果", page.index("行政诉讼")),
        # Another heading stands in its place.
        without_group(old, "行政赔偿"),
    ):
        assert spoiled != page
        cells = readings(read(spoiled))
        assert all(without_value(one) for address, one in cells.items() if "litigation_direct" in address)


def swap_first(page: str, one: str, other: str, start: int) -> str:
    """`page` with the first of two texts behind `start` exchanged."""
    head, tail = page[:start], page[start:]
    return head + tail.replace(one, "\0", 1).replace(other, one, 1).replace("\0", other, 1)


def test_two_headings_that_read_alike(read: Reader, old: SampleReport) -> None:
    cells = readings(read(html(old).replace("商业企业", "其他", 1)))
    assert cells["requests.granted.other"].reading.reason == "headings_broken"
    assert cells["requests.granted.business"].reading.status == "unreadable"


def test_columns_printed_in_another_order_are_read_by_their_headings(read: Reader, old: SampleReport) -> None:
    page = html(old)
    page = swap(page, "<p>商业企业</p>", "<p>科研机构</p>")
    for name in {one.row for one in old.form.table("requests").cells}:
        figures = (old.figures[f"requests.{name}.{column}"] for column in ("business", "research"))
        page = swap(page, *(f"<p>{figure}</p>" for figure in figures))
    assert all_right(old, read(page))


def test_merged_value_cells_are_refused_and_the_others_kept(read: Reader, old: SampleReport) -> None:
    page = html(old)
    cells = line("requests", "granted")
    first, second = (cell(page, str(old.figures[address])) for address in cells[:2])
    transcript = read(page.replace(second, "").replace(first, first.replace("<td>", "<td colspan=2>")))
    assert said(transcript, *cells[:2]) == {("unreadable", "cell_spans_columns")}
    assert all_right(old, transcript, cells[:2])


def test_value_cells_merged_over_rows_are_refused(read: Reader, old: SampleReport) -> None:
    page = html(old)
    upper, lower = "proactive.licensing.change", "proactive.other_services.change"
    page = page.replace(cell(page, str(old.figures[lower])), "")
    printed = cell(page, str(old.figures[upper]))
    transcript = read(page.replace(printed, printed.replace("<td>", "<td rowspan=2>")))
    assert said(transcript, upper, lower) == {("unreadable", "cell_spans_rows")}
    assert all_right(old, transcript, (upper, lower))


def test_two_cells_under_one_heading(read: Reader, old: SampleReport) -> None:
    printed = f'<td colspan="2"><p>{old.figures["proactive.fees.change"]}</p></td>'
    transcript = read(html(old).replace(printed, "<td>1</td><td>2</td>"))
    assert said(transcript, "proactive.fees.change") == {("unreadable", "two_cells_under_heading")}
