"""A figure of an OFD with something about it is refused with its reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from samples.report import SampleReport
from tests.made.ofd_changes import ADDRESS, Check, packed_again, read_ofd
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Fill, Mark, Page, Stroke, Text, add, advance, change, find, lay_out

MILLIMETRE = 72 / 25.4


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
    assert ADDRESS in refused(read_ofd(ofd(add(pages, *trap(at), page=page))), report), name


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("a picture", lambda at: [Fill(at.x, at.y - 7, at.x + 20, at.y, picture=True)]),
        ("a slanted stroke", lambda at: [Stroke(at.x, at.y - 7, at.x + 4, at.y)]),
        ("slanted text", lambda at: [replace(at, angle=20.0)]),
        ("white text", lambda at: [replace(at, color=1.0)]),
        (
            "invisible text and a picture",
            lambda at: [replace(at, mode=3), Fill(at.x, at.y - 7, at.x + 20, at.y, picture=True)],
        ),
    ],
)
def test_a_figure_that_is_no_plain_text_is_not_a_blank(
    name: str, instead: Callable[[Text], list[Mark]], at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    changed = change(pages, lambda mark: instead(at) if mark is at else [mark])
    assert refused(read_ofd(ofd(changed)), report) == [ADDRESS], name


def test_large_text_across_cells_is_in_none_of_them(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """A watermark that is not slanted: what it touches is refused, nothing is misread."""
    page, at = find(pages, "申请人情况")
    missing = refused(read_ofd(ofd(add(pages, Text(at.x, at.y + 90, "2023", 60), page=page))), report)
    assert 0 < len(missing) < 60


def test_figure_split_over_two_lines(at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    """It may as well be two figures."""
    halves = [replace(at, text=at.text[:3], y=at.y - 5), replace(at, text=at.text[3:], y=at.y + 5)]
    changed = change(pages, lambda mark: halves if mark is at else [mark])
    assert refused(read_ofd(ofd(changed)), report) == [ADDRESS]


def test_note_over_a_blank_cell(at: Text, report: SampleReport, pages: list[Page], refused: Check) -> None:
    blank = replace(report, texts={ADDRESS: ""})
    page, _ = find(pages, at.text)
    box = f"{at.x / MILLIMETRE} {(at.y - 8) / MILLIMETRE} 6 2"
    tag = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def listed(name: str, text: str) -> str:
        listing = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
        return text.replace("</ofd:Document>", listing) if name == "Doc_0/Document.xml" else text

    def noted(kind: str) -> bytes:
        note = f'<ofd:Annot ID="1" Type="{kind}"><ofd:Appearance Boundary="{box}"/></ofd:Annot>'
        return packed_again(
            ofd(lay_out(blank)),
            listed,
            **{
                "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {tag}><ofd:Page PageID="{page + 1}">'
                "<ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
                "Doc_0/Annots/Page_0.xml": f"<ofd:PageAnnot {tag}>{note}</ofd:PageAnnot>",
            },
        )

    assert refused(read_ofd(noted("Highlight")), blank) == [ADDRESS]
    assert refused(read_ofd(noted("Link")), blank) == []
