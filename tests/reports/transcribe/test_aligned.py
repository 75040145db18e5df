"""Markdown: a figure belongs to the heading in its own column, however merged cells are written; nothing is shifted."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber, Transcript
from samples.damage import without_repeats, wrapped
from samples.printers import pipes
from samples.report import SampleReport
from tests.made.reading import PIPED, dice, distinct_report, printed, readings, transcribe, wrongs

Reader = Callable[[str], Transcript]
COLUMNS = ("natural_person", "business", "research", "civic", "legal_service", "other", "total")
GRANTED = [f"requests.granted.{column}" for column in COLUMNS]
RECEIVED = [f"requests.received.{column}" for column in COLUMNS]
DISPUTES_HEAD = "| 行政复议 |"


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda text: transcribe(text, declared, transcriber)


@pytest.fixture(params=[0, 1], ids=["2019", "2021"])
def report(declared: Declared, request: pytest.FixtureRequest) -> SampleReport:
    return distinct_report(declared.forms[request.param], "pipes", 0.1)


def row(text: str, label: str) -> str:
    """The row of a table that has a label, with its line end."""
    return next(line for line in text.split("\n") if f" {label} |" in line and any(map(str.isdigit, line))) + "\n"


def said(transcript: Transcript, *addresses: str) -> set[tuple[str, str | None]]:
    found = readings(transcript)
    return {(found[address].reading.status, found[address].reading.reason) for address in addresses}


def leftovers(transcript: Transcript) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for table in transcript.tables for one in table.leftovers]


@pytest.mark.parametrize(("layout", "options"), PIPED, ids=lambda value: str(value)[:40])
def test_every_cell_and_every_blank(
    declared: Declared, read: Reader, report: SampleReport, layout: str, options: dict[str, object]
) -> None:
    text = printed(report, layout, options)
    transcript = read(text)
    assert list(wrongs(report, transcript, text, declared)) == []
    assert {one.reading.status for one in readings(transcript).values()} == {"read", "blank"}
    assert transcript.form == report.form.name
    assert leftovers(transcript) == []


def test_the_place_of_a_cell(read: Reader, report: SampleReport) -> None:
    transcript = read(pipes(replace(report, texts={})))
    text = pipes(replace(report, texts={})).split("\n")
    line = next(rank for rank, one in enumerate(text, 1) if "（一）予以公开" in one)
    assert readings(transcript)[GRANTED[1]].locator == f"line {line}, cell 5"


def test_a_figure_in_the_column_of_no_heading_is_not_taken(read: Reader, report: SampleReport) -> None:
    """In 2019 and 2021 the table of 第（八）项 is narrower than those above it."""
    report = replace(report, texts={})
    text = pipes(report, spans="empty")
    own = row(text, "行政事业性收费")
    shifted = own.replace("| 行政事业性收费 |", "| 行政事业性收费 |  |", 1).rstrip("\n").removesuffix("  |") + "\n"
    transcript = read(text.replace(own, shifted))
    fees = [address for address in readings(transcript) if ".fees." in address or "fee_items" in address]
    assert {status for status, _ in said(transcript, *fees)} <= {"unreadable", "blank"}


def test_two_figures_under_one_heading_are_not_chosen_from(read: Reader, declared: Declared) -> None:
    report = distinct_report(declared.forms[0], "pipes")
    text = pipes(report)
    amount = next(cell for cell in report.form.cells if cell.address == "proactive.procurement.amount")
    own = row(text, "政府集中采购")
    twice = f"| {report.text(amount)} | {report.text(amount)} |"
    assert twice in own
    transcript = read(text.replace(own, own.replace(twice, f"| {report.text(amount)} | 5 |")))
    assert said(transcript, amount.address) == {("unreadable", "two_cells_under_heading")}


@pytest.mark.parametrize("spans", ["repeated", "empty"])
def test_a_line_of_the_province_is_left_over(
    declared: Declared, read: Reader, report: SampleReport, spans: str
) -> None:
    text = pipes(report, spans=spans)
    own = row(text, "（一）予以公开")
    extra = own.replace("（一）予以公开", "其中：网上申请")
    text = text.replace(own, own + extra)
    transcript = read(text)
    assert list(wrongs(report, transcript, text, declared)) == []
    assert {status for status, _ in said(transcript, *GRANTED)} <= {"read", "blank"}
    assert ("其中：网上申请", "no_such_row") in leftovers(transcript)


@pytest.mark.parametrize("spans", ["repeated", "empty"])
def test_a_column_of_the_province_is_left_over(
    declared: Declared, read: Reader, report: SampleReport, spans: str
) -> None:
    """Between 其他 and 总计: what stands under it is nobody's, what stands beside it stays where it is."""
    lines = pipes(report, spans=spans).split("\n")
    start = next(rank for rank, line in enumerate(lines) if "申请人情况" in line)
    end = next(rank for rank in range(start, len(lines)) if not lines[rank])
    for rank in range(start, end):
        cells = lines[rank].split(" | ")
        extra = {start: cells[-2], start + 1: "---", start + 2: "外国人", start + 3: "外国人"}.get(rank, "77")
        lines[rank] = " | ".join((*cells[:-1], extra, cells[-1]))
    text = "\n".join(lines)
    transcript = read(text)
    assert list(wrongs(report, transcript, text, declared)) == []
    assert {status for status, _ in said(transcript, *GRANTED, *RECEIVED)} <= {"read", "blank"}
    assert ("77", "no_such_column") in leftovers(transcript)


def test_a_word_under_a_heading_changes_what_is_counted(read: Reader, declared: Declared) -> None:
    report = distinct_report(declared.forms[0], "pipes")
    text = pipes(report, spans="empty")
    head = next(line for line in text.split("\n") if "采购总金额" in line)
    transcript = read(text.replace(head, f"{head}\n|  |  | （万元） |  |"))
    assert {status for status, _ in said(transcript, "proactive.procurement.amount")} == {"unreadable"}


def test_headings_in_another_order_are_not_taken(read: Reader, report: SampleReport) -> None:
    transcript = read(pipes(report).replace("| 商业企业 | 科研机构 |", "| 科研机构 | 商业企业 |"))
    assert {status for status, _ in said(transcript, *GRANTED, *RECEIVED)} == {"unreadable"}


def test_headings_that_a_converter_took_for_repeated(declared: Declared, read: Reader) -> None:
    """第（五）项 and 第（六）项 have the same headings; where the second are gone, 行政处罚 is not read under the first."""
    report = distinct_report(declared.forms[1], "pipes")
    transcript = read(without_repeats(pipes(report), dice(1)))
    assert {status for status, _ in said(transcript, "proactive.penalties.decisions")} == {"unreadable"}
    assert said(transcript, "proactive.licensing.decisions", *GRANTED) == {("read", None)}


@pytest.mark.parametrize("seed", range(6))
def test_a_row_wrapped_over_lines_is_not_a_line_of_blanks(
    declared: Declared, read: Reader, report: SampleReport, seed: int
) -> None:
    text = wrapped(pipes(report, spans="empty"), dice(seed))
    assert list(wrongs(report, read(text), text, declared)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "（二）部分公开 |  |  |  |  |  |  |  |",
            "（区分处理的，只计这一情形，不计其他情形） | 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
        ),
        ("（二）部分公开 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |", " | 8 |  |  |  |  |  |  |"),
        (
            "（二）部分公开 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
            "（区分处理的，只计这一情形，不计其他情形） | 8 |  |  |  |  |  |  |",
        ),
    ],
)
def test_a_torn_row_is_refused(read: Reader, report: SampleReport, first: str, second: str) -> None:
    text = pipes(report, spans="empty")
    own = next(line for line in text.split("\n") if "（二）部分公开" in line)
    transcript = read(
        text.replace(own, f"|  | {first.replace(' |', ' |  |', 1)}\n|  | {second.replace(' |', ' |  |', 1)}")
    )
    cells = [address for address in readings(transcript) if address.startswith("requests.granted_in_part.")]
    assert said(transcript, *cells) == {("unreadable", "row_torn")}


def test_a_lone_row_behind_a_page_break(read: Reader, report: SampleReport) -> None:
    report = replace(report, texts={})
    text = pipes(report)
    own = row(text, "（一）予以公开")
    for between in ("- 3 -", "3 / 5", "第3页 共5页", ""):
        transcript = read(text.replace(own, f"\n{between}\n\n{own}\n"))
        assert said(transcript, *GRANTED, *RECEIVED) == {("read", None)}, between


def test_a_blank_line_without_label_is_the_last_of_its_table(read: Reader, report: SampleReport) -> None:
    disputes = [cell.address for cell in report.form.table("disputes").cells]
    text = pipes(replace(report, texts=dict.fromkeys(disputes, "")))
    assert said(read(text), *disputes) == {("blank", None)}


def test_a_label_that_is_not_known_is_not_a_missing_line(read: Reader, report: SampleReport) -> None:
    """Neither with figures, nor where all of its cells are blank and it might be a heading."""
    for values in ({}, dict.fromkeys(RECEIVED, "")):
        text = pipes(replace(report, texts=values), spans="empty").replace(
            "一、本年新收政府信息公开申请数量", "一、本年新枚申请"
        )
        assert {status for status, _ in said(read(text), *RECEIVED)} == {"unreadable"}


def test_a_table_of_the_other_form_makes_the_report_mixed(read: Reader, declared: Declared) -> None:
    """As the report of a county for 2024: the first table of 2021, the second of 2019."""
    older, newer = (pipes(distinct_report(form, "pipes")) for form in declared.forms)
    heads = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    first, second = (text[text.index(heads[0]) : text.index(heads[1])] for text in (older, newer))
    transcript = read(older.replace(first, second))
    assert (transcript.form, [table.form for table in transcript.tables]) == ("mixed", ["2021", "2019", "2019"])
    assert {one.reading.status for one in readings(transcript).values()} == {"read"}
