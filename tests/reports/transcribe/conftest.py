""""""

import pytest

from gouji.declared import Declared
from gouji.reports.transcribe import Transcriber
from samples.report import SampleReport
from tests.made.grid_pages import Reader
from tests.made.reading import distinct_report, transcribe


@pytest.fixture
def read(declared: Declared, transcriber: Transcriber) -> Reader:
    return lambda page: transcribe(page, declared, transcriber)


@pytest.fixture
def old(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[0], "grids")


@pytest.fixture
def new(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "grids")
