"""A report, its pages and workers for the tests of show pages."""

import pytest

from gouji.declared import Declared
from samples.report import SampleReport
from tests.made.page_documents import Page, lay_out
from tests.made.reading import distinct_report


@pytest.fixture(scope="package")
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[-1], "show")


@pytest.fixture(scope="package")
def pages(report: SampleReport) -> list[Page]:
    return lay_out(report)
