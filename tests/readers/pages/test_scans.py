"""Scans: every figure in its cell, or a reason. Pictures are drawn by tests/made/scan_documents.py."""

import io
import re
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2 as _cv2
import numpy as np
import pikepdf
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.scans import bordered, noisy, pressed, turned
from gouji.bodies.roster import NO_ROSTER
from gouji.declared import Declared
from gouji.document import Document, PageBox, UnreadableError
from gouji.document.figures import Reading
from gouji.intake import take_in
from gouji.judging.batch import judge_batch
from gouji.readers.packages import Package
from gouji.readers.pages import pictures
from gouji.readers.pages.scans import read_recognised, recognise, recogniser
from gouji.readers.pages.scans.agreement import agree
from gouji.readers.pages.scans.columns import beside, characters_of, columns_of
from gouji.readers.pages.scans.ink import Span, ink_of, is_unsure
from gouji.readers.pages.scans.lines import lines_of
from gouji.readers.pages.scans.paper import Paper, paper_of
from gouji.readers.pages.scans.pictures import pictures_of
from gouji.readers.pages.scans.recogniser import Recognised
from gouji.reports.chunks import FILE_SECONDS, SCAN_SECONDS, seconds_for, transcribe_chunk
from gouji.reports.transcribe import CellReading, Transcriber
from gouji.reports.transcribe.recognised import certain
from gouji.reports.understanding import ReadFile
from gouji.rules.checks import checks_of
from samples.report import SampleReport
from tests.made.page_documents import Fill, Page, Stroke, Text, add, change, find, lay_out, ofd, pdf
from tests.made.reading import distinct_report, read, readings, transcribe, wrongs
from tests.made.scan_documents import Picture, draw, file_of, sealed, shape

cv2: Any = _cv2
FIGURE, BLANK = "proactive.normative_documents.issued", "proactive.normative_documents.repealed"
# Prose costs seconds and says nothing here.
_LONGEST = 40

Read = Callable[[Document], dict[str, CellReading]]


@pytest.fixture(scope="module")
def report(declared: Declared) -> SampleReport:
    blanks = (BLANK, "requests.granted.business", "disputes.reconsideration.total")
    return replace(distinct_report(declared.forms[1], "scan"), texts=dict.fromkeys(blanks, ""))


@pytest.fixture(scope="module")
def pages(report: SampleReport) -> list[Page]:
    return change(lay_out(report), lambda mark: [] if isinstance(mark, Text) and len(mark.text) > _LONGEST else [mark])


@pytest.fixture(scope="module")
def page(pages: list[Page], report: SampleReport) -> Page:
    """The page with the first table: nine figures and a blank."""
    return pages[place(pages, report)[0]]


def place(pages: list[Page], report: SampleReport) -> tuple[int, Text]:
    """The page and the mark of FIGURE, a third of the page left of the blank."""
    return find(pages, next(report.text(cell) for cell in report.form.cells if cell.address == FIGURE))


@pytest.fixture
def cells(report: SampleReport, declared: Declared, transcriber: Transcriber) -> Read:
    """The cells of a document, none of them misread."""
    everything = "\n".join(report.text(cell) for cell in report.form.cells)

    def said(document: Document) -> dict[str, CellReading]:
        transcript = transcribe(document, declared, transcriber)
        assert list(wrongs(report, transcript, everything, declared)) == []
        return readings(transcript)

    return said


def document_of(pictures: Sequence[Picture]) -> Document:
    sheets = [recognise(number, picture) for number, picture in enumerate(pictures, 1)]
    return Document("scan", read_recognised(sheets), recognised=True)


def statuses(said: dict[str, CellReading], table: str) -> list[str]:
    return [one.reading.status for address, one in said.items() if address.startswith(f"{table}.")]


@pytest.fixture(scope="module")
def whole(pages: list[Page]) -> Document:
    """Four pages in one TIFF, tables over page breaks, each page laid on the glass in its own way."""
    pictures = [pressed(turned(draw(one), angle)) for one, angle in zip(pages, (0.0, 0.4, -0.3, 0.0), strict=True)]
    pictures[2] = np.roll(pictures[2], 25, axis=1)
    return read(file_of(pictures, "TIFF", compression="jpeg"))


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


def test_each_doubtful_piece_is_told_by_its_middle() -> None:
    """However many pale pieces a page has, a cell asks for those inside of it only; a cell ends before its last pixel."""
    grey = np.full((200, 300), 255, np.uint8)
    for left, top in ((40, 40), (150, 100)):
        grey[top : top + 7, left : left + 11] = 190
    ink = ink_of(Paper(grey, np.zeros(grey.shape, bool), 0.0), lines_of(grey))
    assert np.argwhere(ink.doubtful).tolist() == [[43, 45], [103, 155]]
    inside = (Span(45, 43, 46, 44), Span(0, 0, 60, 60), Span(100, 60, 300, 200))
    outside = (Span(0, 0, 45, 200), Span(46, 0, 155, 200), Span(0, 44, 300, 103), Span(156, 0, 300, 200))
    pale = replace(ink, faint=np.zeros_like(ink.doubtful))
    assert all(is_unsure(pale, span) for span in inside)
    assert not any(is_unsure(pale, span) for span in outside)


def test_a_straight_page_is_not_turned_and_a_skewed_one_once(page: Page) -> None:
    for angle in (0.0, 0.2, -1.5):
        assert abs(paper_of(turned(draw(page, 200), -angle)).angle - angle) < 0.03
    assert paper_of(draw(page, 200)).angle == 0


def test_characters_below_each_other_are_set_side_by_side() -> None:
    characters = (Span(10, 10, 40, 40), Span(10, 44, 40, 74))
    ink = ink_of(
        Paper(np.full((100, 100), 255, np.uint8), np.zeros((100, 100), bool), 0.0),
        lines_of(np.full((100, 100), 255, np.uint8)),
    )
    cell, figure = Span(0, 0, 50, 90), Span(60, 10, 99, 40)
    lines = [
        (characters[0], cell),
        (characters[1], cell),
        (figure, Span(60, 0, 100, 90)),
        (figure, None),
        (figure, None),
    ]
    assert columns_of(ink, lines) == [(0, 1)]
    assert beside(ink, characters).shape[1] > 2 * 30 + 10
    assert [one.text for one in characters_of(Recognised("总计", (0.9, 0.8)), 2)] == ["总", "计"]
    for unlike in (Recognised("总", (0.9,)), Recognised("12", (0.9, 0.9)), Recognised("", ())):
        assert characters_of(unlike, 2) == []


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "JPEG"])
def test_pictures_of_every_format_are_told_by_their_bytes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = file_of([np.full((40, 60, 3), 200, np.uint8)], kind)
    (picture,) = pictures_of(content, 60)
    assert picture.shape == (40, 60, 3)
    assert abs(picture.astype(int) - 200).max() <= 2
    with pytest.raises(UnreadableError, match="scan_too_coarse"):
        read(content)


def test_what_is_transparent_is_paper() -> None:
    (picture,) = pictures_of(file_of([np.zeros((20, 20, 4), np.uint8)]), 60)
    assert picture.min() == 255


def test_limits() -> None:
    """What a picture claims to be is checked before it is unpacked."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(packed)
    with pytest.raises(UnreadableError, match="picture_too_large"):
        read(bomb)
    with pytest.raises(UnreadableError, match="too_many_pages"):
        read(file_of([np.zeros((8, 8), np.uint8)] * 61, "TIFF"))
    whole = file_of([np.random.default_rng(1).integers(0, 255, (900, 900), np.uint8)], "JPEG")
    with pytest.raises(UnreadableError, match="damaged"):
        read(whole[: len(whole) // 2])
    with pytest.raises(UnreadableError, match="picture_too_large"):
        read(file_of([np.full((9000, 700), 255, np.uint8)]))
    with pytest.raises(UnreadableError, match="nothing_recognised"):
        read(file_of([np.full((1200, 900), 255, np.uint8)]))


def test_without_the_extra(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are refused with what to install, files with text are read as ever."""
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    picture = draw(page, 100)
    for content in (file_of([picture]), file_of([picture], "PDF")):
        with pytest.raises(UnreadableError, match="ocr_missing"):
            read(content)
    assert read(pdf([page])).grids


def test_the_reason_says_what_to_install(declared: Declared) -> None:
    assert "pip install gouji[ocr]" in declared.reasons.of_file("ocr_missing", {})


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


SCAN = Fill(0, 0, 595, 842, picture=True)


def test_an_ofd_of_pictures(page: Page, cells: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture of the page is recognised, where it is all that the page shows; a text that is not seen is not used."""
    lying = Text(60, 400, "99999", mode=3)
    content = ofd([(SCAN, lying)], picture=file_of([draw(page)]))
    document = read(content)
    assert (document.format, document.recognised) == ("ofd", True)
    assert statuses(cells(document), "proactive").count("read") >= 8
    assert not any("99999" in cell.text for grid in document.grids for cell in grid.cells)
    (shown,) = pictures("ofd", content, {1: None})
    assert shown.png is not None
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match="ocr_missing"):
        read(content)


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ((SCAN, Stroke(50, 50, 200, 50)), "scanned"),
        ((SCAN, SCAN), "scanned"),
        ((SCAN, Fill(50, 50, 200, 80)), "scanned"),
        ((SCAN, Text(60, 400, "9", angle=30)), "scanned"),
        ((SCAN, Text(60, 400, "99999", mode=3), Text(60, 600, "7")), "ocr_text"),
    ],
)
def test_an_ofd_of_which_a_page_shows_more_than_its_picture(marks: Page, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(ofd([marks], picture=file_of([np.full((1200, 900), 255, np.uint8)])))


@pytest.mark.parametrize(
    "clip",
    ['Alpha="0"', 'ImageMask="2"', 'CTM="420 0 0 297 0 0"', 'CTM="0 297 -210 0 210 0"', 'CTM="-210 0 0 297 210 0"'],
)
def test_an_ofd_whose_picture_is_not_shown_as_it_is(clip: str) -> None:
    picture = f'<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="1" {clip}/>'
    with pytest.raises(UnreadableError, match="scanned"):
        read(ofd([()], picture=file_of([np.full((1200, 900), 255, np.uint8)]), extra=picture))


def told_again(content: bytes, told: Callable[[str, bytes], bytes]) -> bytes:
    """The package with each part as `told` makes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, told(name, old.read(name)))
    return out.getvalue()


def test_resources_of_an_ofd_are_read_once_and_only_for_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often pages and documents name their listing; one that is damaged does not matter to a page of text."""
    listed = re.compile(r"<ofd:DocumentRes>.*?</ofd:DocumentRes>")
    picture = file_of([np.full((1200, 900), 255, np.uint8)])

    def repeated(name: str, content: bytes) -> bytes:
        if not name.endswith("Document.xml"):
            return content
        return listed.sub(
            lambda found: found[0] + found[0].replace("DocumentRes.xml", "DOCUMENTRES.xml"), content.decode()
        ).encode()

    parsed: list[str] = []
    xml = Package.xml
    monkeypatch.setattr(Package, "xml", lambda self, name: parsed.append(name.lower()) or xml(self, name))
    with pytest.raises(UnreadableError, match="nothing_recognised"):
        read(told_again(ofd([(SCAN,), (SCAN,)], picture=picture), repeated))
    assert [name for name in parsed if "documentres" in name] == ["/doc_0/documentres.xml"]
    text = ofd([(Text(60, 400, "text"),)], picture=picture)
    broken = told_again(text, lambda name, content: b"<a" if "DocumentRes" in name else content)
    assert [passage.text for passage in read(broken).passages] == ["text"]


def test_an_ofd_that_lists_two_pictures_as_one() -> None:
    media = '<ofd:MultiMedia ID="1"><ofd:MediaFile>other.bin</ofd:MediaFile></ofd:MultiMedia>'
    picture = file_of([np.full((1200, 900), 255, np.uint8)])
    out = io.BytesIO(ofd([(SCAN,)], picture=picture))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("Doc_0/other.bin", picture)
        package.writestr("Doc_0/PageRes.xml", f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016">{media}</ofd:Res>')
    page = "<ofd:PageRes>/Doc_0/PageRes.xml</ofd:PageRes>"
    with pytest.raises(UnreadableError, match="scanned"):
        read(
            told_again(
                out.getvalue(),
                lambda name, content: content.replace(b"<ofd:Content>", page.encode() + b"<ofd:Content>"),
            )
        )


@pytest.mark.parametrize("boundary", ["0 -297 210 594", "-20 0 210 297", "0 0 230 297", "0 10 210 297"])
def test_an_ofd_whose_picture_reaches_over_the_paper(boundary: str) -> None:
    picture = f'<ofd:ImageObject ID="9" Boundary="{boundary}" ResourceID="1"/>'
    with pytest.raises(UnreadableError, match="scanned"):
        read(ofd([()], picture=file_of([np.full((1200, 900), 255, np.uint8)]), extra=picture))


def test_what_may_be_a_scan_has_more_time(page: Page, tmp_path: Path) -> None:
    files = {"scan.ofd": ofd([(SCAN,)]), "scan.pdf": pdf([page]), "note.txt": b"no scan", "small.zip": b"PK"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    taken = {one.file.path.name: seconds_for(one) for one in take_in([tmp_path]).taken}
    assert taken["scan.ofd"] == taken["scan.pdf"] == SCAN_SECONDS
    assert taken["note.txt"] == FILE_SECONDS


def test_pages_are_shown_as_they_were_laid(pages: list[Page], report: SampleReport) -> None:
    """Askew, moved on the glass: inside of the outline of a figure there is its ink, and around it the lines."""
    laid = [np.roll(turned(draw(one, 100), 1.0), 20 * rank, axis=1) for rank, one in enumerate(pages[:2])]
    content = file_of(laid, "TIFF")
    sheets = [recognise(number, picture) for number, picture in enumerate(laid, 1)]
    document = Document("scan", read_recognised(sheets), recognised=True)
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


@pytest.mark.parametrize("turned", [0, 90])
def test_a_font_that_does_not_say_its_characters(turned: int, page: Page, cells: Read, monkeypatch: Any) -> None:
    """What is seen is recognised where the file has the shapes of all its characters."""
    content = pdf([page], mapped=False, shape=shape, turned=turned)
    document = read(content)
    assert (document.format, document.recognised) == ("pdf", True)
    assert statuses(cells(document), "proactive").count("read") >= 8
    monkeypatch.setattr("gouji.readers.pages.scans.door.find_spec", lambda name: None)
    with pytest.raises(UnreadableError, match="no_text_map"):
        read(content)


def test_reading_a_scan_opens_no_connection(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    recogniser._model.cache_clear()
    recognised = recognise(1, draw(page, 120))
    assert any("许可" in glyph.text for glyph in recognised.glyphs)


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


def boxes(*sides: tuple[int, int, int, int]) -> list[Span]:
    return [Span(*one) for one in sides]


EIGHT, ONE = (0, 0, 14, 22), (16, 0, 22, 22)


@pytest.mark.parametrize(
    ("text", "ink", "fits"),
    [
        ("81", boxes(EIGHT, ONE), True),
        ("8", boxes(EIGHT, ONE), False),
        ("11", boxes(ONE), False),
        ("1", boxes((0, 0, 6, 22), (16, 0, 22, 22)), False),
        ("0", boxes((0, 0, 6, 22), (8, 1, 14, 21)), True),
        ("8.1", boxes(EIGHT, (17, 18, 20, 22), (26, 0, 32, 22)), True),
        ("8,1", boxes(EIGHT, (17, 18, 20, 22), (26, 0, 32, 22)), False),
        ("8,1", boxes(EIGHT, (17, 18, 20, 27), (26, 0, 32, 22)), True),
        ("8.1", boxes(EIGHT, (17, 18, 20, 27), (26, 0, 32, 22)), False),
        ("44", boxes((0, 0, 27, 20)), True),
        ("4", boxes((0, 0, 27, 20)), False),
        ("88", boxes((0, 0, 40, 20)), False),
        ("-8", boxes((0, 10, 7, 12), (12, 0, 26, 22)), True),
        ("18", boxes((0, 10, 7, 12), (12, 0, 26, 22)), False),
        ("-", boxes((0, 10, 7, 12)), False),
        (".", boxes((0, 10, 3, 13)), False),
    ],
)
def test_ink_and_characters_agree(text: str, ink: list[Span], fits: bool) -> None:
    assert agree(text, ink) is fits


@given(st.text("0123456789.,-lOoI一七 \n", min_size=1), st.floats(0, 1))
def test_a_doubtful_figure_is_unreadable(text: str, confidence: float) -> None:
    reading = certain(text, confidence, Reading("read"))
    if confidence < 0.95 or re.search(r"[lOoI一七]", text) or text.strip() in ("-", ".", ","):
        assert reading == Reading("unreadable", reason="ocr_doubtful")
    assert certain(text, confidence, Reading("unreadable", reason="not_a_figure")).reason == "ocr_doubtful"


def test_a_picture_that_grew_out_of_a_phone_is_upright() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.zeros((20, 40, 3), np.uint8)).save(out, "JPEG", exif=exif)
    (picture,) = pictures_of(out.getvalue(), 60)
    assert picture.shape == (40, 20, 3)
