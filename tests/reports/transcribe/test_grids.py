"""Grids: figures by the labels around them, and what is missing from a table."""

import re
from dataclasses import replace

from samples.printers import html
from samples.report import SampleReport
from tests.made.grid_pages import Reader, all_right, cell, line, row, said
from tests.made.reading import readings


def test_a_whole_page(read: Reader, old: SampleReport, new: SampleReport) -> None:
    for report in (old, new):
        transcript = read(html(report))
        assert all_right(report, transcript)
        assert transcript.form == report.form.name
        assert not any(table.leftovers for table in transcript.tables)


def test_a_cell_has_text_and_place(read: Reader, old: SampleReport) -> None:
    found = readings(read(html(replace(old, texts={"proactive.fees.change": "增52"}))))["proactive.fees.change"]
    assert (found.text, found.locator) == ("增52", "table 1, row 15, column 3")


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
