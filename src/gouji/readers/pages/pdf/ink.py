"""Whether anything can be seen in a rectangle of a page, from the page as pdfium draws it."""

import ctypes
import functools
import math
from typing import Any

import pypdfium2.raw as _raw

from gouji.readers.pages.ruled import Box

raw: Any = _raw

# Pixels a point: at 144 a inch the thinnest stroke of a figure of 5 points is seen.
_SCALE = 2
# Between the darkest and the lightest grey of a rectangle in which nothing is drawn.
_EVEN = 40
# A page of A0; larger ones are drawn smaller.
_MOST_PIXELS = 20_000_000


class Ink:
    """Asks a page for its ink; the page is drawn when the first question comes, which is seldom."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @functools.cached_property
    def _picture(self) -> tuple[bytes, int, int, int]:
        width, height = self._page.get_size()
        scale = min(_SCALE, math.sqrt(_MOST_PIXELS / max(width * height, 1)))
        bitmap = self._page.render(scale=scale, grayscale=True)
        picture = bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height
        bitmap.close()
        return picture

    def seen(self, box: Box) -> bool:
        """True where a rectangle of the page's user space is not of one grey."""
        pixels, stride, width, height = self._picture
        xa, ya = self._pixel(box.x0, box.y0, width, height)
        xb, yb = self._pixel(box.x1, box.y1, width, height)
        left, right = sorted((min(max(xa, 0), width - 1), min(max(xb, 0), width - 1)))
        top, bottom = sorted((min(max(ya, 0), height - 1), min(max(yb, 0), height - 1)))
        lines = [pixels[row * stride + left : row * stride + right + 1] for row in range(top, bottom + 1)]
        return max(map(max, lines)) - min(map(min, lines)) > _EVEN

    def _pixel(self, x: float, y: float, width: int, height: int) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, across, down)
        return across.value, down.value
