"""The characters of a page as pdfium finds them -> glyphs, each where it stands."""

import ctypes
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import sub
from typing import Any

import pypdfium2.raw as _raw

from gouji.document import UnreadableError
from gouji.readers.pages.pdf import columns
from gouji.readers.pages.pdf.drawing import Drawing
from gouji.readers.pages.pdf.geometry import Turn, quarter
from gouji.readers.pages.ruled import Box, Glyph
from gouji.readers.pages.ruled.model import UNKNOWN

raw: Any = _raw

# A report of 40 pages has 30,000 characters.
_MOST_CHARACTERS = 500_000
# Below it stand digits, signs and Latin letters; above it Chinese, where a wrong character fits no label.
_CHINESE = 0x2E80
_HAN = chr(_CHINESE)
_SPACES = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x3000))
# From halves of characters, alone, to the end of what each font means otherwise.
_SURROGATE, _PRIVATE = 0xD800, 0xF8FF
# What pdfium puts for a hyphen at the end of a line.
_HYPHEN = 0x02
# Points: what no character of a cell is wide. For a font that writes downwards pdfium gives 200.
_HUGE = 60
# The share of a character that its neighbours may reach into at each side.
_SIDE = 0.2
# No character is this much wider than its ink but a dot or a comma.
_WIDE = 6
# Text for a cell is not much larger than the rest of the page; a watermark is.
_WATERMARK = 1.6
# Of the width and of the height of a character: what of it may be covered.
_CUT = 0.1


@dataclass(frozen=True, slots=True)
class Characters:
    """The glyphs of a page; `slanted` counts those left out, `unknown` those that have no character."""

    glyphs: tuple[Glyph, ...]
    slanted: int
    unknown: int


def characters(
    text_page: Any, drawing: Drawing, turn: Turn, vertical: bool, has_ink: Callable[[Box], bool]
) -> Characters:
    """The glyphs of a page; `vertical`: a font of the file writes downwards.

    Raises UnreadableError for many times the characters of a report.
    """
    count = raw.FPDFText_CountChars(text_page)
    if count > _MOST_CHARACTERS:
        raise UnreadableError("too_many_objects", limit=_MOST_CHARACTERS)
    return _Characters(text_page, drawing, turn, vertical, has_ink).run(count)


class _Characters:
    def __init__(
        self, text_page: Any, drawing: Drawing, turn: Turn, vertical: bool, has_ink: Callable[[Box], bool]
    ) -> None:
        self._page = text_page
        self._handle = columns.handle(text_page)
        self._drawing = drawing
        self._turn = turn
        self._has_ink = has_ink
        self._doubles = [ctypes.c_double() for _ in range(4)]
        # Directions are asked for, character by character, only where the page has more than one.
        self._mixed = set(drawing.directions) != {turn.degrees}
        self._vertical = vertical
        self._special = drawing.invisible | drawing.unseen | drawing.unread | drawing.spoken

    def run(self, count: int) -> Characters:
        """Go through the characters of the page."""
        texts = self._texts(columns.codes(self._handle, count))
        ranks = [rank for rank, text in enumerate(texts) if text is not None]
        texts = [text for text in texts if text is not None]
        unknown = texts.count(UNKNOWN)
        if self._turn.degrees == 0 and not self._mixed:
            return Characters(tuple(self._upright(ranks, texts)), 0, unknown)
        found = list(map(self._turned, ranks, texts))
        glyphs = [glyph for glyph, straight in found if straight]
        slanted = [glyph for glyph, straight in found if not straight]
        return Characters(tuple(glyphs + _not_watermark(slanted, glyphs)), len(slanted), unknown)

    def _texts(self, codes: Sequence[int]) -> list[str | None]:
        """The text of each character; None where it is not on the paper, UNKNOWN where it is not told."""
        shown = {code: _shown(code) for code in set(codes)}
        texts: list[str | None] = [shown[code] for code in codes]
        spaces = [rank for rank, code in enumerate(codes) if code in _SPACES]
        for rank, generated in zip(spaces, columns.generated(self._handle, spaces), strict=True):
            if generated:
                texts[rank] = None
        narrow = {code for code, text in shown.items() if code < _CHINESE and text != UNKNOWN} - _SPACES - {_HYPHEN}
        asked = [rank for rank, code in enumerate(codes) if code in narrow]
        for rank, unmapped in zip(asked, columns.unmapped(self._handle, asked), strict=True):
            if unmapped:
                texts[rank] = UNKNOWN
        if self._special:
            objects = columns.text_objects(self._handle, range(len(texts)))
            for rank, (text, item) in enumerate(zip(texts, objects, strict=True)):
                if text is not None and item in self._special:
                    texts[rank] = self._told(rank, text, item)
        return texts

    def _told(self, rank: int, text: str, item: columns.Handle) -> str | None:
        """The character of a text object that is not like others: None where it is not seen, UNKNOWN where not told."""
        if item in self._drawing.invisible:
            return None
        if item in self._drawing.unread or (item in self._drawing.spoken and text < _HAN):
            # Chromium words rare forms of Chinese characters; a digit needs no wording of its own but to mislead.
            return UNKNOWN
        if item in self._drawing.unseen and not text.isspace():
            box = self._box(rank)
            if not self._has_ink(_inner(box)) or any(
                _is_cut(box, cover) for cover in self._drawing.covers.get(item, ())
            ):
                return UNKNOWN
        return text

    def _upright(self, ranks: Sequence[int], texts: Sequence[str]) -> list[Glyph]:
        """The characters of a page on which all text runs to the right."""
        left, top = self._turn.page.x0, self._turn.page.y1
        x0s, y1s, x1s, y0s = columns.loose_boxes(self._handle, ranks)
        _, bases = columns.origins(self._handle, ranks)
        across = (map(sub, x0s, repeat(left)), map(sub, x1s, repeat(left)))
        glyphs = list(map(Glyph, texts, *across, map(sub, repeat(top), bases), map(sub, y1s, y0s)))
        if self._vertical:
            for place, (x0, x1) in enumerate(zip(x0s, x1s, strict=True)):
                if x1 - x0 > _HUGE:
                    glyphs[place] = self._turned(ranks[place], texts[place])[0]
        return glyphs

    def _box(self, index: int) -> Box:
        """The box of a character in user space."""
        left, right, bottom, top = self._doubles
        raw.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        return Box(left.value, bottom.value, right.value, top.value)

    def _turned(self, index: int, text: str) -> tuple[Glyph, bool]:
        """A character on a page with text in several directions, or in another one than the page; False: slanted."""
        angle = raw.FPDFText_GetCharAngle(self._page, index) * 57.29577951308232
        # pdfium counts clockwise.
        run = quarter(-angle % 360)
        box = self._turn.box(self._box(index))
        rectangle = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._page, index, rectangle)
        loose = self._turn.box(Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        relative = ((run or 0) - self._turn.degrees) % 360
        if self._vertical and not relative and loose.x1 - loose.x0 > _WIDE * max(box.x1 - box.x0, box.y1 - box.y0):
            # For a font that writes downwards pdfium gives no advance along the line: the character is where its ink is.
            return Glyph(text, box.x0, box.x1, box.y1, box.y1 - box.y0), True
        if run is None or relative:
            return Glyph(text, box.x0, box.x1, box.y1, box.y1 - box.y0, relative), run is not None
        x, y = self._doubles[:2]
        raw.FPDFText_GetCharOrigin(self._page, index, x, y)
        _, base = self._turn.point(x.value, y.value)
        return Glyph(text, loose.x0, loose.x1, base, loose.y1 - loose.y0), True


def _inner(box: Box) -> Box:
    """The middle of a character's box: at its sides may be the ink of the neighbours, which a white digit has too."""
    aside = (box.x1 - box.x0) * _SIDE
    return Box(box.x0 + aside, box.y0, box.x1 - aside, box.y1)


def _is_cut(box: Box, cover: Box) -> bool:
    """True where an opaque area lies over a part of a character: of an 8 the right half looks like a 3."""
    across = min(box.x1, cover.x1) - max(box.x0, cover.x0)
    up = min(box.y1, cover.y1) - max(box.y0, cover.y0)
    return across > _CUT * (box.x1 - box.x0) and up > _CUT * (box.y1 - box.y0)


def _not_watermark(slanted: list[Glyph], upright: list[Glyph]) -> list[Glyph]:
    """Slanted digits no larger than the rest of the page: a figure set askew in its cell is not told, and not blank."""
    sizes = sorted(glyph.size for glyph in upright)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return [
        glyph._replace(text=UNKNOWN, turn=0)
        for glyph in slanted
        if glyph.text.isdigit() and glyph.size < _WATERMARK * usual
    ]


def _shown(code: int) -> str:
    """The text of a character, as far as its code tells."""
    if code in _SPACES:
        return " "
    if code == _HYPHEN:
        return "-"
    return UNKNOWN if code < 32 or _SURROGATE <= code <= _PRIVATE or code > sys.maxunicode else chr(code)
