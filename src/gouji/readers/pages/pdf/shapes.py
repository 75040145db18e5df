"""Stroked and filled shapes -> the lines they are drawn for: rules, borders, rows of dots."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from gouji.readers.pages.pdf.dots import dotted
from gouji.readers.pages.ruled import Box

Point = tuple[float, float]
Segment = tuple[float, float, float, float]

# Points. A filled rectangle thinner than this is a line; text has no room in it.
_THIN = 3.5
_SHORTEST = 2.0
# The squares of a dotted line.
DOT = 3.0
# How far a line may lean, for the rounding of the program that drew it.
_STRAIGHT = 0.7
# A rectangle has four corners, its first one twice, and Word ends it once more.
_MOST_CORNERS = 6


class Shapes:
    """Collects the lines of a page, (x0, y0, x1, y1) along an axis."""

    def __init__(self) -> None:
        self._lines: list[Segment] = []
        self._dots: list[Point] = []

    def all_lines(self) -> list[Segment]:
        """The lines, those made of dots among them."""
        return self._lines + dotted(self._dots)

    def thin(self, box: Box) -> bool:
        """Take a thin rectangle as a line, or as a dot of one; False where it is none."""
        width, height = box.x1 - box.x0, box.y1 - box.y0
        short, long = (width, height) if width < height else (height, width)
        if short > _THIN or (long < 2 * short and long > DOT):
            return False
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if long < 2 * short:
            self._dots.append((x, y))
        elif long >= _SHORTEST:
            self._lines.append((box.x0, y, box.x1, y) if width > height else (x, box.y0, x, box.y1))
        return True

    def stroke(self, points: Sequence[Point]) -> bool:
        """Take the segments of a stroked piece as lines; False where one runs along no axis."""
        straight = True
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            along_x, along_y = abs(xb - xa), abs(yb - ya)
            if min(along_x, along_y) > _STRAIGHT:
                straight = False
            elif max(along_x, along_y) >= _SHORTEST:
                self._lines.append((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
        return straight

    def fill(self, points: Sequence[Point], pieces: Iterable[Sequence[Point]]) -> bool | None:
        """Take a filled piece of a path: False for a line or border, True for a ground that covers what is below it.

        None where it may be a character drawn as an outline.
        """
        box = around(points)
        if self.thin(box):
            return False
        if len(points) > _MOST_CORNERS or not all(_is_corner(point, box) for point in points):
            return None
        others = [around(one) for one in pieces if one is not points]
        rings = [other for other in others if _is_ring(box, other)]
        for inner in rings:
            for side in _sides(box, inner):
                self.thin(side)
        return not rings and not any(_is_ring(other, box) for other in others)


def around(points: Sequence[Point]) -> Box:
    """The rectangle around some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_corner(point: Point, box: Box) -> bool:
    x, y = point
    return min(abs(x - box.x0), abs(x - box.x1)) < _STRAIGHT and min(abs(y - box.y0), abs(y - box.y1)) < _STRAIGHT


def _is_ring(outer: Box, inner: Box) -> bool:
    """True where two rectangles are the outer and the inner edge of a border."""
    gaps = (inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1)
    return all(0 <= gap <= _THIN for gap in gaps) and any(gap > 0 for gap in gaps)


def _sides(outer: Box, inner: Box) -> Iterator[Box]:
    yield Box(outer.x0, outer.y0, inner.x0, outer.y1)
    yield Box(inner.x1, outer.y0, outer.x1, outer.y1)
    yield Box(outer.x0, outer.y0, outer.x1, inner.y0)
    yield Box(outer.x0, inner.y1, outer.x1, outer.y1)
