"""What is drawn on a page between its ruled lines: pieces of ink, lines of text, and what keeps a cell from being sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2 as _cv2
import numpy as np

from gouji.readers.pages.scans.lines import Lines
from gouji.readers.pages.scans.pale import pale_of
from gouji.readers.pages.scans.paper import Paper

cv2: Any = _cv2

_DARK = 175
# Seen, and not as dark as text: a watermark, pencil, the other side of the paper. By how much it is darker than paper.
_FAINT = 30
_FAINT_PIXELS = 15
_RED_PIXELS = 12
# Around dark ink its own fringe is faint.
_FRINGE = 15
_SPECK = 2
# What a line leaves beside the mask that took it out.
_SLIVER = 3
_BORDER = 4
# Shares of the size of characters.
_ONE_CHARACTER, _STROKES_APART = 1.25, 0.5
_TALLEST_LINE = 3.0
_SHORTEST_LINE = 0.25
_COLUMNS = 1.5
_USUAL_SIZE = 30.0


class Span(NamedTuple):
    """A rectangle of pixels: left, top, right, bottom; right and bottom are the first outside."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a page without its lines.

    `dark` has 1 where text is, `pieces` its connected pieces by their left edge, `faint` and `red` True where that was
    seen, `doubtful` True at the middle of each piece that touches a line or is fainter than text, beside text or by itself,
    `size` the height of its characters, `clean` the grey page without lines.
    """

    dark: Any
    pieces: tuple[Span, ...]
    faint: Any
    red: Any
    doubtful: Any
    size: float
    clean: Any


def ink_of(paper: Paper, lines: Lines) -> Ink:
    """The ink of a page."""
    dark = (cv2.GaussianBlur(paper.grey, (3, 3), 0) < _DARK).astype(np.uint8)
    beside = cv2.dilate(lines.mask, np.ones((5, 5), np.uint8)) > 0
    count, labels = cv2.connectedComponents(dark, connectivity=8)
    is_line = np.zeros(count, bool)
    is_line[labels[lines.mask > 0]] = True
    is_line[0] = False
    # A text that touches a line is one piece of ink with it; what of that stands off the line is kept.
    of_line = is_line[labels]
    dark[of_line & beside] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    touching = np.zeros(count, bool)
    touching[labels[of_line]] = True
    keep = np.zeros(count, np.uint8)
    pieces: list[Span] = []
    doubtful = np.zeros(dark.shape, bool)
    for rank, (left, top, width, height, _) in enumerate(stats.tolist()):
        if not rank or max(width, height) <= _SPECK or (touching[rank] and min(width, height) <= _SLIVER):
            continue
        keep[rank] = 1
        piece = Span(left, top, left + width, top + height)
        pieces.append(piece)
        if touching[rank]:
            doubtful[_middle(piece)] = True
    dark = keep[labels]
    fringe = cv2.dilate(np.maximum(dark, beside), np.ones((_FRINGE, _FRINGE), np.uint8)) > 0
    faint = (cv2.blur(paper.grey, (5, 5)) < 255 - _FAINT) & ~fringe
    bare = cv2.dilate(lines.mask, np.ones((7, 7), np.uint8)) > 0
    clean = np.where(bare & (cv2.dilate(dark, np.ones((3, 3), np.uint8)) == 0), np.uint8(255), paper.grey)
    for box in pale_of(paper.grey, dark, beside):
        doubtful[_middle(Span(*box))] = True
    return Ink(dark, tuple(sorted(pieces)), faint, paper.red, doubtful, _size(pieces), clean)


def _middle(piece: Span) -> tuple[int, int]:
    """Row and column of the pixel in the middle of a piece."""
    return (piece.y0 + piece.y1) // 2, (piece.x0 + piece.x1) // 2


def _size(pieces: Sequence[Span]) -> float:
    """The height of Chinese characters: digits are lower, and of a character in pieces some are."""
    heights = sorted(piece.y1 - piece.y0 for piece in pieces if 12 <= piece.y1 - piece.y0 <= 100)
    return float(heights[len(heights) * 8 // 10]) if heights else _USUAL_SIZE


def inner(span: Span) -> Span:
    """A cell without its border."""
    return Span(span.x0 + _BORDER, span.y0 + _BORDER, max(span.x1 - _BORDER, 0), max(span.y1 - _BORDER, 0))


def is_unsure(ink: Ink, span: Span) -> bool:
    """True where a cell shows more than its text: a seal, a watermark, a text that touches the border."""
    window = (slice(span.y0, span.y1), slice(span.x0, span.x1))
    if int(ink.red[window].sum()) > _RED_PIXELS or int(ink.faint[window].sum()) > _FAINT_PIXELS:
        return True
    return bool(ink.doubtful[window].any())


def pieces_in(ink: Ink, span: Span) -> list[Span]:
    """The pieces of ink whose middle is in a rectangle, from left to right."""
    middles = ((piece, *_middle(piece)) for piece in ink.pieces)
    return [piece for piece, y, x in middles if span.x0 <= x < span.x1 and span.y0 <= y < span.y1]


def lines_in(ink: Ink, span: Span) -> list[Span]:
    """The lines of text of a cell from top to bottom; one with a gap as between columns comes in parts."""
    rows = ink.dark[span.y0 : span.y1, span.x0 : span.x1].any(axis=1)
    runs: list[list[int]] = []
    for top, bottom in _runs(rows):
        if runs and _is_one(runs[-1], (top, bottom), ink.size):
            runs[-1][1] = bottom
        else:
            runs.append([top, bottom])
    found: list[Span] = []
    for top, bottom in runs:
        columns = ink.dark[span.y0 + top : span.y0 + bottom, span.x0 : span.x1].any(axis=0)
        parts: list[list[int]] = []
        for left, right in _runs(columns):
            if parts and left - parts[-1][1] < _COLUMNS * ink.size:
                parts[-1][1] = right
            else:
                parts.append([left, right])
        found += (Span(span.x0 + left, span.y0 + top, span.x0 + right, span.y0 + bottom) for left, right in parts)
    return found


def _is_one(above: Sequence[int], below: tuple[int, int], size: float) -> bool:
    """True for strokes of one character with white between them."""
    return below[1] - above[0] <= _ONE_CHARACTER * size and below[0] - above[1] <= _STROKES_APART * size


def _runs(flags: Any) -> list[tuple[int, int]]:
    """(start, end) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def prose(ink: Ink, tables: Sequence[Span]) -> list[Span]:
    """The lines of text outside of the tables."""
    rest = ink.dark.copy()
    for span in tables:
        rest[max(span.y0 - _BORDER, 0) : span.y1 + _BORDER, max(span.x0 - _BORDER, 0) : span.x1 + _BORDER] = 0
    smeared = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((5, int(2 * ink.size) | 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    found: list[Span] = []
    for left, top, width, height, _ in stats[1:].tolist():
        if _SHORTEST_LINE * ink.size <= height <= _TALLEST_LINE * ink.size and width >= height / 2:
            found.append(Span(left, top, left + width, top + height))
    return found
