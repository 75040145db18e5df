"""Lines, ink and characters of a scan: what is put side by side, turned, or in doubt."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.scans import turned
from gouji.document.figures import Reading
from gouji.readers.pages.scans.agreement import agree
from gouji.readers.pages.scans.columns import beside, characters_of, columns_of
from gouji.readers.pages.scans.ink import Span, ink_of, is_unsure
from gouji.readers.pages.scans.lines import lines_of
from gouji.readers.pages.scans.paper import Paper, paper_of
from gouji.readers.pages.scans.pictures import pictures_of
from gouji.readers.pages.scans.recogniser import Recognised
from gouji.reports.transcribe.recognised import certain
from tests.made.page_documents import Page
from tests.made.scan_documents import draw


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
