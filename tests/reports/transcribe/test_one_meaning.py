"""Layouts that can mean one thing only, and those beside them that can mean more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber, Transcript
from samples.printers import flat, paragraphs, run_together
from samples.report import SampleReport
from tests.made.one_meaning import a_table_a_row, layouts, piped_cells, printed_otherwise
from tests.made.reading import distinct_report, readings, tally, transcribe, wrongs

Reader = Callable[[str], Transcript]
COLUMNS = ("natural_person", "business", "research", "civic", "legal_service", "other", "total")
GRANTED = [f"requests.granted.{column}" for column in COLUMNS]


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda text: transcribe(text, declared, transcriber)


@pytest.fixture
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "one meaning")


@pytest.mark.parametrize("variant", layouts(), ids=lambda variant: variant.name)
def test_every_cell_is_read(declared: Declared, transcriber: Transcriber, variant) -> None:
    for number in range(4):
        shown, content = printed_otherwise(variant, number, declared)
        transcript = transcribe(content, declared, transcriber)
        # Three digits for three cells, which no total speaks for.
        together = 6 if "run together" in variant.name else 0
        assert tally(transcript)["read"] >= len(shown.figures) - together
        assert not list(wrongs(shown, transcript, content.decode(), declared))


# One cell a line, with pipes


def test_a_blank_cell_with_a_pipe_behind_is_a_blank_cell(read: Reader, report: SampleReport) -> None:
    texts = {GRANTED[2]: ""}
    transcript = read(piped_cells(replace(report, texts=texts), alone=False))
    found = readings(transcript)
    assert found[GRANTED[2]].reading.status == "blank"
    assert [found[address].reading.value for address in GRANTED[:2]] == [report.figures[one] for one in GRANTED[:2]]


def test_pipes_between_cells_tell_no_blank(read: Reader, report: SampleReport) -> None:
    """Three pipes below each other are a blank cell between two others, or three: nothing is placed by them."""
    text = piped_cells(replace(report, texts={GRANTED[2]: ""}), alone=True)
    found = readings(read(text))
    assert {found[address].reading.status for address in GRANTED} == {"unreadable"}


# Rows that are tables of their own


def test_a_row_that_lacks_a_cell_is_refused(read: Reader, report: SampleReport) -> None:
    figure = f"<td><p>{report.figures[GRANTED[3]]}</p></td>"
    page = a_table_a_row(report)
    assert figure in page
    found = readings(read(page.replace(figure, "")))
    assert {found[address].reading.reason for address in GRANTED} == {"row_count"}


def test_rows_that_prose_parts_have_no_headings(read: Reader, report: SampleReport) -> None:
    page = a_table_a_row(report).replace("</table>\n<table>", "</table>\n<p>续</p>\n<table>")
    assert tally(read(page))["read"] == 0


# Digits run together


@pytest.mark.parametrize(
    ("digits", "status"),
    [
        ("4010005", "read"),
        ("0000000", "read"),
        # Eight digits, six digits.
        ("40100005", "unreadable"),
        ("401005", "unreadable"),
        # The total does not speak for the digits: 5 5 0 0 0 blank 10, and an office's mistake, look alike.
        ("5500010", "unreadable"),
        ("4010006", "unreadable"),
    ],
)
def test_seven_digits_are_seven_cells_where_their_total_holds(
    declared: Declared, read: Reader, digits: str, status: str
) -> None:
    [variant] = [one for one in layouts() if "run together" in one.name]
    shown, content = printed_otherwise(variant, 1, declared)
    text = content.decode()
    own = "".join(shown.text(cell) for cell in shown.form.cells if cell.address in GRANTED)
    assert f"（一）予以公开{own}\n" in text
    found = readings(read(text.replace(f"（一）予以公开{own}\n", f"（一）予以公开{digits}\n")))
    assert {found[address].reading.status for address in GRANTED} == {status}
    if status == "read":
        assert "".join(str(found[address].reading.value) for address in GRANTED) == digits


def test_figures_of_several_digits_are_not_taken_apart(declared: Declared, read: Reader, report: SampleReport) -> None:
    text = run_together(report)
    transcript = read(text)
    assert not list(wrongs(report, transcript, text, declared))
    assert {one.reading.status for address, one in readings(transcript).items() if address in GRANTED} == {"unreadable"}


def test_a_figure_behind_a_label_may_be_the_number_of_a_note(
    declared: Declared, read: Reader, report: SampleReport
) -> None:
    """行政许可1, with the figure on the next line; and where rows are not run together, 行政许可1 alone."""
    address = "proactive.licensing.decisions"
    [variant] = [one for one in layouts() if "run together" in one.name]
    shown, content = printed_otherwise(variant, 1, declared)
    assert readings(read(content.decode()))[address].reading.value == shown.figures[address]
    text = content.decode().replace(f"行政许可{shown.figures[address]}\n", f"行政许可1\n{shown.figures[address]}\n")
    assert readings(read(text))[address].reading.status == "unreadable"
    text = flat(report).replace(f"行政许可\n{report.figures[address]}\n", "行政许可1\n")
    assert readings(read(text))[address].reading.status == "unreadable"


def test_seven_digits_of_a_report_are_no_row_by_themselves(read: Reader, declared: Declared) -> None:
    """A figure of seven digits where each cell has a line of its own: the others of its line were lost."""
    shown = distinct_report(declared.forms[1], "seven")
    values = "\n".join(shown.text(cell) for cell in shown.form.cells if cell.address in GRANTED)
    text = flat(shown)
    assert values in text
    found = readings(read(text.replace(values, "1234567")))
    assert {found[address].reading.status for address in GRANTED} == {"unreadable"}


# Totals that are wrong, and page numbers


def test_a_wrong_total_is_the_offices_where_no_page_number_is_seen(declared: Declared, read: Reader) -> None:
    [variant] = [one for one in layouts() if "totals wrong" in one.name]
    _, content = printed_otherwise(variant, 1, declared)
    assert tally(read(content.decode())) == {"read": 200}
    for page in ("12\n", "- 12 -\n"):
        numbered = content.decode().replace("一、总体情况", f"{page}一、总体情况", 1)
        reasons = {one.reading.reason for one in readings(read(numbered)).values()}
        assert "may_hide_blank" in reasons


def test_a_lost_blank_keeps_the_doubt(read: Reader, report: SampleReport) -> None:
    """Where a blank was lost anywhere, a line that only its number speaks for may have lost one, too."""
    transcript = read(flat(replace(report, texts={GRANTED[2]: ""})))
    found = readings(transcript)
    assert {found[one].reading.status for one in GRANTED} == {"unreadable"}
    assert found["requests.received.total"].reading.reason == "lost_and_stray"


def test_the_gap_behind_a_table_is_no_cell(declared: Declared, read: Reader, report: SampleReport) -> None:
    """`行政事业性收费`, its figure, an empty line; a blank that may be the cell itself stays refused."""
    text = paragraphs(report, half_width=False)
    assert readings(read(text))["proactive.fees.amount"].reading.value == report.figures["proactive.fees.amount"]
    blank = paragraphs(replace(report, texts={"proactive.fees.amount": ""}), half_width=False, spaced_tables=())
    assert readings(read(blank))["proactive.fees.amount"].reading.reason == "blank_or_gap"
