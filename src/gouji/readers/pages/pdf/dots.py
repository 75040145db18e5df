"""Dotted borders: rows of small squares, as Chromium draws them -> lines."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

# Points: how far apart the squares of a line stand, and how long a row of them is a line.
_GAP = 6.0
_SHORTEST = 9.0


def dotted(dots: Iterable[tuple[float, float]]) -> list[tuple[float, float, float, float]]:
    """The lines (x0, y0, x1, y1) that dots (their middles) stand in, in both directions; other dots are left out."""
    dots = list(dots)
    down = [(x, start, x, end) for x, start, end in _rows(dots, 0, 1)]
    return down + [(start, y, end, y) for y, start, end in _rows(dots, 1, 0)]


def _rows(dots: Iterable[tuple[float, float]], fixed: int, along: int) -> Iterator[tuple[float, float, float]]:
    """Where a row stands, starts and ends, for dots that agree to a tenth of a point in the `fixed` coordinate."""
    at: dict[float, list[float]] = {}
    for dot in sorted(dots, key=itemgetter(along)):
        at.setdefault(round(dot[fixed], 1), []).append(dot[along])
    for position, places in at.items():
        start = end = places[0]
        for place in places[1:]:
            if place - end > _GAP:
                if end - start > _SHORTEST:
                    yield position, start, end
                start = place
            end = place
        if end - start > _SHORTEST:
            yield position, start, end
