"""Whether the ink of a figure and the characters read from it agree: a check that knows nothing of the model.

Models leave out characters (`0.` for `0.5`), write two equal ones as one (`1` for `11`), and take a comma for a point.
"""

import re
from collections.abc import Iterable, Sequence

from gouji.readers.pages.scans.ink import Span

# What is counted and measured here. Other texts stand for figures too, 16.877万元 or 5%: of those the model alone speaks.
_PLAIN = re.compile(r"[0-9.,+\-]+")
_MARKS = re.compile(r"[0-9.,+\-/%—－＋．，]+")
# Shares of the height of the digits.
_TALL = 0.82
_SMALL = 0.6
_LOW = 0.6
_BELOW = 0.1
# Two digits are wider than one of them can be, even 1 and 1; the halves of a broken one are not, and stand close.
_WIDEST, _BROKEN = 0.75, 0.15
_OVER = 0.5
# How wide two and three digits are that touch each other; in every font a digit takes 0.6 to 0.8 of its height.
_TOUCHING = ((1.05, 1.6, 2), (1.65, 2.4, 3))


def is_figure(text: str) -> bool:
    """True for a text that may be a figure and has nothing but digits and marks."""
    return bool(_MARKS.fullmatch(text))


def agree(text: str, pieces: Sequence[Span]) -> bool:
    """True where `pieces` of ink can be the characters of `text`: as many, and each of the height it must have."""
    if not _PLAIN.fullmatch(text):
        return True
    if not pieces:
        return False
    groups = [part for group in _groups(pieces) for part in _parted(group, max(one.y1 - one.y0 for one in pieces))]
    if len(groups) != len(text):
        return False
    heights = [group.y1 - group.y0 for group, character in zip(groups, text, strict=True) if character.isdigit()]
    if not heights:
        # A mark alone may be a speck or what is left of a line.
        return False
    tall = max(heights)
    tops = min(group.y0 for group, character in zip(groups, text, strict=True) if character.isdigit())
    bases = sorted(group.y1 for group, character in zip(groups, text, strict=True) if character.isdigit())
    base = bases[len(bases) // 2]
    return all(_fits(character, group, tops, base, tall) for character, group in zip(text, groups, strict=True))


def _fits(character: str, group: Span, top: int, base: int, tall: int) -> bool:
    height = group.y1 - group.y0
    if character.isdigit():
        return height >= _TALL * tall and abs(group.y1 - base) <= (1 - _TALL) * tall
    if character in ".,":
        if height > _SMALL * tall or group.y0 < top + _LOW * tall:
            return False
        below = group.y1 - base
        return below > _BELOW * tall if character == "," else below <= _BELOW * tall
    return top < (group.y0 + group.y1) / 2 < base and height <= (_SMALL if character == "-" else 1) * tall


def _groups(pieces: Iterable[Span]) -> list[Span]:
    """Pieces that stand over each other, or are halves of a character that the scanner has broken, as one."""
    groups: list[Span] = []
    pieces = sorted(pieces)
    tall = max((piece.y1 - piece.y0 for piece in pieces), default=0)
    for piece in pieces:
        last = groups[-1] if groups else None
        if last and _is_one(last, piece, tall):
            groups[-1] = _around(last, piece)
        else:
            groups.append(piece)
    return groups


def _parted(group: Span, tall: int) -> list[Span]:
    """A piece as wide as two or three digits, and as tall, as these."""
    width = group.x1 - group.x0
    if group.y1 - group.y0 < _TALL * tall:
        return [group]
    count = next((count for least, most, count in _TOUCHING if least * tall < width <= most * tall), 1)
    return [
        Span(group.x0 + rank * width // count, group.y0, group.x0 + (rank + 1) * width // count, group.y1)
        for rank in range(count)
    ]


def _is_one(last: Span, piece: Span, tall: int) -> bool:
    over = last.x1 - piece.x0
    if over > _OVER * min(last.x1 - last.x0, piece.x1 - piece.x0):
        return True
    return -over <= _BROKEN * tall and _around(last, piece).x1 - last.x0 <= _WIDEST * tall


def _around(one: Span, other: Span) -> Span:
    return Span(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))
