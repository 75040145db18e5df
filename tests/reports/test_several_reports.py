"""A file that holds several reports, or one twice, is refused; what only looks like it is read."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.intake import take_in
from gouji.reports.transcribe import Transcriber
from gouji.reports.understanding import Report, read_file, understand
from samples.printers import print_report
from samples.report import SampleReport, sample_report
from tests.made.reading import dice

Reader = Callable[[bytes | str], Report]


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber, tmp_path: Path) -> Reader:
    def read(content: bytes | str) -> Report:
        path = tmp_path / "report"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        (taken,) = take_in([path]).taken
        return understand(read_file(taken, declared), declared, transcriber, NO_ROSTER)

    return read


def printed(report: SampleReport, layout: str) -> str:
    return print_report(report, layout).decode()


def made(declared: Declared, seed: int, body: str = "云岭县霜渡乡人民政府", year: int = 2023) -> SampleReport:
    return sample_report(declared.forms[-1], dice(seed), organisation=body, year=year)


@pytest.mark.parametrize("layout", ["tabbed", "paragraphs", "html", "pipes"])
def test_two_bodies_in_one_file(read: Reader, declared: Declared, layout: str) -> None:
    other = made(declared, 2, "云岭县石屏镇人民政府")
    found = read(printed(made(declared, 1), layout) + "\n" + printed(other, layout))
    assert found.status == "unreadable"
    assert found.reason is not None
    assert "云岭县霜渡乡人民政府2023年、云岭县石屏镇人民政府2023年" in found.reason
    assert (found.transcript, found.facts) == (None, None)


@pytest.mark.parametrize("layout", ["tabbed", "html"])
def test_two_years_in_one_file(read: Reader, declared: Declared, layout: str) -> None:
    found = read(printed(made(declared, 1), layout) + "\n" + printed(made(declared, 2, year=2022), layout))
    assert found.status == "unreadable"
    assert found.reason is not None
    assert "2023年" in found.reason
    assert "2022年" in found.reason


def test_two_versions_without_titles(read: Reader, declared: Declared) -> None:
    first, second = (printed(made(declared, seed), "tabbed") for seed in (1, 2))
    found = read(first + "\n" + second[second.index("一、总体情况") :])
    assert found.status == "unreadable"


def beside(left: str, right: str, offset: int) -> bytes:
    """Two tabbed texts beside each other in one sheet, the right one `offset` rows lower."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for text, column, down in ((left, 1, 0), (right, 12, offset)):
        for row, line in enumerate(text.splitlines(), 1):
            for at, value in enumerate(line.split("\t")):
                if value:
                    sheet.cell(row + down, column + at, int(value) if value.isdigit() else value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("offset", [0, 1, 3])
def test_two_reports_beside_each_other(read: Reader, declared: Declared, offset: int) -> None:
    left = printed(made(declared, 1), "tabbed")
    right = printed(made(declared, 2, "云岭县石屏镇人民政府"), "tabbed")
    found = read(beside(left, right, offset))
    assert (found.status, found.transcript) == ("unreadable", None)


def test_lists_of_other_reports_on_a_page_are_none(read: Reader, declared: Declared) -> None:
    page = printed(made(declared, 1), "html")
    links = "".join(f"<p>云岭县霜渡乡人民政府{year}年政府信息公开工作年度报告</p>" for year in (2020, 2021, 2022))
    assert read(page + links).status == "audited"
    assert read(links + page).status == "audited"


def test_a_table_of_contents_is_no_second_report(read: Reader, declared: Declared) -> None:
    report = made(declared, 1)
    contents = "\n".join(section.heading for section in report.sections)
    found = read(contents + "\n" + printed(report, "tabbed"))
    assert (found.status, [section.number for section in found.sections]) == ("audited", [1, 2, 3, 4, 5, 6])


def test_a_page_bound_in_twice_is_no_second_report(read: Reader, declared: Declared) -> None:
    text = printed(made(declared, 1), "tabbed")
    page = text[: text.index("二、主动公开政府信息情况")]
    assert read(page + text).status == "audited"


def test_a_table_that_is_there_twice_is_not_read(read: Reader, declared: Declared) -> None:
    first, second = (printed(made(declared, seed), "html") for seed in (1, 5))
    start, end = second.index("三、收到和处理"), second.index("四、政府信息公开行政复议")
    start = second.index("<table", start)
    table = second[start : second.index("</table>", start) + len("</table>")]
    assert start < end
    at = first.index("四、政府信息公开行政复议")
    at = first.rindex("<", 0, at)
    found = read(first[:at] + table + first[at:])
    assert found.transcript is not None
    requests = next(one for one in found.transcript.tables if one.table == "requests")
    assert requests.twice
    assert not any(cell.reading.status == "read" for cell in requests.cells)
    others = [cell for one in found.transcript.tables if one.table != "requests" for cell in one.cells]
    assert any(cell.reading.status == "read" for cell in others)


def test_an_inserted_document_alone_is_not_nothing(read: Reader) -> None:
    from tests.made.office_documents import docx

    found = read(docx("<w:altChunk/>"))
    assert found.status == "unreadable"
    assert found.reason is not None
    assert "插入" in found.reason


def test_pages_are_told_from_drafts(read: Reader, declared: Declared) -> None:
    report = replace(made(declared, 1), published_on=None)
    assert read(printed(report, "html")).is_page
    assert not read(printed(report, "tabbed")).is_page
