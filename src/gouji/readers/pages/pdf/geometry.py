"""Matrices of PDF, and the turn that sets a page upright."""

import math
from dataclasses import dataclass
from typing import NamedTuple

from gouji.readers.pages.ruled import Box

# Degrees. Text of an upright page drawn by any program is exact; a scan that was straightened is not.
_STRAIGHT = 2.0


class Matrix(NamedTuple):
    """The matrix `a b c d e f` of PDF: (x, y) goes to (ax + cy + e, bx + dy + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def after(self, inner: "Matrix") -> "Matrix":
        """The matrix that applies `inner` first and then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def around(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The upright rectangle around where a rectangle goes."""
        if self is IDENTITY:
            return Box(left, bottom, right, top)
        corners = [self.apply(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def quarter(degrees: float) -> int | None:
    """0, 90, 180 or 270 for text along one of the directions of the page, None for slanted text."""
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _STRAIGHT else None


def direction(matrix: Matrix) -> int | None:
    """The direction in which text under a matrix runs, as `quarter`."""
    return quarter(math.degrees(math.atan2(matrix.b, matrix.a)))


@dataclass(frozen=True, slots=True)
class Turn:
    """From the user space of a page (y upwards, box `page`) to the upright page (y downwards), text running `degrees`."""

    degrees: int
    page: Box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.page.x1 - self.page.x0, self.page.y1 - self.page.y0
        return (width, height) if self.degrees in (0, 180) else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the upright page."""
        left, bottom, right, top = self.page
        if self.degrees == 0:
            return x - left, top - y
        if self.degrees == 90:
            return y - bottom, x - left
        if self.degrees == 180:
            return right - x, y - bottom
        return top - y, right - x

    def box(self, box: Box) -> Box:
        """A rectangle of user space on the upright page."""
        (xa, ya), (xb, yb) = self.point(box.x0, box.y0), self.point(box.x1, box.y1)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def back(self, box: Box) -> Box:
        """A rectangle of the upright page in user space."""
        left, bottom, right, top = self.page

        def user(x: float, y: float) -> tuple[float, float]:
            if self.degrees == 0:
                return x + left, top - y
            if self.degrees == 90:
                return y + left, x + bottom
            if self.degrees == 180:
                return right - x, y + bottom
            return right - y, top - x

        (xa, ya), (xb, yb) = user(box.x0, box.y0), user(box.x1, box.y1)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
