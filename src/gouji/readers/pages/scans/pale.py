"""Ink that is not as dark as text and stands by itself: the hyphen of small print, which noise and skew bleach first.

What is lost of a figure in this way makes another figure: -8 is 8. A cell with such ink is not sure.
"""

from typing import Any

import cv2 as _cv2
import numpy as np

cv2: Any = _cv2

# By how much darker than the paper is ink at all: in values of grey, and in deviations of the noise of the page.
_LEAST, _NOISES = 20.0, 4.5
# The deviation of noise, from the median of how far values are from their median.
_DEVIATION = 1.48
# Pixels: what is smaller is a speck; by how much the soft edge of dark ink reaches over it.
_SPECK = 10
_EDGE = 3


def pale_of(grey: Any, dark: Any, beside: Any) -> list[tuple[int, int, int, int]]:
    """The boxes (left, top, right, bottom) of pale ink; `dark`: 1 where text is, `beside`: True where lines are."""
    soft = cv2.GaussianBlur(grey, (5, 5), 0)
    paper = float(np.median(soft))
    noise = _DEVIATION * float(np.median(np.abs(soft.astype(np.float32) - paper)))
    ink = (soft < paper - max(_LEAST, _NOISES * noise)).astype(np.uint8)
    ink[beside] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    ys, xs = np.nonzero((dark > 0) & (ink > 0))
    owner = labels[ys, xs]
    start, end = np.full(count, grey.shape[1]), np.full(count, -1)
    np.minimum.at(start, owner, xs)
    np.maximum.at(end, owner, xs + 1)
    left, width = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_WIDTH]
    alone = (end < 0) & (stats[:, cv2.CC_STAT_AREA] > _SPECK)
    # A hyphen beside a digit shares its soft edge.
    reaches = (end >= 0) & ((start - left > _EDGE) | (left + width - end > _EDGE))
    is_pale = alone | reaches
    is_pale[0] = False
    return [(x, y, x + wide, y + high) for x, y, wide, high, _ in stats[is_pale].tolist()]
