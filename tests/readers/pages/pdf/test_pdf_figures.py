"""PDF with text: every figure in its cell. The pages are drawn by tests/made/page_documents.py."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gouji.declared import Declared
from samples.printers import html
from samples.report import SampleReport
from tests.made.page_documents import Mark, Page, Stroke, Text, add, advance, change, lay_out
from tests.made.pdf_changes import Check
from tests.made.pdf_pages import pdf
from tests.made.reading import distinct_report, read

LAYOUTS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "cut": {"cut": True},
    "cut, tall": {"cut": True, "tall": 25.0},
    "repeated": {"repeat": True},
}
DRAWN: Mapping[str, Mapping[str, Any]] = {
    "stroked": {},
    "thin rectangles": {"thin": True},
    "inside a form": {"form": True},
    "not compressed": {"packed": False},
    "font not embedded": {"cid": True},
    "turned 90": {"turned": 90},
    "turned 180": {"turned": 180},
    "turned 270": {"turned": 270},
    "turned 90 and declared": {"turned": 90, "declared": True},
    "turned 270 and declared": {"turned": 270, "declared": True},
}


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_read(layout: str, drawn: str, declared: Declared, refused: Check) -> None:
    for rank, form in enumerate(declared.forms):
        report = distinct_report(form, f"{layout}/{drawn}", blank_share=0.15 * rank)
        assert refused(read(pdf(lay_out(report, **LAYOUTS[layout]), **DRAWN[drawn])), report) == []


def test_passages_carry_their_place_and_prose_is_joined(report: SampleReport, pages: list[Page]) -> None:
    document = read(pdf(pages))
    texts = [passage.text for passage in document.passages]
    assert report.title in texts
    assert report.sections[1].heading in texts
    assert max((text for section in report.sections for text in section.paragraphs), key=len) in texts
    assert document.passages[0].locator == "page 1, x 50, y 50"
    assert document.passages[0].box == (1, 50, 50, round(50 + advance(report.title)), 61)
    cell = document.grids[0].cells[0]
    assert cell.locator.endswith(", table 1, row 1, column 1")
    assert cell.box is not None
    assert (cell.box.page, cell.box.left, cell.box.right) == (1, 50, 545)
    # The box of prose goes around all of its lines.
    prose = max(document.passages, key=lambda passage: len(passage.text)).box
    assert prose is not None
    assert prose.bottom - prose.top > 30
    # Page numbers stand in no cell and, counting with the pages, in no passage.
    assert not [text for text in texts if text.startswith("- ")]


def test_bold_made_by_drawing_twice(report: SampleReport, pages: list[Page], refused: Check) -> None:
    twice = change(pages, lambda mark: [mark, replace(mark, x=mark.x + 0.3)] if isinstance(mark, Text) else [mark])
    assert refused(read(pdf(twice)), report) == []


def test_slanted_watermark_is_left_out_with_a_remark(report: SampleReport, pages: list[Page], refused: Check) -> None:
    for page in range(len(pages)):
        pages = add(pages, Text(100, 700, "云岭县2023", 60, angle=45), page=page)
    document = read(pdf(pages))
    assert refused(document, report) == []
    assert any("slanted" in remark for remark in document.remarks)


def test_tables_without_lines(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """There is no cell to be sure of: most is refused, none is guessed from gaps."""
    bare = change(pages, lambda mark: [] if isinstance(mark, Stroke) else [mark])
    document = read(pdf(bare))
    assert not document.grids
    assert len(refused(document, report)) > 100


def test_table_that_runs_off_the_paper(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """The cells of the last column are cut by the edge: what is left of a figure is none."""

    def moved(mark: Mark) -> Mark:
        if isinstance(mark, Text):
            return replace(mark, x=mark.x + 60)
        return replace(mark, x0=mark.x0 + 60, x1=mark.x1 + 60)

    missing = refused(read(pdf(change(pages, lambda mark: [moved(mark)]))), report)
    assert {one.split(".")[-1] for one in missing if one.startswith("requests")} == {"total"}
    assert len(missing) >= 25


@pytest.mark.parametrize("program", ["chromium", "soffice"])
def test_printed_by_other_programs(program: str, declared: Declared, tmp_path: Path, refused: Check) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed; the same pages are drawn by this project's own writer")
    report = distinct_report(declared.forms[0], program, blank_share=0.1)
    page, target, profile = tmp_path / "report.html", tmp_path / "report.pdf", tmp_path / "profile"
    border = '<table border="1" cellspacing="0" width="100%" style="border-collapse: collapse">'
    page.write_text(html(report).replace("<table>", border), encoding="utf-8")
    words: dict[str, Iterable[str]] = {
        "chromium": ("--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", f"--print-to-pdf={target}"),
        "soffice": (
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
            "--outdir",
        ),
    }
    last = (str(page),) if program == "chromium" else (str(tmp_path), str(page))
    subprocess.run([program, "--headless", *words[program], *last], check=True, capture_output=True, timeout=120)  # noqa: S603
    missing = refused(read(target.read_bytes()), report)
    # LibreOffice lets a wide table run off the paper: what is cut off there is refused.
    assert not missing if program == "chromium" else len(missing) <= 15
