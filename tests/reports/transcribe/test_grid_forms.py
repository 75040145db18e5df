"""What the form does not have, tables printed twice or of another form, blanks."""

import re
from dataclasses import replace

import pytest

from gouji.declared import Declared
from gouji.declared.forms import Form
from samples.printers import html
from samples.report import SampleReport
from tests.made.grid_pages import Reader, all_right, cell, row, said
from tests.made.reading import distinct_report, readings


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
    # Two versions of one table: none of them is chosen from.
    of_table = [found[cell.address].reading for cell in old.form.table("proactive").cells]
    assert {(one.status, one.reason) for one in of_table} == {
        ("unreadable", "table_twice"),
        ("unreadable", "printed_twice"),
    }


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
