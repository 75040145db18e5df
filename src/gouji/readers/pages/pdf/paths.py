"""The paths that a page draws -> how they are seen, and the points of their pieces."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as _raw

from gouji.document import UnreadableError
from gouji.readers.pages.pdf import columns
from gouji.readers.pages.pdf.columns import Handle
from gouji.readers.pages.pdf.geometry import Matrix
from gouji.readers.pages.pdf.shapes import DOT, Point
from gouji.readers.pages.ruled import Box

raw: Any = _raw

_MOST_SEGMENTS = 400_000
_MOVE, _CURVE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_BEZIERTO


class Path(NamedTuple):
    """One path: the rectangle around it, how opaque its fill and its stroke are (0 to 255), the points of its pieces.

    `pieces` is empty for a square of a dotted line (`is_dot`), and for what is not seen at all; `curved`: any of it is a curve.
    """

    box: Box
    fill: int
    stroke: int
    is_dot: bool
    pieces: list[list[Point]]
    curved: bool


class Paths:
    """Reads paths, and counts their segments over a whole page."""

    def __init__(self) -> None:
        self._segments = 0

    def read(self, items: Sequence[Handle], outer: Matrix) -> Iterator[Path]:
        """Each path of a page or form whose matrix is `outer`.

        Raises UnreadableError for many times the segments of a report.
        """
        boxes = [outer.around(*bounds) for bounds in columns.bounds(items)]
        modes = columns.path_modes(items)
        fills = [color[3] if fill else 0 for color, (fill, _) in zip(columns.colors(items), modes, strict=True)]
        colors = columns.colors(items, stroke=True)
        strokes = [color[3] if stroke else 0 for color, (_, stroke) in zip(colors, modes, strict=True)]
        # A page has ten thousand squares of dotted lines: too many to ask each for its corners.
        dots = [not stroke and _is_small(box) for box, (_, stroke) in zip(boxes, modes, strict=True)]
        facts = list(zip(boxes, fills, strokes, dots, strict=True))
        asked = [(fill or stroke) and not is_dot for _, fill, stroke, is_dot in facts]
        pieces = self._pieces([item for item, is_asked in zip(items, asked, strict=True) if is_asked])
        for fact, matrix, is_asked in zip(facts, columns.matrices(items), asked, strict=True):
            if not is_asked:
                yield Path(*fact, [], curved=False)
                continue
            points, curved = next(pieces)
            place = outer.after(Matrix(*matrix)).apply
            yield Path(*fact, [[place(x, y) for x, y in piece] for piece in points], curved)

    def _pieces(self, items: Sequence[Handle]) -> Iterator[tuple[list[list[Point]], bool]]:
        """The points of each piece of each path, closed where it is, and whether any of it is a curve."""
        counts = columns.segment_counts(items)
        self._segments += sum(counts)
        if self._segments > _MOST_SEGMENTS:
            raise UnreadableError("too_many_objects", limit=_MOST_SEGMENTS)
        segments = columns.segments(items, counts)
        for count in counts:
            pieces: list[list[Point]] = []
            curved = False
            for kind, closes, x, y in islice(segments, count):
                if kind == _MOVE or not pieces:
                    pieces.append([])
                curved = curved or kind == _CURVE
                pieces[-1].append((x, y))
                if closes:
                    pieces[-1].append(pieces[-1][0])
            yield pieces, curved


def _is_small(box: Box) -> bool:
    return max(box.x1 - box.x0, box.y1 - box.y0) <= DOT
