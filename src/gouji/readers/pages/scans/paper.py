"""The picture of a page -> grey on white, upright and straight, at one resolution; what is red is kept apart."""

import math
from dataclasses import dataclass
from typing import Any

import cv2 as _cv2
import numpy as np

from gouji.document import UnreadableError

cv2: Any = _cv2

# The short side of the page is that of A4, 595 points, whatever the file says of its resolution: 200 dots an inch.
SHORT_POINTS = 595.0
_SHORT_PIXELS = 1654
SCALE = _SHORT_PIXELS / SHORT_POINTS
# 80 dots an inch on A4: figures of 9 points are 7 pixels high.
_COARSE = 660
_LONGEST = 8
# Red ink of a seal: by how much red outshines green and blue.
_REDNESS = 40
# Paper darker than this is the background of the scanner.
_DARKEST_PAPER = 70
_DARK = 190
# What of the ink shows how a page lies: runs of this many pixels along its rows.
_RUN = 24
_FEWEST = 200
# Degrees to each side, and how finely: first all that is met, then around the best.
_STEPS = ((4.0, 0.25), (0.25, 0.05), (0.05, 0.01))
_STRAIGHT = 0.01


@dataclass(frozen=True, slots=True)
class Paper:
    """One page: `grey` with the paper made white and red ink left out, `red` True where red ink is; both by pixels.

    `angle`: by how many degrees it was turned to be straight.
    """

    grey: Any
    red: Any
    angle: float


def paper_of(picture: Any) -> Paper:
    """The paper of a picture (rows, columns, RGB). Raises UnreadableError for one with too few pixels to be read."""
    picture = _sized(picture)
    grey, red = _apart(picture)
    grey = _whitened(grey)
    angle = _skew(grey)
    # Lines that lie askew fall apart where they go from one row of pixels to the next: a straightened page tells the rest.
    angle += _skew(_turned(grey, angle, 255)) if abs(angle) > _STRAIGHT else 0.0
    if abs(angle) <= _STRAIGHT:
        return Paper(grey, red > 127, 0.0)
    # Turned once: each turn makes thin lines fainter.
    return Paper(_turned(grey, angle, 255), _turned(red, angle, 0) > 127, angle)


def straightened(picture: Any, paper: Paper) -> Any:
    """A picture in its colours, at the size and as straight as its paper."""
    return _turned(_sized(picture), paper.angle, (255, 255, 255))


def _sized(picture: Any) -> Any:
    height, width = picture.shape[:2]
    short = min(height, width)
    if short < _COARSE:
        raise UnreadableError("scan_too_coarse", found=short, limit=_COARSE)
    if max(height, width) > _LONGEST * short:
        raise UnreadableError("picture_too_large", limit=_LONGEST)
    scale = _SHORT_PIXELS / short
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=way)


def _apart(picture: Any) -> tuple[Any, Any]:
    """Grey values without what is red, and where that is (0 or 255)."""
    one, two, three = (picture[:, :, rank].astype(np.int16) for rank in range(3))
    is_red = (one - np.maximum(two, three) > _REDNESS).astype(np.uint8) * 255
    # Single pixels are noise and the fringes of JPEG.
    is_red = cv2.morphologyEx(is_red, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    near = cv2.dilate(is_red, np.ones((3, 3), np.uint8)) > 0
    grey: Any = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    grey[near] = np.maximum(grey, picture[:, :, 0])[near]
    return grey, is_red


def _whitened(grey: Any) -> Any:
    """The grey values with the paper made white wherever it is: shaded rows, shadows, grey borders."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((13, 13), np.uint8)), 21)
    paper = cv2.resize(np.maximum(paper, _DARKEST_PAPER), (grey.shape[1], grey.shape[0]))
    return np.minimum(grey.astype(np.float32) * 255 / paper, 255).astype(np.uint8)


def _skew(grey: Any) -> float:
    """By how many degrees the lines of a page fall to the right: where its ink falls into the fewest rows."""
    dark = (grey < _DARK).astype(np.uint8)
    flat = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _RUN), np.uint8))
    ys, xs = np.nonzero(flat)
    if len(xs) < _FEWEST:
        return 0.0
    angle = 0.0
    for width, step in _STEPS:
        middle, steps = angle, round(width / step)
        tried = [middle + step * rank for rank in range(-steps, steps + 1)]
        # Of those that are as even, the nearest to where the search began: a straight page is left as it is.
        angle = max(tried, key=lambda one: (_evenness(xs, ys, one), -abs(one - middle)))
    return angle


def _evenness(xs: Any, ys: Any, angle: float) -> float:
    rows = np.rint(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
    return float((np.bincount(rows - rows.min()).astype(np.float64) ** 2).sum())


def _turned(plane: Any, angle: float, border: int | tuple[int, int, int]) -> Any:
    height, width = plane.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(plane, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=border)
