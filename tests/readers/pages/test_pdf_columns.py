"""What is asked of pdfium in one go is what it answers one by one."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as _raw
import pytest

from gouji.readers.pages.pdf import columns
from tests.made.page_documents import Fill, Stroke, Text
from tests.made.pdf_pages import pdf

raw: Any = _raw
MARKS = (
    Text(50, 60, "政府 12", angle=30),
    Text(80, 90, "3", mode=1, color=0.5),
    Stroke(50, 100, 90, 100),
    Fill(9, 9, 99, 20),
)


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    file = pypdfium2.PdfDocument(pdf([MARKS]))
    yield file[0]
    file.close()


def objects(page: Any) -> list[Any]:
    return [raw.FPDFPage_GetObject(page.raw, rank) for rank in range(raw.FPDFPage_CountObjects(page.raw))]


def numbers(kind: Any, count: int) -> list[Any]:
    return [kind() for _ in range(count)]


def test_objects(page: Any) -> None:
    items = objects(page)
    handles = columns.objects_of(columns.handle(page.raw), len(items))
    assert handles == [columns.handle(item) for item in items]
    assert columns.kinds(handles) == [raw.FPDFPageObj_GetType(item) for item in items]
    matrix = raw.FS_MATRIX()
    for item, found, bounds, color, stroke in zip(
        items,
        columns.matrices(handles),
        columns.bounds(handles),
        columns.colors(handles),
        columns.colors(handles, stroke=True),
        strict=True,
    ):
        raw.FPDFPageObj_GetMatrix(item, matrix)
        assert found == (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        for answers, function, kind in (
            (bounds, raw.FPDFPageObj_GetBounds, ctypes.c_float),
            (color, raw.FPDFPageObj_GetFillColor, ctypes.c_uint),
            (stroke, raw.FPDFPageObj_GetStrokeColor, ctypes.c_uint),
        ):
            places = numbers(kind, 4)
            assert function(item, *places)
            assert answers == tuple(place.value for place in places)


def test_paths_and_modes_of_text(page: Any) -> None:
    kinds = [(item, raw.FPDFPageObj_GetType(item)) for item in objects(page)]
    texts = [item for item, kind in kinds if kind == raw.FPDF_PAGEOBJ_TEXT]
    modes = [raw.FPDFTextObj_GetTextRenderMode(item) for item in texts]
    assert columns.text_modes(map(columns.handle, texts)) == modes
    assert set(modes) == {0, 1}
    paths = [item for item, kind in kinds if kind == raw.FPDF_PAGEOBJ_PATH]
    handles = [columns.handle(item) for item in paths]
    counts = columns.segment_counts(handles)
    found = columns.segments(handles, counts)
    for item, mode, count in zip(paths, columns.path_modes(handles), counts, strict=True):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        assert mode == (fill.value, stroke.value)
        assert count == raw.FPDFPath_CountSegments(item) > 1
        for rank in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, rank)
            x, y = numbers(ctypes.c_float, 2)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            words = raw.FPDFPathSegment_GetType(segment), raw.FPDFPathSegment_GetClose(segment)
            assert next(found) == (*words, x.value, y.value)
    assert next(found, None) is None


def test_characters(page: Any) -> None:
    text = page.get_textpage()
    ranks = range(raw.FPDFText_CountChars(text.raw))
    handle = columns.handle(text.raw)
    assert columns.codes(handle, len(ranks)) == [raw.FPDFText_GetUnicode(text.raw, rank) for rank in ranks]
    assert columns.generated(handle, ranks) == [raw.FPDFText_IsGenerated(text.raw, rank) == 1 for rank in ranks]
    assert columns.unmapped(handle, ranks) == [raw.FPDFText_HasUnicodeMapError(text.raw, rank) == 1 for rank in ranks]
    owners = [raw.FPDFText_GetTextObject(text.raw, rank) for rank in ranks]
    assert columns.text_objects(handle, ranks) == [columns.handle(owner) if owner else 0 for owner in owners]
    rectangle, (x, y) = raw.FS_RECTF(), numbers(ctypes.c_double, 2)
    boxes = zip(*columns.loose_boxes(handle, ranks), strict=True)
    origins = zip(*columns.origins(handle, ranks), strict=True)
    for rank, box, origin in zip(ranks, boxes, origins, strict=True):
        raw.FPDFText_GetLooseCharBox(text.raw, rank, rectangle)
        raw.FPDFText_GetCharOrigin(text.raw, rank, x, y)
        assert box == (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
        assert origin == (x.value, y.value)
    text.close()


def test_what_pdfium_has_no_answer_for(page: Any) -> None:
    assert columns.colors([0]) == [(255, 255, 255, 255)]
    assert columns.bounds([0]) == [(0, 0, 0, 0)]
    assert columns.segment_counts([0]) == [0]
