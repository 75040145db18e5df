"""The page objects of pdfium -> rules, pictures, and what of the text cannot be taken as it is."""

import ctypes
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any, TypeAlias

import pypdfium2.raw as _raw

from gouji.document import UnreadableError
from gouji.readers.pages.pdf import columns
from gouji.readers.pages.pdf.columns import Handle
from gouji.readers.pages.pdf.geometry import IDENTITY, Matrix, direction
from gouji.readers.pages.pdf.inspection import Inspection
from gouji.readers.pages.pdf.objects import font_name, is_marked
from gouji.readers.pages.pdf.paths import Path, Paths
from gouji.readers.pages.pdf.shapes import Shapes, around
from gouji.readers.pages.ruled import Box

raw: Any = _raw

# A page of a report has 300 to 1,000 objects.
_MOST_OBJECTS = 100_000
_MOST_NESTED = 8
# Each area is held against all text before it: a report has some 500 of them over 1,000 texts.
_MOST_COVERED = 5_000_000
# Alpha of 255, and the lightness from which text on paper is not seen.
_OPAQUE = 250
_WHITE = 250
# Points by which an area may reach over the text beside it: the box of a text is larger than its ink.
_HAIR = 0.7
_INVISIBLE_MODES = (3, 7)
_TEXT, _PATH, _IMAGE, _FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)

_Numbers: TypeAlias = tuple[float, ...]
_Text: TypeAlias = tuple[Handle, _Numbers, _Numbers, int, tuple[int, ...]]


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
    invisible: set[Handle] = field(default_factory=set[Handle])
    unseen: set[Handle] = field(default_factory=set[Handle])
    unread: set[Handle] = field(default_factory=set[Handle])
    spoken: set[Handle] = field(default_factory=set[Handle])
    covers: dict[Handle, list[Box]] = field(default_factory=dict[Handle, list[Box]])
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


class _Walk:
    def __init__(self, inspection: Inspection, area: float) -> None:
        self.drawing = Drawing()
        self._inspection = inspection
        self._odd = inspection.layers or inspection.spoken or bool(inspection.unmapped)
        self._area = area
        self._shapes = Shapes()
        self._paths = Paths()
        self._objects = 0
        self._covered = 0
        # The texts that were drawn, by the height of their middle, and the height of the tallest.
        self._texts: list[tuple[float, Box, Handle]] = []
        self._tallest = 0.0

    def run(self, page: Any) -> None:
        """Go through the whole page."""
        self.objects(columns.handle(page), raw.FPDFPage_CountObjects(page), IDENTITY, 0)
        self.drawing.lines = self._shapes.all_lines()

    def objects(self, owner: Handle, count: int, outer: Matrix, depth: int, sheer: bool = False) -> None:
        """Go through the objects of a page or form in the order in which they are drawn; `sheer`: as one that is transparent."""
        if depth > _MOST_NESTED:
            raise UnreadableError("nested_too_deep", limit=_MOST_NESTED)
        self._objects += count
        if self._objects > _MOST_OBJECTS:
            raise UnreadableError("too_many_objects", limit=_MOST_OBJECTS)
        items = columns.objects_of(owner, count, form=depth > 0)
        kinds = columns.kinds(items)
        texts = _texts([item for item, kind in zip(items, kinds, strict=True) if kind == _TEXT])
        paths = self._paths.read([item for item, kind in zip(items, kinds, strict=True) if kind == _PATH], outer)
        for item, kind in zip(items, kinds, strict=True):
            if kind == _TEXT:
                self._text(next(texts), outer)
            elif kind == _PATH:
                self._path(next(paths))
            elif kind == _FORM:
                inner = outer.after(Matrix(*columns.matrices([item])[0]))
                pointer = columns.pointer(item)
                through = sheer or bool(raw.FPDFPageObj_HasTransparency(pointer))
                self.objects(item, raw.FPDFFormObj_CountObjects(pointer), inner, depth + 1, through)
            else:
                box = outer.around(*columns.bounds([item])[0])
                self._picture(
                    box, is_image=kind == _IMAGE, hides=kind == _IMAGE and not sheer and self._is_opaque(item)
                )

    def _text(self, text: _Text, outer: Matrix) -> None:
        drawing = self.drawing
        item, matrix, bounds, mode, (red, green, blue, alpha) = text
        if outer is IDENTITY and matrix[1] == 0 and matrix[0] > 0:
            drawing.directions[0] += 1
        else:
            drawing.directions[direction(outer.after(Matrix(*matrix)))] += 1
        box = left, bottom, right, top = outer.around(*bounds)
        middle = (bottom + top) / 2
        if not isnan(middle):
            insort(self._texts, (middle, box, item))
            self._tallest = max(self._tallest, top - bottom)
        if mode in _INVISIBLE_MODES or alpha == 0:
            drawing.invisible.add(item)
        elif red >= _WHITE and green >= _WHITE and blue >= _WHITE:
            drawing.unseen.add(item)
        if right - left < 0.02:
            # pdfium leaves text out that draws nothing: spaces, and all of a font whose program is damaged.
            drawing.lost.append(Box(left - 0.1, bottom - 0.1, right + 0.1, top + 0.1))
        if self._odd:
            self._oddities(item)

    def _oddities(self, item: Handle) -> None:
        """What few files have: layers switched off, text with a wording of its own, fonts without characters."""
        inspection, pointer = self._inspection, columns.pointer(item)
        if inspection.layers and is_marked(pointer, "OC"):
            self.drawing.unseen.add(item)
        if inspection.spoken and is_marked(pointer, "Span"):
            self.drawing.spoken.add(item)
        if inspection.unmapped and font_name(pointer) in inspection.unmapped:
            self.drawing.unread.add(item)

    def _picture(self, box: Box, is_image: bool, hides: bool) -> None:
        if is_image and self._shapes.thin(box):
            return
        self.drawing.pictures.append(box)
        share = (box.x1 - box.x0) * (box.y1 - box.y0) / self._area
        self.drawing.scan = max(self.drawing.scan, share)
        under = self._cover(box)
        if hides:
            self._blot(box)
        self.drawing.beneath = self.drawing.beneath or (share > 0.5 and under)

    def _is_opaque(self, item: Handle) -> bool:
        """True for an image that hides what is below it; not for one of the size of another that does not, or a stencil."""
        pointer = columns.pointer(item)
        width, height, told = ctypes.c_uint(), ctypes.c_uint(), raw.FPDF_IMAGEOBJ_METADATA()
        if raw.FPDFPageObj_HasTransparency(pointer) or not raw.FPDFImageObj_GetImagePixelSize(pointer, width, height):
            return False
        # One that stands in the drawing itself is in no list of pictures; with one bit a pixel it may be a stencil.
        stencil = not raw.FPDFImageObj_GetImageMetadata(pointer, None, told) or told.bits_per_pixel == 1
        return not stencil and (width.value, height.value) not in self._inspection.sheer

    def _cover(self, box: Box) -> bool:
        """Note the text that was drawn before and the middle of which now lies under a picture."""
        left, bottom, right, top = box
        between = self._drawn_between(bottom, top)
        under = {item for y, text, item in between if left < (text.x0 + text.x1) / 2 < right and bottom < y}
        self.drawing.unseen |= under
        return bool(under)

    def _blot(self, box: Box) -> None:
        """Note the text that was drawn before and of which an opaque area now hides a part."""
        left, bottom, right, top = box.shrunk(_HAIR)
        reach = self._tallest / 2
        for _, text, item in self._drawn_between(bottom - reach, top + reach):
            if left < text.x1 and text.x0 < right and bottom < text.y1 and text.y0 < top:
                self.drawing.unseen.add(item)
                self.drawing.covers.setdefault(item, []).append(box)

    def _drawn_between(self, bottom: float, top: float) -> list[tuple[float, Box, Handle]]:
        """The texts drawn before whose middles are at heights from `bottom` to below `top`."""
        self._covered += len(self._texts)
        if self._covered > _MOST_COVERED:
            raise UnreadableError("too_many_objects", limit=_MOST_OBJECTS)
        return self._texts[bisect_left(self._texts, (bottom,)) : bisect_left(self._texts, (top,))]

    def _path(self, path: Path) -> None:
        box, fill, stroke, is_dot, pieces, drawn = path
        if is_dot and fill:
            self._shapes.thin(box)
        for points in pieces:
            if stroke:
                drawn = not self._shapes.stroke(points) or drawn
            if fill:
                ground = self._shapes.fill(points, pieces)
                if ground is None:
                    drawn = True
                elif ground and fill >= _OPAQUE:
                    self._blot(around(points))
        if drawn and not self._shapes.thin(box):
            self.drawing.pictures.append(box)


def _texts(items: Sequence[Handle]) -> Iterator[_Text]:
    """Item, matrix, bounds, render mode and color of each text object."""
    modes = columns.text_modes(items)
    colors = columns.colors(items)
    for rank in (rank for rank, mode in enumerate(modes) if mode == 1):
        # It is drawn as an outline.
        colors[rank] = columns.colors([items[rank]], stroke=True)[0]
    return zip(items, columns.matrices(items), columns.bounds(items), modes, colors, strict=True)
