"""Scanned pages beside their reading, without personal data."""

import io

import numpy as np
from PIL import Image

from benchmarks.scans import turned
from gouji.document import Document, PageBox
from gouji.readers import pictures
from gouji.readers.pages.scans import read_recognised, recognise
from samples.report import SampleReport
from tests.made.page_documents import Page
from tests.made.reading import shipped_labels
from tests.made.scan_documents import draw, file_of


def test_pages_are_shown_as_they_were_laid(pages: list[Page], report: SampleReport) -> None:
    """Askew, moved on the glass: inside of the outline of a figure there is its ink, and around it the lines."""
    laid = [np.roll(turned(draw(one, 100), 1.0), 20 * rank, axis=1) for rank, one in enumerate(pages[:2])]
    content = file_of(laid, "TIFF")
    sheets = [recognise(number, picture) for number, picture in enumerate(laid, 1)]
    document = Document("scan", read_recognised(sheets, shipped_labels()), recognised=True)
    figures = [cell for grid in document.grids for cell in grid.cells if cell.text.isdigit()]
    drawn = {one.page: one for one in pictures("scan", content, {1: None, 2: None})}
    assert len(figures) > 30
    for cell in figures:
        assert cell.box is not None
        page = drawn[cell.box.page]
        assert page.png is not None
        image = Image.open(io.BytesIO(page.png)).convert("L")
        scale = image.width / page.width
        left, top, right, bottom = (round(at * scale) for at in cell.box[1:])
        inside = np.asarray(image)[top + 5 : bottom - 5, left + 5 : right - 5]
        assert inside.min() < 150
        assert (inside[:, 0] > 150).mean() > 0.9
        assert np.asarray(image)[top + 5 : bottom - 5, left - 4 : left + 5].min(axis=1).max() < 200


def test_personal_data_of_a_scan_is_not_shown(page: Page) -> None:
    box = PageBox(1, 100, 100, 200, 150)
    (shown,) = pictures("scan", file_of([np.zeros((1200, 900), np.uint8)]), {1: [box]})
    assert shown.png is not None
    image = np.asarray(Image.open(io.BytesIO(shown.png)).convert("L"))
    assert image[170:230, 170:310].max() < 60
    assert image[:150].min() > 200
    assert image[:, 330:].min() > 200
