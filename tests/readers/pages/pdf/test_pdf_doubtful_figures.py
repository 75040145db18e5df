"""A figure of a PDF with something about it is refused with its reason."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from gouji.declared import Declared
from samples.report import SampleReport
from tests.made.page_documents import Fill, Mark, Page, Stroke, Text, add, advance, change, find, lay_out
from tests.made.pdf_changes import Check, saved, stream
from tests.made.pdf_pages import pdf
from tests.made.reading import distinct_report, read

ADDRESS = "requests.granted.business"


@pytest.fixture(scope="module")
def at(report: SampleReport, pages: list[Page]) -> Text:
    """Where the figure of ADDRESS stands."""
    return find(pages, report.text(next(cell for cell in report.form.cells if cell.address == ADDRESS)))[1]


@pytest.mark.parametrize(
    ("name", "trap"),
    [
        ("a raised digit", lambda at: [Text(at.x + advance(at.text), at.y - 3, "1", at.size * 0.6)]),
        ("another digit over one", lambda at: [Text(at.x + 0.5, at.y, "#")]),
        ("a picture beside it", lambda at: [Fill(at.x - 6, at.y - 7, at.x - 1, at.y, picture=True)]),
        ("a line through it", lambda at: [Stroke(at.x, at.y - 3, at.x + advance(at.text), at.y - 3)]),
        ("white over it", lambda at: [Fill(at.x - 1, at.y - 9, at.x + 30, at.y + 2)]),
        ("white over a part of a digit", lambda at: [Fill(at.x - 4, at.y - 9, at.x + 1.5, at.y + 2)]),
        ("a second figure", lambda at: [Text(at.x + advance(at.text) + 3, at.y, "7")]),
        ("a second line", lambda at: [Text(at.x, at.y + 9, "7")]),
    ],
)
def test_a_figure_with_something_about_it_is_refused(
    name: str, trap: Callable[[Text], list[Mark]], at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    page, _ = find(pages, at.text)
    assert ADDRESS in refused(read(pdf(add(pages, *trap(at), page=page))), report), name


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("a picture", lambda at: [Fill(at.x, at.y - 7, at.x + 20, at.y, picture=True)]),
        ("a slanted stroke", lambda at: [Stroke(at.x, at.y - 7, at.x + 4, at.y)]),
        ("an upright stroke", lambda at: [Stroke(at.x, at.y - 7, at.x, at.y)]),
        ("slanted text", lambda at: [replace(at, angle=20.0)]),
        ("white text", lambda at: [replace(at, color=1.0)]),
    ],
)
def test_a_figure_that_is_no_plain_text_is_not_a_blank(
    name: str, instead: Callable[[Text], list[Mark]], at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    changed = change(pages, lambda mark: instead(at) if mark is at else [mark])
    assert refused(read(pdf(changed)), report) == [ADDRESS], name


def test_figure_that_runs_into_the_next_cell(at: Text, report: SampleReport, refused: Check) -> None:
    """Its last digits stand in the next cell, and both would be read wrong."""
    neighbour = "requests.granted.research"
    blank = replace(report, texts={neighbour: ""})
    wide = replace(at, size=18.0)
    changed = change(lay_out(blank), lambda mark: [wide] if mark == at else [mark])
    assert {ADDRESS, neighbour} <= set(refused(read(pdf(changed)), blank))


def test_large_text_across_cells_is_in_none_of_them(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """A watermark that is not slanted: what it touches is refused, nothing is misread."""
    page, at = find(pages, "申请人情况")
    missing = refused(read(pdf(add(pages, Text(at.x, at.y + 90, "2023", 60), page=page))), report)
    assert 0 < len(missing) < 60


def test_figure_split_over_two_lines(at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    """It may as well be two figures."""
    halves = [replace(at, text=at.text[:3], y=at.y - 5), replace(at, text=at.text[3:], y=at.y + 5)]
    changed = change(pages, lambda mark: halves if mark is at else [mark])
    assert refused(read(pdf(changed)), report) == [ADDRESS]


def test_seal_over_figures_leaves_them_readable(
    at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    """Figures drawn before the seal are under it: whether they can be seen is asked of the page as drawn."""
    page, _ = find(pages, at.text)
    seal = Fill(at.x - 60, at.y - 60, at.x + 60, at.y + 60, picture=True)
    under = [(seal, *marks) if rank == page else marks for rank, marks in enumerate(pages)]
    assert refused(read(pdf(under)), report) == []
    over = refused(read(pdf(add(pages, seal, page=page))), report)
    assert ADDRESS in over
    assert len(over) < 60


@pytest.mark.parametrize("mask", ["", "SMask", "ImageMask"])
def test_picture_over_a_part_of_a_digit(
    mask: str, at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    """One that reaches in from the cell beside; one through which may be seen, as a seal, hides nothing."""
    page, _ = find(pages, at.text)
    over = Fill(at.x - 60, at.y - 9, at.x + 1.5, at.y + 2, picture=True)

    def masked(file: pikepdf.Pdf) -> None:
        image: Any = file.pages[page].Resources.XObject.I
        if mask == "SMask":
            words = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray}
            image.SMask = stream(file, b"\x10", **words, Width=1, Height=1, BitsPerComponent=8)
        elif mask:
            del image.ColorSpace
            image.ImageMask, image.BitsPerComponent = True, 1

    missing = refused(read(saved(pdf(add(pages, over, page=page)), masked)), report)
    assert (ADDRESS in missing) == (not mask)


@pytest.mark.parametrize("shown", [True, False])
def test_figure_in_a_layer(shown: bool, at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    """A layer that is switched off is not seen: what stands in it is neither a figure nor a blank."""
    number, _ = find(pages, at.text)

    def layered(file: pikepdf.Pdf) -> None:
        page = file.pages[number]
        before, place, after = page.Contents.read_bytes().partition(f"{at.x:.2f} {842 - at.y:.2f} Tm".encode())
        start, end = before.rindex(b"BT "), after.index(b"ET") + 2
        inside = before[start:] + place + after[:end]
        layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="layer"))
        page.Contents = stream(file, before[:start] + b"/OC /L BDC " + inside + b" EMC " + after[end:])
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        off = pikepdf.Array([] if shown else [layer])
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=off))

    assert refused(read(saved(pdf(pages), layered)), report) == ([] if shown else [ADDRESS])


def test_blanks_of_a_repaired_file_are_not_believed(declared: Declared, refused: Check) -> None:
    report = distinct_report(declared.forms[1], "repaired", blank_share=0.2)
    whole = pdf(lay_out(report))
    assert refused(read(whole), report) == []
    start = whole.rindex(b"startxref")
    document = read(whole[:start] + b"startxref\n7\n%%EOF\n")
    assert any("repaired" in remark and "object at" not in remark for remark in document.remarks)
    blanks = [cell.address for cell in report.form.cells if not report.text(cell)]
    assert blanks
    assert refused(document, report) == blanks


def test_note_over_a_blank_cell(at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    blank = replace(report, texts={ADDRESS: ""})
    page, _ = find(pages, at.text)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(lay_out(blank)))) as file:
        assert refused(read(pdf(lay_out(blank))), blank) == []
        rectangle = [at.x, 842 - at.y, at.x + 20, 842 - at.y + 8]
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=rectangle, Contents="12")
        file.pages[page].Annots = pikepdf.Array([file.make_indirect(note)])
        file.save(out)
    assert refused(read(out.getvalue()), blank) == [ADDRESS]
