"""Tabbed text: rows are unbroken and spans are lost, so cells are counted after their label and never shifted."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber, Transcript
from samples.printers import pipes, tabbed, tabbed_vertical
from samples.report import SampleReport
from tests.made.reading import distinct_report, readings, transcribe

Reader = Callable[[str], Transcript]
GRANTED = [
    f"requests.granted.{column}"
    for column in ("natural_person", "business", "research", "civic", "legal_service", "other", "total")
]


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda text: transcribe(text, declared, transcriber)


@pytest.fixture(params=[0, 1], ids=["2019", "2021"])
def report(declared: Declared, request: pytest.FixtureRequest) -> SampleReport:
    return distinct_report(declared.forms[request.param], "rows")


def figure(report: SampleReport, address: str) -> str:
    return f"\t{report.text(next(cell for cell in report.form.cells if cell.address == address))}\n"


def said(transcript: Transcript, *addresses: str) -> set[tuple[str, str | None]]:
    found = readings(transcript)
    return {(found[address].reading.status, found[address].reading.reason) for address in addresses}


def all_right(report: SampleReport, transcript: Transcript, apart_from: Iterable[str] = ()) -> bool:
    found, spared = readings(transcript), set(apart_from)
    return all(
        found[cell.address].reading.value == report.figures[cell.address]
        for cell in report.form.cells
        if cell.address not in spared
    )


@pytest.mark.parametrize("layout", [tabbed, tabbed_vertical])
def test_a_whole_text(read: Reader, report: SampleReport, layout: Callable[[SampleReport], str]) -> None:
    transcript = read(layout(report))
    assert all_right(report, transcript)
    assert transcript.form == report.form.name
    assert not any(table.leftovers for table in transcript.tables)


@pytest.mark.parametrize("spans", ["beside", "pushed"])
def test_merged_cells_spread_over_their_columns(read: Reader, report: SampleReport, spans: str) -> None:
    """Also with blanks: the empty cells of a merge stand where the form has it, those of figures anywhere."""
    transcript = read(pipes(report, spans=spans))
    assert all_right(report, transcript)
    texts = dict.fromkeys((GRANTED[0], GRANTED[1], GRANTED[6], "requests.received.natural_person"), "")
    blank = read(pipes(replace(report, texts=texts), spans=spans))
    assert said(blank, *texts) == {("blank", None)}
    assert all_right(report, blank, apart_from=texts)


@pytest.mark.parametrize("spans", ["beside", "pushed"])
def test_one_cell_too_many_or_too_few_and_no_line_is_taken_for_spread(
    read: Reader, report: SampleReport, spans: str
) -> None:
    text = pipes(report, spans=spans)
    first = report.text(next(cell for cell in report.form.cells if cell.address == GRANTED[0]))
    for broken in (text.replace(f"| {first} |", "|", 1), text.replace(f"| {first} |", f"| {first} |  |", 1)):
        assert broken != text
        statuses = {status for status, _ in said(read(broken), *GRANTED, "requests.received.natural_person")}
        assert statuses == {"unreadable"}


def test_every_mark_is_what_it_is(read: Reader, report: SampleReport) -> None:
    texts = dict(zip(GRANTED, ("", "/", "0", "\u00a0", "１２", "3件", "约5"), strict=True))
    found = readings(read(tabbed(replace(report, texts=texts))))
    assert [found[address].reading.status for address in GRANTED] == [
        "blank", "placeholder", "read", "blank", "read", "read", "unreadable"
    ]  # fmt: skip


@pytest.mark.parametrize("column", [0, 6])
@pytest.mark.parametrize("times", [0, 2])
def test_a_cell_too_few_or_too_many(read: Reader, report: SampleReport, column: int, times: int) -> None:
    printed = figure(report, GRANTED[column])
    transcript = read(tabbed(report).replace(printed, printed * times))
    assert said(transcript, *GRANTED) == {("unreadable", "row_count")}
    assert "absent" not in {one.reading.status for one in readings(transcript).values()}


def test_a_figure_too_many_makes_every_line_doubtful_that_has_no_total(read: Reader, report: SampleReport) -> None:
    """Where one figure came in, another may have taken the place of a lost cell: 0 0 0 lost none to a page number."""
    texts = dict.fromkeys((cell.address for cell in report.form.cells if cell.row == "licensing"), "0")
    text = tabbed(replace(report, texts=texts))
    printed = figure(report, GRANTED[0])
    transcript = read(text.replace(printed, printed + "\t12\n"))
    assert said(transcript, "proactive.licensing.decisions") == {("read", None)}
    assert said(transcript, "proactive.penalties.decisions") == {("unreadable", "lost_and_stray")}


def test_two_rows_that_lost_the_line_between_them(read: Reader, report: SampleReport) -> None:
    text = tabbed(report)
    last = figure(report, GRANTED[6])
    transcript = read(text.replace(last + "\n", last))
    both = [*GRANTED, *(address.replace("granted", "granted_in_part") for address in GRANTED)]
    assert said(transcript, *both) == {("unreadable", "rows_joined")}
    assert all_right(report, transcript, both)


@pytest.mark.parametrize("blank", ["", "\u00a0"])
def test_a_page_number_below_a_blank_cell_is_not_its_figure(read: Reader, report: SampleReport, blank: str) -> None:
    text = tabbed(replace(report, texts={GRANTED[2]: blank}))
    before = figure(report, GRANTED[1])
    transcript = read(text.replace(f"{before}\t{blank}\n", f"{before}\t{blank}\n12\n"))
    assert said(transcript, GRANTED[2]) == {("unreadable", "below_blank_line")}
    assert all_right(report, transcript, GRANTED[2:3])


def test_a_page_number_below_a_figure_is_not_its_tail(read: Reader, report: SampleReport) -> None:
    printed = figure(report, GRANTED[2])
    transcript = read(tabbed(report).replace(printed, printed + "12\n"))
    assert said(transcript, GRANTED[2]) == {("unreadable", "space_in_digits")}
    assert all_right(report, transcript, GRANTED[2:3])


def test_a_page_number_between_two_rows(read: Reader, report: SampleReport) -> None:
    last = figure(report, GRANTED[6])
    assert all_right(report, read(tabbed(report).replace(last, last + "\n12\n")))


def test_a_row_that_is_not_printed_is_absent(read: Reader, report: SampleReport) -> None:
    zeros = {address.replace("granted", "granted_in_part"): "0" for address in GRANTED}
    text = tabbed(replace(report, texts=zeros))
    start = text.index("\t4.保护第三方合法权益")
    transcript = read(text[:start] + text[text.index("\t5.属于三类内部事务信息") :])
    gone = [address.replace("granted", "denied_third_party") for address in GRANTED]
    before = [address.replace("granted", "denied_security") for address in GRANTED]
    assert said(transcript, *before) == {("unreadable", "line_after_missing")}, "its tail may be that of a later line"
    start = text.index("\t（三）")
    text = text[:start] + "\t（三）不予公开\n" + text[text.index("\t2.其他法律行政法规禁止公开") :]
    gone = [address.replace("granted", "denied_state_secret") for address in GRANTED]
    assert said(read(text), *gone) == {("absent", None)}


def test_behind_a_cut_nothing_is_absent(read: Reader, report: SampleReport) -> None:
    text = tabbed(report)
    transcript = read(text[: text.index("\t4.保护第三方合法权益")])
    assert said(transcript, "requests.pending_end.total") == {("unreadable", "document_cut_off")}
    assert said(transcript, "disputes.reconsideration.total") == {("unreadable", "table_not_found")}


def test_the_last_figure_of_a_file_may_have_had_more_digits(read: Reader, report: SampleReport) -> None:
    text = tabbed(report)
    cut = read(text[: text.index(figure(report, GRANTED[6])) + 3])
    assert {status for status, _ in said(cut, GRANTED[6])} == {"unreadable"}
    text = tabbed(replace(report, texts=dict.fromkeys(GRANTED, "0")))
    cut = read(text[: text.index("\t0\n" * 7) + 3 * 7 - 1])
    assert said(cut, GRANTED[6]) == {("unreadable", "last_in_file")}
    assert said(cut, GRANTED[5]) == {("read", None)}


def test_a_table_that_breaks_off_does_not_change_its_form(read: Reader, declared: Declared) -> None:
    report = distinct_report(declared.forms[1], "cut")
    text = tabbed(report)
    transcript = read(text[: text.index("\t（六）其他处理")])
    assert [table.form for table in transcript.tables] == ["2021"] * 3


@pytest.mark.parametrize("damage", ["1.属于省级秘蜜", "", "属于国家秘密事项"])
def test_a_label_that_is_not_known_leaves_its_cells_in_doubt(read: Reader, report: SampleReport, damage: str) -> None:
    gone = [address.replace("granted", "denied_state_secret") for address in GRANTED]
    for texts in ({}, dict.fromkeys(gone, "")):
        transcript = read(tabbed(replace(report, texts=texts)).replace("\t1.属于国家秘密", f"\t{damage}"))
        assert {status for status, _ in said(transcript, *gone)} == {"unreadable"}
        assert all_right(report, transcript, gone)


def test_a_label_without_its_numbering_is_known(read: Reader, report: SampleReport) -> None:
    assert all_right(report, read(tabbed(report).replace("\t1.属于国家秘密", "\t属于国家秘密")))


def test_headings_in_another_order_are_not_counted_under(read: Reader, report: SampleReport) -> None:
    text = tabbed(report)
    text = text.replace("\t商业企业\n\t科研机构\n", "\t科研机构\n\t商业企业\n")
    found = readings(read(text))
    assert {one.reading.status for address, one in found.items() if address.startswith("requests.")} == {"unreadable"}


def test_a_heading_that_is_not_known_leaves_its_lines_in_doubt(read: Reader, declared: Declared) -> None:
    report = distinct_report(declared.forms[0], "rows")
    transcript = read(tabbed(report).replace("\t采购总金额", "\t采购总金额（美元）"))
    gone = ["proactive.procurement.projects", "proactive.procurement.amount"]
    assert said(transcript, *gone) == {("unreadable", "label_not_recognised")}
    assert all_right(report, transcript, gone)


def test_a_line_of_the_province_is_left_over(read: Reader, declared: Declared) -> None:
    report = distinct_report(declared.forms[0], "rows")
    last = figure(report, "proactive.coercion.decisions")
    transcript = read(tabbed(report).replace(last, last + "\n\t行政检查\n\t1\n\t2\n\t3\n"))
    assert all_right(report, transcript)
    assert [one.text for one in transcript.tables[0].leftovers] == ["行政检查", "1", "2", "3"]


def test_a_table_printed_twice(read: Reader, report: SampleReport) -> None:
    text = tabbed(report)
    start = text.index("\t", text.index("四、政府信息公开"))
    table = text[start : text.index("五、")]
    assert all_right(report, read(text.replace(table, table * 2)))
    first = figure(report, "disputes.reconsideration.upheld")
    transcript = read(text.replace(table, table + table.replace(first, "\t1\n")))
    # Two versions of one table: none of them is chosen from.
    of_table = [cell.address for cell in report.form.table("disputes").cells]
    assert said(transcript, *of_table) == {("unreadable", "table_twice"), ("unreadable", "printed_twice")}
    assert all_right(report, transcript, of_table)


def test_a_table_of_another_kind_below_is_none_of_ours(read: Reader, report: SampleReport) -> None:
    text = tabbed(report) + "\n\t栏目\n\t条数\n\n\t公告\n\t" + "\n\t".join("1" * 15) + "\n\n\n完\n"
    assert all_right(report, read(text))
