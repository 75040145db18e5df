"""Glyphs -> lines of text, by where they stand and never by the order in which they were drawn."""

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter, sub
from typing import NamedTuple

from gouji.readers.marks import END, MARK, around
from gouji.readers.pages.ruled.model import UNKNOWN, Box, Glyph

# Shares of the font size. Baselines nearer than this are one line (a raised digit is on it, and is marked).
_SAME_BASE = 0.45
_RAISED = 0.08
_SMALLER = 0.8
# A narrow space is a fifth of the size. Digits that stand nearer belong to one figure; word processors set Chinese a
# quarter apart from digits without any space in the text. What is a whole size apart may be in columns.
_SPACE = 0.18
_CHINESE_SPACE = 0.45
_COLUMNS = 1.0
# The same character drawn again within this share of its width is bold made by drawing twice; a character that covers
# more than the second share of its neighbour hides it.
_TWICE = 0.3
_COVERED = 0.55
# Characters that share less of the narrowest one than this are held against each other no further.
_APART = 0.5
_HAN = "\u2e80"
_START, _BASE, _TURN = itemgetter(1), itemgetter(3), itemgetter(5)
_WHITE = re.compile(r"\s")


class Line(NamedTuple):
    """A printed line: its text, with one space for each gap, and where it stands.

    `size` is that of its characters, `gaps` counts the gaps that are wide enough for columns. `confidence` is that of what
    is least certain in it, None where nothing was recognised in a picture.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    gaps: int
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """The rectangle around its characters; what hangs below the baseline is about a fifth of the size."""
        return Box(self.x0, self.base - self.size, self.x1, self.base + 0.2 * self.size)


def write(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of some glyphs from top to bottom.

    Text turned as a whole is read along its own direction; digits in text that is turned in part are not told.
    """
    glyphs = list(glyphs)
    if len(glyphs) == 1 and not glyphs[0].text.isspace():
        # Most figures of a report have one digit.
        text, x0, x1, base, size, _, confidence = glyphs[0]
        return [Line(text, x0, x1, base, size, 0, confidence)]
    if any(map(_TURN, glyphs)):
        turns = {glyph.turn for glyph in glyphs}
        glyphs = [_upright(glyph, alone=len(turns) == 1) for glyph in glyphs]
    return [line for row in _rows(glyphs) if (line := _line(row)).text]


def _upright(glyph: Glyph, alone: bool) -> Glyph:
    if not glyph.turn:
        return glyph
    if not alone:
        return glyph._replace(text=UNKNOWN if glyph.text.isdigit() else glyph.text, turn=0)
    across, along = glyph.size, glyph.x1 - glyph.x0
    if glyph.turn == 180:
        return Glyph(glyph.text, -glyph.x1, -glyph.x0, across - glyph.base, across)
    # Runs upwards (90): from the bottom to the top, lines from left to right. Runs downwards (270): the other way round.
    start = -glyph.base if glyph.turn == 90 else glyph.base - across
    base = glyph.x1 if glyph.turn == 90 else -glyph.x0
    return Glyph(glyph.text, start, start + across, base, along)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    ordered = sorted(glyphs, key=_BASE)
    if ordered and ordered[0].base == ordered[-1].base:
        return [ordered]
    rows: list[list[Glyph]] = []
    base = size = float("-inf")
    for glyph in ordered:
        _, _, _, own_base, own_size, _, _ = glyph
        if not rows or own_base - base > _SAME_BASE * max(size, own_size):
            rows.append([])
            base, size = own_base, own_size
        elif own_size > size:
            # The larger characters carry the line; a raised one before them does not.
            base, size = own_base, own_size
        rows[-1].append(glyph)
    return rows


def _line(row: list[Glyph]) -> Line:
    row.sort(key=_START)
    texts, x0s, x1s, bases, sizes, _, sures = zip(*row, strict=True)
    text, gaps, smallest = "".join(texts), 0, min(sizes)
    if _WHITE.search(text) or not _are_dense(x0s, x1s, smallest):
        row, text, gaps = _parted(row)
        if not row:
            return Line("", 0, 0, 0, 0, 0)
        _, x0s, x1s, bases, sizes, _, sures = zip(*row, strict=True)
    size = max(sizes)
    if (smallest < size or min(bases) < max(bases)) and not text.isalpha() and _is_uneven(row):
        text = around(MARK["raised"], text)
    sure = None if sures.count(None) == len(sures) else min(one for one in sures if one is not None)
    return Line(text, x0s[0], max(x1s), bases[0], size, gaps, sure)


def _are_dense(x0s: Sequence[float], x1s: Sequence[float], smallest: float) -> bool:
    """True where characters follow each other without gaps and none lies over its neighbour, as nearly all do."""
    gaps = list(map(sub, x0s[1:], x1s))
    if not gaps:
        return True
    narrowest = min(map(sub, x1s, x0s))
    return narrowest > 0 and max(gaps) <= _SPACE * smallest and min(gaps) >= -_APART * narrowest


def _parted(row: Iterable[Glyph]) -> tuple[list[Glyph], str, int]:
    """What is seen of a row, its text with spaces for gaps, and how many of the gaps are wide enough for columns."""
    parts: list[str] = []
    gaps = 0
    shown: list[Glyph] = []
    spaces: list[float] = []
    before: Glyph | None = None
    for glyph in row:
        text, x0, x1, _, size, _, _ = glyph
        if text.isspace():
            spaces.append(x0)
            continue
        if before is not None:
            # How far it stands from the one before it, measured by the narrower of the two.
            moved, width = x0 - before.x0, before.x1 - before.x0
            if x1 - x0 < width:
                width = x1 - x0
            if moved < (1 - _COVERED) * width or width <= 0:
                if text == before.text and moved < _TWICE * max(width, 0.1):
                    continue
                parts.append(MARK["overprinted"] + END)
            elif _is_gap(before, glyph) or (spaces and spaces[-1] > before.x0):
                parts.append(" ")
                gaps += x0 - before.x1 > _COLUMNS * size
        before = glyph
        shown.append(glyph)
        parts.append(text)
    return shown, "".join(parts), gaps


def _is_gap(before: Glyph, glyph: Glyph) -> bool:
    gap = glyph.x0 - before.x1
    if gap <= _SPACE * min(before.size, glyph.size):
        return False
    narrow = before.text < _HAN and glyph.text < _HAN
    return narrow or gap > _CHINESE_SPACE * min(before.size, glyph.size)


def _is_uneven(row: Sequence[Glyph]) -> bool:
    """True where a digit is raised, lowered or much smaller than the others: a note, and no digit of the figure."""
    digits = [glyph for glyph in row if glyph.text.isdigit()]
    if len(digits) < 2:
        return False
    size = max(glyph.size for glyph in digits)
    bases = [glyph.base for glyph in digits]
    return max(bases) - min(bases) > _RAISED * size or min(glyph.size for glyph in digits) < _SMALLER * size
