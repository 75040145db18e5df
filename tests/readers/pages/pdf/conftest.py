"""A report with a different figure in each cell, laid out on pages."""

import pytest

from gouji.declared import Declared
from gouji.document import Document
from gouji.reports.transcribe import Transcriber
from samples.report import SampleReport
from tests.made.page_documents import Page, lay_out
from tests.made.pdf_changes import Check, printed
from tests.made.reading import distinct_report, readings, transcribe, wrongs


@pytest.fixture(scope="package")
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "pdf")


@pytest.fixture(scope="package")
def pages(report: SampleReport) -> list[Page]:
    return lay_out(report)


@pytest.fixture
def refused(declared: Declared, transcriber: Transcriber) -> Check:
    """The addresses that were refused; a wrong one fails the test."""

    def check(document: Document, report: SampleReport) -> list[str]:
        transcript = transcribe(document, declared, transcriber)
        assert list(wrongs(report, transcript, printed(report), declared)) == []
        return [address for address, one in readings(transcript).items() if one.reading.status == "unreadable"]

    return check
