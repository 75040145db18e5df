"""Pictures of pages as a Document, and the statuses read of it."""

from collections.abc import Callable

from gouji.document import Document
from gouji.reports.transcribe import CellReading
from samples.report import SampleReport
from tests.made.page_documents import Fill, Page, Text, find

FIGURE, BLANK = "proactive.normative_documents.issued", "proactive.normative_documents.repealed"
# Prose costs seconds and says nothing here.
_LONGEST = 40
Read = Callable[[Document], dict[str, CellReading]]


def place(pages: list[Page], report: SampleReport) -> tuple[int, Text]:
    """The page and the mark of FIGURE, a third of the page left of the blank."""
    return find(pages, next(report.text(cell) for cell in report.form.cells if cell.address == FIGURE))


def statuses(said: dict[str, CellReading], table: str) -> list[str]:
    return [one.reading.status for address, one in said.items() if address.startswith(f"{table}.")]


SCAN = Fill(0, 0, 595, 842, picture=True)
