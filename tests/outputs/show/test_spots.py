"""Every cell leads to its own figure on the page and back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

from gouji.declared import Declared
from gouji.document import Document, Grid, GridCell, Passage
from gouji.outputs.show.spots import At, find_spots
from samples.report import SampleReport
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Page, find
from tests.made.pdf_pages import pdf
from tests.made.reading import KEPT_APART, printed
from tests.made.show_pages import drawn, ids, parsed, picture_of, spots_of


def without_labels(spot: HtmlElement) -> str:
    return (spot.text or "").strip()


@pytest.mark.parametrize(("layout", "options"), KEPT_APART)
def test_every_cell_leads_to_its_own_figure_and_back(
    layout: str, options: Mapping[str, Any], report: SampleReport, declared: Declared, tmp_path: Path
) -> None:
    page = parsed(drawn(printed(report, layout, options).encode(), tmp_path, declared))
    named = ids(page)
    assert {cell.address for cell in report.form.cells} <= named.keys()
    for cell in report.form.cells:
        if named[cell.address].get("class") != "cell read":
            # Of a layout that loses blanks a few cells are refused; those have no one place.
            continue
        (spot,) = spots_of(page, cell.address)
        assert spot.get("data-cells") == cell.address
        assert without_labels(spot) == report.text(cell).strip()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotated", [False, True])
def test_a_pdf_page_has_an_outline_for_each_cell_around_its_figure(
    turned: int, rotated: bool, report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    page = parsed(drawn(pdf(pages, turned=turned, declared=rotated), tmp_path, declared))
    sheets = page.xpath("//*[local-name()='svg']")
    assert len(page.xpath("//*[local-name()='rect']")) == len(report.form.cells)
    for cell in report.form.cells:
        (spot,) = spots_of(page, cell.address)
        number, text = find(pages, report.text(cell))
        left, top, width, height = (float(spot.get(name)) for name in ("x", "y", "width", "height"))
        assert left <= text.x <= left + width
        assert top <= text.y <= top + height
        assert sheets.index(spot.getparent()) == number
    for sheet in sheets:
        assert borders_are_drawn(sheet)


def borders_are_drawn(sheet: HtmlElement) -> bool:
    """True where the picture has the line that a cell's outline stands for: it is the right way up."""
    (image,) = sheet.xpath("./*[local-name()='image']")
    picture = picture_of(image)
    scale = picture.width / float(image.get("width"))
    for outline in sheet.xpath("./*[local-name()='rect']"):
        x, y = float(outline.get("x")) * scale, (float(outline.get("y")) + float(outline.get("height")) / 2) * scale
        across = [picture.getpixel((min(max(round(x) + by, 0), picture.width - 1), round(y))) for by in range(-3, 4)]
        if min(across) > 200:
            return False
    return True


def test_an_ofd_page_is_drawn_from_its_characters_and_rules(
    report: SampleReport, pages: list[Page], declared: Declared, tmp_path: Path
) -> None:
    page = parsed(drawn(ofd(pages), tmp_path, declared))
    assert len(page.xpath("//*[local-name()='rect']")) == len(report.form.cells)
    texts = "".join(page.xpath("//*[local-name()='svg']/*[local-name()='text']/text()"))
    assert all(report.text(cell) in texts for cell in report.form.cells)
    assert page.xpath("//*[local-name()='path'][starts-with(@d, 'M')]")


def test_a_cell_that_its_row_does_not_tell_is_shown_by_the_whole_row() -> None:
    cells = tuple(GridCell(0, rank, text, "line 7") for rank, text in enumerate(("规章", "3", "3", "3")))
    document = Document("text", (Passage("标题", "line 1"), Grid(cells, "lines 7-7", spans_known=False)))

    def row(column: str, text: str) -> dict[str, Any]:
        return {
            "table": "proactive",
            "row": "rules",
            "column": column,
            "text": text,
            "status": "read",
            "locator": "line 7",
        }

    told = find_spots(document, [row("issued", "3"), row("repealed", "3"), row("in_force", "3")], (), {}, str)
    assert [told.at[At(1, rank)].addresses for rank in (1, 2, 3)] == [
        ("proactive.rules.issued",),
        ("proactive.rules.repealed",),
        ("proactive.rules.in_force",),
    ]
    untold = find_spots(document, [row("issued", "3"), row("repealed", "3")], (), {}, str)
    assert all(len(untold.at[At(1, rank)].addresses) == 2 for rank in range(4))
