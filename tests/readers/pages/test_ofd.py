"""OFD: every figure in its cell, or a reason. The pages are drawn by tests/made/page_documents.py."""

import io
import random
import socket
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.mutations import altered
from gouji.declared import Declared
from gouji.document import Document, UnreadableError
from gouji.readers import read
from gouji.readers.packages import Package
from gouji.readers.pages import ofd as ofd_reader
from gouji.reports.transcribe import Transcriber
from samples.report import SampleReport
from tests.made.doubted import told
from tests.made.page_documents import Fill, Mark, Page, Stroke, Text, add, advance, change, find, lay_out, ofd
from tests.made.reading import distinct_report, readings, transcribe, wrongs


def read_ofd(content: bytes) -> Document:
    return ofd_reader.read_ofd(Package(content))


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
ADDRESS = "requests.granted.business"
SCAN = Fill(0, 0, 595, 842, picture=True)
MILLIMETRE = 72 / 25.4

Check = Callable[[Document, SampleReport], list[str]]


@pytest.fixture(scope="module")
def report(declared: Declared) -> SampleReport:
    return distinct_report(declared.forms[1], "ofd")


@pytest.fixture(scope="module")
def pages(report: SampleReport) -> list[Page]:
    return lay_out(report)


@pytest.fixture(scope="module")
def at(report: SampleReport, pages: list[Page]) -> Text:
    """Where the figure of ADDRESS stands."""
    return find(pages, report.text(next(cell for cell in report.form.cells if cell.address == ADDRESS)))[1]


@pytest.fixture
def refused(declared: Declared, transcriber: Transcriber) -> Check:
    """The addresses that were refused; a wrong one fails the test."""

    def check(document: Document, report: SampleReport) -> list[str]:
        transcript = transcribe(document, declared, transcriber)
        printed = "\n".join(report.text(cell) for cell in report.form.cells)
        assert list(wrongs(report, transcript, printed, declared)) == []
        return [address for address, one in readings(transcript).items() if one.reading.status == "unreadable"]

    return check


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


def texts_of(*objects: str) -> list[str]:
    """The passages of a page with some objects."""
    return [told(passage) for passage in read_ofd(ofd([(Text(50, 800, "end"),)], extra="".join(objects))).passages]


def text_object(code: str, words: str = "", inside: str = "") -> str:
    return f'<ofd:TextObject ID="9" Boundary="20 20 150 5" Font="1" Size="4" {words}>{inside}{code}</ofd:TextObject>'


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


def test_pages_that_are_pictures(pages: list[Page]) -> None:
    invisible = change(pages, lambda mark: [replace(mark, mode=3)] if isinstance(mark, Text) else [mark])
    with pytest.raises(UnreadableError, match="ocr_text"):
        read_ofd(ofd([(SCAN, *page) for page in invisible]))
    for scanned in ([(SCAN,)], [pages[0], (SCAN,), *pages[1:]]):
        with pytest.raises(UnreadableError, match="scanned"):
            read_ofd(ofd(scanned))


def test_fonts_without_characters(pages: list[Page]) -> None:
    """Fonts of glyphs only: each character is written as one of the private use area."""
    private = change(
        pages,
        lambda mark: [
            replace(mark, text="".join(chr(0xE000 + ord(one) % 0x1000) for one in mark.text))
            if isinstance(mark, Text)
            else mark
        ],
    )
    with pytest.raises(UnreadableError, match="no_text_map"):
        read_ofd(ofd(private))


def packed_again(content: bytes, change: Callable[[str, str], str | None], **more: str) -> bytes:
    """The package with each part as `change` makes it (None: left out), and more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = change(name, old.read(name).decode())
            if text is not None:
                new.writestr(name, text)
        for name, text in more.items():
            new.writestr(name, text)
    return out.getvalue()


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


def test_passwords(pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="encrypted"):
        read_ofd(packed_again(ofd(pages), lambda _, text: text, **{"Encryptions.xml": "<a/>"}))


@pytest.mark.parametrize("part", ["Doc_0/Document.xml", "Doc_0/Pages/Page_1/Content.xml"])
def test_parts_that_are_not_there(part: str, pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="part_missing"):
        read_ofd(packed_again(ofd(pages), lambda name, text: None if name == part else text))


def test_limits(pages: list[Page]) -> None:
    with pytest.raises(UnreadableError, match="too_many_pages"):
        read_ofd(ofd([(Text(50, 50, "1"),)] * 301))
    with pytest.raises(UnreadableError, match="too_many_objects"):
        texts_of(text_object('<ofd:TextCode X="0" Y="4" DeltaX="g 99999 1 g 99999 1">12</ofd:TextCode>'))
    with pytest.raises(UnreadableError, match="damaged"):
        texts_of(text_object('<ofd:TextCode X="0" Y="4" DeltaX="g 999999999 1">12</ofd:TextCode>'))
    deep = "<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300
    with pytest.raises(UnreadableError, match="nested_too_deep"):
        texts_of(deep)
    with pytest.raises(UnreadableError, match="part_too_large"):
        read_ofd(packed_again(ofd(pages), lambda name, text: text + " " * 20_000_000 if "Page_1" in name else text))


def test_thousands_of_areas_over_thousands_of_texts() -> None:
    texts = [Text(50 + rank / 7, 50 + rank / 13, "1234567890") for rank in range(1_500)]
    marks = [*texts, *(Fill(300 + rank / 9, 300, 400 + rank / 7, 400) for rank in range(1_500))]
    with pytest.raises(UnreadableError, match="too_many_objects"):
        read_ofd(ofd([tuple(marks)]))


def test_nothing_outside_of_the_package_is_read(
    pages: list[Page], report: SampleReport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refused: Check
) -> None:
    """Entities are refused; locations outside of the package are parts that are not there."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a connection was opened: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = "Doc_0/Pages/Page_0/Content.xml"
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(UnreadableError, match="damaged"):
        read_ofd(packed_again(ofd(pages), lambda name, text: entity + text if name == page else text))
    for outside in (str(secret), "../" * 9 + str(secret).lstrip("/"), "http://example.invalid/Content.xml"):
        moved = ofd(pages, locate=lambda place, outside=outside: outside if "Page_1/" in place else place)
        with pytest.raises(UnreadableError, match="part_missing"):
            read_ofd(moved)
    picture = '<ofd:ImageObject ID="3" Boundary="10 285 5 5" ResourceID="1" Href="http://example.invalid/a.png"/>'
    assert refused(read_ofd(ofd(pages, extra=picture)), report) == []


def test_an_altered_file_is_read_right_or_refused(report: SampleReport, pages: list[Page], refused: Check) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ofd(pages))) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("Doc_0/Res/unused.png", bytes(100_000))
    read_whole = 0
    for rank in range(60):
        try:
            document = read(altered(stored.getvalue(), random.Random(rank)))  # noqa: S311 - repeatable, not secret
        except UnreadableError:
            continue
        read_whole += 1
        assert refused(document, report) == [], rank
    assert 0 < read_whole < 60
