"""A report with a different figure in each cell, laid out on pages."""

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.reports.transcribe import Transcriber
from samples.report import SampleReport
from tests.made.ofd_changes import ADDRESS, Check
from tests.made.page_documents import Page, Text, find, lay_out
from tests.made.reading import distinct_report, readings, transcribe, wrongs


@pytest.fixture(scope="package")
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "ofd")


@pytest.fixture(scope="package")
def pages(report: SampleReport) -> list[Page]:
    return lay_out(report)


@pytest.fixture(scope="package")
def at(report: SampleReport, pages: list[Page]) -> Text:
    """Where the figure of ADDRESS stands."""
    return find(pages, report.text(next(cell for cell in report.form.cells if cell.address == ADDRESS)))[1]


@pytest.fixture
def refused(declared: Declared, transcriber: Transcriber) -> Check:
    """The addresses that were refused; a wrong one fails the test."""

    def check(document: Document, report: SampleReport) -> list[str]:
        transcript = transcribe(document, declared, transcriber)
        printed = "\n".join(report.text(cell) for cell in report.form.cells)
        assert list(wrongs(report, transcript, printed, declared)) == []
        return [address for address, one in readings(transcript).items() if one.reading.status == "unreadable"]

    return check
