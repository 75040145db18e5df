"""OFD: every figure in its cell. The pages are drawn by tests/made/page_documents.py."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from gouji.declared import Declared
from gouji.document import UnreadableError
from samples.report import SampleReport
from tests.made.ofd_changes import Check, read_ofd, text_object, texts_of
from tests.made.ofd_pages import ofd
from tests.made.page_documents import Fill, Mark, Page, Stroke, Text, add, change, find, lay_out
from tests.made.reading import distinct_report, read

LAYOUTS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "cut": {"cut": True},
    "cut, tall": {"cut": True, "tall": 25.0},
    "repeated": {"repeat": True},
}
WRITTEN: Mapping[str, Mapping[str, Any]] = {
    "as by the standard": {},
    "another namespace": {"namespace": "http://example.invalid/other"},
    "backslashes": {"locate": lambda place: place.replace("/", "\\")},
    "another case": {"locate": str.upper},
    "lines in templates": {"template": True},
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_read(layout: str, written: str, declared: Declared, refused: Check) -> None:
    for rank, form in enumerate(declared.forms):
        report = distinct_report(form, f"{layout}/{written}", blank_share=0.15 * rank)
        assert refused(read(ofd(lay_out(report, **LAYOUTS[layout]), **WRITTEN[written])), report) == []


def test_passages_carry_their_place(report: SampleReport, pages: list[Page]) -> None:
    document = read_ofd(ofd(pages))
    assert document.format == "ofd"
    assert report.title in [passage.text for passage in document.passages]
    assert document.passages[0].locator == "page 1, x 50, y 50"
    assert document.grids[0].cells[0].locator.endswith(", table 1, row 1, column 1")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('<ofd:TextCode X="0" Y="4" DeltaX="2 2">123</ofd:TextCode>', "123"),
        ('<ofd:TextCode X="0" Y="4" DeltaX="g 3 2">1234</ofd:TextCode>', "1234"),
        ('<ofd:TextCode X="0" Y="4" DeltaX="2">1234</ofd:TextCode>', "1234"),
        ('<ofd:TextCode X="0" Y="4">1234</ofd:TextCode>', "1234"),
        ('<ofd:TextCode X="0" Y="4" DeltaX="2 9">123</ofd:TextCode>', "12 3"),
        ('<ofd:TextCode X="6" Y="4" DeltaX="2">34</ofd:TextCode><ofd:TextCode X="2">12</ofd:TextCode>', "1234"),
        ('<ofd:TextCode X="0" Y="4" DeltaX="2 2">1\ue0023</ofd:TextCode>', "1\ufffd3"),
        # The same character a little aside: bold. Two digits at one place: neither is known.
        ('<ofd:TextCode X="0" Y="4" DeltaX="0.2 1.8 0.2">1122</ofd:TextCode>', "12"),
        ('<ofd:TextCode X="0" Y="4" DeltaX="0.2 1.8">132</ofd:TextCode>', "1{overprinted}32"),
    ],
)
def test_characters_stand_where_their_distances_put_them(code: str, text: str) -> None:
    assert text in texts_of(text_object(code))


def test_text_that_only_cuts_a_shape_is_not_printed() -> None:
    clip = '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Text><ofd:TextCode X="0" Y="4">9</ofd:TextCode></ofd:Text></ofd:Area></ofd:Clip></ofd:Clips>'
    code = '<ofd:TextCode X="0" Y="4">12</ofd:TextCode>'
    assert texts_of(text_object(code, inside=clip)) == texts_of(text_object(code))


@pytest.mark.parametrize(
    "code",
    [
        '<ofd:TextCode X="a" Y="4">12</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="4" DeltaX="g 2">12</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="4" DeltaX="nan">12</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="1e999">12</ofd:TextCode>',
    ],
)
def test_numbers_that_are_none_refuse_the_file(code: str) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        texts_of(text_object(code))


def test_bold_made_by_drawing_twice(report: SampleReport, pages: list[Page], refused: Check) -> None:
    twice = change(pages, lambda mark: [mark, replace(mark, x=mark.x + 0.3)] if isinstance(mark, Text) else [mark])
    assert refused(read_ofd(ofd(twice)), report) == []


def test_slanted_watermark_is_left_out_with_a_remark(report: SampleReport, pages: list[Page], refused: Check) -> None:
    for page in range(len(pages)):
        pages = add(pages, Text(100, 700, "云岭县2023", 60, angle=45), page=page)
    document = read_ofd(ofd(pages))
    assert refused(document, report) == []
    assert any("slanted" in remark for remark in document.remarks)


def test_seal_over_figures_leaves_them_readable(
    at: Text, report: SampleReport, pages: list[Page], refused: Check
) -> None:
    page, _ = find(pages, at.text)
    seal = Fill(at.x - 60, at.y - 60, at.x + 60, at.y + 60, picture=True)
    assert refused(read_ofd(ofd(add(pages, seal, page=page))), report) == []


def test_tables_without_lines(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """There is no cell to be sure of: most is refused, none is guessed from gaps."""
    bare = change(pages, lambda mark: [] if isinstance(mark, Stroke) else [mark])
    document = read_ofd(ofd(bare))
    assert not document.grids
    assert len(refused(document, report)) > 100


def test_table_that_runs_off_the_paper(report: SampleReport, pages: list[Page], refused: Check) -> None:
    """The cells of the last column are cut by the edge: what is left of a figure is none."""

    def moved(mark: Mark) -> Mark:
        if isinstance(mark, Text):
            return replace(mark, x=mark.x + 60)
        return replace(mark, x0=mark.x0 + 60, x1=mark.x1 + 60)

    missing = refused(read_ofd(ofd(change(pages, lambda mark: [moved(mark)]))), report)
    assert {one.split(".")[-1] for one in missing if one.startswith("requests")} == {"total"}
    assert len(missing) >= 25
