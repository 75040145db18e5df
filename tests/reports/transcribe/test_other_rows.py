"""Rows and columns that no form has are left over and said, whatever the layout; no figure moves to another cell."""

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber, Transcript
from samples.printers import html, pipes, tabbed
from samples.report import SampleReport
from tests.made.reading import distinct_report, readings, transcribe

EXTRA = ["81", "82", "83", "84", "85", "86", "87"]


@pytest.fixture(params=[0, 1], ids=["2019", "2021"])
def report(declared: Declared, request: pytest.FixtureRequest) -> SampleReport:
    return distinct_report(declared.forms[request.param], "other rows")


def misread(report: SampleReport, transcript: Transcript) -> list[str]:
    """The cells that are read as something else than is printed there, or called missing."""
    return [
        address
        for address, one in readings(transcript).items()
        if one.reading.status not in ("read", "unreadable")
        or (one.reading.status == "read" and one.reading.value != report.figures.get(address))
    ]


def kept(transcript: Transcript, table: str) -> int:
    return sum(
        one.reading.status == "read" for address, one in readings(transcript).items() if address.startswith(f"{table}.")
    )


def cells(report: SampleReport, table: str) -> int:
    return len(report.form.table(table).cells)


def leftover(transcript: Transcript) -> set[str]:
    return {one.text for table in transcript.tables for one in table.leftovers}


@pytest.mark.parametrize("label", ["其中：网上申请", "申请合计", "市级要求填报"])
def test_an_added_row_of_a_web_page(
    declared: Declared, transcriber: Transcriber, report: SampleReport, label: str
) -> None:
    text = html(report)
    before = text.index("四、结转下年度继续办理")
    at = text.rindex("<tr>", 0, before)
    added = f'<tr><td colspan="3">{label}</td>{"".join(f"<td>{value}</td>" for value in EXTRA)}</tr>'
    transcript = transcribe(text[:at] + added + text[at:], declared, transcriber)
    assert misread(report, transcript) == []
    assert kept(transcript, "requests") == cells(report, "requests")
    assert {label, *EXTRA} <= leftover(transcript)


def test_an_added_row_of_tabbed_text(declared: Declared, transcriber: Transcriber, report: SampleReport) -> None:
    text = tabbed(report)
    own = "\t四、结转下年度继续办理"
    added = "".join(f"\t{one}\n" for one in ("其中：网上申请", *EXTRA)) + "\n"
    transcript = transcribe(text.replace(own, added + own), declared, transcriber)
    assert misread(report, transcript) == []
    assert kept(transcript, "requests") == cells(report, "requests")
    assert {"其中：网上申请", *EXTRA} <= leftover(transcript)


def test_an_added_column_of_a_web_page(declared: Declared, transcriber: Transcriber, report: SampleReport) -> None:
    """Right of 总计: the headings above it know it not, and every row has a figure there."""
    head, rest = html(report).split("三、收到和处理政府信息公开申请情况", 1)
    table, tail = rest.split("</table>", 1)
    rows = table.split("</tr>")
    for rank, row in enumerate(rows[:-1]):
        extra = {0: '<td rowspan="3">外国人</td>', 1: "", 2: ""}.get(rank, "<td>77</td>")
        rows[rank] = row + extra
    text = head + "三、收到和处理政府信息公开申请情况" + "</tr>".join(rows) + "</table>" + tail
    transcript = transcribe(text, declared, transcriber)
    assert misread(report, transcript) == []
    assert kept(transcript, "requests") == cells(report, "requests")
    assert "77" in leftover(transcript)


def test_an_added_column_of_tabbed_text(declared: Declared, transcriber: Transcriber, report: SampleReport) -> None:
    """Where spans are lost a figure more in each row leaves open which one it is."""
    text = tabbed(report)
    start = text.index("三、收到和处理政府信息公开申请情况")
    end = text.index("四、政府信息公开行政复议、行政诉讼情况")
    table = text[start:end].replace("\n\n\t", "\n\t77\n\n\t")
    transcript = transcribe(text[:start] + table + text[end:], declared, transcriber)
    assert misread(report, transcript) == []
    assert kept(transcript, "requests") <= 7


def test_a_report_whose_first_table_is_of_a_later_form(declared: Declared, transcriber: Transcriber) -> None:
    """As the report of a county for 2024, in each layout: `mixed`, and every cell is read."""
    older, newer = (distinct_report(form, "mixed") for form in declared.forms)
    for layout in (html, tabbed, pipes):
        first, second = layout(older), layout(newer)
        heads = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
        own, other = (text[text.rindex(heads[0]) : text.rindex(heads[1])] for text in (first, second))
        transcript = transcribe(first.replace(own, other), declared, transcriber)
        assert transcript.form == "mixed", layout.__name__
        assert [table.form for table in transcript.tables] == ["2021", "2019", "2019"]
        assert {one.reading.status for one in readings(transcript).values()} == {"read"}
