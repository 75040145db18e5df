"""Scans: every figure in its cell, or a reason. Pictures are drawn by tests/scan_documents.py."""

import io
import re
import socket
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_documents import Page, Text, add, change, find, lay_out, pdf
from PIL import Image
from reading_data import distinct_report, readings, transcribe, wrongs
from scan_documents import Picture, draw, file_of, sealed, shape

from benchmarks.scans import bordered, noisy, pressed, turned
from gouji.batch import judge_batch, transcribe_chunk
from gouji.declared import Declared
from gouji.document import Document, UnreadableError
from gouji.figures import Reading
from gouji.intake import take_in
from gouji.readers import read
from gouji.readers.scans import read_recognised, recognise, recogniser
from gouji.readers.scans.agreement import agree
from gouji.readers.scans.ink import Span
from gouji.readers.scans.pictures import pictures_of
from gouji.reports import ReadFile
from gouji.roster import NO_ROSTER
from gouji.transcribe import CellReading, Transcriber
from gouji.transcribe.recognised import certain
from samples.report import SampleReport

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
    monkeypatch.setattr("gouji.readers.scans.door.find_spec", lambda name: None)
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


@pytest.mark.parametrize("turned", [0, 90])
def test_a_font_that_does_not_say_its_characters(turned: int, page: Page, cells: Read, monkeypatch: Any) -> None:
    """What is seen is recognised where the file has the shapes of all its characters."""
    content = pdf([page], mapped=False, shape=shape, turned=turned)
    document = read(content)
    assert (document.format, document.recognised) == ("pdf", True)
    assert statuses(cells(document), "proactive").count("read") >= 8
    monkeypatch.setattr("gouji.readers.scans.door.find_spec", lambda name: None)
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
    places = judge_batch(frames, declared, None).judgement.findings.get_column("place").to_list()
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
