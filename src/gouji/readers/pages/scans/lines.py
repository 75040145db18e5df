"""The ruled lines of a straightened page, and the page without them."""

from dataclasses import dataclass
from typing import Any

import cv2 as _cv2
import numpy as np

from gouji.readers.pages.ruled import Rule
from gouji.readers.pages.scans.paper import SCALE

cv2: Any = _cv2

# Pixels at 200 dots an inch. Strokes of characters are shorter than these in text of 14 points, and a row is higher.
_LONG, _HIGH = 60, 40
_THICK = 14
# Lines that belong together are this wide or high, an inch and a quarter: the strokes of a title are not.
_LEAST = 250
_DARK = 190
# A hair line is spread over two pixels that are both light: over three together it is darker than the paper around by
# this much more than noise is; a third of a point of half grey by twice to four times as much. The strokes of digits
# that fill a cell make longer runs here than in dark ink.
_HAIR = 13
_HAIR_AROUND = 7
_HAIR_LONG, _HAIR_HIGH = 120, 60


@dataclass(frozen=True, slots=True)
class Lines:
    """Horizontal and vertical rules in points, and where their ink is (255)."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    mask: Any


def lines_of(grey: Any) -> Lines:
    """The ruled lines of a page."""
    # A line of half a point is one grey pixel wide, which blurring takes away; noise is no line, blurred or not.
    dark = ((cv2.GaussianBlur(grey, (3, 3), 0) < _DARK) | (grey < _DARK)).astype(np.uint8) * 255
    # Areas are no lines: black borders of the scanner, pictures.
    solid = cv2.dilate(
        cv2.erode(dark, np.ones((_THICK, _THICK), np.uint8)), np.ones((_THICK + 6, _THICK + 6), np.uint8)
    )
    dark[solid > 0] = 0
    flat = _opened(dark, (_LONG, 1)) | _opened(_hairs(grey, (1, 3)), (_HAIR_LONG, 1))
    upright = _opened(dark, (1, _HIGH)) | _opened(_hairs(grey, (3, 1)), (1, _HAIR_HIGH))
    wide = _wide(flat | upright)
    flat[~wide], upright[~wide] = 0, 0
    across = tuple(Rule(y, x0, x1) for x0, x1, y in _runs(flat))
    down = tuple(Rule(x, y0, y1) for y0, y1, x in _runs(upright.T))
    return Lines(across, down, flat | upright)


def _hairs(grey: Any, over: tuple[int, int]) -> Any:
    """255 where the mean of `over` (width, height) pixels is darker than the paper around."""
    around = np.ones((_HAIR_AROUND, _HAIR_AROUND), np.uint8)
    darker = cv2.morphologyEx(cv2.blur(grey, over), cv2.MORPH_BLACKHAT, around)
    return (darker > float(np.median(darker)) + _HAIR).astype(np.uint8) * 255


def _opened(dark: Any, size: tuple[int, int]) -> Any:
    """What of the ink goes on for `size` (width, height) without a gap of more than two pixels."""
    width, height = size
    small = np.ones((3 if height > 1 else 1, 3 if width > 1 else 1), np.uint8)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, small)
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))


def _wide(mask: Any) -> Any:
    """True where lines that touch reach far enough for a table."""
    joined = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    wide = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _LEAST
    wide[0] = False
    return wide[labels]


def _runs(flat: Any) -> list[tuple[float, float, float]]:
    """(start, end, where) of each line of a mask in which lines run along its rows, in points."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(flat), connectivity=8)
    return [
        (left / SCALE, (left + width) / SCALE, (top + height / 2) / SCALE)
        for left, top, width, height, _ in stats[1:].tolist()
        if height <= _THICK
    ]
