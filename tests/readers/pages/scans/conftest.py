"""A report with a different figure in each cell, drawn as pictures of pages."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scans import pressed, turned
from gouji.declared import Declared
from gouji.document import Document
from gouji.reports.transcribe import CellReading, Transcriber
from samples.report import SampleReport
from tests.made.page_documents import Page, Text, change, lay_out
from tests.made.reading import distinct_report, read, readings, transcribe, wrongs
from tests.made.scan_documents import draw, file_of
from tests.made.scan_reading import _LONGEST, BLANK, Read, place


@pytest.fixture(scope="package")
def report(declared: Declared) -> SampleReport:
    blanks = (BLANK, "requests.granted.business", "disputes.reconsideration.total")
    return replace(distinct_report(declared.forms[1], "scan"), texts=dict.fromkeys(blanks, ""))


@pytest.fixture(scope="package")
def pages(report: SampleReport) -> list[Page]:
    return change(lay_out(report), lambda mark: [] if isinstance(mark, Text) and len(mark.text) > _LONGEST else [mark])


@pytest.fixture(scope="package")
def page(pages: list[Page], report: SampleReport) -> Page:
    """The page with the first table: nine figures and a blank."""
    return pages[place(pages, report)[0]]


@pytest.fixture
def cells(report: SampleReport, declared: Declared, transcriber: Transcriber) -> Read:
    """The cells of a document, none of them misread."""
    everything = "\n".join(report.text(cell) for cell in report.form.cells)

    def said(document: Document) -> dict[str, CellReading]:
        transcript = transcribe(document, declared, transcriber)
        assert list(wrongs(report, transcript, everything, declared)) == []
        return readings(transcript)

    return said


@pytest.fixture(scope="package")
def whole(pages: list[Page]) -> Document:
    """Four pages in one TIFF, tables over page breaks, each page laid on the glass in its own way."""
    pictures = [pressed(turned(draw(one), angle)) for one, angle in zip(pages, (0.0, 0.4, -0.3, 0.0), strict=True)]
    pictures[2] = np.roll(pictures[2], 25, axis=1)
    return read(file_of(pictures, "TIFF", compression="jpeg"))
