"""Labels written downwards, a character a line: set side by side, since a model knows a character better among others."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Any

import cv2 as _cv2
import numpy as np

from gouji.readers.pages.ruled.labels import has_word
from gouji.readers.pages.scans.ink import Ink, Span
from gouji.readers.pages.scans.recogniser import Recognised

cv2: Any = _cv2

# Shares of the size of characters: how wide and high one of them may be, and the white between two and around all.
_WIDEST, _APART, _MARGIN = 1.35, 0.1, 0.25


def columns_of(ink: Ink, lines: Iterable[tuple[Span, Span | None]]) -> list[tuple[int, ...]]:
    """The ranks of lines (each with its cell) that are single characters below each other in one cell."""
    found: list[tuple[int, ...]] = []
    for cell, group in groupby(enumerate(lines), key=lambda one: one[1][1]):
        ranked = [(rank, span) for rank, (span, _) in group]
        spans = [span for _, span in ranked]
        if cell is not None and len(spans) > 1 and _are_characters(spans, ink.size):
            found.append(tuple(rank for rank, _ in ranked))
    return found


def _are_characters(spans: Sequence[Span], size: float) -> bool:
    small = all(max(span.x1 - span.x0, span.y1 - span.y0) <= _WIDEST * size for span in spans)
    return small and all(above.y1 <= below.y0 for above, below in pairwise(spans))


def beside(ink: Ink, spans: Sequence[Span]) -> Any:
    """The grey picture of characters that stand below each other, set side by side."""
    margin, apart = round(_MARGIN * ink.size), round(_APART * ink.size)
    high = max(span.y1 - span.y0 for span in spans)
    parts: list[Any] = []
    for x0, y0, x1, y1 in spans:
        over = (high - (y1 - y0)) // 2
        under = high - (y1 - y0) - over
        part = ink.clean[y0:y1, x0:x1]
        parts.append(cv2.copyMakeBorder(part, over, under, 0, apart, cv2.BORDER_CONSTANT, value=255))
    whole = np.hstack(parts)
    return cv2.copyMakeBorder(whole, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255)


def characters_of(one: Recognised, count: int) -> list[Recognised]:
    """The characters of a column of `count`, none where the picture was not read as so many words of a label."""
    if len(one.text) != count or len(one.confidences) != count or not all(map(has_word, one.text)):
        return []
    return [Recognised(text, (sure,)) for text, sure in zip(one.text, one.confidences, strict=True)]
