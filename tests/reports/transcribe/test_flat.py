"""One cell a paragraph: a line is read only where nothing else can be meant, and none is ever said to be missing."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber, Transcript
from samples.figures import valid_figures
from samples.printers import flat, paragraphs
from samples.report import SampleReport, sample_report
from tests.made.reading import dice, distinct_report, readings, transcribe

Reader = Callable[[str], Transcript]
COLUMNS = ("natural_person", "business", "research", "civic", "legal_service", "other", "total")
GRANTED = [f"requests.granted.{column}" for column in COLUMNS]
RECEIVED = [f"requests.received.{column}" for column in COLUMNS]
LICENSING = [f"proactive.licensing.{column}" for column in ("previous_items", "change", "decisions")]


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda text: transcribe(text, declared, transcriber)


@pytest.fixture
def report(declared: Declared) -> SampleReport:
    """Every figure another, so that no total holds."""
    return distinct_report(declared.forms[0], "flat")


@pytest.fixture
def summed(declared: Declared) -> SampleReport:
    """Every printed total holds, and lines of `granted` and `received` have figures."""
    form = declared.forms[0]
    return sample_report(form, dice(3), figures=valid_figures(form, dice(3), 50))


def printed(report: SampleReport, addresses: Iterable[str]) -> list[str]:
    cells = {cell.address: cell for cell in report.form.cells}
    return [report.text(cells[address]) for address in addresses]


def line(label: str, values: Iterable[str]) -> str:
    """A label and its values as `flat` prints them."""
    return "\n".join((label, *filter(None, values), ""))


def said(transcript: Transcript, *addresses: str) -> set[tuple[str, str | None]]:
    found = readings(transcript)
    return {(found[address].reading.status, found[address].reading.reason) for address in addresses}


def wrong(report: SampleReport, transcript: Transcript) -> list[str]:
    """The cells that are read as something else than is printed there."""
    true = report.figures | {address: Decimal(-1) for address in report.texts}
    return [
        address
        for address, one in readings(transcript).items()
        if one.reading.status == "read" and one.reading.value != true.get(address)
    ]


def kept(transcript: Transcript) -> int:
    return sum(one.reading.status == "read" for one in readings(transcript).values())


def test_a_whole_text_without_blanks(read: Reader, report: SampleReport) -> None:
    transcript = read(flat(report))
    assert (wrong(report, transcript), kept(transcript)) == ([], 198)
    assert transcript.form == "2019"


def test_a_blank_that_is_shown_is_blank(read: Reader, summed: SampleReport) -> None:
    texts = {LICENSING[1]: "", GRANTED[2]: ""}
    transcript = read(paragraphs(replace(summed, texts=texts)))
    assert said(transcript, *texts) == {("blank", None)}


def test_a_blank_that_left_no_trace_is_not_filled(read: Reader, summed: SampleReport) -> None:
    summed = replace(summed, texts={GRANTED[2]: ""})
    transcript = read(flat(summed))
    assert said(transcript, *GRANTED) == {("unreadable", "flat_count")}
    assert wrong(summed, transcript) == []
    assert said(transcript, *RECEIVED) == {("read", None)}, "its total speaks for it"


def test_where_a_blank_was_lost_only_confirmed_lines_are_kept(read: Reader, report: SampleReport) -> None:
    zeros = dict.fromkeys(RECEIVED, "0")
    transcript = read(flat(replace(report, texts={GRANTED[2]: "", **zeros})))
    assert said(transcript, *LICENSING) == {("unreadable", "lost_and_stray")}
    assert said(transcript, *RECEIVED) == {("read", None)}


def test_a_page_number_is_counted_and_not_taken_for_a_figure(read: Reader, summed: SampleReport) -> None:
    values = printed(summed, GRANTED)
    for at in range(8):
        page = line("（一）予以公开", [*values[:at], "7", *values[at:]])
        text = flat(summed).replace(line("（一）予以公开", values), page)
        transcript = read(text)
        assert said(transcript, *GRANTED) == {("unreadable", "flat_count")}
        assert wrong(summed, transcript) == []


@pytest.mark.parametrize("place", range(7))
def test_a_page_number_in_the_place_of_a_lost_blank(read: Reader, report: SampleReport, place: int) -> None:
    """The count is right and every figure behind it wrong; another lost blank shows that this may be so."""
    values = printed(report, GRANTED)
    values[2] = ""
    page = [*values[:place], "12", *values[place:]]
    texts = {GRANTED[2]: "", RECEIVED[0]: ""}
    text = flat(replace(report, texts=texts)).replace(line("（一）予以公开", values), line("（一）予以公开", page))
    assert wrong(replace(report, texts=texts), read(text)) == []


def test_a_page_number_for_a_total_that_happens_to_hold(read: Reader, summed: SampleReport) -> None:
    """2 0 0 0 0 2 and page 4: as a line its total holds, with the blank in it as well."""
    values = ["2", "0", "0", "0", "0", "", "2"]
    summed = replace(summed, texts=dict(zip(GRANTED, values, strict=True)))
    text = flat(replace(summed, texts={**summed.texts, RECEIVED[0]: ""}))
    text = text.replace(line("（一）予以公开", values), line("（一）予以公开", [*values, "4"]))
    assert said(read(text), *GRANTED) == {("unreadable", "lost_and_stray")}


def test_a_page_number_that_makes_a_wrong_total_hold(read: Reader, summed: SampleReport) -> None:
    """A blank that the office counted as 3, lost, and page 3 behind it; elsewhere a blank was lost and a page came in."""
    values = ["", "0", "0", "0", "0", "0", "3"]
    elsewhere = printed(summed, RECEIVED)
    texts = dict(zip(GRANTED, values, strict=True)) | {"requests.pending_start.other": ""}
    summed = replace(summed, texts=texts)
    text = flat(summed).replace(
        line("（一）予以公开", values), line("（一）予以公开", ["0", "0", "0", "3", "0", "0", "3"])
    )
    received = "一、本年新收政府信息公开申请数量"
    text = text.replace(line(received, elsewhere), line(received, [*elsewhere[:3], "2", *elsewhere[3:]]))
    assert said(read(text), *GRANTED) == {("unreadable", "lost_and_stray")}
    assert wrong(summed, read(text)) == []


def test_a_total_that_holds_only_without_one_of_the_figures(read: Reader, summed: SampleReport) -> None:
    """5 1 0 0 0 0 5 is a mistake of the office; where pages are numbered, 1 may be a page number, and a blank was lost."""
    for values, status in (("5100005", "unreadable"), ("5000006", "read"), ("5000005", "read")):
        text = flat(replace(summed, texts=dict(zip(GRANTED, values, strict=True))))
        numbered = text.replace("一、总体情况\n", "一、总体情况\n1\n")
        assert {found for found, _ in said(read(text), *GRANTED)} == {"read"}
        assert {found for found, _ in said(read(numbered), *GRANTED)} == {status}
        assert kept(read(numbered)) == 198 - 7 * (status == "unreadable")


@pytest.mark.parametrize("text", ["规章001", "规章0", "规章0000", "规章 001"])
def test_digits_run_together_are_not_taken_apart(read: Reader, report: SampleReport, text: str) -> None:
    values = printed(report, (f"proactive.rules.{column}" for column in ("produced", "published", "public_total")))
    transcript = read(flat(report).replace(line("规章", values), f"{text}\n"))
    assert {status for status, _ in said(transcript, "proactive.rules.produced")} == {"unreadable"}
    assert wrong(report, transcript) == []


def test_a_torn_label_is_put_together(read: Reader, summed: SampleReport) -> None:
    text = flat(summed)
    for label, torn in (
        ("本年新制作数量", "本年新\n制作数量"),
        ("5.属于三类内部事务信息", "5.\n属于三类\n内部事务信息"),
    ):
        assert label in text
        text = text.replace(label, torn)
    transcript = read(text)
    assert (wrong(summed, transcript), kept(transcript)) == ([], 198)


def test_a_line_of_the_province_is_left_over(read: Reader, report: SampleReport) -> None:
    values = printed(report, (f"proactive.coercion.{column}" for column in ("previous_items", "change", "decisions")))
    own = line("行政强制", values)
    transcript = read(flat(report).replace(own, own + line("行政检查", ["1", "2", "3"])))
    assert (wrong(report, transcript), kept(transcript)) == ([], 198)
    assert [one.text for one in transcript.tables[0].leftovers] == ["行政检查", "1", "2", "3"]


def test_a_row_that_is_not_found_is_never_called_absent(read: Reader, summed: SampleReport) -> None:
    transcript = read(flat(summed).replace(line("（一）予以公开", printed(summed, GRANTED)), ""))
    assert said(transcript, *GRANTED) == {("unreadable", "not_found_in_flat_text")}
    assert wrong(summed, transcript) == []


def test_the_head_of_one_line_and_the_tail_of_another(read: Reader, report: SampleReport) -> None:
    """Eight lines lost from within a line to within the next leave seven values behind one label."""
    lines = flat(report).split("\n")
    start = lines.index("（一）予以公开")
    for at in range(start + 1, start + 8):
        text = "\n".join(lines[:at] + lines[at + 8 :])
        assert wrong(report, read(text)) == []


def test_a_label_whose_values_all_vanished(read: Reader, summed: SampleReport) -> None:
    transcript = read(flat(replace(summed, texts=dict.fromkeys(GRANTED, ""))))
    assert said(transcript, *GRANTED) == {("unreadable", "flat_count")}


def test_a_text_between_label_and_values_parts_them(read: Reader, report: SampleReport) -> None:
    text = flat(report).replace("行政许可\n", "行政许可\n（见附件）\n")
    transcript = read(text)
    assert {status for status, _ in said(transcript, *LICENSING)} == {"unreadable"}
    assert wrong(report, transcript) == []


def test_a_unit_beside_a_heading_changes_what_is_counted(read: Reader, report: SampleReport) -> None:
    """16.877 under 采购总金额 （美元） is not 16.877 yuan."""
    transcript = read(flat(report).replace("采购总金额\n", "采购总金额\n（美元）\n"))
    assert said(transcript, "proactive.procurement.amount") == {("unreadable", "not_found_in_flat_text")}
    assert wrong(report, transcript) == []


def test_headings_in_another_order_are_not_counted_under(read: Reader, report: SampleReport) -> None:
    transcript = read(flat(report).replace("商业企业\n科研机构\n", "科研机构\n商业企业\n"))
    assert {status for status, _ in said(transcript, *GRANTED)} == {"unreadable"}
    assert wrong(report, transcript) == []


def test_a_repeated_head_starts_the_same_table_anew(read: Reader, report: SampleReport) -> None:
    text = flat(report)
    start = text.index("（本列数据的勾稽关系为")
    head = text[start : text.index("一、本年新收")]
    text = text.replace("四、结转下年度继续办理", head + "四、结转下年度继续办理")
    transcript = read(text)
    assert (wrong(report, transcript), kept(transcript)) == ([], 198)


def test_two_figures_in_one_paragraph_are_not_two_cells(read: Reader, summed: SampleReport) -> None:
    first, *others = printed(summed, GRANTED)
    own = line("（一）予以公开", [first, *others])
    for joined in ([f"{first} {others[0]}", *others[1:]], [" ".join((first, *others))]):
        transcript = read(flat(summed).replace(own, line("（一）予以公开", joined)))
        assert said(transcript, *GRANTED) == {("unreadable", "space_in_digits")}


def test_rows_that_stand_on_one_line_are_read(read: Reader, summed: SampleReport) -> None:
    text = re.sub(r"\n(?=-?[\d.]+\n)", " ", flat(summed))
    assert "（一）予以公开 " in text
    transcript = read(text)
    assert (wrong(summed, transcript), kept(transcript)) == ([], 198)


def test_a_figure_with_spaces_for_separators_is_not_three_cells(read: Reader, report: SampleReport) -> None:
    own = line("行政许可", printed(report, LICENSING))
    transcript = read(flat(report).replace(own, "行政许可 1 327 766\n"))
    assert said(transcript, *LICENSING) == {("unreadable", "space_in_digits")}


# The end of a table


@pytest.mark.parametrize(
    ("last", "page", "status"), [("0", "", "read"), ("5", "", "read"), ("0", "3\n", "read"), ("5", "3\n", "unreadable")]
)
def test_a_gap_below_the_table_is_no_blank_cell(
    read: Reader, report: SampleReport, last: str, page: str, status: str
) -> None:
    """As in report 001. Where pages are numbered, a figure that is not 0 may be a page number, and the gap a blank cell."""
    texts = {"proactive.procurement.projects": last, "proactive.procurement.amount": last}
    transcript = read(page + paragraphs(replace(report, texts=texts)))
    assert {found for found, _ in said(transcript, *texts)} == {status}
    assert (
        wrong(replace(report, figures=dict(report.figures) | dict.fromkeys(texts, Decimal(last)), texts={}), transcript)
        == []
    )


def test_a_blank_at_the_end_of_a_table_may_be_the_gap(read: Reader, report: SampleReport) -> None:
    text = paragraphs(replace(report, texts={"proactive.procurement.amount": ""}), spaced_tables=())
    assert said(read(text), "proactive.procurement.amount") == {("unreadable", "blank_or_gap")}


def test_the_last_figure_of_a_file_may_have_had_more_digits(read: Reader, report: SampleReport) -> None:
    disputes = [cell.address for cell in report.form.table("disputes").cells]
    text = flat(replace(report, texts=dict.fromkeys(disputes, "0")))
    transcript = read(text[: text.index("0\n" * 15) + 29])
    assert said(transcript, disputes[-1]) == {("unreadable", "last_in_file")}
    assert said(transcript, *disputes[:-1]) == {("read", None)}


# Forms


def test_a_report_whose_tables_are_of_two_forms(read: Reader, declared: Declared, report: SampleReport) -> None:
    other = flat(distinct_report(declared.forms[1], "flat"))
    own = flat(report)
    cut = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    mixed = own.replace(own[own.index(cut[0]) : own.index(cut[1])], other[other.index(cut[0]) : other.index(cut[1])])
    transcript = read(mixed)
    assert transcript.form == "mixed"
    assert [table.form for table in transcript.tables] == ["2021", "2019", "2019"]


def test_the_old_label_on_the_new_form(read: Reader, declared: Declared) -> None:
    report = distinct_report(declared.forms[1], "flat")
    transcript = read(flat(report).replace("行政规范性文件", "规范性文件"))
    assert transcript.form == "2021"
    assert (wrong(report, transcript), kept(transcript)) == ([], 200)


def test_a_table_that_breaks_off_does_not_change_its_form(read: Reader, declared: Declared) -> None:
    text = flat(distinct_report(declared.forms[1], "flat"))
    transcript = read(text[: text.index("（六）其他处理") + 20])
    assert {table.form for table in transcript.tables} == {"2021"}


def test_a_printed_table_in_a_table_of_contents_is_none(read: Reader, report: SampleReport) -> None:
    contents = "".join(f"{section.heading}\n" for section in report.sections)
    transcript = read(contents + flat(report))
    assert (wrong(report, transcript), kept(transcript)) == ([], 198)
