"""The page objects of pdfium -> rules, pictures, and what of the text cannot be taken as it is."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as _raw

from gouji.document import UnreadableError
from gouji.readers.pdf.geometry import IDENTITY, Matrix, direction
from gouji.readers.pdf.inspection import Inspection
from gouji.readers.pdf.objects import address, font_name, is_marked
from gouji.readers.pdf.shapes import DOT, Shapes, around
from gouji.readers.ruled import Box

raw: Any = _raw

# A page of a report has 300 to 1,000 objects.
_MOST_OBJECTS = 100_000
_MOST_SEGMENTS = 400_000
_MOST_NESTED = 8
# Each area is held against all text before it: a report has some 500 of them over 1,000 texts.
_MOST_COVERED = 5_000_000
# Alpha of 255, and the lightness from which text on paper is not seen.
_OPAQUE = 250
_WHITE = 250
# Points by which an area may reach over the text beside it: the box of a text is larger than its ink.
_HAIR = 0.7
_INVISIBLE_MODES = (3, 7)


@dataclass(slots=True)
class Drawing:
    """What a page draws, in its user space.

    `lines` are (x0, y0, x1, y1), along an axis; `pictures` whatever else is drawn,
    `lost` where text is of which pdfium gives no characters; `directions` counts text objects by
    the way they run (None: slanted). By the address of the object: `invisible` text, `unseen` text that may be hidden,
    `unread` text whose characters are not told, `spoken` text with a wording of its own; `covers` has the opaque areas
    that lie over a text. `scan` is the largest share of the page that one picture covers,
    `beneath` True where such a picture lies over text.
    """

    lines: list[tuple[float, float, float, float]] = field(default_factory=list[tuple[float, float, float, float]])
    pictures: list[Box] = field(default_factory=list[Box])
    lost: list[Box] = field(default_factory=list[Box])
    directions: Counter[int | None] = field(default_factory=Counter[int | None])
    invisible: set[int] = field(default_factory=set[int])
    unseen: set[int] = field(default_factory=set[int])
    unread: set[int] = field(default_factory=set[int])
    spoken: set[int] = field(default_factory=set[int])
    covers: dict[int, list[Box]] = field(default_factory=dict[int, list[Box]])
    scan: float = 0.0
    beneath: bool = False

    @property
    def degrees(self) -> int:
        """The direction in which most of its text runs: 0, 90, 180 or 270."""
        straight = {degrees: count for degrees, count in self.directions.items() if degrees is not None}
        return max(straight, key=lambda degrees: straight[degrees], default=0)


def draw(page: Any, inspection: Inspection, area: float) -> Drawing:
    """The drawing of one page whose area is `area`. Raises UnreadableError for many times the objects of a report."""
    walk = _Walk(inspection, area)
    walk.run(page)
    return walk.drawing


def _of_page(page: Any) -> Iterator[Any]:
    return (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))


def _of_form(form: Any) -> Iterator[Any]:
    return (raw.FPDFFormObj_GetObject(form, index) for index in range(raw.FPDFFormObj_CountObjects(form)))


class _Walk:
    def __init__(self, inspection: Inspection, area: float) -> None:
        self.drawing = Drawing()
        self._inspection = inspection
        self._odd = inspection.layers or inspection.spoken or bool(inspection.unmapped)
        self._area = area
        self._shapes = Shapes()
        self._objects = 0
        self._segments = 0
        self._covered = 0
        self._texts: list[tuple[Box, Any]] = []
        self._matrix = raw.FS_MATRIX()
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._numbers = [ctypes.c_uint() for _ in range(4)]
        self._ints = [ctypes.c_int() for _ in range(2)]

    def run(self, page: Any) -> None:
        """Go through the whole page."""
        self.objects(_of_page(page), IDENTITY, 0)
        self.drawing.lines = self._shapes.all_lines()

    def objects(self, items: Iterator[Any], outer: Matrix, depth: int) -> None:
        """Go through objects in the order in which they are drawn."""
        if depth > _MOST_NESTED:
            raise UnreadableError("nested_too_deep", limit=_MOST_NESTED)
        for item in items:
            self._objects += 1
            if self._objects > _MOST_OBJECTS or self._segments > _MOST_SEGMENTS:
                raise UnreadableError("too_many_objects", limit=_MOST_OBJECTS)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._text(item, outer)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, outer.after(self._matrix_of(item)), outer)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                self.objects(_of_form(item), outer.after(self._matrix_of(item)), depth + 1)
            else:
                self._picture(item, outer, is_image=kind == raw.FPDF_PAGEOBJ_IMAGE)

    def _matrix_of(self, item: Any) -> Matrix:
        one = self._matrix
        raw.FPDFPageObj_GetMatrix(item, one)
        return Matrix(one.a, one.b, one.c, one.d, one.e, one.f)

    def _bounds(self, item: Any, outer: Matrix) -> Box:
        floats = self._floats
        raw.FPDFPageObj_GetBounds(item, *floats)
        left, bottom, right, top = floats
        if outer is IDENTITY:
            return Box(left.value, bottom.value, right.value, top.value)
        return outer.box(left.value, bottom.value, right.value, top.value)

    def _alpha(self, item: Any, stroke: bool) -> int:
        """How opaque a path is drawn, 0 to 255."""
        get = raw.FPDFPageObj_GetStrokeColor if stroke else raw.FPDFPageObj_GetFillColor
        return self._numbers[3].value if get(item, *self._numbers) else 255

    def _text(self, item: Any, outer: Matrix) -> None:
        drawing, matrix = self.drawing, self._matrix
        raw.FPDFPageObj_GetMatrix(item, matrix)
        if outer is IDENTITY and matrix.b == 0 and matrix.a > 0:
            drawing.directions[0] += 1
        else:
            drawing.directions[direction(outer.after(Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)))] += 1
        box = left, bottom, right, top = self._bounds(item, outer)
        self._texts.append((box, item))
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        red, green, blue, alpha = self._numbers
        if mode == 1:
            raw.FPDFPageObj_GetStrokeColor(item, red, green, blue, alpha)
        else:
            raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
        if mode in _INVISIBLE_MODES or alpha.value == 0:
            drawing.invisible.add(address(item))
        elif red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE:
            drawing.unseen.add(address(item))
        if right - left < 0.02:
            # pdfium leaves text out that draws nothing: spaces, and all of a font whose program is damaged.
            drawing.lost.append(Box(left - 0.1, bottom - 0.1, right + 0.1, top + 0.1))
        if self._odd:
            self._oddities(item)

    def _oddities(self, item: Any) -> None:
        """What few files have: layers switched off, text with a wording of its own, fonts without characters."""
        inspection = self._inspection
        if inspection.layers and is_marked(item, "OC"):
            self.drawing.unseen.add(address(item))
        if inspection.spoken and is_marked(item, "Span"):
            self.drawing.spoken.add(address(item))
        if inspection.unmapped and font_name(item) in inspection.unmapped:
            self.drawing.unread.add(address(item))

    def _picture(self, item: Any, outer: Matrix, is_image: bool) -> None:
        box = self._bounds(item, outer)
        if is_image and self._shapes.thin(box):
            return
        self.drawing.pictures.append(box)
        share = (box.x1 - box.x0) * (box.y1 - box.y0) / self._area
        self.drawing.scan = max(self.drawing.scan, share)
        under = self._cover(box)
        self.drawing.beneath = self.drawing.beneath or (share > 0.5 and under)

    def _cover(self, box: Box) -> bool:
        """Note the text that was drawn before and the middle of which now lies under a picture."""
        left, bottom, right, top = box
        middles = (((text.x0 + text.x1) / 2, (text.y0 + text.y1) / 2, item) for text, item in self._drawn_before())
        under = {address(item) for x, y, item in middles if left < x < right and bottom < y < top}
        self.drawing.unseen |= under
        return bool(under)

    def _blot(self, box: Box) -> None:
        """Note the text that was drawn before and of which an opaque area now hides a part."""
        left, bottom, right, top = box.shrunk(_HAIR)
        for text, item in self._drawn_before():
            if left < text.x1 and text.x0 < right and bottom < text.y1 and text.y0 < top:
                self.drawing.unseen.add(address(item))
                self.drawing.covers.setdefault(address(item), []).append(box)

    def _drawn_before(self) -> list[tuple[Box, Any]]:
        self._covered += len(self._texts)
        if self._covered > _MOST_COVERED:
            raise UnreadableError("too_many_objects", limit=_MOST_OBJECTS)
        return self._texts

    def _path(self, item: Any, matrix: Matrix, outer: Matrix) -> None:
        fill, stroke = self._ints
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        if not stroke.value and self._is_dot(item, outer):
            return
        pieces, curved = self._pieces(item, matrix)
        stroked = bool(stroke.value) and self._alpha(item, stroke=True) > 0
        filled = bool(fill.value) and self._alpha(item, stroke=False) > 0
        drawn = curved
        for points in pieces:
            if stroked:
                drawn = not self._shapes.stroke(points) or drawn
            if filled:
                ground = self._shapes.fill(points, pieces)
                if ground is None:
                    drawn = True
                elif ground and self._alpha(item, stroke=False) >= _OPAQUE:
                    self._blot(around(points))
        if drawn and (stroked or filled):
            box = self._bounds(item, outer)
            if not self._shapes.thin(box):
                self.drawing.pictures.append(box)

    def _is_dot(self, item: Any, outer: Matrix) -> bool:
        """Take a filled square of a dotted line; a page has ten thousand of them, too many to ask each for its corners."""
        box = self._bounds(item, outer)
        if max(box.x1 - box.x0, box.y1 - box.y0) > DOT:
            return False
        return self._alpha(item, stroke=False) == 0 or self._shapes.thin(box)

    def _pieces(self, item: Any, matrix: Matrix) -> tuple[list[list[tuple[float, float]]], bool]:
        """The points of each piece of a path, closed where it is, and whether any of it is a curve."""
        pieces: list[list[tuple[float, float]]] = []
        curved = False
        x, y = self._floats[:2]
        a, b, c, d, e, f = matrix
        count = raw.FPDFPath_CountSegments(item)
        self._segments += max(count, 0)
        for index in range(min(count, _MOST_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO or not pieces:
                pieces.append([])
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            px, py = x.value, y.value
            pieces[-1].append((a * px + c * py + e, b * px + d * py + f))
            if raw.FPDFPathSegment_GetClose(segment):
                pieces[-1].append(pieces[-1][0])
        return pieces, curved
