"""Web pages: a figure is read where headings and labels leave no doubt, and lacks where the page proves it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from gouji.declared import Declared
from gouji.declared.forms import Form
from gouji.reports.transcribe import CellReading, Transcriber, Transcript
from samples.printers import html
from samples.report import SampleReport
from tests.made.reading import distinct_report, readings, transcribe

Reader = Callable[[str], Transcript]
COLUMNS = ("natural_person", "business", "research", "civic", "legal_service", "other", "total")


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda page: transcribe(page, declared, transcriber)


@pytest.fixture
def old(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[0], "grids")


@pytest.fixture
def new(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "grids")


def row(page: str, label: str) -> str:
    """The printed row that has `label`, from <tr> to </tr>."""
    return next(one for one in re.findall(r"<tr>\n(?:<td.*\n)+</tr>\n", page) if f"<p>{label}</p>" in one)


def cell(page: str, text: str) -> str:
    return next(line for line in page.splitlines(keepends=True) if f"<p>{text}</p>" in line)


def swap(text: str, one: str, other: str) -> str:
    assert text.count(one) == text.count(other) == 1
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def said(page: Transcript, *addresses: str) -> set[tuple[str, str | None]]:
    found = readings(page)
    return {(found[address].reading.status, found[address].reading.reason) for address in addresses}


def line(table: str, name: str) -> list[str]:
    return [f"{table}.{name}.{column}" for column in COLUMNS]


def all_right(report: SampleReport, transcript: Transcript, apart_from: Iterable[str] = ()) -> bool:
    """True where every cell but those is read as printed."""
    found, spared = readings(transcript), set(apart_from)
    return all(
        found[cell.address].reading.value == report.figures[cell.address]
        for cell in report.form.cells
        if cell.address not in spared
    )


def without_value(one: CellReading) -> bool:
    return one.reading.value is None


def test_a_whole_page(read: Reader, old: SampleReport, new: SampleReport) -> None:
    for report in (old, new):
        transcript = read(html(report))
        assert all_right(report, transcript)
        assert transcript.form == report.form.name
        assert not any(table.leftovers for table in transcript.tables)


def test_a_cell_has_text_and_place(read: Reader, old: SampleReport) -> None:
    found = readings(read(html(replace(old, texts={"proactive.fees.change": "增52"}))))["proactive.fees.change"]
    assert (found.text, found.locator) == ("增52", "table 1, row 15, column 3")


# What is missing


def test_a_row_that_is_not_printed_is_absent(read: Reader, old: SampleReport) -> None:
    page = html(old)
    gone = line("requests", "received")
    transcript = read(page.replace(row(page, "一、本年新收政府信息公开申请数量"), ""))
    assert said(transcript, *gone) == {("absent", None)}
    assert all_right(old, transcript, gone)


def test_a_block_that_is_not_printed_is_absent(read: Reader, old: SampleReport) -> None:
    page = html(old)
    start, end = page.index("<tr>\n" + cell(page, "第二十条第（九）项")), page.index("</tbody>")
    transcript = read(page[:start] + page[end:])
    assert said(transcript, "proactive.procurement.projects", "proactive.procurement.amount") == {("absent", None)}


def test_a_column_that_is_not_printed_is_absent(read: Reader, old: SampleReport) -> None:
    page = html(old)
    gone = [f"proactive.{name}.public_total" for name in ("rules", "normative_documents")]
    for text in ("对外公开总数量", *(str(old.figures[address]) for address in gone)):
        page = page.replace(cell(page, text), "")
    transcript = read(page)
    assert said(transcript, *gone) == {("absent", None)}
    assert all_right(old, transcript, gone)


def test_behind_a_cut_nothing_is_absent(read: Reader, old: SampleReport) -> None:
    page = html(old)
    transcript = read(page[: page.index(row(page, "4.保护第三方合法权益"))])
    assert said(transcript, *line("requests", "granted")) == {("read", None)}
    assert said(transcript, *line("requests", "pending_end")) == {("unreadable", "document_cut_off")}
    assert said(transcript, "disputes.reconsideration.total") == {("unreadable", "table_not_found")}


def test_a_table_of_contents_does_not_hide_a_cut(read: Reader, old: SampleReport) -> None:
    page = html(old)
    contents = "".join(f"<p>{section.heading}</p>" for section in old.sections)
    page = page.replace('<div class="content">', f'<div class="content">{contents}')
    transcript = read(page[: page.index(row(page, "4.保护第三方合法权益"))])
    assert said(transcript, *line("requests", "pending_end")) == {("unreadable", "document_cut_off")}


def test_the_last_figure_of_a_file_may_have_had_more_digits(read: Reader, old: SampleReport) -> None:
    page = html(old)
    last = old.figures["disputes.litigation_after_reconsideration.total"]
    transcript = read(page[: page.index(f"<p>{last}") + len(f"<p>{last}") - 2])
    assert said(transcript, "disputes.litigation_after_reconsideration.total") == {("unreadable", "last_in_file")}
    assert said(transcript, "disputes.litigation_after_reconsideration.pending") == {("read", None)}


def test_a_label_that_is_not_known_leaves_its_cells_in_doubt(read: Reader, old: SampleReport) -> None:
    gone = line("requests", "denied_security")
    for texts in ({}, dict.fromkeys(gone, "")):
        transcript = read(html(replace(old, texts=texts)).replace("3.危及“三安全一稳定”", "3.危及“三安全”"))
        assert said(transcript, *gone) == {("unreadable", "label_not_recognised")}
        assert all_right(old, transcript, gone)


def test_a_row_without_its_label_leaves_its_cells_in_doubt(read: Reader, old: SampleReport) -> None:
    names = [f"proactive.rules.{column}" for column in ("produced", "published", "public_total")]
    for texts in ({}, dict.fromkeys(names, "")):
        page = html(replace(old, texts=texts))
        for broken in (page.replace(cell(page, "规章"), ""), page.replace("<p>规章</p>", "<p></p>")):
            transcript = read(broken)
            assert {one for one, _ in said(transcript, *names)} == {"unreadable"}
            assert all_right(old, transcript, names)


def test_a_label_that_stands_outside_the_table_leaves_its_cells_in_doubt(read: Reader, old: SampleReport) -> None:
    page = html(old)
    moved = row(page, "行政强制")
    page = page.replace(moved, "").replace("</table>", "</table>" + re.sub(r"</?t[dr][^>]*>", "", moved), 1)
    assert said(read(page), "proactive.coercion.change") == {("unreadable", "label_not_recognised")}


def test_a_table_that_a_page_break_has_split(read: Reader, old: SampleReport) -> None:
    page = html(old)
    second = row(page, "4.保护第三方合法权益")
    transcript = read(page.replace(second, "</tbody></table><table><tbody>" + second))
    assert said(transcript, *line("requests", "denied_by_law")) == {("read", None)}
    assert said(transcript, *line("requests", "pending_end")) == {("unreadable", "label_not_recognised")}


# What does not stand under its heading


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


# What the form does not have


def test_a_line_of_the_province_is_left_over(read: Reader, old: SampleReport) -> None:
    page = html(old)
    extra = row(page, "行政强制").replace("行政强制", "行政检查")
    transcript = read(page.replace(row(page, "行政强制"), row(page, "行政强制") + extra))
    assert all_right(old, transcript)
    (proactive, *_) = transcript.tables
    assert [one.reason for one in proactive.leftovers] == ["no_such_row"] * 4
    assert proactive.leftovers[0].text == "行政检查"


def test_a_column_of_remarks_is_left_over(read: Reader, old: SampleReport) -> None:
    page = html(old)
    start = page.index("<table>", page.index("<table>") + 1)
    head, requests = page[:start], page[start:]
    requests = requests.replace("总计</p></td>", '总计</p></td><td rowspan="2">备注</td>', 1)
    for name in {one.row for one in old.form.table("requests").cells}:
        printed = cell(requests, str(old.figures[f"requests.{name}.total"]))
        requests = requests.replace(printed, printed + "<td>见附件</td>\n")
    transcript = read(head + requests)
    assert all_right(old, transcript)
    assert {one.reason for one in transcript.tables[1].leftovers} == {"no_such_column"}


def test_a_repeated_head_starts_the_same_table_anew(read: Reader, old: SampleReport) -> None:
    page = html(old)
    start = page.index("<tr>\n" + cell(page, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"))
    head = page[start : page.index(row(page, "一、本年新收政府信息公开申请数量"))]
    assert all_right(old, read(page.replace(head, head * 2))), "twice at the top"
    again = row(page, "四、结转下年度继续办理")
    assert all_right(old, read(page.replace(again, head + again))), "and on the next page"


# Twice printed, mixed, old labels


def test_a_table_printed_twice_alike_is_read(read: Reader, old: SampleReport) -> None:
    page = html(old)
    table = page[page.index("<table>") : page.index("</table>") + 8]
    assert all_right(old, read(page.replace(table, table * 2)))


def test_a_table_printed_twice_with_other_figures_is_not_chosen_from(read: Reader, old: SampleReport) -> None:
    page = html(old)
    table = page[page.index("<table>") : page.index("</table>") + 8]
    figure = str(old.figures["proactive.rules.produced"])
    found = readings(read(page.replace(table, table + table.replace(figure, "1"))))
    both = found["proactive.rules.produced"]
    assert (both.reading.reason, both.text) == ("printed_twice", f"{figure} | 1")
    assert found["proactive.rules.published"].reading.value == old.figures["proactive.rules.published"]


def test_tables_of_two_forms_are_told_apart(read: Reader, old: SampleReport, new: SampleReport) -> None:
    first, second = html(new), html(old)
    tables = re.findall(r"<table>.*?</table>", second, re.DOTALL)
    transcript = read(first.replace(re.findall(r"<table>.*?</table>", first, re.DOTALL)[1], tables[1]))
    assert transcript.form == "mixed"
    assert [table.form for table in transcript.tables] == ["2021", "2019", "2019"]
    assert readings(transcript)["requests.other.total"].reading.value == old.figures["requests.other.total"]


def test_the_form_of_a_table_that_is_not_found_is_not_made_up(read: Reader, old: SampleReport) -> None:
    page = html(old)
    transcript = read(page.replace(page[page.index("<table>") : page.index("</table>") + 8], "<p><img src=a.png></p>"))
    assert transcript.form == "2019"
    assert [table.found for table in transcript.tables] == [False, True, True]


def test_the_old_label_on_the_new_form(read: Reader, new: SampleReport) -> None:
    transcript = read(html(new).replace("行政规范性文件", "规范性文件"))
    assert transcript.form == "2021"
    assert all_right(new, transcript)


def test_another_table_of_the_page_is_none_of_ours(read: Reader, old: SampleReport) -> None:
    other = "<table><tr><td>年度</td><td>总计</td></tr><tr><td>2019</td><td>7</td></tr></table>"
    transcript = read(html(old).replace("</table>", "</table>" + other, 1))
    assert all_right(old, transcript)
    assert not any(table.leftovers for table in transcript.tables)


# Blanks


def test_a_blank_line_of_disputes_is_blank(read: Reader, old: SampleReport) -> None:
    cells = [one.address for one in old.form.table("disputes").cells]
    assert said(read(html(replace(old, texts=dict.fromkeys(cells, "")))), *cells) == {("blank", None)}


def test_every_mark_is_what_it_is(read: Reader, old: SampleReport) -> None:
    texts = {"proactive.rules.produced": "", "proactive.rules.published": "/", "proactive.rules.public_total": "0"}
    found = readings(read(html(replace(old, texts=texts))))
    assert [found[address].reading.status for address in texts] == ["blank", "placeholder", "read"]


@pytest.mark.parametrize("form", [0, 1])
def test_the_empty_row_below_tables_from_word_proves_nothing(declared: Declared, read: Reader, form: int) -> None:
    chosen: Form = declared.forms[form]
    report = distinct_report(chosen, "word")
    page = html(report)
    spacer = "<tr height=0>" + "<td></td>" * 4 + "</tr></tbody></table>"
    gone = row(page, "行政强制")
    transcript = read(page.replace(gone, "").replace("</tbody>\n</table>", spacer, 1))
    assert said(transcript, "proactive.coercion.decisions") == {("absent", None)}
