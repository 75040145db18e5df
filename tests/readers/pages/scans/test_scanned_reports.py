"""Scanned pages: every figure in its cell, or a reason."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2 as _cv2
import numpy as np
import pikepdf
import polars as pl
import pytest

from benchmarks.scans import bordered, noisy, pressed, turned
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.document import Document
from gouji.document.figures import Reading
from gouji.intake import take_in
from gouji.judging.batch import judge_batch
from gouji.readers.pages.scans import read_recognised, recognise
from gouji.reports.chunks import transcribe_chunk
from gouji.reports.understanding import ReadFile
from gouji.rules.checks import checks_of
from samples.report import SampleReport
from tests.made.page_documents import Page, Stroke, Text, add, change
from tests.made.pdf_pages import pdf
from tests.made.reading import read, shipped_labels
from tests.made.scan_documents import Picture, draw, file_of, sealed
from tests.made.scan_reading import BLANK, FIGURE, Read, place, statuses

cv2: Any = _cv2


def document_of(pictures: Sequence[Picture]) -> Document:
    sheets = [recognise(number, picture) for number, picture in enumerate(pictures, 1)]
    return Document("scan", read_recognised(sheets, shipped_labels()), recognised=True)


def test_a_whole_report_page_by_page(whole: Document, report: SampleReport, cells: Read) -> None:
    assert whole.format == "scan"
    assert whole.recognised
    said = cells(whole)
    assert len(said) == len(report.form.cells)
    refused = [address for address, one in said.items() if one.reading.status == "unreadable"]
    assert len(refused) <= 10
    assert said["requests.granted.business"].reading == Reading("blank")
    assert said["requests.granted.business"].confidence == 1
    assert all(one.confidence is not None and one.confidence >= 0.95 for one in said.values() if one.reading.value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: pressed(noisy(turned(draw(page), 0.8), 1)),
        lambda page: pressed(noisy(draw(page, 120), 2)),
        lambda page: pressed(turned(bordered(draw(page)), -0.4)),
        lambda page: noisy(draw(page, 300), 3, 25),
    ],
    ids=["skew, noise, JPEG", "120 dpi, noise, JPEG", "grey border", "strong noise"],
)
def test_spoiled_pages_are_read_or_refused(spoil: Callable[[Page], Picture], page: Page, cells: Read) -> None:
    found = statuses(cells(document_of([spoil(page)])), "proactive")
    assert found.count("unreadable") <= 1
    assert found.count("blank") <= 1


def test_seal_over_figures(pages: list[Page], report: SampleReport, cells: Read) -> None:
    """An opaque seal hides strokes, and a blank below one is not known to be blank: what it touches is refused."""
    number, at = place(pages, report)
    clean = draw(pages[number])
    blank_x = at.x + (595 - 100) / 4
    for x in (at.x + 10, blank_x + 10):
        said = cells(document_of([sealed(clean, x, at.y)]))
        under = FIGURE if x < blank_x else BLANK
        assert said[under].reading == Reading("unreadable", reason="ocr_doubtful")
        assert "read" in statuses(said, "proactive")
    assert cells(document_of([clean]))[BLANK].reading == Reading("blank")


def test_watermark_makes_no_figure(pages: list[Page], report: SampleReport, cells: Read) -> None:
    """A light figure in a blank cell is neither read nor taken for paper; one across a figure makes that doubtful."""
    number, at = place(pages, report)
    marks = [Text(at.x + (595 - 100) / 4, at.y, "17", color=0.75), Text(at.x - 20, at.y + 4, "///", 20, color=0.75)]
    said = cells(document_of([draw(add(pages, *marks, page=number)[number])]))
    assert said[BLANK].reading == Reading("unreadable", reason="ocr_doubtful")
    assert said[FIGURE].reading == Reading("unreadable", reason="ocr_doubtful")


def test_figure_struck_out_or_across_its_border(pages: list[Page], report: SampleReport, cells: Read) -> None:
    number, at = place(pages, report)
    picture = draw(pages[number])
    y, left, right = (round(value * 200 / 72) for value in (at.y - 3, at.x - 4, at.x + 30))
    struck = picture.copy()
    struck[y - 1 : y + 2, left:right] = 0
    assert cells(document_of([struck]))[FIGURE].reading.status == "unreadable"
    moved = change(pages, lambda mark: [replace(mark, x=at.x - 58)] if mark == at else [mark])
    assert cells(document_of([draw(moved[number])]))[FIGURE].reading.status in ("unreadable", "absent")


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_hair_lines(dpi: int, page: Page, cells: Read) -> None:
    """A third of a point of half grey, which falls on one row of pixels or on two."""
    picture = draw(change([page], lambda mark: [] if isinstance(mark, Stroke) else [mark])[0], dpi)
    height, width = picture.shape[:2]
    fine = np.full((height * 4, width * 4), 255, np.uint8)
    scale = dpi * 4 / 72
    for mark in page:
        if isinstance(mark, Stroke):
            x0, y0, x1, y1 = (round(value * scale) for value in (mark.x0, mark.y0, mark.x1, mark.y1))
            cv2.rectangle(fine, (x0, y0), (x1 + round(scale / 3), y1 + round(scale / 3)), 128, -1)
    lines = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)[:, :, None]
    said = statuses(cells(document_of([noisy(np.minimum(picture, lines), 1, 4)])), "proactive")
    assert said.count("unreadable") <= 1


def test_a_pale_hyphen_makes_a_figure_doubtful(pages: list[Page], report: SampleReport, cells: Read) -> None:
    """Of small print noise and skew bleach the hyphen first: -8 is not 8."""
    number, at = place(pages, report)
    picture = draw(pages[number])
    y, right = round((at.y - at.size * 0.3) * 200 / 72), round(at.x * 200 / 72) - 3
    for gap in (0, 3):
        hyphen = picture.copy()
        hyphen[y : y + 2, right - gap - 7 : right - gap] = 188
        assert cells(document_of([hyphen]))[FIGURE].reading == Reading("unreadable", reason="ocr_doubtful")
    assert cells(document_of([picture]))[FIGURE].reading.status == "read"


def test_text_of_somebodys_ocr_is_not_used(pages: list[Page], page: Page, report: SampleReport, cells: Read) -> None:
    """Invisible text over the picture says 99999 everywhere; what is read is what is seen."""

    def lying(mark: Any) -> list[Any]:
        if not isinstance(mark, Text):
            return []
        return [replace(mark, mode=3, text="99999" if re.fullmatch(r"[0-9.]+", mark.text) else mark.text)]

    out = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(file_of([draw(page)], "PDF", resolution=200))) as scan,
        pikepdf.open(io.BytesIO(pdf(change([page], lying)))) as over,
    ):
        first: Any = scan.pages[0]
        first.add_overlay(over.pages[0])
        scan.save(out)
    document = read(out.getvalue())
    assert document.recognised
    texts = [cell.text for grid in document.grids for cell in grid.cells] + [one.text for one in document.passages]
    assert not any("99999" in text for text in texts)
    assert statuses(cells(document), "proactive").count("read") >= 8


def test_a_scan_is_judged_by_its_cells_alone(declared: Declared, whole: Document, tmp_path: Path) -> None:
    """Wrong totals are found; that no title, date, section or sentence is there is no finding."""
    (tmp_path / "scan.png").write_bytes(b"read above")
    (taken,) = take_in([tmp_path / "scan.png"]).taken
    frames = transcribe_chunk([ReadFile(taken, whole)], declared, NO_ROSTER)
    assert frames.reports.get_column("status").to_list() == ["audited"]
    places = judge_batch(frames, checks_of(declared), declared, None).judgement.findings.get_column("place").to_list()
    assert any(place.startswith("disputes.") for place in places)
    assert [place for place in places if place.split(".")[0] not in ("proactive", "requests", "disputes")] == []
    table = frames.cells.filter(pl.col("table") == "disputes")
    assert table.get_column("confidence").null_count() == 0
    assert frames.claims.height == 0
